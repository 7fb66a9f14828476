//! Drafts of corrections: for an adopted document that the record would now print otherwise, the document
//! as it would be, and a page that lists each changed wording.

use super::difference::{Difference, PassageChange};
use super::orphans::CORRECTIONS;
use super::run::Run;
use crate::adopted::Adoption;
use crate::disk;
use crate::document::{PrintedKind, Product, Task};
use crate::fact::{Fact, Origin, Value, normalise};
use crate::finding::Finding;
use crate::language::lv::Date;
use crate::typeset::Press;
use crate::view::{Change, Correction};

/// Writes both drafts: `out/corrections/ttchan/annex-502.pdf` and `annex-502-correction.pdf`.
pub(super) fn draft(
    run: &Run<'_>,
    task: Task<'_>,
    adoption: &Adoption,
    product: &Product,
    difference: &Difference,
    press: &mut Press,
) -> Result<(), Vec<Finding>> {
    let mut facts = run.maker.facts(task);
    let imprint = &product.made.recipe.imprint;
    let adopted = Value::Date {
        date: Date::Day(adoption.date),
    };
    facts.correction = Some(Correction {
        title: text(&imprint.title),
        adopted: Some(Fact::derived(adopted, vec![origin()])),
        changes: difference.passages.iter().map(change).collect(),
    });
    let id = format!("{}-correction", task.id());
    let prepared = run
        .maker
        .prepare_own("correction", &facts, &id, imprint.date)?;
    let correction = run.maker.make(prepared, press)?;
    let folder = run.options.out.join(CORRECTIONS);
    let write = |id: &str, pdf: &[u8]| {
        let written = disk::write_whole(&folder.join(format!("{id}.pdf")), pdf);
        written.map_err(|failure| vec![failure.into()])
    };
    write(&task.id(), &product.pdf)?;
    write(&id, &correction.pdf)
}

fn change(passage: &PassageChange) -> Change {
    let action = match (&passage.before, &passage.after) {
        (Some(_), Some(_)) => "replace",
        (None, _) => "add",
        (_, None) => "remove",
    };
    let kind = match passage.kind {
        PrintedKind::Heading => "heading",
        PrintedKind::Label => "label",
        PrintedKind::Item => "item",
        PrintedKind::Text => "text",
    };
    Change {
        kind: text(kind),
        action: text(action),
        under: passage.under.as_deref().and_then(text),
        before: passage.before.as_deref().and_then(text),
        after: passage.after.as_deref().and_then(text),
    }
}

fn origin() -> Origin {
    Origin {
        file: "".into(),
        pointer: "".into(),
    }
}

/// A text as a fact that no record has; nothing where there are no words.
pub(super) fn text(words: &str) -> Option<Fact> {
    let words = normalise(words).unwrap_or_default();
    (!words.is_empty()).then(|| Fact::text(words, origin()))
}
