//! A ledger in its folder, with the journal of a run.

use super::ledger::{BESIDE, LEDGER, Ledger, Line};
use super::shard::Shard;
use crate::disk::{self, Growing, Stamp};
use std::path::{Path, PathBuf};

/// A ledger in its folder, with its journal.
#[derive(Debug)]
pub(super) struct Book {
    path: PathBuf,
    journal: Growing,
    /// When its file was changed last, and its journal.
    stamps: [Option<Stamp>; 2],
    /// Where the stamp is kept that its file had when a run closed it.
    closed: PathBuf,
    /// Whether its file is as a run of this program left it here. Where it is not, somebody has put another there,
    /// and what is kept beside it of how documents were made may belong to the one before.
    pub is_own: bool,
    /// What it says now.
    pub ledger: Ledger,
    /// Whether that differs from its file.
    changed: bool,
    /// Whether the journal has lines.
    noted: bool,
    /// The file that could not be understood, its own or that of the whole, and why.
    pub broken: Option<(PathBuf, String)>,
}

impl Book {
    /// Opens the ledger of a folder, or of a share of it. A run that was killed left its journal, which is
    /// taken in; its last line may have broken off. The ledger of a share starts from that of the whole.
    pub fn open(out: &Path, shard: Option<Shard>) -> Book {
        let name = shard.map(|shard| shard.name()).unwrap_or_default();
        let path = out.join(LEDGER.replace(".json", &format!("{name}.json")));
        let journal = out.join(BESIDE).join(format!("journal{name}"));
        let journal = Growing::new(&journal);
        let stamps = [disk::stamp(&path), disk::stamp(journal.path())];
        let closed = out.join(BESIDE).join(format!("closed{name}"));
        let left = disk::read_if_there(&closed).ok().flatten();
        let left = left.and_then(|bytes| serde_json::from_slice::<Stamp>(&bytes).ok());
        let mut broken = None;
        let mut read = |path: &Path| {
            Ledger::read(path).unwrap_or_else(|reason| {
                broken = Some((path.to_owned(), reason));
                Ledger::default()
            })
        };
        let mut ledger = read(&path);
        if let Some(shard) = shard {
            let whole = read(&out.join(LEDGER));
            let mine = whole
                .into_records()
                .into_iter()
                .filter(|(id, _)| shard.takes(id));
            let mine = mine.filter(|(id, _)| !ledger.records().contains_key(id));
            ledger.extend(mine.collect::<Vec<_>>());
        }
        let lines = disk::read_if_there(journal.path())
            .ok()
            .flatten()
            .unwrap_or_default();
        let mut noted = false;
        for line in lines.split(|byte| *byte == b'\n') {
            if let Ok(line) = serde_json::from_slice(line) {
                ledger.take(line);
                noted = true;
            }
        }
        Book {
            stamps,
            path,
            journal,
            closed,
            is_own: left.is_some() && left == stamps[0],
            ledger,
            // The ledger of a share is there even if it says nothing: it is missed otherwise.
            changed: noted || broken.is_some() || (shard.is_some() && stamps[0].is_none()),
            noted: !lines.is_empty(),
            broken,
        }
    }

    /// Whether nobody else has written since it was opened.
    pub fn is_fresh(&self) -> bool {
        self.stamps == [self.path.as_path(), self.journal.path()].map(disk::stamp)
    }

    /// Notes what is done: in the journal at once, in the file at the end.
    pub fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        let written = append(&mut self.journal, &line);
        self.take(line);
        written
    }

    /// The journal, for who notes in it while others read the ledger.
    pub fn journal(&self) -> Journal {
        Journal {
            file: Growing::new(self.journal.path()),
            lines: Vec::new(),
        }
    }

    /// Takes in what was noted in the journal.
    pub fn take_in(&mut self, journal: Journal) {
        for line in journal.lines {
            self.take(line);
        }
    }

    fn take(&mut self, line: Line) {
        self.changed = true;
        self.noted = true;
        self.ledger.take(line);
    }

    /// Writes the file if it is not what the ledger says, and ends the journal. `is_own` says whether all that is
    /// kept of how documents were made belongs to it.
    pub fn close(&mut self, is_own: bool) -> Result<(), disk::Failure> {
        if self.changed {
            self.ledger.write(&self.path)?;
            self.changed = false;
            self.is_own = false;
        }
        if is_own && !self.is_own {
            let stamp = serde_json::to_vec(&disk::stamp(&self.path)).unwrap_or_default();
            disk::write_whole(&self.closed, &stamp)?;
            self.is_own = true;
        }
        if self.noted {
            self.journal.remove()?;
            self.noted = false;
        }
        Ok(())
    }
}

/// What a run notes, on the disk at once.
pub(super) struct Journal {
    file: Growing,
    lines: Vec<Line>,
}

impl Journal {
    pub fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        let written = append(&mut self.file, &line);
        self.lines.push(line);
        written
    }
}

fn append(journal: &mut Growing, line: &Line) -> Result<(), disk::Failure> {
    // The end stands first: a line that broke off is not joined by the next one.
    let mut text = vec![b'\n'];
    text.extend(serde_json::to_vec(line).unwrap_or_default());
    journal.append(&text)
}

#[cfg(test)]
mod tests {
    use super::super::ledger::tests::{document, text};
    use super::*;

    #[test]
    fn what_a_killed_run_noted_is_known_to_the_next_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut book = Book::open(folder.path(), None);
        book.note(document("a")).expect("noted");
        book.note(document("b")).expect("noted");
        // Killed: nothing is closed, and the last line has only begun.
        let journal = folder.path().join(BESIDE).join("journal");
        let begun = b"\n{\"document\":{\"proj";
        Growing::new(&journal).append(begun).expect("broken off");
        let mut next = Book::open(folder.path(), None);
        assert_eq!(next.ledger, book.ledger);
        next.note(document("c")).expect("noted");
        assert_eq!(
            Book::open(folder.path(), None).ledger.records()["p"]
                .documents
                .len(),
            3
        );
        next.close(true).expect("closed");
        assert!(!disk::is_file(&journal));
        let read = Ledger::read(&folder.path().join(LEDGER)).expect("a ledger");
        assert_eq!(read, next.ledger);
        assert_eq!(text(&folder.path().join(LEDGER)).lines().count(), 3);
    }

    #[test]
    fn a_text_that_is_no_ledger_is_told_and_written_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(LEDGER);
        disk::write_whole(&path, b"{ no ledger").expect("written");
        let mut book = Book::open(folder.path(), None);
        assert!(book.broken.is_some());
        book.close(true).expect("closed");
        assert_eq!(Ledger::read(&path), Ok(Ledger::default()));
    }
}
