//! Verifying: whether what was frozen is still what was frozen, and still gives the same file.

use super::freeze::{Receipt, told};
use super::register::{Adoption, FOLDER, RECEIPT, Register, changed};
use crate::disk;
use crate::document::ENGINE;
use crate::finding::{Finding, Matter, Place};
use crate::typeset::{Imprint, Press, Stock, in_worker, source};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// What came of verifying an adopted version.
#[derive(Debug)]
pub struct Verified {
    /// Which.
    pub adoption: Adoption,
    /// Whether the same file was made from what is frozen.
    pub reproduced: bool,
    /// What is wrong; nothing if all is as it was frozen.
    pub findings: Vec<Finding>,
}

/// Verifies every adopted version, one after the other; each is told when it is done. The findings are about
/// what belongs to none of them.
pub fn verify(register: &Register, tell: &mut dyn FnMut(Verified)) -> Vec<Finding> {
    for adoption in register.entries() {
        let mut findings = Vec::new();
        let reproduced = one(register, adoption, &mut findings);
        tell(Verified {
            adoption: adoption.clone(),
            reproduced,
            findings,
        });
    }
    strangers(register)
}

/// Files in the folder of what was adopted that no entry of the register knows.
fn strangers(register: &Register) -> Vec<Finding> {
    let root = register.folder();
    let files = match disk::files_below(root) {
        Ok(files) => files,
        Err(failure) => return vec![failure.into()],
    };
    let known = |path: &Path| {
        path == root.join("register.json")
            || path.starts_with(root.join("fonts"))
            || register
                .entries()
                .iter()
                .any(|entry| path.starts_with(register.folder_of(entry)))
    };
    let name = |path: &Path| {
        let inner = path.strip_prefix(root).unwrap_or(path);
        format!("{FOLDER}/{}", inner.to_string_lossy().replace('\\', "/"))
    };
    let strange = files
        .iter()
        .filter(|path| !known(path))
        .map(|path| name(path));
    strange
        .map(|path| at(&path, Matter::NotFrozen { path: path.clone() }))
        .collect()
}

fn at(path: &str, matter: Matter) -> Finding {
    Finding::new(matter).at(Place::file(path))
}

fn one(register: &Register, adoption: &Adoption, findings: &mut Vec<Finding>) -> bool {
    let folder = register.folder_of(adoption);
    let receipt = match register.receipt(adoption) {
        Ok(receipt) => receipt,
        Err(finding) => {
            findings.push(finding);
            return false;
        }
    };
    let own = format!("{}.pdf", adoption.own_id());
    let entered = (
        &receipt.document,
        receipt.version,
        receipt.adopted,
        receipt.files.get(&own),
    );
    if entered
        != (
            &adoption.document,
            adoption.version,
            adoption.date,
            Some(&adoption.sha256),
        )
    {
        let path = format!("{FOLDER}/register.json");
        findings.push(changed(path));
    }
    let mut files = Vec::new();
    for (name, digest) in &receipt.files {
        match register.frozen_in(adoption, name, digest) {
            Ok(bytes) => files.push((name.clone(), bytes)),
            Err(finding) => findings.push(finding),
        }
    }
    for name in &receipt.fonts {
        match register.font(name) {
            Ok(bytes) => files.push((name.clone(), bytes)),
            Err(finding) => findings.push(finding),
        }
    }
    match disk::files_below(&folder) {
        Ok(there) => {
            for path in there {
                let inner = path.strip_prefix(&folder).unwrap_or(&path);
                let name = inner.to_string_lossy().replace('\\', "/");
                if name != RECEIPT && !receipt.files.contains_key(&name) {
                    let path = told(adoption, &name);
                    findings.push(at(&path, Matter::NotFrozen { path: path.clone() }));
                }
            }
        }
        Err(failure) => findings.push(failure.into()),
    }
    if !findings.is_empty() {
        return false;
    }
    reproduced(adoption, &receipt, files, findings)
}

/// Whether the frozen sources give the frozen file again.
fn reproduced(
    adoption: &Adoption,
    receipt: &Receipt,
    files: Vec<(String, Vec<u8>)>,
    findings: &mut Vec<Finding>,
) -> bool {
    let file = |name: &str| {
        let found = files.iter().find(|(other, _)| other == name);
        found.map(|(_, bytes)| bytes.clone()).unwrap_or_default()
    };
    let document = adoption.told();
    let text = String::from_utf8_lossy(&file("source.typ")).into_owned();
    let pdf = file(&format!("{}.pdf", adoption.own_id()));
    let pictures = receipt.pictures.iter();
    let pictures = pictures.map(|name| (name.clone(), file(name))).collect();
    let made = remade(files.clone(), &text, pictures, &receipt.imprint);
    let same = made.as_ref().is_ok_and(|made| *made == pdf);
    if !same {
        // With another engine other bytes are no wonder; what was frozen has just been found whole.
        findings.push(Finding::new(match receipt.engine == ENGINE {
            true => Matter::NotReproduced { document },
            false => Matter::OtherEngine {
                document,
                then: receipt.engine.clone(),
                now: ENGINE.into(),
            },
        }));
    }
    same
}

/// A PDF made from nothing but frozen files.
pub(super) fn remade(
    files: Vec<(String, Vec<u8>)>,
    text: &str,
    pictures: Vec<(String, Vec<u8>)>,
    imprint: &Imprint,
) -> Result<Vec<u8>, Vec<Finding>> {
    let fault = |reason: String| vec![Finding::new(Matter::BrokeOff { reason })];
    let work = || {
        let files: Vec<(String, Cow<'static, [u8]>)> = files
            .into_iter()
            .map(|(name, bytes)| (name, bytes.into()))
            .collect();
        let stock = Stock::new(files.iter().map(|(name, bytes)| (name.as_str(), bytes)));
        Press::new(Arc::new(stock)).pdf(source(text), pictures, imprint, false)
    };
    let sheet = in_worker(work).map_err(fault)?;
    sheet.map(|sheet| sheet.pdf).map_err(|complaints| {
        let told: Vec<String> = complaints.into_iter().map(|c| c.message).collect();
        fault(told.join("; "))
    })
}
