//! What is wrong with a document, or with the settings for all of them, before pages are set.

use super::places::{in_document, with_origin};
use super::{Maker, Task, typed};
use crate::fact::{Handed, Value};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::record::{SETTINGS, member};
use crate::template::{Output, Pack, Packs, Rendered};
use std::collections::BTreeMap;

impl Maker {
    /// What is wrong with a document whose record has errors already: everything but that facts are
    /// absent, which may well be what those errors did.
    pub fn also_wrong(&self, task: Task<'_>) -> Vec<Finding> {
        let consequence = |finding: &Finding| matches!(finding.matter, Matter::AbsentFact { .. });
        let pack = match self.pack(task) {
            Ok(pack) => pack,
            Err(findings) => return findings,
        };
        let said = self.packs.render(pack, Handed::from(&self.facts(task)));
        let covered = said.and_then(|said| self.cover(&said.rendered, pack));
        let mut findings = covered.err().unwrap_or_default();
        findings.retain(|finding| !consequence(finding));
        in_document(findings, &task.id())
    }

    /// What is wrong with the prose of a record, said by this document or not; what stands in the project
    /// and not in a document is looked at with its first document only.
    pub fn wrong_prose(&self, task: Task<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if task.document().language() != Language::Latvian {
            // What is looked for are Latvian words.
            return Vec::new();
        }
        let facts = Handed::from(&self.facts(task));
        let document = format!("/documents/{}/", task.index);
        let first = task.index == 0;
        findings.extend(typed::typed(&facts, &document, first));
        for fact in facts.facts.iter() {
            if let (Value::Prose { prose }, Some(origin)) = (&fact.value, fact.from.first())
                && (first || origin.pointer.starts_with(&document))
            {
                let place = Place::field(&*origin.file, &*origin.pointer);
                findings.extend(self.packs.check_prose(prose, &place));
            }
        }
        findings
    }

    /// Characters that no font of the pack has.
    pub(super) fn cover(&self, rendered: &Rendered, pack: &Pack) -> Result<(), Vec<Finding>> {
        let mut findings = Vec::new();
        let mut coverage = self.stock().coverage(&pack.fonts);
        for span in &rendered.spans {
            for c in coverage.lacks(&span.text) {
                let matter = Matter::NoGlyph {
                    character: c.to_string(),
                    code_point: format!("U+{:04X}", u32::from(c)),
                };
                let mut finding = with_origin(matter, span.from.first());
                finding.place = finding.place.map(|place| place.words(Some(c.to_string())));
                findings.push(finding);
            }
        }
        match findings.is_empty() {
            true => Ok(()),
            false => Err(findings),
        }
    }
}

/// Kinds and forms that the settings choose and that no pack has.
pub(super) fn unknown_forms(chosen: &BTreeMap<String, Vec<String>>, packs: &Packs) -> Vec<Finding> {
    let choice = |pointer: String, value: &str, choices: Vec<String>| {
        let matter = Matter::unknown_choice(value, choices);
        Finding::new(matter).at(Place::field(SETTINGS, pointer))
    };
    let kinds = packs.kinds_for_records();
    let mut findings = Vec::new();
    for (kind, names) in chosen {
        let pointer = member("/outputs", kind);
        if !kinds.contains(kind) {
            findings.push(choice(pointer, kind, kinds.clone()));
            continue;
        }
        let forms = packs.outputs(kind).into_iter().map(Output::name);
        let forms: Vec<String> = forms.map(str::to_owned).collect();
        for (at, name) in names.iter().enumerate() {
            if !forms.contains(name) {
                findings.push(choice(format!("{pointer}/{at}"), name, forms.clone()));
            }
        }
    }
    findings
}

/// What the pack says that its documents cannot be without.
pub(super) fn needs(
    pack: &Pack,
    facts: &serde_json::Value,
    task: Task<'_>,
) -> Result<(), Vec<Finding>> {
    let missing = pack.needs.iter().filter(|path| {
        let mut names = path.split('.');
        names
            .try_fold(facts, |facts, name| facts.get(name))
            .is_none()
    });
    let findings: Vec<Finding> = missing
        .map(|path| {
            let field = path.rsplit('.').next().unwrap_or(path).to_owned();
            let place = match path.starts_with("document.") || path == "decision" {
                true => task.pointer(""),
                false => Place::field(&task.file.file, ""),
            };
            Finding::new(Matter::MissingField { field }).at(place)
        })
        .collect();
    match findings.is_empty() {
        true => Ok(()),
        false => Err(findings),
    }
}
