//! The register: which documents were adopted, when, and what their files are.

use super::freeze::{Receipt, told};
use crate::disk;
use crate::document::Made;
use crate::finding::{Finding, Matter, Place};
use crate::template::Output;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The folder of adopted documents in a workspace.
pub const FOLDER: &str = "adopted";
const REGISTER: &str = "register.json";
/// What every frozen version has: its receipt, and the facts and words.
pub(super) const RECEIPT: &str = "receipt.json";
pub(super) const FACTS: &str = "facts.json";

/// A document that was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// The document, `ttchan/annex-502`.
    pub document: String,
    /// Which of its versions, from 1.
    pub version: u32,
    /// The day on which it was adopted.
    pub date: NaiveDate,
    /// The SHA-256 of the PDF.
    pub sha256: String,
    /// The SHA-256 of the receipt.
    pub receipt: String,
}

impl Adoption {
    /// The document's own id in its project, `annex-502`.
    pub fn own_id(&self) -> &str {
        self.document.rsplit('/').next().unwrap_or(&self.document)
    }

    /// What people call it: `ttchan/annex-502, 1 (28.09.2018.)`.
    pub fn told(&self) -> String {
        format!(
            "{}, {} ({})",
            self.document,
            self.version,
            self.date.format("%d.%m.%Y.")
        )
    }
}

/// All adoptions of a workspace, in their order.
#[derive(Debug, Clone, Default)]
pub struct Register {
    folder: PathBuf,
    entries: Vec<Adoption>,
}

impl Register {
    /// The register of a workspace; an empty one where nothing was adopted.
    pub fn open(root: &Path) -> Result<Register, Vec<Finding>> {
        let folder = root.join(FOLDER);
        let path = folder.join(REGISTER);
        let bytes = disk::read_if_there(&path).map_err(|failure| vec![failure.into()])?;
        let entries = match bytes {
            None => Vec::new(),
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                let path = format!("{FOLDER}/{REGISTER}");
                let matter = Matter::FrozenChanged { path: path.clone() };
                let (line, column) = (error.line(), error.column());
                let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let place = Place::at(path, small(line).max(1), small(column).max(1));
                vec![Finding::new(matter).at(place)]
            })?,
        };
        let register = Register { folder, entries };
        // A register that lost a line must not make what was adopted look as if it never was.
        let lost = register
            .unregistered()
            .map_err(|failure| vec![failure.into()])?;
        match lost.is_empty() {
            true => Ok(register),
            false => Err(lost),
        }
    }

    /// A finding for each frozen version that the register does not know.
    fn unregistered(&self) -> Result<Vec<Finding>, disk::Failure> {
        let mut found = Vec::new();
        let known: HashSet<PathBuf> = self.entries.iter().map(|e| self.folder_of(e)).collect();
        for project in disk::entries_of(&self.folder)?.1 {
            for document in disk::entries_of(&project)?.1 {
                for version in disk::entries_of(&document)?.1 {
                    if !known.contains(&version) && disk::is_file(&version.join(RECEIPT)) {
                        let inner = version.strip_prefix(&self.folder).unwrap_or(&version);
                        let path = inner.to_string_lossy().replace('\\', "/");
                        let path = format!("{FOLDER}/{path}");
                        let place = Place::file(format!("{FOLDER}/{REGISTER}"));
                        found.push(Finding::new(Matter::Unregistered { path }).at(place));
                    }
                }
            }
        }
        Ok(found)
    }

    /// Whether a path is where adopted documents are, and nothing else may be written.
    pub fn guards(root: &Path, path: &Path) -> bool {
        disk::is_within(path, &root.join(FOLDER))
    }

    /// The folder of all that was adopted.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All adoptions, in their order.
    pub fn entries(&self) -> &[Adoption] {
        &self.entries
    }

    /// The versions of a document that were adopted, in the order of the register.
    pub fn versions(&self, document: &str) -> impl Iterator<Item = &Adoption> {
        let all = self.entries.iter();
        all.filter(move |adoption| adoption.document == document)
    }

    /// The last version of a document that was adopted, wherever in the register its line stands.
    pub fn latest(&self, document: &str) -> Option<&Adoption> {
        self.versions(document)
            .max_by_key(|adoption| adoption.version)
    }

    /// A finding for a version that somebody knows to have been adopted, and that the register does not.
    pub fn missed(&self, document: &str, version: u32) -> Option<Finding> {
        let latest = self.latest(document);
        let is_known = latest.is_some_and(|latest| latest.version >= version);
        (!is_known).then(|| missing(format!("{FOLDER}/{document}/{version}")))
    }

    /// A finding for a version of a document that the register knows, and of which the receipt is gone.
    pub fn gone(&self, document: &str) -> Option<Finding> {
        let receipt = |adoption: &Adoption| self.folder_of(adoption).join(RECEIPT);
        let gone = self
            .versions(document)
            .find(|adoption| !disk::is_file(&receipt(adoption)));
        gone.map(|adoption| missing(told(adoption, RECEIPT)))
    }

    /// The folder of an adopted version.
    pub fn folder_of(&self, adoption: &Adoption) -> PathBuf {
        self.folder
            .join(&adoption.document)
            .join(adoption.version.to_string())
    }

    /// The forms of an adopted version: how the names of its files end, with their SHA-256.
    pub fn forms(&self, adoption: &Adoption) -> Result<BTreeMap<String, String>, Finding> {
        let own = format!("{}.", adoption.own_id());
        let files = self.receipt(adoption)?.files.into_iter();
        let forms = files.filter_map(|(name, sha256)| {
            let ending = name.strip_prefix(&own)?;
            let is_form = Output::ALL.iter().any(|output| output.ending() == ending);
            is_form.then(|| (ending.to_owned(), sha256))
        });
        Ok(forms.collect())
    }

    /// The receipt of an adopted version, if it is the one that was entered.
    pub(super) fn receipt(&self, adoption: &Adoption) -> Result<Receipt, Finding> {
        let bytes = self.frozen(adoption, RECEIPT, &adoption.receipt)?;
        serde_json::from_slice(&bytes).map_err(|_| changed(told(adoption, RECEIPT)))
    }

    /// A form of an adopted version, if it is what was adopted.
    pub fn file(
        &self,
        adoption: &Adoption,
        ending: &str,
        sha256: &str,
    ) -> Result<Vec<u8>, Finding> {
        self.frozen(adoption, &format!("{}.{ending}", adoption.own_id()), sha256)
    }

    /// A file of an adopted version, if it is as it was frozen.
    fn frozen(&self, adoption: &Adoption, name: &str, sha256: &str) -> Result<Vec<u8>, Finding> {
        let path = self.folder_of(adoption).join(name);
        let told = told(adoption, name);
        match disk::read_if_there(&path) {
            Ok(Some(bytes)) if disk::sha256(&bytes) == sha256 => Ok(bytes),
            Ok(Some(_)) => Err(changed(told)),
            Ok(None) => Err(missing(told)),
            Err(failure) => Err(failure.into()),
        }
    }

    /// What an adopted version was made from, and what it says; a finding where that is not as it was frozen, or
    /// where a version of the document is gone.
    pub fn made(&self, adoption: &Adoption) -> Result<Made, Finding> {
        if let Some(gone) = self.gone(&adoption.document) {
            return Err(gone);
        }
        let receipt = self.receipt(adoption)?;
        let sha256 = receipt.files.get(FACTS).map_or("", String::as_str);
        let bytes = self.frozen(adoption, FACTS, sha256)?;
        serde_json::from_slice(&bytes).map_err(|_| changed(told(adoption, FACTS)))
    }

    /// Puts an adoption at the end, and writes the register.
    pub(super) fn add(&mut self, adoption: Adoption) -> Result<(), disk::Failure> {
        // Version control must not change the ends of their lines.
        let attributes = self.folder.join(".gitattributes");
        if !disk::is_file(&attributes) {
            disk::write_whole(&attributes, b"* -text\n")?;
        }
        self.entries.push(adoption);
        let line = |entry: &Adoption| serde_json::to_string(entry).unwrap_or_default();
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let text = format!("[\n{}\n]\n", lines.join(",\n"));
        disk::write_lasting(&self.folder.join(REGISTER), text.as_bytes())
    }
}

/// A frozen file that is not as it was frozen.
pub(super) fn changed(path: String) -> Finding {
    let place = Place::file(&path);
    Finding::new(Matter::FrozenChanged { path }).at(place)
}

/// A frozen file, or a version with all its files, that is gone.
pub(super) fn missing(path: String) -> Finding {
    let place = Place::file(&path);
    Finding::new(Matter::FrozenMissing { path }).at(place)
}
