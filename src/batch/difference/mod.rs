//! What changed between two makings of a document: the facts, and the words on its pages, each with the
//! fields behind it.

mod facts;
mod machines;
mod words;

pub(super) use facts::{facts, kind_of};

use crate::document::{Made, Printed, PrintedKind};
pub use machines::MachineChange;
use machines::machines;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use std::slice;
use words::{Word, changed_words, fields, words};

/// What changed in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The facts.
    pub facts: Vec<FactChange>,
    /// The words, passage by passage.
    pub passages: Vec<PassageChange>,
    /// What the web page tells machines otherwise, and none of the words says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<MachineChange>,
}

/// A fact that changed, came or went.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactChange {
    /// The file that it stands in.
    pub file: String,
    /// JSON pointer of its field.
    pub pointer: String,
    /// What it stated.
    pub before: Option<String>,
    /// What it states.
    pub after: Option<String>,
}

/// A passage that changed, came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageChange {
    /// The label of the row that it stands in, or the heading above it.
    pub under: Option<String>,
    /// Whether it is a label itself, a heading, an item, or other text.
    pub kind: PrintedKind,
    /// Its words before.
    pub before: Option<String>,
    /// Its words now.
    pub after: Option<String>,
    /// The words that changed, in their context; none where it came or went as a whole.
    pub words: Vec<WordChange>,
    /// The fields that the changed words state.
    pub fields: Vec<String>,
    /// Its number among the passages of the document as it is now.
    #[serde(skip)]
    pub at: Option<usize>,
}

/// Words that changed, with those around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChange {
    /// The words before them, that are the same.
    pub lead: String,
    /// The words that were there.
    pub before: String,
    /// The words that are there.
    pub after: String,
    /// The words after them, that are the same.
    pub tail: String,
    /// The fields that they state, `projects/ttchan.json#/term/end`.
    pub fields: Vec<String>,
}

impl Difference {
    /// The difference between two makings.
    pub fn between(before: &Made, after: &Made) -> Difference {
        let passages = passages(before, after);
        let is_said = |value: &str| {
            let now = passages.iter().filter_map(|passage| passage.after.as_ref());
            let mut now = now.map(|text| text.replace('\u{a0}', " "));
            now.any(|text| text.contains(value))
        };
        let mut machines = machines(before.told.as_ref(), after.told.as_ref());
        machines.retain(|change| !change.after.as_deref().is_some_and(is_said));
        Difference {
            facts: facts(&before.facts, &after.facts),
            passages,
            machines,
        }
    }

    /// The words that changed, shortly: `Projekta īstenošanas termiņš: 30.06. → 31.12.`
    pub fn short(&self) -> Vec<String> {
        let of = |passage: &PassageChange| -> Vec<String> {
            let under = passage.under.as_ref().map(|under| format!("{under}: "));
            let under = under.unwrap_or_default();
            let shown = |before: &str, after: &str| match (before, after) {
                ("", after) => format!("{under}+ {}", brief(after)),
                (before, "") => format!("{under}− {}", brief(before)),
                (before, after) => format!("{under}{} → {}", brief(before), brief(after)),
            };
            match (&passage.before, &passage.after) {
                (Some(_), Some(_)) => {
                    let words = passage.words.iter();
                    words
                        .map(|words| shown(&words.before, &words.after))
                        .collect()
                }
                (before, after) => vec![shown(
                    before.as_deref().unwrap_or_default(),
                    after.as_deref().unwrap_or_default(),
                )],
            }
        };
        let words = self.passages.iter().flat_map(of);
        let machines = self.machines.iter().map(MachineChange::short);
        words.chain(machines).collect()
    }

    /// Whether nothing changed that can be read.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.passages.is_empty() && self.machines.is_empty()
    }
}

/// The start of a text that is too long for a line.
fn brief(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The passages that changed. Sections are compared with sections, and then what stands in them: words that two
/// sections have in common do not make one of them the other.
fn passages(before: &Made, after: &Made) -> Vec<PassageChange> {
    let (all_old, all_new) = (&before.passages, &after.passages);
    // An earlier program did not note the rows that a page break divides.
    let lost = |new: &Printed| {
        let same = |old: &Printed| old.row.is_none() && old.text() == new.text();
        is_row_label(new) && all_old.iter().any(same)
    };
    if all_new.iter().any(lost) {
        return within(before, 0..all_old.len(), after, 0..all_new.len());
    }
    let (old, new) = (sections(all_old), sections(all_new));
    let names = |all: &[Printed], sections: &[Range<usize>]| -> Vec<String> {
        sections.iter().map(|s| all[s.start].text()).collect()
    };
    let ops = capture_diff_slices(
        Algorithm::Myers,
        &names(all_old, &old),
        &names(all_new, &new),
    );
    let mut changes = Vec::new();
    for op in ops {
        let (_, was, is) = op.as_tag_tuple();
        let (was, is) = (&old[was], &new[is]);
        let alone = was.len() == 1 && is.len() == 1;
        let same = |a: &Range<usize>, b: &Range<usize>| {
            become_one(&all_old[a.clone()], &all_new[b.clone()], alone)
        };
        let pairs = match op {
            DiffOp::Equal { .. } => (0..was.len()).map(|at| (Some(at), Some(at))).collect(),
            _ => paired(was, is, same),
        };
        for (was_at, is_at) in pairs {
            let was = was_at.map_or(0..0, |at| was[at].clone());
            let is = is_at.map_or(0..0, |at| is[at].clone());
            changes.extend(within(before, was, after, is));
        }
    }
    changes
}

/// The sections of a document: the passages of each row, and each passage that stands in no row.
fn sections(passages: &[Printed]) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    for (at, printed) in passages.iter().enumerate() {
        match sections.last_mut() {
            Some(last) if printed.row.is_some() && passages[last.start].row == printed.row => {
                last.end = at + 1;
            }
            _ => sections.push(at..at + 1),
        }
    }
    sections
}

/// Whether a passage is the label of a row.
pub(super) fn is_row_label(printed: &Printed) -> bool {
    printed.kind == PrintedKind::Label && printed.row.is_some()
}

/// Whether one section may have become another: it shares half of its words; where no others are concerned, it
/// need share no more than what stands beside its label, and a passage of its own need share nothing.
fn become_one(old: &[Printed], new: &[Printed], alone: bool) -> bool {
    let (Some((first, rest)), Some((now_first, now_rest))) = (old.split_first(), new.split_first())
    else {
        return false;
    };
    match (is_row_label(first), is_row_label(now_first)) {
        (true, true) => {
            let kept = |p: &Printed| now_rest.iter().any(|now| now.text() == p.text());
            (alone && rest.iter().any(kept)) || are_alike(old, new)
        }
        (false, false) => alone || are_alike(old, new),
        _ => false,
    }
}

/// What changed in a section, or in a stretch of the document; one of the two may be empty.
fn within(before: &Made, was: Range<usize>, after: &Made, is: Range<usize>) -> Vec<PassageChange> {
    let (old, new) = (&before.passages[was.clone()], &after.passages[is.clone()]);
    // Of a section that stays, the label stays, however it is worded.
    let in_section = [old, new]
        .iter()
        .all(|all| all.first().is_some_and(is_row_label));
    let texts = |all: &[Printed]| -> Vec<String> { all.iter().map(Printed::text).collect() };
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        let alone = old.len() == 1 && new.len() == 1;
        let alike = |a: &Printed, b: &Printed| {
            let labels = in_section && is_row_label(a) && is_row_label(b);
            alone || labels || are_alike(slice::from_ref(a), slice::from_ref(b))
        };
        for (old, new) in paired(old, new, alike) {
            let old = old.map(|at| (before, was.start + op.old_range().start + at));
            let new = new.map(|at| (after, is.start + op.new_range().start + at));
            changes.push(passage(old, new));
        }
    }
    changes
}

/// Which became which: those that may have, in their order.
fn paired<T>(
    was: &[T],
    is: &[T],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    let mut next = 0;
    for (at, old) in was.iter().enumerate() {
        let found = (next..is.len()).find(|n| same(old, &is[*n]));
        if let Some(found) = found {
            pairs.extend((next..found).map(|n| (None, Some(n))));
            next = found + 1;
        }
        pairs.push((Some(at), found));
    }
    pairs.extend((next..is.len()).map(|n| (None, Some(n))));
    pairs
}

/// Whether two stretches share half of their words.
fn are_alike(a: &[Printed], b: &[Printed]) -> bool {
    let all = |printed: &[Printed]| -> Vec<Word> { printed.iter().flat_map(words).collect() };
    let (a, b) = (all(a), all(b));
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    let same = |op: &DiffOp| match op {
        DiffOp::Equal { len, .. } => *len,
        _ => 0,
    };
    let shared: usize = ops.iter().map(same).sum();
    shared * 2 >= a.len().max(b.len())
}

type At<'a> = Option<(&'a Made, usize)>;

fn passage(was: At<'_>, is: At<'_>) -> PassageChange {
    let printed = |(made, at): (&Made, usize)| made.passages[at].clone();
    let (old, new) = (was.map(printed), is.map(printed));
    let kind = new.as_ref().or(old.as_ref()).map(|printed| printed.kind);
    let kind = kind.unwrap_or(PrintedKind::Text);
    let changed = match (was, is, &old, &new) {
        (Some((before, _)), Some((after, _)), Some(old), Some(new)) => {
            changed_words(&words(old), &words(new), before, after)
        }
        _ => Vec::new(),
    };
    let mut fields: Vec<String> = match changed.is_empty() {
        false => changed
            .iter()
            .flat_map(|words| words.fields.clone())
            .collect(),
        true => [was, is]
            .into_iter()
            .flatten()
            .flat_map(|(made, at)| fields(&words(&made.passages[at]), made))
            .collect(),
    };
    fields.sort();
    fields.dedup();
    PassageChange {
        under: is.or(was).and_then(|(made, at)| under(&made.passages, at)),
        kind,
        before: old.map(|printed| printed.text()),
        after: new.map(|printed| printed.text()),
        words: changed,
        fields,
        at: is.map(|(_, at)| at),
    }
}

/// What a passage stands under: the label of its row, or a heading.
fn under(passages: &[Printed], at: usize) -> Option<String> {
    if matches!(passages[at].kind, PrintedKind::Label | PrintedKind::Heading) {
        return None;
    }
    let label = passages
        .iter()
        .find(|p| p.kind == PrintedKind::Label && p.row.is_some() && p.row == passages[at].row);
    // The title says of every passage where it stands, which is no help.
    let title = passages.iter().position(|p| p.kind == PrintedKind::Heading);
    let above = passages[..at].iter().enumerate().rev();
    let mut headings = above.filter(|(at, p)| p.kind == PrintedKind::Heading && Some(*at) != title);
    let found = label.or_else(|| headings.next().map(|(_, heading)| heading));
    Some(found?.text().trim_end_matches(':').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PrintedPart, Recipe, UsedFact};
    use crate::typeset::Imprint;
    use std::collections::BTreeMap;

    fn fact(pointer: &str, value: &str) -> UsedFact {
        UsedFact {
            file: "projects/a.json".into(),
            pointer: pointer.into(),
            kind: "a text".into(),
            value: value.into(),
        }
    }

    /// A passage, and its words with the numbers of the facts that they state.
    type Typed<'a> = (PrintedKind, &'a [(&'a str, Option<usize>)]);

    fn made(facts: Vec<UsedFact>, passages: &[Typed<'_>]) -> Made {
        let part = |(text, fact): &(&str, Option<usize>)| match fact {
            Some(fact) => PrintedPart::Stated((*text).into(), *fact),
            None => PrintedPart::Wording((*text).into()),
        };
        let printed = passages.iter().map(|(kind, parts)| Printed {
            kind: *kind,
            row: Some(0),
            parts: parts.iter().map(part).collect(),
        });
        Made {
            fingerprint: String::new(),
            recipe: Recipe {
                program: String::new(),
                engine: String::new(),
                pack: "annex".into(),
                source: String::new(),
                imprint: Imprint {
                    ident: String::new(),
                    title: String::new(),
                    author: String::new(),
                    date: (2020, 1, 1),
                    locale: (String::new(), String::new()),
                    standards: Vec::new(),
                },
                templates: BTreeMap::new(),
                library: BTreeMap::new(),
                fonts: BTreeMap::new(),
                pictures: BTreeMap::new(),
                others: BTreeMap::new(),
            },
            facts,
            passages: printed.collect(),
            told: None,
        }
    }

    #[test]
    fn a_changed_sum_is_told_with_its_field_its_row_and_the_words_around_it() {
        let of = |sum: &str, said: &str| {
            made(
                vec![fact("/budget/total", sum)],
                &[
                    (PrintedKind::Label, &[("Projekta kopējās izmaksas:", None)]),
                    (
                        PrintedKind::Text,
                        &[("Kopā ", None), (said, Some(0)), (" gadā.", None)],
                    ),
                ],
            )
        };
        let difference =
            Difference::between(&of("10 EUR", "10\u{a0}EUR"), &of("12 EUR", "12\u{a0}EUR"));
        assert_eq!(
            difference.facts,
            [FactChange {
                file: "projects/a.json".into(),
                pointer: "/budget/total".into(),
                before: Some("10 EUR".into()),
                after: Some("12 EUR".into()),
            }]
        );
        let [passage] = difference.passages.as_slice() else {
            panic!("{difference:?}")
        };
        assert_eq!(passage.under.as_deref(), Some("Projekta kopējās izmaksas"));
        assert_eq!(
            passage.words,
            [WordChange {
                lead: "Kopā".into(),
                before: "10\u{a0}EUR".into(),
                after: "12\u{a0}EUR".into(),
                tail: "gadā.".into(),
                fields: vec!["projects/a.json#/budget/total".into()],
            }]
        );
    }

    #[test]
    fn a_partner_who_joins_in_the_middle_changes_no_other() {
        let names = |names: &[&str]| {
            let facts = names.iter().enumerate();
            facts
                .map(|(at, name)| fact(&format!("/partners/{at}/name"), name))
                .collect()
        };
        let before = made(names(&["A", "C", "D"]), &[]);
        let after = made(names(&["A", "B", "C", "D"]), &[]);
        let changes = Difference::between(&before, &after).facts;
        assert_eq!(changes.len(), 1);
        assert_eq!(
            (changes[0].before.as_deref(), changes[0].after.as_deref()),
            (None, Some("B"))
        );
        assert!(Difference::between(&after, &after).is_empty());
    }

    #[test]
    fn an_item_that_comes_and_one_that_goes_are_told_as_such() {
        let items = |items: &[&'static str]| {
            let printed: Vec<Printed> = items
                .iter()
                .map(|text| Printed {
                    kind: PrintedKind::Item,
                    row: None,
                    parts: vec![PrintedPart::Wording((*text).into())],
                })
                .collect();
            Made {
                passages: printed,
                told: None,
                ..made(Vec::new(), &[])
            }
        };
        let before = items(&["viens divi trīs", "četri pieci seši", "septiņi"]);
        let after = items(&[
            "viens divi trīs",
            "astoņi deviņi",
            "četri pieci desmit",
            "septiņi",
        ]);
        let told: Vec<_> = Difference::between(&before, &after)
            .passages
            .into_iter()
            .map(|change| (change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                (None, Some("astoņi deviņi".to_owned())),
                (
                    Some("četri pieci seši".to_owned()),
                    Some("četri pieci desmit".to_owned())
                ),
            ]
        );
    }
}
