//! Files in the folder of the documents that belong to no record.

use super::aim::{Aim, Options, Summary};
use super::book::Book;
use super::ledger::Line;
use super::made_files;
use crate::adopted::{Adoption, Register};
use crate::disk;
use crate::finding::{Finding, Matter, Place, Severity};
use crate::record::Workspace;
use crate::template::Output;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// Where the drafts of corrections are, in the folder of the documents.
pub(super) const CORRECTIONS: &str = "corrections";

/// What is known of the folder of the documents.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The files that belong to documents.
    pub expected: HashSet<PathBuf>,
    /// The files of the records that were looked at.
    pub looked: HashSet<String>,
    /// The records of which nothing changed, and in whose folders there are no orphans.
    pub passed: HashSet<String>,
    /// The folders of records that could not be read: what is in them may well belong to them.
    pub unread: BTreeSet<PathBuf>,
}

impl Folder {
    /// Tells of files that belong to no document, and takes them away if that was asked for; the ledger
    /// forgets the records that are gone. Where records or templates have errors, none is told of or taken away.
    pub fn orphans(
        &self,
        workspace: &Workspace,
        options: &Options<'_>,
        register: &Register,
        book: &mut Book,
        has_errors: bool,
        summary: &mut Summary,
    ) {
        let files = match self.files(options) {
            Ok(files) => files,
            Err(failure) => return summary.findings.push(failure.into()),
        };
        // What the file of a document is called without what tells its form.
        let id = |path: &Path| {
            let inner = path.strip_prefix(&options.out).unwrap_or(path);
            let pdf = Output::pdf_of(inner);
            pdf.as_deref()
                .unwrap_or(inner)
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/")
        };
        let mut forms: BTreeMap<String, Option<Vec<String>>> = BTreeMap::new();
        let mut unreadable = Vec::new();
        let mut is_adopted = |path: &Path, adopted: &Adoption| {
            let names = forms.entry(adopted.document.clone()).or_insert_with(|| {
                match register.forms(adopted) {
                    Ok(forms) => {
                        let own = adopted.own_id();
                        Some(
                            forms
                                .keys()
                                .map(|ending| format!("{own}.{ending}"))
                                .collect(),
                        )
                    }
                    Err(finding) => {
                        unreadable.push(finding);
                        None
                    }
                }
            });
            // While it is not known which files were adopted, all may have been.
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            names
                .as_ref()
                .is_none_or(|names| names.iter().any(|other| *other == *name))
        };
        let orphans: Vec<PathBuf> = files
            .into_iter()
            .filter(|path| {
                let is_pdf = path.extension().is_some_and(|e| e == "pdf");
                // Other forms have endings that other people's files have, too.
                let ours = || {
                    book.ledger.document(&id(path)).is_some()
                        || made_files::is_there(&options.out, &id(path))
                };
                is_pdf || (Output::pdf_of(path).is_some() && ours())
            })
            .filter(|path| !self.expected.contains(path))
            .filter(|path| !self.unread.iter().any(|folder| path.starts_with(folder)))
            .filter(|path| {
                let adopted = register.latest(&id(path));
                adopted.is_none_or(|adopted| !is_adopted(path, adopted))
            })
            .collect();
        summary.findings.extend(unreadable);
        // A file may well belong to what could not be understood: an id with a slip in it has another name.
        if options.aim == Aim::Build && has_errors {
            return self.remember(&orphans, options, book, summary);
        }
        let (mut left, mut forgotten) = (Vec::new(), BTreeSet::new());
        for path in orphans {
            let told = workspace.name(&path);
            // Only what this program made is taken away, and nothing while a record cannot be read: the file
            // may well be that record's.
            let own = match book.ledger.document(&id(&path)) {
                // It may be the last that there is of what was adopted.
                Some(filed) => filed.adopted.is_none(),
                None => made_files::is_there(&options.out, &id(&path)),
            };
            if options.prune && options.aim == Aim::Build && own && self.unread.is_empty() {
                match disk::remove(&path) {
                    Ok(()) => summary.pruned.push(told),
                    Err(failure) => {
                        summary.findings.push(failure.into());
                        left.push(path.clone());
                    }
                }
                if let Some(folder) = path.parent() {
                    disk::remove_if_empty(folder);
                }
                let pdf = Output::pdf_of(&path).unwrap_or_else(|| path.clone());
                // A document that only lost a form is still there.
                if !self.expected.contains(&pdf) {
                    forgotten.insert(id(&path));
                }
                continue;
            }
            let place = Place::file(&told);
            summary.orphans.push(told.clone());
            let mut finding = Finding::new(Matter::OutOrphan { path: told }).at(place);
            if options.aim != Aim::Compare {
                finding.severity = Severity::Warning;
            }
            if options.aim == Aim::Build || options.aim == Aim::Compare {
                summary.findings.push(finding);
            }
            left.push(path);
        }
        self.remember(&left, options, book, summary);
        // As long as a file of it is there, it is known that this program made it.
        let kept: BTreeSet<String> = left.iter().map(|path| id(path)).collect();
        for id in forgotten.difference(&kept) {
            if let Err(failure) = made_files::remove(&options.out, id) {
                summary.findings.push(failure.into());
            }
        }
        self.forget(workspace, options, book, summary);
    }

    /// The files in which orphans may be: all but those of records of which nothing changed, in whose folders
    /// there were none.
    fn files(&self, options: &Options<'_>) -> Result<Vec<PathBuf>, disk::Failure> {
        let (mut files, folders) = disk::entries_of(&options.out)?;
        for folder in folders {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let passed = name == CORRECTIONS || self.passed.contains(name.as_ref());
            if !passed {
                files.extend(disk::files_below(&folder)?);
            }
        }
        Ok(files)
    }

    /// The ledger remembers in whose folders there are orphans, so that they are told of again.
    fn remember(
        &self,
        orphans: &[PathBuf],
        options: &Options<'_>,
        book: &mut Book,
        summary: &mut Summary,
    ) {
        if options.aim != Aim::Build {
            return;
        }
        let folder = |path: &PathBuf| {
            let inner = path.strip_prefix(&options.out).ok()?;
            Some(inner.iter().next()?.to_string_lossy().into_owned())
        };
        let with: BTreeSet<String> = orphans.iter().filter_map(folder).collect();
        let records = book.ledger.records().iter();
        let other = records.filter(|(id, entry)| {
            !self.passed.contains(*id) && entry.strangers != with.contains(*id)
        });
        let lines: Vec<Line> = other
            .map(|(id, entry)| Line::Strangers {
                project: id.clone(),
                are: !entry.strangers,
            })
            .collect();
        for line in lines {
            if let Err(failure) = book.note(line) {
                summary.findings.push(failure.into());
            }
        }
    }

    /// The ledger forgets records that are not there any more.
    fn forget(
        &self,
        workspace: &Workspace,
        options: &Options<'_>,
        book: &mut Book,
        summary: &mut Summary,
    ) {
        // While a record cannot be read, it may be any of them.
        if options.aim != Aim::Build || !self.unread.is_empty() {
            return;
        }
        let there: BTreeSet<&str> = workspace.projects.iter().map(|p| p.id.as_str()).collect();
        let gone = book.ledger.records().keys();
        // As long as its files are there, it is known that this program made them.
        let has_files = |id: &str| disk::is_folder(&options.out.join(id));
        let gone: Vec<String> = gone
            .filter(|id| !there.contains(id.as_str()) && !has_files(id))
            .cloned()
            .collect();
        for project in gone {
            let line = Line::Gone {
                project,
                document: None,
            };
            if let Err(failure) = book.note(line) {
                summary.findings.push(failure.into());
            }
        }
    }
}
