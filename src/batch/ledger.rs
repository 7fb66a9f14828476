//! The ledger: of each document, what it was made from, its file, and what was found; so that the next run
//! knows what is as it should be without making it.
//!
//! `ledger.json` in the folder of the documents, a line for each record, so that it can be read, compared
//! and merged like any text; 20 000 documents take about eight megabytes, which are read in a few hundredths
//! of a second. (An embedded database would be as fast and could be neither read nor compared.) A line is
//! added to the journal after each document has its file; the journal goes into the ledger at the end of a
//! run, or at the start of the next one if a run was killed. It holds nothing of the machine or the hour.

use super::both::both;
use super::shard::Shard;
use crate::disk::{self, Stamp};
use crate::finding::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The name of the ledger in the folder of the documents.
pub const LEDGER: &str = "ledger.json";
/// The folder of what the ledger needs besides; whoever deletes it while nothing runs has documents made
/// again.
pub const BESIDE: &str = ".pielikums";

/// What is known of all documents, by the ids of their projects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The records.
    pub records: BTreeMap<String, Entry>,
}

/// What is known of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its file.
    pub file: String,
    /// What it was read from when all its documents were looked at; nothing after a part of them was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// What was found in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Whether files that belong to none of its documents are in its folder.
    #[serde(default, skip_serializing_if = "is_false")]
    pub strangers: bool,
    /// Its documents, by their ids in it.
    pub documents: BTreeMap<String, Filed>,
}

/// What a record was read from; while nothing of it changes, its documents are as they should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The SHA-256 of its file.
    pub sha256: String,
    /// The digest of settings, templates, fonts and program.
    pub tools: String,
    /// The entries of the registry that it asked for, and the pictures, each with its digest,
    /// `organisations/dome 66d6e092d9e3bc99`; what was not there has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
}

/// What is known of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// The fingerprint of what its file was made from; nothing where it has none yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fingerprint: String,
    /// The SHA-256 of its file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// The SHA-256 of its files in other forms, by how their names end.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, String>,
    /// The pages of its file.
    #[serde(default)]
    pub pages: usize,
    /// What was found in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What the engine and the templates doubted when it was made, before house and record settled it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Finding>,
    /// Which of its adopted versions its file is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<u32>,
    /// Whether what was found stopped it: its file, if it has one, is of an earlier state.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stopped: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A line of the journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    /// A document has its file.
    Document {
        project: String,
        file: String,
        id: String,
        filed: Filed,
    },
    /// All that was asked for of a record is done.
    Record {
        project: String,
        file: String,
        seen: Option<Seen>,
        findings: Vec<Finding>,
    },
    /// Files of no document are in the folder of a record, or are there no more.
    Strangers { project: String, are: bool },
    /// A record with its documents is gone, or one of its documents.
    Gone {
        project: String,
        document: Option<String>,
    },
}

impl Ledger {
    /// Reads a ledger; an empty one where there is none. A text that is no ledger is told with its reason.
    pub fn read(path: &Path) -> Result<Ledger, String> {
        let Some(bytes) = disk::read_if_there(path).map_err(|failure| failure.plain_reason())?
        else {
            return Ok(Ledger::default());
        };
        let records = match by_lines(&bytes) {
            Some(records) => records,
            None => serde_json::from_slice(&bytes).map_err(|error| error.to_string())?,
        };
        Ok(Ledger { records })
    }

    /// Its text: JSON, a line for each record.
    pub fn text(&self) -> String {
        let records: Vec<(&String, &Entry)> = self.records.iter().collect();
        let lines = |records: &[(&String, &Entry)]| {
            let mut lines = String::new();
            for (id, entry) in records {
                let id = serde_json::Value::from(id.as_str());
                let entry = serde_json::to_string(entry).unwrap_or_default();
                let _ = write!(lines, ",\n{id}: {entry}");
            }
            lines
        };
        let lines = in_halves(&records, lines).concat();
        match lines.strip_prefix(',') {
            Some(lines) => format!("{{{lines}\n}}\n"),
            None => "{\n}\n".to_owned(),
        }
    }

    /// A document, by its whole id.
    pub fn document(&self, id: &str) -> Option<&Filed> {
        let (project, document) = id.split_once('/')?;
        self.records.get(project)?.documents.get(document)
    }

    pub(super) fn take(&mut self, line: Line) {
        match line {
            Line::Document {
                project,
                file,
                id,
                filed,
            } => {
                let entry = self.records.entry(project).or_default();
                entry.file = file;
                // Until the record is done it is not known whether the others are as they should be.
                entry.seen = None;
                entry.documents.insert(id, filed);
            }
            Line::Record {
                project,
                file,
                seen,
                findings,
            } => {
                let entry = self.records.entry(project).or_default();
                entry.file = file;
                entry.seen = seen;
                entry.findings = findings;
            }
            Line::Strangers { project, are } => {
                if let Some(entry) = self.records.get_mut(&project) {
                    entry.strangers = are;
                }
            }
            Line::Gone { project, document } => {
                if let (Some(document), Some(entry)) = (&document, self.records.get_mut(&project)) {
                    entry.documents.remove(document);
                    entry.seen = None;
                    // Its file is still there.
                    entry.strangers = true;
                } else {
                    self.records.remove(&project);
                }
            }
        }
    }
}

/// The records of a ledger as [`Ledger::text`] writes it, a line for each; nothing where a line is otherwise,
/// because somebody else has written it.
fn by_lines(bytes: &[u8]) -> Option<BTreeMap<String, Entry>> {
    let lines = bytes.strip_prefix(b"{\n")?.strip_suffix(b"\n}\n")?;
    let lines: Vec<&[u8]> = lines.split(|byte| *byte == b'\n').collect();
    let entry = |line: &&[u8]| {
        let line = line.strip_suffix(b",").unwrap_or(line);
        let colon = line.windows(3).position(|three| three == b"\": ")?;
        let id = serde_json::from_slice::<String>(&line[..=colon]).ok()?;
        let entry = serde_json::from_slice::<Entry>(&line[colon + 2..]).ok()?;
        Some((id, entry))
    };
    let read = |lines: &[&[u8]]| lines.iter().map(entry).collect::<Option<Vec<_>>>();
    let halves: Option<Vec<Vec<(String, Entry)>>> = in_halves(&lines, read).into_iter().collect();
    Some(halves?.into_iter().flatten().collect())
}

/// How many records make it worth while to start a thread for a half of them.
const WORTH_A_THREAD: usize = 500;

/// Does some work with both halves of a list at once; with the whole of a short one.
fn in_halves<T: Sync, R: Send>(list: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    if list.len() < WORTH_A_THREAD {
        return vec![work(list)];
    }
    let (first, second) = list.split_at(list.len() / 2);
    let (first, second) = both(|| work(first), || work(second));
    vec![first, second]
}

/// A ledger in its folder, with its journal.
#[derive(Debug)]
pub(super) struct Book {
    path: PathBuf,
    journal: PathBuf,
    /// When its file was changed last, and its journal.
    stamps: [Option<Stamp>; 2],
    /// What it says now.
    pub ledger: Ledger,
    /// Whether that differs from its file.
    changed: bool,
    /// Whether the journal has lines.
    noted: bool,
    /// Why the file could not be understood, if it could not.
    pub broken: Option<String>,
}

impl Book {
    /// Opens the ledger of a folder, or of a share of it. A run that was killed left its journal, which is
    /// taken in; its last line may have broken off. The ledger of a share starts from that of the whole.
    pub fn open(out: &Path, shard: Option<Shard>) -> Book {
        let name = shard.map(|shard| shard.name()).unwrap_or_default();
        let path = out.join(LEDGER.replace(".json", &format!("{name}.json")));
        let journal = out.join(BESIDE).join(format!("journal{name}"));
        let stamps = [disk::stamp(&path), disk::stamp(&journal)];
        let read = Ledger::read(&path);
        let broken = read.as_ref().err().cloned();
        let mut ledger = read.unwrap_or_default();
        if let Some(shard) = shard {
            let whole = Ledger::read(&out.join(LEDGER)).unwrap_or_default();
            let mine = whole.records.into_iter().filter(|(id, _)| shard.takes(id));
            for (id, entry) in mine {
                ledger.records.entry(id).or_insert(entry);
            }
        }
        let lines = disk::read_if_there(&journal)
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
            ledger,
            // The ledger of a share is there even if it says nothing: it is missed otherwise.
            changed: noted || broken.is_some() || (shard.is_some() && stamps[0].is_none()),
            noted: !lines.is_empty(),
            broken,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nobody else has written since it was opened.
    pub fn is_fresh(&self) -> bool {
        self.stamps == [disk::stamp(&self.path), disk::stamp(&self.journal)]
    }

    /// Notes what is done: in the journal at once, in the file at the end.
    pub fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        let written = append(&self.journal, &line);
        self.take(line);
        written
    }

    /// The journal, for who notes in it while others read the ledger.
    pub fn journal(&self) -> Journal {
        Journal {
            path: self.journal.clone(),
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

    /// Writes the file if it is not what the ledger says, and ends the journal.
    pub fn close(&mut self) -> Result<(), disk::Failure> {
        if self.changed {
            disk::write_whole(&self.path, self.ledger.text().as_bytes())?;
            self.changed = false;
        }
        if self.noted {
            disk::remove(&self.journal)?;
            self.noted = false;
        }
        Ok(())
    }
}

/// What a run notes, on the disk at once.
pub(super) struct Journal {
    path: PathBuf,
    lines: Vec<Line>,
}

impl Journal {
    pub fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        let written = append(&self.path, &line);
        self.lines.push(line);
        written
    }
}

fn append(journal: &Path, line: &Line) -> Result<(), disk::Failure> {
    // The end stands first: a line that broke off is not joined by the next one.
    let mut text = vec![b'\n'];
    text.extend(serde_json::to_vec(line).unwrap_or_default());
    disk::append(journal, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str) -> Line {
        Line::Document {
            project: "p".into(),
            file: "projects/p.json".into(),
            id: id.into(),
            filed: Filed {
                fingerprint: "f".into(),
                sha256: "s".into(),
                pages: 2,
                ..Filed::default()
            },
        }
    }

    #[test]
    fn what_a_killed_run_noted_is_known_to_the_next_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut book = Book::open(folder.path(), None);
        book.note(document("a")).expect("noted");
        book.note(document("b")).expect("noted");
        // Killed: nothing is closed, and the last line has only begun.
        let journal = folder.path().join(BESIDE).join("journal");
        disk::append(&journal, b"\n{\"document\":{\"proj").expect("broken off");
        let mut next = Book::open(folder.path(), None);
        assert_eq!(next.ledger, book.ledger);
        next.note(document("c")).expect("noted");
        assert_eq!(
            Book::open(folder.path(), None).ledger.records["p"]
                .documents
                .len(),
            3
        );
        next.close().expect("closed");
        assert!(!disk::is_file(&journal));
        let read = Ledger::read(&folder.path().join(LEDGER)).expect("a ledger");
        assert_eq!(read, next.ledger);
        assert_eq!(read.text().lines().count(), 3);
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written_and_as_others_write_json() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.text(), "{\n}\n");
        for number in 0..1200 {
            let Line::Document { filed, .. } = document("a") else {
                continue;
            };
            let mut entry = Entry {
                file: format!("projects/\": {number}.json"),
                ..Entry::default()
            };
            entry.documents.insert("a".into(), filed);
            ledger.records.insert(format!("p-{number}"), entry);
        }
        let text = ledger.text();
        assert_eq!(by_lines(text.as_bytes()).as_ref(), Some(&ledger.records));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(LEDGER);
        let others = serde_json::to_string_pretty(&ledger.records).expect("JSON");
        assert_eq!(by_lines(others.as_bytes()), None);
        disk::write_whole(&path, others.as_bytes()).expect("written");
        assert_eq!(Ledger::read(&path).expect("a ledger").text(), text);
    }

    #[test]
    fn a_text_that_is_no_ledger_is_told_and_written_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(LEDGER);
        disk::write_whole(&path, b"{ no ledger").expect("written");
        let mut book = Book::open(folder.path(), None);
        assert!(book.broken.is_some());
        book.close().expect("closed");
        assert_eq!(Ledger::read(&path), Ok(Ledger::default()));
    }
}
