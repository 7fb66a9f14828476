//! Drafts of corrections: for an adopted document that the record would now print otherwise, the document
//! as it would be, and a page that lists each changed wording.

use super::difference::{Difference, PassageChange, is_row_label, kind_of};
use super::orphans::CORRECTIONS;
use super::run::Run;
use crate::adopted::{Adoption, Register};
use crate::disk;
use crate::document::{Made, Maker, Printed, PrintedKind, Product, Task};
use crate::fact::{Fact, Value, normalise};
use crate::finding::Finding;
use crate::language::lv::Date;
use crate::record::{Count, Day, Project, Text};
use crate::typeset::Press;
use crate::view::{Change, Correction};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// The page that lists what changes, as PDF: from what was adopted last and what the record prints now. While it is
/// a draft it is marked as one; otherwise it says the same.
pub fn correction(
    maker: &Maker,
    task: Task<'_>,
    (register, frozen): (&Register, &Made),
    product: &Product,
    is_draft: bool,
    press: &mut Press,
) -> Result<Vec<u8>, Vec<Finding>> {
    let difference = Difference::between(frozen, &product.made);
    let project = decided(task, frozen);
    let mut facts = maker.facts(Task {
        project: &project,
        ..task
    });
    let imprint = &product.made.recipe.imprint;
    let id = task.id();
    let mut versions: Vec<&Adoption> = register.versions(&id).collect();
    versions.sort_by_key(|adoption| adoption.version);
    let mut days = versions.into_iter().map(|adoption| {
        let date = Date::Day(adoption.date);
        Fact::derived(Value::Date { date }, Vec::new())
    });
    let kind = task.document().kind.as_str();
    facts.correction = Some(Correction {
        // As it was adopted, though the title may be what changes.
        title: text(&frozen.recipe.imprint.title),
        kind: text(kind),
        draft: text("draft").filter(|_| is_draft),
        adopted: days.next(),
        since: days.collect(),
        changes: changes(&difference, frozen, &product.made),
    });
    let prepared = maker.prepare_own("correction", &facts, &listed(&id), imprint.date)?;
    Ok(maker.make(prepared, press)?.pdf)
}

/// The record with its decision and the number of its annex as they were adopted, though they may be what was
/// mended; as the record has them where the document did not state them.
fn decided(task: Task<'_>, frozen: &Made) -> Project {
    let mut project = task.project.clone();
    let Some(decided) = Decided::of(frozen) else {
        return project;
    };
    let document = &mut project.documents[task.index];
    document.annex_number = decided.annex.map(Count);
    let id = document.decision.as_ref();
    if let Some(decision) = project.decisions.iter_mut().find(|d| Some(&d.id) == id) {
        decision.number = Text(decided.number);
        let date = decided.date;
        decision.date = date.map_or(decision.date, |date| Day(Date::Day(date)));
    }
    project
}

/// To which decision a document is attached, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The number of the decision.
    pub number: String,
    /// Its day, if it is known.
    pub date: Option<NaiveDate>,
    /// The number of the annex, if it has one.
    pub annex: Option<u64>,
}

impl Decided {
    /// What a document says of its decision; nothing if it names none.
    pub fn of(made: &Made) -> Option<Decided> {
        let stated = |is_it: &dyn Fn(&str) -> bool| {
            let found = made.facts.iter().find(|fact| is_it(&fact.pointer));
            found.map(|fact| (fact.pointer.as_str(), fact.value.as_str()))
        };
        let (pointer, number) = stated(&|pointer| kind_of(pointer) == "/decisions/*/number")?;
        let date = pointer.replace("/number", "/date");
        let date = stated(&|pointer| pointer == date);
        let annex = stated(&|pointer| kind_of(pointer) == "/documents/*/annex_number");
        Some(Decided {
            number: number.to_owned(),
            date: date.and_then(|(_, date)| NaiveDate::parse_from_str(date, "%d.%m.%Y.").ok()),
            annex: annex.and_then(|(_, number)| number.parse().ok()),
        })
    }
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
    let adopted = (run.plan.register, frozen.1);
    let correction = correction(run.maker, task, adopted, product, true, press)?;
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
fn changes(difference: &Difference, frozen: &Made, made: &Made) -> Vec<Change> {
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
        changes.push(change(passage, frozen, made));
    }
    changes
}

fn change(passage: &PassageChange, frozen: &Made, made: &Made) -> Change {
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
    let place = passage.at.filter(|_| action == "add");
    Change {
        kind: text(kind),
        action: text(action),
        under: passage.under.as_deref().and_then(text),
        before: words(&passage.before),
        after: match passage.kind {
            PrintedKind::Label if action == "add" => passage.after.as_deref().and_then(text),
            _ => words(&passage.after),
        },
        ..place.map_or_else(Change::default, |at| place_of(at, frozen, &made.passages))
    }
}

/// Where something that is added stands: after what, or before what where nothing of its kind is above it.
fn place_of(at: usize, frozen: &Made, all: &[Printed]) -> Change {
    let mut place = Change::default();
    let own = &all[at];
    let above = at.checked_sub(1).map(|above| &all[above]);
    let next = |place: &mut Change| {
        let mut below = all[at..].iter().skip_while(|p| p.row == own.row);
        let below = below.next().filter(|p| is_row_label(p));
        // What is itself added only after it is no place to name.
        let is_there = |label: &&Printed| frozen.passages.iter().any(|p| p.text() == label.text());
        place.precedes_section = below.filter(is_there).and_then(name);
    };
    match above {
        None => place.first = text("first"),
        Some(above) if above.row.is_some() && above.row == own.row => match above.kind {
            PrintedKind::Label => place.first = text("first"),
            _ => place.follows = end_of(above, all),
        },
        Some(above) => {
            let label = all.iter().find(|p| is_row_label(p) && p.row == above.row);
            place.follows_section = label.filter(|_| above.row.is_some()).and_then(name);
            if place.follows_section.is_none() && is_row_label(own) {
                next(&mut place);
            }
            if place.follows_section.is_none() && place.precedes_section.is_none() {
                match above.kind {
                    PrintedKind::Heading if own.kind != PrintedKind::Label => {
                        place.first = text("first");
                    }
                    _ => place.follows = end_of(above, all),
                }
            }
        }
    }
    place
}

/// What a section is called: its label, without the colon.
fn name(label: &Printed) -> Option<Fact> {
    text(label.text().trim_end_matches(':'))
}

/// The last words of a passage: as many as it takes to mean no other in its section.
fn end_of(passage: &Printed, all: &[Printed]) -> Option<Fact> {
    const FEWEST: usize = 8;
    let whole = passage.text();
    let whole = whole.trim_end_matches([';', '.', ',']);
    let beside = all.iter().filter(|other| other.row == passage.row);
    let beside: Vec<String> = beside.map(Printed::text).collect();
    let words = whole.split(' ').count();
    let mut starts = whole
        .rmatch_indices(' ')
        .map(|(at, _)| at + 1)
        .skip(FEWEST - 1);
    let end = starts.find(|start| {
        let end = &whole[*start..];
        beside.iter().filter(|text| text.contains(end)).count() == 1
    });
    // What is hardly longer is quoted whole.
    let end = end.filter(|_| words > FEWEST + FEWEST / 2);
    text(&whole[end.unwrap_or(0)..])
}

/// A text as a fact that no record has; nothing where there are no words.
pub(super) fn text(words: &str) -> Option<Fact> {
    let words = normalise(words).unwrap_or_default();
    let value = |text| Value::Text { text, lang: None };
    (!words.is_empty()).then(|| Fact::derived(value(words), Vec::new()))
}
