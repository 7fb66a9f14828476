//! The digests of files, without reading those whose size and time are as they were when they were read
//! last. Kept beside the ledger; whoever deletes it loses time and nothing else.
//!
//! A line for each file, in the order of their names: its name, a tab, and `SHA-256 size time`. The text is
//! searched as it stands: a run over twenty thousand documents asks for thirty thousand files, and making
//! tables of them takes longer than asking.

use super::ledger::BESIDE;
use crate::disk::{self, Stamp};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// How much older than the stamps themselves a file must be for its stamp to be believed, in nanoseconds:
/// the clocks of some file systems tick every two seconds, and a file may change twice within a tick.
const TICK: u64 = 2_000_000_000;

thread_local! {
    /// The line after the one that this thread asked for last.
    static NEXT: Cell<usize> = const { Cell::new(0) };
}

/// What is known of a file: its stamp and its digest.
type Known<S> = (Stamp, S);

/// Digests by file, as they were and as they were found to be.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    path: PathBuf,
    /// What was known, as it was written down.
    text: String,
    /// Where its lines are.
    lines: Vec<Range<usize>>,
    /// When that was written down.
    written: u64,
    /// What was found in this run, of files that had to be read.
    fresh: Mutex<BTreeMap<String, Known<String>>>,
}

impl Stamps {
    /// The stamps beside a ledger; `shard` as with the ledger.
    pub fn open(out: &Path, shard: &str) -> Stamps {
        let path = out.join(BESIDE).join(format!("stamps{shard}"));
        let written = disk::stamp(&path).map_or(0, |stamp| stamp.changed);
        let bytes = disk::read_if_there(&path).ok().flatten();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let text = text.unwrap_or_default();
        let mut start = 0;
        let lines = text.split_terminator('\n').map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        });
        Stamps {
            path,
            lines: lines.collect(),
            text,
            written,
            fresh: Mutex::default(),
        }
    }

    /// The SHA-256 of a file; nothing where there is no such file, or it cannot be read.
    pub fn digest(&self, path: &Path) -> Option<String> {
        self.look(path).map(Cow::into_owned)
    }

    /// Whether a file is there and has a digest.
    pub fn is(&self, path: &Path, sha256: &str) -> bool {
        self.look(path).is_some_and(|digest| digest == sha256)
    }

    fn look(&self, path: &Path) -> Option<Cow<'_, str>> {
        let stamp = disk::stamp(path)?;
        let name = name(path);
        if let Some((then, digest)) = self.known(&name)
            && then == stamp
            && self.is_believed(then)
        {
            return Some(digest.into());
        }
        let digest = disk::sha256(&disk::read(path).ok()?);
        self.put(&name, stamp, &digest);
        Some(digest.into())
    }

    /// Whether the other forms of a document are as they were filed.
    pub fn are(&self, pdf: &Path, others: &BTreeMap<String, String>) -> bool {
        let is =
            |(ending, sha256): (&String, &String)| self.is(&pdf.with_extension(ending), sha256);
        others.iter().all(is)
    }

    /// Whether a file is known to have a digest, without reading it.
    pub fn is_still(&self, path: &Path, sha256: &str) -> bool {
        self.known(&name(path)).is_some_and(|(then, digest)| {
            digest == sha256 && self.is_believed(then) && disk::stamp(path) == Some(then)
        })
    }

    /// Notes a file that was just written.
    pub fn wrote(&self, path: &Path, digest: &str) {
        if let Some(stamp) = disk::stamp(path) {
            self.put(&name(path), stamp, digest);
        }
    }

    /// What was known of a file.
    fn known(&self, name: &str) -> Option<Known<&str>> {
        let named = |at: usize| {
            let line = &self.text[self.lines.get(at)?.clone()];
            line.starts_with(name).then(|| understood(line))?
        };
        // Files are nearly always asked for in the order of their names.
        let next = NEXT.get();
        let found = named(next).filter(|(found, ..)| *found == name);
        let (_, stamp, digest) = match found {
            Some(found) => {
                NEXT.set(next + 1);
                found
            }
            None => {
                let at = self.lines.binary_search_by(|line| {
                    let line = self.text[line.clone()].rsplit_once('\t');
                    line.map_or("", |(name, _)| name).cmp(name)
                });
                let at = at.ok()?;
                NEXT.set(at + 1);
                named(at)?
            }
        };
        Some((stamp, digest))
    }

    /// Whether a stamp is old enough beside the time when it was written down.
    fn is_believed(&self, stamp: Stamp) -> bool {
        stamp.changed.saturating_add(TICK) < self.written
    }

    fn put(&self, name: &str, stamp: Stamp, digest: &str) {
        // What cannot stand in a line is read again each time.
        if let Ok(mut fresh) = self.fresh.lock()
            && !name.contains('\n')
        {
            fresh.insert(name.to_owned(), (stamp, digest.to_owned()));
        }
    }

    /// Writes down what was found in this run, if anything was.
    pub fn close(&self) -> Result<(), disk::Failure> {
        let Ok(fresh) = self.fresh.lock() else {
            return Ok(());
        };
        let is_known = |(name, (stamp, digest)): (&String, &Known<String>)| {
            self.known(name) == Some((*stamp, digest.as_str()))
        };
        if fresh.iter().all(is_known) {
            return Ok(());
        }
        // What was not believed and not looked at again is forgotten: it would be believed from now on.
        let lines = self.lines.iter().map(|line| &self.text[line.clone()]);
        let believed = lines.filter_map(|line| {
            let (name, stamp, _) = understood(line)?;
            let stays = self.is_believed(stamp) && !fresh.contains_key(name);
            stays.then_some((name, Cow::from(line)))
        });
        let new = fresh.iter().map(|(name, (stamp, digest))| {
            let Stamp { size, changed } = stamp;
            let line = format!("{name}\t{digest} {size} {changed}");
            (name.as_str(), line.into())
        });
        let mut all: Vec<(&str, Cow<'_, str>)> = believed.chain(new).collect();
        all.sort_by_key(|(name, _)| *name);
        let lines = all.iter().flat_map(|(_, line)| [line.as_bytes(), b"\n"]);
        disk::write_parts(&self.path, None, lines.map(disk::Part::Bytes)).map(|_| ())
    }
}

/// The name, the stamp and the digest that a line tells.
fn understood(line: &str) -> Option<(&str, Stamp, &str)> {
    let (name, known) = line.rsplit_once('\t')?;
    let mut known = known.split(' ');
    let digest = known.next()?;
    let size = known.next()?.parse().ok()?;
    let changed = known.next()?.parse().ok()?;
    Some((name, Stamp { size, changed }, digest))
}

fn name(path: &Path) -> Cow<'_, str> {
    let name = path.to_string_lossy();
    match cfg!(windows) {
        true => name.replace('\\', "/").into(),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_just_changed_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.json");
        disk::write_whole(&file, b"one").expect("written");
        let stamps = Stamps::open(folder.path(), "");
        assert_eq!(stamps.digest(&file), Some(disk::sha256(b"one")));
        stamps.close().expect("closed");
        // Of the same length, and within the same tick of a slow clock.
        disk::write_whole(&file, b"two").expect("written");
        let stamps = Stamps::open(folder.path(), "");
        assert_eq!(stamps.digest(&file), Some(disk::sha256(b"two")));
        assert_eq!(stamps.digest(&folder.path().join("none")), None);
    }

    #[test]
    fn what_was_written_down_is_found_again_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<PathBuf> = ["a b.json", "a.json", "ā.json", "b/a.json"]
            .map(|name| folder.path().join(name))
            .to_vec();
        for file in &files {
            disk::write_whole(file, b"one").expect("written");
        }
        let stamps = Stamps::open(folder.path(), "");
        let stamp = |file: &Path| disk::stamp(file).expect("a stamp");
        for file in &files {
            // As if it had been read long ago, and had said something else.
            let old = Stamp {
                changed: 1,
                ..stamp(file)
            };
            stamps.put(&name(file), old, "then");
        }
        stamps.close().expect("closed");
        let mut again = Stamps::open(folder.path(), "");
        let known = |stamps: &Stamps, file: &Path| {
            let known = stamps.known(&name(file));
            known.map(|(stamp, digest)| (stamp.changed, digest.to_owned()))
        };
        for file in &files {
            assert_eq!(known(&again, file), Some((1, "then".to_owned())));
        }
        assert_eq!(known(&again, Path::new("a")), None);
        again.put(&name(&files[1]), stamp(&files[1]), "now");
        again.close().expect("closed");
        again = Stamps::open(folder.path(), "");
        assert_eq!(known(&again, &files[0]), Some((1, "then".to_owned())));
        let now = (stamp(&files[1]).changed, "now".to_owned());
        assert_eq!(known(&again, &files[1]), Some(now));
        // A text that is no list of stamps is as none.
        disk::write_whole(&again.path, b"{}\n\nx").expect("written");
        again = Stamps::open(folder.path(), "");
        assert_eq!(known(&again, &files[0]), None);
        assert_eq!(again.digest(&files[0]), Some(disk::sha256(b"one")));
    }
}
