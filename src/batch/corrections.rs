//! Drafts of corrections: for an adopted document that the record would now print otherwise, the document
//! as it would be, and a page that lists each changed wording.

use super::difference::{Difference, PassageChange};
use super::orphans::CORRECTIONS;
use super::run::Run;
use crate::adopted::Adoption;
use crate::disk;
use crate::document::{Made, Maker, PrintedKind, Product, Task};
use crate::fact::{Fact, Value, normalise};
use crate::finding::Finding;
use crate::language::lv::Date;
use crate::typeset::Press;
use crate::view::{Change, Correction};
use std::path::{Path, PathBuf};

/// The page that lists what changes, as PDF: from what was adopted and what the record prints now.
pub fn correction(
    maker: &Maker,
    task: Task<'_>,
    (adoption, frozen): (&Adoption, &Made),
    product: &Product,
    press: &mut Press,
) -> Result<Vec<u8>, Vec<Finding>> {
    let difference = Difference::between(frozen, &product.made);
    let mut facts = maker.facts(task);
    let imprint = &product.made.recipe.imprint;
    let adopted = Value::Date {
        date: Date::Day(adoption.date),
    };
    facts.correction = Some(Correction {
        // As it was adopted, though the title may be what changes.
        title: text(&frozen.recipe.imprint.title),
        kind: text(task.document().kind.as_str()),
        adopted: Some(Fact::derived(adopted, Vec::new())),
        changes: changes(&difference, &product.made),
    });
    let id = listed(&task.id());
    let prepared = maker.prepare_own("correction", &facts, &id, imprint.date)?;
    Ok(maker.make(prepared, press)?.pdf)
}

/// What the page is called that lists the changes of a document.
pub fn listed(id: &str) -> String {
    format!("{id}-correction")
}

/// Whether a correction of a document has been drafted.
pub(super) fn is_drafted(out: &Path, id: &str) -> bool {
    [drafted(out, id), drafted(out, &listed(id))]
        .iter()
        .any(|path| disk::is_file(path))
}

/// Takes the drafts of a document away.
pub fn discard(out: &Path, id: &str) -> Result<(), disk::Failure> {
    disk::remove(&drafted(out, id))?;
    disk::remove(&drafted(out, &listed(id)))
}

/// Writes both drafts: `out/corrections/ttchan/annex-502.pdf` and `annex-502-correction.pdf`.
pub(super) fn draft(
    run: &Run<'_>,
    task: Task<'_>,
    frozen: (&Adoption, &Made),
    product: &Product,
    press: &mut Press,
) -> Result<(), Vec<Finding>> {
    let correction = correction(run.maker, task, frozen, product, press)?;
    let write = |id: &str, pdf: &[u8]| {
        let path = drafted(&run.options.out, id);
        if disk::read_if_there(&path).is_ok_and(|there| there.as_deref() == Some(pdf)) {
            return Ok(());
        }
        let written = disk::write_whole(&path, pdf);
        written.map_err(|failure| vec![failure.into()])
    };
    write(&task.id(), &product.pdf)?;
    write(&listed(&task.id()), &correction)
}

/// The file of a draft.
pub fn drafted(out: &Path, id: &str) -> PathBuf {
    out.join(CORRECTIONS).join(format!("{id}.pdf"))
}

/// The changes as they are ordered: a row that comes or goes as a whole is one.
fn changes(difference: &Difference, made: &Made) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut whole: Option<(String, bool)> = None;
    for passage in &difference.passages {
        let came = passage.before.is_none();
        let label = passage.after.as_ref().or(passage.before.as_ref());
        let label = label.map(|label| label.trim_end_matches(':').to_owned());
        let one_sided = passage.before.is_none() || passage.after.is_none();
        // What stands in a row that has just come or gone belongs to it.
        if let (Some((row, side)), Some(under)) = (&whole, &passage.under)
            && row == under
            && one_sided
            && *side == came
        {
            if let (true, Some(last), Some(words)) = (came, changes.last_mut(), &passage.after) {
                let so_far = last
                    .after
                    .as_ref()
                    .map(|fact| fact.value.plain())
                    .unwrap_or_default();
                last.after = text(&format!("{so_far} {words}"));
            }
            continue;
        }
        whole = match (passage.kind, one_sided, label) {
            (PrintedKind::Label, true, Some(label)) => Some((label, came)),
            _ => None,
        };
        changes.push(change(passage, made));
    }
    changes
}

fn change(passage: &PassageChange, made: &Made) -> Change {
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
    // A label has its colon in the table, not in the order.
    let words = |words: &Option<String>| {
        let words = words.as_deref()?;
        let is_label = passage.kind == PrintedKind::Label;
        text(if is_label {
            words.trim_end_matches(':')
        } else {
            words
        })
    };
    // What is added follows something in its row.
    let follows = (action == "add").then(|| {
        let at = made
            .passages
            .iter()
            .position(|p| Some(p.text()) == passage.after)?;
        let before = made.passages.get(at.checked_sub(1)?)?;
        let same = before.row == made.passages[at].row && before.kind == passage.kind;
        same.then(|| text(before.text().trim_end_matches([';', '.', ','])))?
    });
    Change {
        kind: text(kind),
        action: text(action),
        under: passage.under.as_deref().and_then(text),
        follows: follows.flatten(),
        before: words(&passage.before),
        after: match passage.kind {
            PrintedKind::Label if action == "add" => passage.after.as_deref().and_then(text),
            _ => words(&passage.after),
        },
    }
}

/// A text as a fact that no record has; nothing where there are no words.
pub(super) fn text(words: &str) -> Option<Fact> {
    let words = normalise(words).unwrap_or_default();
    let value = |text| Value::Text { text, lang: None };
    (!words.is_empty()).then(|| Fact::derived(value(words), Vec::new()))
}
