//! The one writer of a run: files first, then what the ledger says of them.

use super::aim::Outcome;
use super::book::Journal;
use super::difference::Difference;
use super::ledger::{Filed, Line};
use super::made_files;
use super::run::Run;
use super::stamps::Stamps;
use crate::disk;
use crate::document::{Made, Product};
use crate::finding::Finding;
use crate::template::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The digests of a document's other forms, by how the names of their files end.
fn digests(others: &[(Output, Vec<u8>)]) -> BTreeMap<String, String> {
    let digest =
        |(output, bytes): &(Output, Vec<u8>)| (output.ending().to_owned(), disk::sha256(bytes));
    others.iter().map(digest).collect()
}

/// What a worker hands to the writer.
pub(super) enum Done {
    /// A document that was made.
    Made(Box<Finished>),
    /// What the ledger is to say of something that needed no file.
    Noted(Line),
    /// What the ledger is to say of a file that a worker wrote itself.
    Filed(Line, PathBuf),
}

/// Who keeps what the ledger is to say.
pub(super) trait Keep {
    /// Notes something that needed no file.
    fn note(&mut self, line: Line) -> Result<(), disk::Failure>;

    /// Notes a document whose file has just been written.
    fn filed(&mut self, line: Line, path: &Path, stamps: &Stamps) -> Result<(), disk::Failure>;
}

impl Keep for Journal {
    fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        Journal::note(self, line)
    }

    fn filed(&mut self, line: Line, path: &Path, stamps: &Stamps) -> Result<(), disk::Failure> {
        if let Line::Document { filed, .. } = &line {
            stamps.wrote(path, &filed.sha256);
            for (ending, sha256) in &filed.others {
                stamps.wrote(&path.with_extension(ending), sha256);
            }
        }
        Journal::note(self, line)
    }
}

/// A finished document on its way to the disk.
pub(super) struct Finished {
    pub id: String,
    pub project: String,
    pub document: String,
    pub file: String,
    pub path: PathBuf,
    pub product: Product,
    /// What was found in it, settled.
    pub findings: Vec<Finding>,
    /// What was doubted, before it was settled.
    pub doubts: Vec<Finding>,
    /// How it was made before, if that is known.
    pub before: Option<Made>,
}

pub(super) struct Writer<'r, 'b, K> {
    run: &'r Run<'r>,
    keeper: K,
    stamps: &'b Stamps,
    /// The records of which a file could not be written.
    unwritten: BTreeSet<String>,
    /// Why the ledger could not be kept, once.
    failed: Option<Finding>,
}

impl<'r, 'b, K: Keep> Writer<'r, 'b, K> {
    pub fn new(run: &'r Run<'r>, keeper: K, stamps: &'b Stamps) -> Writer<'r, 'b, K> {
        Writer {
            run,
            keeper,
            stamps,
            unwritten: BTreeSet::new(),
            failed: None,
        }
    }

    /// What was noted, and why it could not be kept.
    pub fn into_noted(self) -> (K, Option<Finding>) {
        (self.keeper, self.failed)
    }

    pub fn write(&mut self, done: Done) {
        match done {
            Done::Made(finished) => self.file(*finished),
            Done::Noted(line) => self.note(line),
            Done::Filed(line, path) => self.filed(line, &path),
        }
    }

    fn note(&mut self, mut line: Line) {
        // A record is done only when all its files are there.
        if let Line::Record { project, seen, .. } = &mut line
            && self.unwritten.contains(project)
        {
            *seen = None;
        }
        let project = line.project().to_owned();
        if let Err(failure) = self.keeper.note(line) {
            self.unwritten.insert(project);
            self.failed.get_or_insert_with(|| failure.into());
        }
    }

    fn filed(&mut self, line: Line, path: &Path) {
        let project = line.project().to_owned();
        if let Err(failure) = self.keeper.filed(line, path, self.stamps) {
            self.unwritten.insert(project);
            self.failed.get_or_insert_with(|| failure.into());
        }
    }

    /// A document: what it was made from, its file, and only then what the ledger says of it.
    fn file(&mut self, finished: Finished) {
        let Finished {
            id,
            project,
            document,
            file,
            path,
            product,
            findings,
            doubts,
            before,
        } = finished;
        let Product {
            pdf,
            others,
            pages,
            made,
            ..
        } = product;
        let out = &self.run.options.out;
        let is_there = |path: &Path, bytes: &Vec<u8>| {
            disk::read_if_there(path).is_ok_and(|there| there.as_ref() == Some(bytes))
        };
        let mut files = vec![(path.clone(), &pdf)];
        files.extend(
            others
                .iter()
                .map(|(output, bytes)| (output.beside(&path), bytes)),
        );
        files.retain(|(path, bytes)| !is_there(path, bytes));
        let same = files.is_empty();
        // Either all of its forms are replaced, or none is.
        let all = files
            .iter()
            .map(|(path, bytes)| (path.as_path(), bytes.as_slice()));
        let written = disk::stage(all).and_then(|staged| {
            made_files::write(out, &id, &made)?;
            staged.put()
        });
        if let Err(failure) = written {
            self.unwritten.insert(project);
            return self.run.stopped(&id, &path, vec![failure.into()]);
        }
        let sha256 = disk::sha256(&pdf);
        let line = Line::Document {
            project,
            file,
            id: document,
            filed: Filed {
                fingerprint: made.fingerprint.clone(),
                sha256,
                others: digests(&others),
                pages,
                ..Filed::default()
            }
            .with(findings, doubts),
        };
        self.filed(line, &path);
        let difference = before.map(|before| Difference::between(&before, &made));
        let outcome = match same {
            true => Outcome::Current,
            false => Outcome::Written { pages, difference },
        };
        // Told is what was written: the PDF, or the first of the other forms where only those changed.
        let told = files.first().map_or(&path, |(path, _)| path);
        self.run.done(&id, told, &outcome);
    }
}
