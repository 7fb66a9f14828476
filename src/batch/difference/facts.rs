//! The facts that changed between two makings.

use super::FactChange;
use crate::document::UsedFact;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A fact as one that another may have become.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Kind {
    /// The file, the field without its places in lists, and what kind of fact it is.
    place: (String, String, String),
    value: String,
}

/// The facts that changed.
pub(in crate::batch) fn facts(before: &[UsedFact], after: &[UsedFact]) -> Vec<FactChange> {
    let (before, after) = (unique(before), unique(after));
    // A list may have grown in its middle: facts are the same if they stand at the same kind of place.
    let kinds = |facts: &[&UsedFact]| -> Vec<Kind> {
        let kind = |f: &&UsedFact| Kind {
            place: (f.file.clone(), kind_of(&f.pointer), f.kind.clone()),
            value: f.value.clone(),
        };
        facts.iter().map(kind).collect()
    };
    let (old, new) = (kinds(&before), kinds(&after));
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (_, was, is) = op.as_tag_tuple();
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let mut came: Vec<usize> = is.collect();
        for at in was {
            // The very field first; then any field of its kind.
            let same = came.iter().position(|now| {
                new[*now].place == old[at].place && after[*now].pointer == before[at].pointer
            });
            let alike = || came.iter().position(|now| new[*now].place == old[at].place);
            let now = same.or_else(alike).map(|at| came.remove(at));
            changes.push(change(Some(before[at]), now.map(|now| after[now])));
        }
        changes.extend(came.into_iter().map(|now| change(None, Some(after[now]))));
    }
    // Something that moved went in one place and came in another.
    let moved = |change: &FactChange| {
        if change.before.is_some() && change.after.is_some() {
            return false;
        }
        let opposite = |other: &&FactChange| {
            other.file == change.file
                && kind_of(&other.pointer) == kind_of(&change.pointer)
                && other.before == change.after
                && other.after == change.before
        };
        changes.iter().any(|other| opposite(&other))
    };
    // What is derived from a field follows it.
    let follows = |change: &FactChange| {
        let below = format!("{}/", change.pointer);
        let cause = |other: &FactChange| {
            other.file == change.file && other.pointer.starts_with(&below) && other.before.is_some()
        };
        change.before.is_some() && change.after.is_some() && changes.iter().any(cause)
    };
    let kept = changes
        .iter()
        .filter(|change| !moved(change) && !follows(change));
    let mut kept: Vec<FactChange> = kept.cloned().collect();
    let mut told = Vec::new();
    kept.retain(|change| {
        let new = !told.contains(change);
        told.push(change.clone());
        new
    });
    kept
}

fn unique(facts: &[UsedFact]) -> Vec<&UsedFact> {
    let mut seen = std::collections::HashSet::new();
    facts.iter().filter(|fact| seen.insert(*fact)).collect()
}

fn change(before: Option<&UsedFact>, after: Option<&UsedFact>) -> FactChange {
    let at = after.or(before);
    FactChange {
        file: at.map(|fact| fact.file.clone()).unwrap_or_default(),
        pointer: at.map(|fact| fact.pointer.clone()).unwrap_or_default(),
        before: before.map(|fact| fact.value.clone()),
        after: after.map(|fact| fact.value.clone()),
    }
}

/// A pointer without the places in lists: `/partners/*/name`.
pub(in crate::batch) fn kind_of(pointer: &str) -> String {
    let parts = pointer.split('/').map(|part| {
        let is_place = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_place { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}
