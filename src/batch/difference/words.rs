//! The words that changed in a passage, and the fields that they state.

use super::WordChange;
use crate::document::{Made, Printed, PrintedPart};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// How many words are shown on each side of those that changed.
const CONTEXT: usize = 6;

/// A word with the field that it states.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub fact: Option<usize>,
}

impl PartialEq for Word {
    /// Words are compared as they are read.
    fn eq(&self, other: &Word) -> bool {
        self.text == other.text
    }
}

impl Eq for Word {}

impl std::hash::Hash for Word {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Word) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Word) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

/// The words of a passage. A number with its unit is one: a no-break space parts no words.
pub(super) fn words(printed: &Printed) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for part in &printed.parts {
        let fact = match part {
            PrintedPart::Wording(_) => None,
            PrintedPart::Stated(_, fact) => Some(*fact),
        };
        for c in part.text().chars() {
            match (c, words.last_mut()) {
                (' ', _) => open = false,
                (c, Some(word)) if open => {
                    word.text.push(c);
                    word.fact = word.fact.or(fact);
                }
                (c, _) => {
                    open = true;
                    words.push(Word {
                        text: c.to_string(),
                        fact,
                    });
                }
            }
        }
    }
    words
}

/// The fields that words state.
pub(super) fn fields(words: &[Word], made: &Made) -> Vec<String> {
    let facts = words.iter().filter_map(|word| made.facts.get(word.fact?));
    let mut fields: Vec<String> = facts
        .map(|fact| format!("{}#{}", fact.file, fact.pointer))
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

pub(super) fn changed_words(
    old: &[Word],
    new: &[Word],
    before: &Made,
    after: &Made,
) -> Vec<WordChange> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let said = |words: &[Word]| {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        texts.join(" ")
    };
    let mut changes = Vec::new();
    for group in joined(&ops) {
        let (was, is) = group;
        let lead = &new[is.start.saturating_sub(CONTEXT)..is.start];
        let tail = &new[is.end..new.len().min(is.end + CONTEXT)];
        let mut behind = fields(&new[is.clone()], after);
        behind.extend(fields(&old[was.clone()], before));
        behind.sort();
        behind.dedup();
        changes.push(WordChange {
            lead: said(lead),
            before: said(&old[was]),
            after: said(&new[is]),
            tail: said(tail),
            fields: behind,
        });
    }
    changes
}

/// The stretches that changed; a single word between two of them that stayed belongs to them.
fn joined(ops: &[DiffOp]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut groups: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (was, is) = (op.old_range(), op.new_range());
        match groups.last_mut() {
            Some((old, new)) if was.start - old.end <= 1 => {
                old.end = was.end;
                new.end = is.end;
            }
            _ => groups.push((was, is)),
        }
    }
    groups
}
