//! What need not be looked at: records of which nothing changed since all their documents were made.

use super::ledger::{Entry, Ledger, Seen};
use super::made_files;
use super::stamps::Stamps;
use crate::adopted::Register;
use crate::disk;
use crate::document::{Maker, PROGRAM};
use crate::record::{ProjectFile, Workspace};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// How much of the digest of the tools every record keeps.
const DIGITS: usize = 16;

/// What is known when a run begins.
#[derive(Clone)]
pub(super) struct Plan<'a> {
    pub workspace: &'a Workspace,
    pub out: &'a Path,
    pub ledger: &'a Ledger,
    pub stamps: &'a Stamps,
    pub register: &'a Register,
    /// The digest of all that is not of one record: settings, own templates and fonts, program.
    pub tools: String,
    /// Whether what is kept of how documents were made is known to belong to the ledger.
    pub knows_making: bool,
}

impl<'a> Plan<'a> {
    pub fn new(
        workspace: &'a Workspace,
        maker: &Maker,
        out: &'a Path,
        ledger: &'a Ledger,
        stamps: &'a Stamps,
        register: &'a Register,
    ) -> Plan<'a> {
        Plan {
            workspace,
            out,
            ledger,
            stamps,
            register,
            tools: tools(workspace, maker),
            knows_making: false,
        }
    }

    /// The picture of a document as it is now, as something that its record asks for.
    pub fn picture(&self, file: &str) -> String {
        let name = format!("assets/{file}");
        let digest = self.asked(&name).unwrap_or_default();
        format!("{name} {digest}")
    }

    /// What the ledger says of a record, if all its documents are as they should be: its file, what it asked
    /// for, the tools and the documents' files are as they were.
    pub fn is_done(&self, file: &ProjectFile) -> Option<&'a Entry> {
        let entry = self.ledger.records().get(&file.id)?;
        let seen = entry.seen.as_ref()?;
        let same = seen.tools == self.tools
            && file.twin.is_none()
            && entry.file == file.file
            && match &file.sha256 {
                Some(sha256) => *sha256 == seen.sha256,
                None => self.stamps.is(&file.path, &seen.sha256),
            }
            && seen.asked.iter().all(|asked| {
                let (name, digest) = asked.rsplit_once(' ').unwrap_or((asked, ""));
                self.asked(name).unwrap_or_default() == digest
            });
        (same
            && entry.documents.iter().all(|(id, filed)| {
                let whole = format!("{}/{id}", file.id);
                let adopted = self.register.latest(&whole);
                let is_adopted = adopted.map(|adopted| adopted.version) == filed.adopted
                    && adopted.is_none_or(|adopted| adopted.sha256 == filed.sha256)
                    && self.register.gone(&whole).is_none();
                let path = path(self.out, &file.id, id);
                let is_made = || {
                    self.knows_making
                        || adopted.is_some()
                        || made_files::read(self.out, &whole, &filed.fingerprint).is_some()
                };
                !filed.stopped
                    && is_adopted
                    && is_made()
                    && self.stamps.is(&path, &filed.sha256)
                    && self.stamps.are(&path, &filed.others)
            }))
        .then_some(entry)
    }

    /// The digest of something that a record asked for.
    fn asked(&self, name: &str) -> Option<Cow<'_, str>> {
        match name.strip_prefix("assets/") {
            Some(file) => {
                let assets = self.workspace.root.join(&self.workspace.settings.assets);
                self.stamps.digest(&assets.join(file)).map(Cow::from)
            }
            None => self.workspace.digest(name).map(Cow::from),
        }
    }

    /// What a record was read from: its file, what it asked of the registry, its pictures as they were.
    pub fn seen(&self, sha256: String, mut names: Vec<String>, pictures: Vec<String>) -> Seen {
        names.sort();
        names.dedup();
        let asked = names.into_iter().map(|name| match self.asked(&name) {
            Some(digest) => format!("{name} {digest}"),
            None => format!("{name} "),
        });
        let asked = asked.chain(pictures).collect();
        Seen {
            sha256,
            tools: self.tools.clone(),
            asked,
        }
    }
}

/// The digest of all that is not of one record.
pub(super) fn tools(workspace: &Workspace, maker: &Maker) -> String {
    let all = [PROGRAM, &maker.digest(), &workspace.settings_digest].join(" ");
    disk::sha256(all.as_bytes()).chars().take(DIGITS).collect()
}

/// The file of a document.
pub(super) fn path(out: &Path, project: &str, document: &str) -> PathBuf {
    out.join(format!("{project}/{document}.pdf"))
}
