//! The register: which documents were adopted, when, and what their files are.

use super::freeze::{Receipt, told};
use crate::disk;
use crate::document::Made;
use crate::finding::{Finding, Matter, Place};
use crate::template::Output;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The folder of adopted documents in a workspace.
pub const FOLDER: &str = "adopted";
const REGISTER: &str = "register.json";
/// The folder of the frozen fonts.
const FONTS: &str = "fonts";
/// The entry of a version that is being frozen. It counts as soon as its folder is there: whoever is killed
/// between the folder and the register has adopted.
const ENTERING: &str = ".entering.json";
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
    /// Which entries are of a document.
    of: HashMap<String, Vec<usize>>,
    /// The first entry of a document of which the receipt was not there when the register was opened.
    gone: HashMap<String, usize>,
    /// Whether the last entry is not in the file yet.
    is_entering: bool,
}

impl Register {
    /// The register of a workspace; an empty one where nothing was adopted.
    pub fn open(root: &Path) -> Result<Register, Vec<Finding>> {
        // Somebody may have adopted between the reading of the register and that of the folders.
        Register::read(root).or_else(|_| Register::read(root))
    }

    fn read(root: &Path) -> Result<Register, Vec<Finding>> {
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
        let mut register = Register {
            folder,
            ..Register::default()
        };
        entries.into_iter().for_each(|entry| register.enter(entry));
        register.take_up().map_err(|failure| vec![failure.into()])?;
        // A register that lost a line must not make what was adopted look as if it never was.
        let lost = register
            .compare_with_folder()
            .map_err(|failure| vec![failure.into()])?;
        match lost.is_empty() {
            true => Ok(register),
            false => Err(lost),
        }
    }

    /// Takes in an adoption whose folder is there, and that did not come into the register any more.
    fn take_up(&mut self) -> Result<(), disk::Failure> {
        let bytes = disk::read_if_there(&self.folder.join(ENTERING))?;
        let adoption = bytes.and_then(|bytes| serde_json::from_slice::<Adoption>(&bytes).ok());
        let Some(adoption) = adoption else {
            return Ok(());
        };
        let latest = self.latest(&adoption.document);
        let is_next = adoption.version == latest.map_or(1, |latest| latest.version + 1);
        if is_next && self.receipt(&adoption).is_ok() {
            self.enter(adoption);
            self.is_entering = true;
        }
        Ok(())
    }

    /// Puts an adoption at the end.
    fn enter(&mut self, adoption: Adoption) {
        let of = self.of.entry(adoption.document.clone()).or_default();
        of.push(self.entries.len());
        self.entries.push(adoption);
    }

    /// Looks which frozen versions are there: notes those that are gone, and gives a finding for each that the
    /// register does not know.
    fn compare_with_folder(&mut self) -> Result<Vec<Finding>, disk::Failure> {
        let mut there = BTreeSet::new();
        for project in disk::entries_of(&self.folder)?.1 {
            for document in disk::entries_of(&project)?.1 {
                let versions = disk::entries_of(&document)?.1.into_iter();
                there.extend(versions.filter(|version| disk::is_file(&version.join(RECEIPT))));
            }
        }
        let known: HashSet<PathBuf> = self.entries.iter().map(|e| self.folder_of(e)).collect();
        for (at, entry) in self.entries.iter().enumerate() {
            if !there.contains(&self.folder_of(entry)) {
                self.gone.entry(entry.document.clone()).or_insert(at);
            }
        }
        there.retain(|version| !known.contains(version));
        let unknown = there.into_iter().map(|version| {
            let inner = version.strip_prefix(&self.folder).unwrap_or(&version);
            let path = inner.to_string_lossy().replace('\\', "/");
            let path = format!("{FOLDER}/{path}");
            let place = Place::file(format!("{FOLDER}/{REGISTER}"));
            Finding::new(Matter::Unregistered { path }).at(place)
        });
        Ok(unknown.collect())
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
        let of = self.of.get(document).into_iter().flatten();
        of.filter_map(|at| self.entries.get(*at))
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

    /// A finding for a version of a document that the register knows, and of which the receipt was gone when the
    /// register was opened.
    pub fn gone(&self, document: &str) -> Option<Finding> {
        let gone = self.entries.get(*self.gone.get(document)?);
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
        let bytes = self.frozen_in(adoption, RECEIPT, &adoption.receipt)?;
        serde_json::from_slice(&bytes).map_err(|_| changed(told(adoption, RECEIPT)))
    }

    /// A form of an adopted version, if it is what was adopted.
    pub fn file(
        &self,
        adoption: &Adoption,
        ending: &str,
        sha256: &str,
    ) -> Result<Vec<u8>, Finding> {
        self.frozen_in(adoption, &format!("{}.{ending}", adoption.own_id()), sha256)
    }

    /// A file of an adopted version, if it is as it was frozen.
    pub(super) fn frozen_in(
        &self,
        adoption: &Adoption,
        name: &str,
        sha256: &str,
    ) -> Result<Vec<u8>, Finding> {
        frozen(
            &self.folder_of(adoption).join(name),
            told(adoption, name),
            sha256,
        )
    }

    /// A frozen font, which is called by its digest, if it is as it was frozen.
    pub(super) fn font(&self, name: &str) -> Result<Vec<u8>, Finding> {
        let sha256 = name.split('.').next().unwrap_or_default();
        let path = self.folder.join(FONTS).join(name);
        frozen(&path, format!("{FOLDER}/{FONTS}/{name}"), sha256)
    }

    /// What of the frozen files of a document, in any of its versions, is not as it was frozen.
    pub fn altered(&self, document: &str) -> Vec<Finding> {
        let of = |adoption: &Adoption| -> Vec<Finding> {
            let receipt = match self.receipt(adoption) {
                Ok(receipt) => receipt,
                Err(finding) => return vec![finding],
            };
            let files = receipt.files.iter();
            let files = files.map(|(name, sha256)| self.frozen_in(adoption, name, sha256));
            let fonts = receipt.fonts.iter().map(|name| self.font(name));
            files.chain(fonts).filter_map(Result::err).collect()
        };
        self.versions(document).flat_map(of).collect()
    }

    /// What an adopted version was made from, and what it says; a finding where that is not as it was frozen, or
    /// where a version of the document is gone.
    pub fn made(&self, adoption: &Adoption) -> Result<Made, Finding> {
        if let Some(gone) = self.gone(&adoption.document) {
            return Err(gone);
        }
        let receipt = self.receipt(adoption)?;
        let sha256 = receipt.files.get(FACTS).map_or("", String::as_str);
        let bytes = self.frozen_in(adoption, FACTS, sha256)?;
        serde_json::from_slice(&bytes).map_err(|_| changed(told(adoption, FACTS)))
    }

    /// Writes down what is about to be adopted, before its folder gets its name.
    pub(super) fn announce(&self, adoption: &Adoption) -> Result<(), disk::Failure> {
        let line = serde_json::to_vec(adoption).unwrap_or_default();
        disk::write_lasting(&self.folder.join(ENTERING), &line)
    }

    /// Puts an adoption at the end, and writes the register.
    pub(super) fn add(&mut self, adoption: Adoption) -> Result<(), disk::Failure> {
        self.enter(adoption);
        self.is_entering = true;
        self.complete()
    }

    /// Writes the register if an adoption did not come into its file.
    pub fn complete(&mut self) -> Result<(), disk::Failure> {
        if !self.is_entering {
            return Ok(());
        }
        // Version control must not change the ends of their lines.
        let attributes = self.folder.join(".gitattributes");
        if !disk::is_file(&attributes) {
            disk::write_whole(&attributes, b"* -text\n")?;
        }
        let line = |entry: &Adoption| serde_json::to_string(entry).unwrap_or_default();
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let text = format!("[\n{}\n]\n", lines.join(",\n"));
        disk::write_lasting(&self.folder.join(REGISTER), text.as_bytes())?;
        self.is_entering = false;
        // An entry that the register has is none that waits.
        let _ = disk::remove(&self.folder.join(ENTERING));
        Ok(())
    }
}

/// The bytes of a frozen file, if it is as it was frozen; `told` is what people call it.
fn frozen(path: &Path, told: String, sha256: &str) -> Result<Vec<u8>, Finding> {
    match disk::read_if_there(path) {
        Ok(Some(bytes)) if disk::sha256(&bytes) == sha256 => Ok(bytes),
        Ok(Some(_)) => Err(changed(told)),
        Ok(None) => Err(missing(told)),
        Err(failure) => Err(failure.into()),
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
