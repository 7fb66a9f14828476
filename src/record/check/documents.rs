//! Documents: what each must have before it can be printed.

use super::Report;
use crate::disk;
use crate::finding::{BadId, Matter, nearest};
use crate::language::Language;
use crate::record::form::unsafe_id;
use crate::record::leaf::Day;
use crate::record::model::{Document, Phase, Project, Row, RowName, Shown, Titles};
use crate::record::workspace::Workspace;

pub(super) fn check(project: &Project, workspace: &Workspace, report: &mut Report) {
    numbers(project, report);
    phases(project, report);
    titles(project, report);
    for (i, document) in project.documents.iter().enumerate() {
        let pointer = |field: &str| format!("/documents/{i}{field}");
        // Another document's other forms are called so, and the pages that list what a correction changes.
        let id = document.id.as_str();
        let taken = [".card", ".fragment", "-correction"];
        if id == "correction" || taken.iter().any(|end| id.ends_with(end)) {
            report.tell(pointer("/id"), unsafe_id(id, BadId::Taken));
        }
        if let Some(id) = &document.translation_of {
            // A translation of a translation would be of nothing.
            let others = project.documents.iter();
            let others = others.filter(|other| {
                let is_original = other.translation_of.is_none() && other.kind == document.kind;
                is_original && other.language() != document.language()
            });
            let ids: Vec<&str> = others.map(|other| other.id.as_str()).collect();
            if !ids.contains(&id.as_str()) {
                let suggestion = nearest(id.as_str(), ids);
                let id = id.as_str().to_owned();
                report.tell(
                    pointer("/translation_of"),
                    Matter::UnknownOriginal { id, suggestion },
                );
            }
            for field in own_fields(document) {
                let field = field.to_owned();
                report.tell(
                    pointer(&format!("/{field}")),
                    Matter::IgnoredField { field },
                );
            }
            continue;
        }
        let dated = document.date.is_some() || document.decision.is_some();
        if !document.rows.is_empty() && document.decision.is_none() {
            let field = "decision".to_owned();
            report.tell(pointer(""), Matter::MissingField { field });
        } else if !dated && project.revised.is_none() {
            report.tell(pointer(""), Matter::NoDate {});
        }
        let says =
            document.is_release() || !document.closing.is_empty() || document.photo.is_some();
        if document.kind.as_str() == RELEASE && !says {
            let foreign = document.language() != Language::Latvian;
            report.tell(pointer(""), Matter::NothingSaid { foreign });
        }
        if document.is_release() && document.headline.is_none() {
            match document.kind.as_str() == RELEASE && project.titles == Titles::default() {
                false => report.tell(pointer("/headline"), Matter::NoHeadline {}),
                // Nothing can stand in its place.
                true => {
                    let field = "headline".to_owned();
                    report.tell(pointer(""), Matter::MissingField { field });
                }
            }
        }
        publicity(project, document, workspace, &pointer(""), report);
        rows(project, document, &pointer("/rows"), report);
        for (photo, at) in document.photos() {
            let Some(file) = &photo.file else { continue };
            if photo.alt.is_none() {
                let file = file.0.clone();
                report.tell(
                    pointer(&format!("/photo{at}")),
                    Matter::NoAlternativeText { file },
                );
            }
            if let Some(matter) = missing(file.as_str(), workspace) {
                report.tell(pointer(&format!("/photo{at}/file")), matter);
            }
        }
    }
}

/// The kind of a release.
const RELEASE: &str = "press-release";

/// The fields that a translation has of its own, and that nobody reads: it says what its original says.
fn own_fields(document: &Document) -> Vec<&'static str> {
    let fields = [
        ("date", document.date.is_some()),
        ("decision", document.decision.is_some()),
        ("title", document.title.is_some()),
        ("headline", document.headline.is_some()),
        ("lead", document.lead.is_some()),
        ("body", !document.body.is_empty()),
        ("closing", !document.closing.is_empty()),
        ("photo", document.photo.is_some()),
        ("rows", !document.rows.is_empty()),
        ("tables", !document.tables.is_empty()),
        ("signatory", document.signatory.is_some()),
        ("compiled_by", document.compiled_by.is_some()),
        ("publicity", document.publicity.is_some()),
    ];
    let own = fields.into_iter().filter(|(_, is_there)| *is_there);
    own.map(|(field, _)| field).collect()
}

/// Whether the name of a picture leads to the assets and not out of them.
pub fn is_inside(file: &str) -> bool {
    let parts = |file: &str| file.split('/').all(|part| !part.is_empty() && part != "..");
    !file.contains(['\\', ':']) && !file.starts_with('/') && parts(file)
}

/// What is wrong with the name of a picture in the assets.
fn missing(file: &str, workspace: &Workspace) -> Option<Matter> {
    let inside = is_inside(file);
    let assets = workspace.root.join(&workspace.settings.assets);
    let is_there = inside && disk::is_file(&assets.join(file));
    if is_there {
        return None;
    }
    // Beside where it should be: whoever mistypes a name has not taken another folder.
    let beside = assets.join(file);
    let beside = beside.parent().filter(|_| inside);
    let there = beside.and_then(|folder| disk::entries_of(folder).ok());
    let there = there.map(|(files, _)| files).unwrap_or_default();
    let names = there
        .iter()
        .filter_map(|path| path.strip_prefix(&assets).ok());
    let names: Vec<String> = names
        .map(|name| name.to_string_lossy().replace('\\', "/"))
        .collect();
    // A name that differs only in capitals is another file where this one is meant to be published.
    let same = names
        .iter()
        .find(|name| name.to_lowercase() == file.to_lowercase());
    Some(Matter::MissingPicture {
        suggestion: same
            .cloned()
            .or_else(|| nearest(file, names.iter().map(String::as_str))),
        is_there: disk::is_folder(&assets),
        folder: workspace.name(&assets),
        file: file.to_owned(),
    })
}

/// How high the emblem is, in millimetres; no logo may be higher.
const EMBLEM: u64 = 14;

/// What the programme demands is shown, with its logos in place and none of them larger than the emblem.
fn publicity(
    project: &Project,
    document: &Document,
    workspace: &Workspace,
    pointer: &str,
    report: &mut Report,
) {
    let Some(participation) = &project.programme else {
        return;
    };
    let programme = workspace.registry.programmes.get(&participation.id);
    let demanded = programme.and_then(|programme| programme.publicity.as_ref());
    let Some(demanded) = demanded else {
        // Nobody can show what the registry does not know.
        if document.publicity == Some(Shown::Shown) {
            let programme = participation.id.0.clone();
            report.tell(
                format!("{pointer}/publicity"),
                Matter::UnknownPublicity { programme },
            );
        }
        return;
    };
    let programme = participation.id.0.clone();
    if !document.shows_publicity() {
        if document.is_release() {
            report.tell(
                format!("{pointer}/publicity"),
                Matter::NoPublicity { programme },
            );
        }
        return;
    }
    if !demanded.confirmed {
        report.tell(
            pointer.to_owned(),
            Matter::UnconfirmedPublicity { programme },
        );
    }
    let own = workspace.registry.organisations.get(&project.author);
    let own = own.and_then(|author| author.logo.as_ref());
    for logo in demanded.logos.iter().chain(own) {
        let file = logo.file.0.clone();
        if let Some(matter) = missing(&file, workspace) {
            report.tell(pointer.to_owned(), matter);
        }
        if let Some(height) = logo
            .height
            .filter(|height| demanded.emblem && height.0 > EMBLEM)
        {
            let (height, emblem) = (height.0, EMBLEM);
            report.tell(
                pointer.to_owned(),
                Matter::LogoTooLarge {
                    file,
                    height,
                    emblem,
                },
            );
        }
    }
}

/// Annexes to one decision are numbered, each with a number of its own.
fn numbers(project: &Project, report: &mut Report) {
    let annexes = project.documents.iter().enumerate();
    let annexes = annexes.filter(|(_, document)| document.kind.as_str() == "annex");
    let annexes: Vec<(usize, &Document)> = annexes.collect();
    for (at, (i, annex)) in annexes.iter().enumerate() {
        let Some(decision) = project
            .decisions
            .iter()
            .find(|d| Some(&d.id) == annex.decision.as_ref())
        else {
            continue;
        };
        let of_it = |other: &&(usize, &Document)| other.1.decision == annex.decision;
        let several = annexes.iter().filter(of_it).count() > 1;
        let number = annex.annex_number.map(|n| n.0);
        let twice = annexes[..at]
            .iter()
            .filter(of_it)
            .any(|(_, other)| other.annex_number == annex.annex_number);
        if several && (number.is_none() || twice) {
            let decision = decision.number.0.clone();
            report.tell(
                format!("/documents/{i}"),
                Matter::AnnexesNotNumbered { decision, number },
            );
        }
    }
}

/// Documents of one project agree on its course: what tells of its start is not dated after what tells of
/// its events or its end.
fn phases(project: &Project, report: &mut Report) {
    let rank = |phase: Phase| match phase {
        Phase::Start => 0,
        Phase::Event => 1,
        Phase::Closing => 2,
    };
    let told = project.documents.iter().enumerate();
    let told = told.filter_map(|(i, document)| Some((i, rank(document.phase?), document.date?)));
    let told: Vec<(usize, u8, Day)> = told.collect();
    for (i, phase, date) in &told {
        let before = |other: &&(usize, u8, Day)| {
            other.1 < *phase && date.0.last_day() < other.2.0.first_day()
        };
        if told.iter().any(|other| before(&other)) {
            report.tell(format!("/documents/{i}/date"), Matter::OutOfOrder {});
        }
    }
}

/// Names are written without quotation marks; the documents put those of the house.
fn titles(project: &Project, report: &mut Report) {
    let titles = &project.titles;
    let original = titles.original.as_ref().map(|title| &title.text);
    let names = [
        ("lv", titles.lv.as_ref()),
        ("original/text", original),
        ("acronym", titles.acronym.as_ref()),
        ("colloquial", titles.colloquial.as_ref()),
    ];
    let marks = ['“', '”', '„', '«', '»', '"'];
    for (field, name) in names {
        if let Some(name) = name
            && name.as_str().starts_with(marks)
            && name.as_str().ends_with(marks)
        {
            let text = name.0.clone();
            report.tell(format!("/titles/{field}"), Matter::QuotedTitle { text });
        }
    }
}

/// Rows: none twice, and none that prints a part as if it were the whole.
fn rows(project: &Project, document: &Document, pointer: &str, report: &mut Report) {
    let mut seen: Vec<RowName> = Vec::new();
    for (i, row) in document.rows.iter().enumerate() {
        let name = match row {
            Row::Known(name) | Row::Worded { row: name, .. } => *name,
            Row::Other { .. } => continue,
        };
        if seen.contains(&name) {
            let value = name.as_str().to_owned();
            report.tell(format!("{pointer}/{i}"), Matter::ListedTwice { value });
        }
        seen.push(name);
        let Some(partners) = &project.partners else {
            continue;
        };
        let partial = !partners.list.is_empty() && !partners.is_complete();
        if matches!(row, Row::Known(RowName::Partners)) && partial {
            let listed = partners.listed();
            let declared = partners.count.map_or(listed, |n| n.0);
            report.tell(
                format!("{pointer}/{i}"),
                Matter::IncompleteList { declared, listed },
            );
        }
    }
}
