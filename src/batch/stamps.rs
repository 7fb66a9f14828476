//! The digests of files, without reading those whose size and time are as they were when they were read
//! last. Kept beside the ledger; whoever deletes it loses time and nothing else.

use super::ledger::BESIDE;
use crate::disk::{self, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// How much older than the stamps themselves a file must be for its stamp to be believed, in nanoseconds:
/// the clocks of some file systems tick every two seconds, and a file may change twice within a tick.
const TICK: u64 = 2_000_000_000;

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known(Stamp, String);

/// Digests by file, as they were and as they were found to be.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    path: PathBuf,
    known: HashMap<String, Known>,
    /// When that was written down.
    written: u64,
    /// What was found in this run, of files that had to be read.
    fresh: Mutex<BTreeMap<String, Known>>,
}

impl Stamps {
    /// The stamps beside a ledger; `shard` as with the ledger.
    pub fn open(out: &Path, shard: &str) -> Stamps {
        let path = out.join(BESIDE).join(format!("stamps{shard}.json"));
        let written = disk::stamp(&path).map_or(0, |stamp| stamp.changed);
        let bytes = disk::read_if_there(&path).ok().flatten();
        let known = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Stamps {
            path,
            known: known.unwrap_or_default(),
            written,
            fresh: Mutex::default(),
        }
    }

    /// The SHA-256 of a file; nothing where there is no such file, or it cannot be read.
    pub fn digest(&self, path: &Path) -> Option<String> {
        let stamp = disk::stamp(path)?;
        let name = name(path);
        if let Some(known) = self.known.get(&name)
            && known.0 == stamp
            && self.is_believed(known)
        {
            return Some(known.1.clone());
        }
        let digest = disk::sha256(&disk::read(path).ok()?);
        self.put(name, stamp, &digest);
        Some(digest)
    }

    /// Whether the other forms of a document are as they were filed.
    pub fn are(&self, pdf: &Path, others: &BTreeMap<String, String>) -> bool {
        let is = |(ending, sha256): (&String, &String)| {
            self.digest(&pdf.with_extension(ending)).as_ref() == Some(sha256)
        };
        others.iter().all(is)
    }

    /// Whether a stamp is old enough beside the time when it was written down.
    fn is_believed(&self, known: &Known) -> bool {
        known.0.changed.saturating_add(TICK) < self.written
    }

    /// Whether a file is known to have a digest, without reading it.
    pub fn is_still(&self, path: &Path, digest: &str) -> bool {
        self.known
            .get(&name(path))
            .is_some_and(|Known(then, known)| {
                known == digest
                    && then.changed.saturating_add(TICK) < self.written
                    && disk::stamp(path) == Some(*then)
            })
    }

    /// Notes a file that was just written.
    pub fn wrote(&self, path: &Path, digest: &str) {
        if let Some(stamp) = disk::stamp(path) {
            self.put(name(path), stamp, digest);
        }
    }

    fn put(&self, name: String, stamp: Stamp, digest: &str) {
        let known = Known(stamp, digest.to_owned());
        if let Ok(mut fresh) = self.fresh.lock() {
            fresh.insert(name, known);
        }
    }

    /// Writes down what was found in this run, if anything was.
    pub fn close(&self) -> Result<(), disk::Failure> {
        let is_new = |(name, known): (&String, &Known)| self.known.get(name) != Some(known);
        let Ok(fresh) = self.fresh.lock() else {
            return Ok(());
        };
        if !fresh.iter().any(is_new) {
            return Ok(());
        }
        // What was not believed and not looked at again is forgotten: it would be believed from now on.
        let believed = self
            .known
            .iter()
            .filter(|(_, known)| self.is_believed(known));
        let mut all: BTreeMap<&String, &Known> = believed.collect();
        all.extend(fresh.iter());
        let text = serde_json::to_vec(&all).unwrap_or_default();
        disk::write_whole(&self.path, &text)
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
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
}
