//! Files in the folder of the documents that belong to no record.

use super::aim::{Aim, Options, Summary};
use super::ledger::{Book, Line};
use super::made_files;
use crate::adopted::Register;
use crate::disk;
use crate::finding::{Finding, Matter, Place, Severity};
use crate::record::Workspace;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where the drafts of corrections are, in the folder of the documents.
pub(super) const CORRECTIONS: &str = "corrections";

/// What is known of the folder of the documents.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The files that belong to documents.
    pub expected: BTreeSet<PathBuf>,
    /// The folders of records that could not be read: what is in them may well belong to them.
    pub unread: BTreeSet<PathBuf>,
}

impl Folder {
    /// Tells of files that belong to no document, and takes them away if that was asked for; the ledger
    /// forgets the records that are gone.
    pub fn orphans(
        &self,
        workspace: &Workspace,
        options: &Options<'_>,
        book: &mut Book,
        summary: &mut Summary,
    ) {
        let files = match disk::files_below(&options.out) {
            Ok(files) => files,
            Err(failure) => return summary.findings.push(failure.into()),
        };
        let register = Register::open(&workspace.root).unwrap_or_default();
        let id = |path: &Path| {
            let inner = path.strip_prefix(&options.out).unwrap_or(path);
            inner
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/")
        };
        let orphans: Vec<PathBuf> = files
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
            .filter(|path| !self.expected.contains(path))
            .filter(|path| !self.unread.iter().any(|folder| path.starts_with(folder)))
            .filter(|path| register.latest(&id(path)).is_none())
            .filter(|path| !path.starts_with(options.out.join(CORRECTIONS)))
            .collect();
        for path in orphans {
            let told = workspace.name(&path);
            if options.prune && options.aim == Aim::Build {
                let taken =
                    disk::remove(&path).and_then(|()| made_files::remove(&options.out, &id(&path)));
                match taken {
                    Ok(()) => summary.pruned.push(told),
                    Err(failure) => summary.findings.push(failure.into()),
                }
                if let Some(folder) = path.parent() {
                    disk::remove_if_empty(folder);
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
        }
        self.forget(workspace, options, book, summary);
    }

    /// The ledger forgets records that are not there any more.
    fn forget(
        &self,
        workspace: &Workspace,
        options: &Options<'_>,
        book: &mut Book,
        summary: &mut Summary,
    ) {
        if options.aim != Aim::Build {
            return;
        }
        let there: BTreeSet<&str> = workspace.projects.iter().map(|p| p.id.as_str()).collect();
        let gone = book.ledger.records.keys();
        let gone: Vec<String> = gone
            .filter(|id| !there.contains(id.as_str()))
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
