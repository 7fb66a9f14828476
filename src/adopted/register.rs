//! The register: which documents were adopted, when, and what their files are.

use super::freeze::{Receipt, told};
use crate::disk;
use crate::document::Made;
use crate::finding::{Finding, Matter, Place};
use crate::template::Output;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of adopted documents in a workspace.
pub const FOLDER: &str = "adopted";
const REGISTER: &str = "register.json";

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
        for project in disk::entries_of(&self.folder)?.1 {
            for document in disk::entries_of(&project)?.1 {
                for version in disk::entries_of(&document)?.1 {
                    let known = self
                        .entries
                        .iter()
                        .any(|entry| self.folder_of(entry) == version);
                    if !known && disk::is_file(&version.join("receipt.json")) {
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

    /// The last version of a document that was adopted.
    pub fn latest(&self, document: &str) -> Option<&Adoption> {
        self.entries
            .iter()
            .rev()
            .find(|adoption| adoption.document == document)
    }

    /// The folder of an adopted version.
    pub fn folder_of(&self, adoption: &Adoption) -> PathBuf {
        self.folder
            .join(&adoption.document)
            .join(adoption.version.to_string())
    }

    /// The forms of an adopted version: how the names of its files end, with their SHA-256.
    pub fn forms(&self, adoption: &Adoption) -> Result<BTreeMap<String, String>, Finding> {
        let bytes = self.frozen(adoption, "receipt.json", &adoption.receipt)?;
        let receipt: Option<Receipt> = serde_json::from_slice(&bytes).ok();
        let own = format!("{}.", adoption.own_id());
        let files = receipt.into_iter().flat_map(|receipt| receipt.files);
        let forms = files.filter_map(|(name, sha256)| {
            let ending = name.strip_prefix(&own)?;
            let is_form = Output::ALL.iter().any(|output| output.ending() == ending);
            is_form.then(|| (ending.to_owned(), sha256))
        });
        Ok(forms.collect())
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
            Ok(Some(_)) => {
                Err(Finding::new(Matter::FrozenChanged { path: told.clone() })
                    .at(Place::file(told)))
            }
            Ok(None) => {
                Err(Finding::new(Matter::FrozenMissing { path: told.clone() })
                    .at(Place::file(told)))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// What an adopted version was made from, and what it says; a finding where that cannot be read.
    pub fn made(&self, adoption: &Adoption) -> Result<Made, Finding> {
        let name = "facts.json";
        let bytes = disk::read(&self.folder_of(adoption).join(name)).ok();
        let made = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let path = told(adoption, name);
        made.ok_or_else(|| Finding::new(Matter::FrozenMissing { path }))
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
