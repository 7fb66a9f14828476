//! The list of changes for those who sign: what a run found to differ, as the facts of a page.

use super::compare::Comparison;
use super::corrections::text;
use super::difference::{Difference, FactChange, MachineChange, PassageChange, WordChange};
use crate::fact::{Fact, Value};
use crate::view::{Facts, Report, ReportedDocument, ReportedFact, ReportedPassage, ReportedWords};
use std::collections::BTreeMap;

/// A document that changed.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its year, month and day.
    pub date: (i32, u8, u8),
    /// What changed.
    pub difference: Difference,
}

/// The facts that changed, each with the number of documents that say it.
pub fn changed_facts<'a>(
    documents: impl Iterator<Item = &'a Difference>,
) -> BTreeMap<&'a FactChange, u64> {
    let mut counts: BTreeMap<&FactChange, u64> = BTreeMap::new();
    for change in documents.flat_map(|difference| &difference.facts) {
        *counts.entry(change).or_default() += 1;
    }
    counts
}

/// The facts of the list; `against` says what the documents were compared with.
pub fn report(against: &str, comparison: &Comparison) -> Facts {
    let documents = &comparison.changed;
    let ids = |ids: &[String]| ids.iter().filter_map(|id| text(id)).collect();
    let facts = changed_facts(documents.iter().map(|document| &document.difference));
    let report = Report {
        against: text(against),
        count: count(documents.len() as u64),
        facts: facts
            .into_iter()
            .map(|(change, n)| fact(change, n))
            .collect(),
        documents: documents.iter().map(document).collect(),
        new: ids(&comparison.new),
        gone: ids(&comparison.gone),
        unknown: ids(&comparison.unknown),
        stopped: ids(&comparison.stopped),
    };
    Facts {
        report: Some(report),
        ..Facts::default()
    }
}

fn count(count: u64) -> Option<Fact> {
    Some(Fact::derived(Value::Count { count }, Vec::new()))
}

fn fact(change: &FactChange, documents: u64) -> ReportedFact {
    ReportedFact {
        file: text(&change.file),
        pointer: text(&change.pointer),
        before: change.before.as_deref().and_then(text),
        after: change.after.as_deref().and_then(text),
        documents: count(documents),
    }
}

fn document(changed: &Changed) -> ReportedDocument {
    let passages = changed.difference.passages.iter().map(passage);
    let machines = changed.difference.machines.iter().map(machine);
    ReportedDocument {
        id: text(&changed.id),
        title: text(&changed.title),
        passages: passages.chain(machines).collect(),
    }
}

fn passage(change: &PassageChange) -> ReportedPassage {
    let whole = change.words.is_empty();
    let all = |words: &Option<String>| words.as_deref().filter(|_| whole).and_then(text);
    ReportedPassage {
        under: change.under.as_deref().and_then(text),
        before: all(&change.before),
        after: all(&change.after),
        words: change.words.iter().map(words).collect(),
        fields: change
            .fields
            .iter()
            .filter_map(|field| text(field))
            .collect(),
    }
}

/// What only machines are told stands in the list like a passage.
fn machine(change: &MachineChange) -> ReportedPassage {
    let words = ReportedWords {
        lead: None,
        before: change.before.as_deref().and_then(text),
        after: change.after.as_deref().and_then(text),
        tail: None,
    };
    ReportedPassage {
        under: text("Mašīnlasāmie dati"),
        words: vec![words],
        fields: text(&format!("JSON-LD {}", change.path))
            .into_iter()
            .collect(),
        ..ReportedPassage::default()
    }
}

fn words(change: &WordChange) -> ReportedWords {
    ReportedWords {
        lead: text(&change.lead),
        before: text(&change.before),
        after: text(&change.after),
        tail: text(&change.tail),
    }
}
