//! Why a document would be made again: what it was made from, beside what it would be made from.

use super::aim::Reason;
use super::difference::facts;
use super::ledger::Filed;
use crate::document::{Made, Recipe, UsedFact};
use std::collections::BTreeMap;

/// What is known of a document before it is made.
pub(super) struct Known<'a> {
    /// What the ledger says of it.
    pub filed: Option<&'a Filed>,
    /// The digest of the file that is there.
    pub file: Option<&'a str>,
    /// What is wrong with its other forms.
    pub others: Option<Reason>,
    /// What it was made from.
    pub before: Option<&'a Made>,
}

/// Why a document would be made; none if it is as it should be.
pub(super) fn reasons(known: &Known<'_>, recipe: &Recipe, used: &[UsedFact]) -> Vec<Reason> {
    let filed = match known.filed {
        Some(filed) if !filed.fingerprint.is_empty() => filed,
        Some(filed) if filed.stopped => return vec![Reason::Stopped],
        _ if known.file.is_some() => return vec![Reason::Unknown],
        _ => return vec![Reason::New],
    };
    let mut reasons = Vec::new();
    match known.file {
        None => reasons.push(Reason::missing("pdf")),
        Some(digest) if digest != filed.sha256 => reasons.push(Reason::Edited),
        _ => reasons.extend(known.others.clone()),
    }
    if filed.fingerprint == recipe.fingerprint() {
        return reasons;
    }
    match known.before {
        Some(made) => changed(made, recipe, used, &mut reasons),
        None => reasons.push(Reason::Unknown),
    }
    reasons
}

fn changed(made: &Made, recipe: &Recipe, used: &[UsedFact], reasons: &mut Vec<Reason>) {
    let before = &made.recipe;
    if before.source != recipe.source {
        let found = reasons.len();
        reasons.extend(
            facts(&made.facts, used)
                .into_iter()
                .map(|change| Reason::Fact { change }),
        );
        let files = differing(&before.templates, &recipe.templates);
        reasons.extend(files.map(|file| Reason::Template { file }));
        if reasons.len() == found {
            reasons.push(Reason::Wording);
        }
    }
    if before.imprint != recipe.imprint {
        reasons.push(Reason::Imprint);
    }
    let other_forms = !before.others.keys().eq(recipe.others.keys());
    if other_forms {
        reasons.push(Reason::Forms);
    }
    let files = differing(&before.library, &recipe.library);
    // A form comes and goes with its own library.
    let in_both = |file: &String| {
        [before, recipe]
            .iter()
            .all(|r| r.library.contains_key(file))
    };
    let files = files.filter(|file| !other_forms || in_both(file));
    reasons.extend(files.map(|file| Reason::Library { file }));
    let files = differing(&before.fonts, &recipe.fonts);
    reasons.extend(files.map(|file| Reason::Font { file }));
    if before.pictures != recipe.pictures {
        reasons.push(Reason::Picture);
    }
    let same_pages = before.source == recipe.source && before.imprint == recipe.imprint;
    if before.others != recipe.others && same_pages && !other_forms {
        reasons.push(Reason::OtherForms);
    }
    if before.engine != recipe.engine {
        let (before, after) = (before.engine.clone(), recipe.engine.clone());
        reasons.push(Reason::Engine { before, after });
    }
    if before.program != recipe.program {
        let (before, after) = (before.program.clone(), recipe.program.clone());
        reasons.push(Reason::Program { before, after });
    }
}

/// The files that are not the same in both.
fn differing<'a>(
    before: &'a BTreeMap<String, String>,
    after: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = String> + 'a {
    let names = before
        .keys()
        .chain(after.keys().filter(|name| !before.contains_key(*name)));
    names
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
}
