//! The ledger: of each document, what it was made from, its file, and what was found; so that the next run
//! knows what is as it should be without making it.
//!
//! `ledger.json` in the folder of the documents, a line for each record, so that it can be read, compared
//! and merged like any text; 20 000 documents take about thirteen megabytes, which are read in a tenth of a
//! second. (An embedded database would be as fast and could be neither read nor compared.) A line is
//! added to the journal after each document has its file; the journal goes into the ledger at the end of a
//! run, or at the start of the next one if a run was killed. It holds nothing of the machine or the hour.

use super::threads::{both, in_halves};
use crate::disk::{self, Part, Stamp};
use crate::finding::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// The name of the ledger in the folder of the documents.
pub const LEDGER: &str = "ledger.json";
/// The folder of what the ledger needs besides; whoever deletes it while nothing runs has documents made
/// again.
pub const BESIDE: &str = ".pielikums";

/// What stands between two lines.
const BETWEEN: &[u8] = b",\n";

/// How many bytes of a ledger make it worth while to read its halves at once.
const AT_ONCE: u64 = 1 << 17;

/// What is known of all documents, by the ids of their projects.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    records: BTreeMap<String, Entry>,
    /// The file that it was read from, as it was then.
    stamp: Option<Stamp>,
    /// The lines of records that are as that file tells them: they are written as they stand there.
    lines: BTreeMap<String, Range<u64>>,
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Ledger) -> bool {
        self.records == other.records
    }
}

impl Eq for Ledger {}

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
    /// Its documents, by their ids in it. (Each has its place: a table of few large things is mostly room.)
    pub documents: BTreeMap<String, Box<Filed>>,
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
    /// What the templates doubted when it was looked at last, and the engine when it was made, before house and
    /// record settled it; nothing where that is what was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubts: Option<Vec<Finding>>,
    /// Which of its adopted versions its file is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<u32>,
    /// Whether what was found stopped it: its file, if it has one, is of an earlier state.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stopped: bool,
}

impl Filed {
    /// With what was found, and what had been doubted before that was settled.
    pub fn with(self, findings: Vec<Finding>, doubts: Vec<Finding>) -> Filed {
        let doubts = (doubts != findings).then_some(doubts);
        Filed {
            findings,
            doubts,
            ..self
        }
    }

    /// What was doubted.
    pub fn doubts(&self) -> &[Finding] {
        self.doubts.as_deref().unwrap_or(&self.findings)
    }
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

impl Line {
    /// The record that it is about.
    pub fn project(&self) -> &str {
        match self {
            Line::Document { project, .. }
            | Line::Record { project, .. }
            | Line::Strangers { project, .. }
            | Line::Gone { project, .. } => project,
        }
    }
}

impl Ledger {
    /// Reads a ledger; an empty one where there is none. A text that is no ledger is told with its reason.
    pub fn read(path: &Path) -> Result<Ledger, String> {
        let stamp = disk::stamp(path);
        let read = stamp.and_then(|stamp| by_lines(path, stamp.size));
        // Its halves are of one file only if nobody has put another in its place meanwhile.
        let read = read.filter(|_| disk::stamp(path) == stamp);
        if let Some(read) = read {
            let lines = read.iter().map(|(id, line, _)| (id.clone(), line.clone()));
            return Ok(Ledger {
                stamp,
                lines: lines.collect(),
                records: read.into_iter().map(|(id, _, entry)| (id, entry)).collect(),
            });
        }
        let bytes = disk::read_if_there(path).map_err(|failure| failure.plain_reason())?;
        let records = bytes.map(|bytes| serde_json::from_slice(&bytes));
        let records = records.transpose().map_err(|error| error.to_string())?;
        Ok(Ledger {
            records: records.unwrap_or_default(),
            ..Ledger::default()
        })
    }

    /// The records by their ids.
    pub fn records(&self) -> &BTreeMap<String, Entry> {
        &self.records
    }

    /// The records, for another ledger.
    pub(super) fn into_records(self) -> BTreeMap<String, Entry> {
        self.records
    }

    /// Takes in the records of another ledger.
    pub(super) fn extend(&mut self, other: impl IntoIterator<Item = (String, Entry)>) {
        for (id, entry) in other {
            self.lines.remove(&id);
            self.records.insert(id, entry);
        }
    }

    /// Writes it: JSON, a line for each record. Lines that did not change are taken over from the file.
    pub(super) fn write(&self, path: &Path) -> Result<(), disk::Failure> {
        // If another file is there by now, all lines are told anew.
        if self.stamp.is_none() || !self.written(path, self.stamp)? {
            self.written(path, None)?;
        }
        Ok(())
    }

    /// Writes it with the lines of the file that it was read from, if that is still there with its stamp.
    fn written(&self, path: &Path, before: Option<Stamp>) -> Result<bool, disk::Failure> {
        // Records and lines are in one order.
        let mut lines = self.lines.iter().filter(|_| before.is_some()).peekable();
        let records = self.records.iter().map(|(id, entry)| {
            while lines.next_if(|(line, _)| *line < id).is_some() {}
            let old = lines.next_if(|(line, _)| *line == id);
            (id, entry, old.map(|(_, range)| range))
        });
        let records: Vec<(&String, &Entry, Option<&Range<u64>>)> = records.collect();
        let changed = records.iter().filter(|(.., old)| old.is_none());
        let changed: Vec<(&String, &Entry)> = changed.map(|(id, entry, _)| (*id, *entry)).collect();
        let told = |records: &[(&String, &Entry)]| -> Vec<String> {
            records.iter().map(|(id, entry)| line(id, entry)).collect()
        };
        let told = in_halves(&changed, told);
        let mut told = told.iter().flatten().map(String::as_bytes);
        let mut parts = vec![Part::Bytes(b"{\n")];
        for (at, (.., old)) in records.into_iter().enumerate() {
            // Lines that stood together stay together, with what is between them.
            if let (Some(Part::Before(last)), Some(line)) = (parts.last_mut(), old)
                && last.end + BETWEEN.len() as u64 == line.start
            {
                last.end = line.end;
                continue;
            }
            if at > 0 {
                parts.push(Part::Bytes(BETWEEN));
            }
            parts.push(match old {
                Some(line) => Part::Before(line.clone()),
                None => Part::Bytes(told.next().unwrap_or_default()),
            });
        }
        parts.push(Part::Bytes(match self.records.is_empty() {
            true => b"}\n",
            false => b"\n}\n",
        }));
        disk::write_parts(path, before, parts.into_iter())
    }

    /// A document, by its whole id.
    pub fn document(&self, id: &str) -> Option<&Filed> {
        let (project, document) = id.split_once('/')?;
        let filed = self.records.get(project)?.documents.get(document)?;
        Some(filed)
    }

    pub(super) fn take(&mut self, line: Line) {
        self.lines.remove(line.project());
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
                entry.documents.insert(id, Box::new(filed));
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

/// The line of a record.
fn line(id: &str, entry: &Entry) -> String {
    let id = serde_json::Value::from(id);
    format!("{id}: {}", serde_json::to_string(entry).unwrap_or_default())
}

/// A record with the bytes of its line.
type Found = (String, Range<u64>, Entry);

/// The records of a ledger as [`Ledger::write`] writes it; nothing where a line is otherwise, because somebody
/// else has written it.
fn by_lines(path: &Path, size: u64) -> Option<Vec<Found>> {
    /// About as long as a line is.
    const LINE: usize = 1024;
    let part = |range: Range<u64>| {
        let is_last = range.end == size;
        let capacity = usize::try_from(range.end - range.start).ok()? / LINE;
        let mut found: Vec<Found> = Vec::with_capacity(capacity);
        let (mut sound, mut ended) = (true, false);
        let read = disk::each_line(path, range, |at, line| {
            match (at, line) {
                (0, line) => sound = line == b"{",
                (_, b"}") => {
                    ended = at + 2 == size;
                    sound = ended;
                }
                _ => match entry(at, line) {
                    Some(entry) => found.push(entry),
                    None => sound = false,
                },
            }
            sound && !ended
        });
        (read.is_ok() && sound && ended == is_last).then_some(found)
    };
    if size < 2 * AT_ONCE {
        return part(0..size);
    }
    let middle = size / 2;
    let (first, second) = both(|| part(0..middle), || part(middle..size));
    let mut all = first?;
    all.extend(second?);
    Some(all)
}

/// The record that a line tells.
fn entry(at: u64, line: &[u8]) -> Option<Found> {
    let line = line.strip_suffix(b",").unwrap_or(line);
    let colon = line.windows(3).position(|three| three == b"\": ")?;
    let id = serde_json::from_slice::<String>(&line[..=colon]).ok()?;
    let entry = serde_json::from_slice::<Entry>(&line[colon + 2..]).ok()?;
    Some((id, at..at + line.len() as u64, entry))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn document(id: &str) -> Line {
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
    fn a_ledger_is_read_as_it_was_written_and_as_others_write_json() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(LEDGER);
        let mut ledger = Ledger::default();
        ledger.write(&path).expect("written");
        assert_eq!(text(&path), "{\n}\n");
        for number in 0..1200 {
            let Line::Document { filed, .. } = document("a") else {
                continue;
            };
            let mut entry = Entry {
                file: format!("projects/\": {number}.json"),
                ..Entry::default()
            };
            entry.documents.insert("a".into(), Box::new(filed));
            ledger.extend([(format!("p-{number}"), entry)]);
        }
        ledger.write(&path).expect("written");
        let written = text(&path);
        let again = Ledger::read(&path).expect("a ledger");
        assert_eq!(again, ledger);
        assert_eq!(again.lines.len(), 1200);
        let others = serde_json::to_string_pretty(&ledger.records).expect("JSON");
        disk::write_whole(&path, others.as_bytes()).expect("written");
        let read = Ledger::read(&path).expect("a ledger");
        assert!(read.lines.is_empty());
        read.write(&path).expect("written");
        assert_eq!(text(&path), written);
        let mut again = Ledger::read(&path).expect("a ledger");
        // What changes is told anew, between what is written as it was read.
        for line in [
            document("b"),
            Line::Gone {
                project: "p-7".into(),
                document: None,
            },
        ] {
            again.take(line.clone());
            ledger.take(line);
        }
        again.write(&path).expect("written");
        let partly = text(&path);
        ledger.write(&path).expect("written");
        assert_eq!(partly, text(&path));
        assert_ne!(partly, written);
        assert_eq!(Ledger::read(&path), Ok(ledger));
        // A file that broke off at the end of a line is none that this program wrote.
        for end in [partly.len() - 2, partly.len() - 3, partly.len() / 2] {
            disk::write_whole(&path, &partly.as_bytes()[..end]).expect("written");
            assert!(Ledger::read(&path).is_err());
        }
    }

    pub fn text(path: &Path) -> String {
        let bytes = disk::read(path).expect("a file");
        String::from_utf8(bytes).expect("text")
    }
}
