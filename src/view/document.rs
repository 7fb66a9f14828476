//! The facts of the document itself: its own text, rows and signatory.

use super::build::View;
use super::shape::{Document, Photo, ProjectName, Row, Signatory, Table};
use crate::record::{self, Head, Phase, Rendition, TableName, TitleName};

pub(super) fn document(view: &View<'_>) -> Document {
    let document = &view.project.documents[view.index];
    let pointer = |field: &str| format!("/documents/{}/{field}", view.index);
    let prose = |prose: &Option<record::Prose>, field: &str| {
        let prose = prose.as_ref()?;
        Some(view.prose(prose.as_str(), pointer(field)))
    };
    let text = |text: &Option<record::Text>, field: &str| {
        let text = text.as_ref()?;
        Some(view.text(text.as_str(), pointer(field)))
    };
    let rows = document.rows.iter().enumerate();
    Document {
        date: document.date.map(|day| view.date(day.0, pointer("date"))),
        phase: document.phase.map(|phase| {
            let phase = match phase {
                Phase::Start => "start",
                Phase::Event => "event",
                Phase::Closing => "closing",
            };
            view.text(phase, pointer("phase"))
        }),
        annex_number: document
            .annex_number
            .map(|n| view.count(n.0, pointer("annex_number"))),
        approved_by: (document.head == Head::ApprovedBy)
            .then(|| view.text("approved-by", pointer("head"))),
        names: names(view, document),
        joiner: text(&document.joiner, "joiner"),
        title: prose(&document.title, "title"),
        headline: prose(&document.headline, "headline"),
        lead: prose(&document.lead, "lead"),
        body: view.blocks(&document.body, &pointer("body")),
        closing: view.proses(&document.closing, &pointer("closing")),
        photo: document.photo.as_ref().map(|photo| Photo {
            file: text(&photo.file, "photo/file"),
            caption: prose(&photo.caption, "photo/caption"),
            alt: text(&photo.alt, "photo/alt"),
        }),
        compiled_by: text(&document.compiled_by, "compiled_by"),
        rows: rows
            .map(|(at, row)| self::row(view, row, &pointer(&format!("rows/{at}"))))
            .collect(),
        tables: document
            .tables
            .iter()
            .enumerate()
            .map(|(at, name)| table(view, *name, pointer(&format!("tables/{at}"))))
            .collect(),
        signatory: document.signatory.as_ref().map(|signatory| Signatory {
            position: Some(view.prose(signatory.position.as_str(), pointer("signatory/position"))),
            name: Some(view.text(signatory.name.as_str(), pointer("signatory/name"))),
            acting: signatory
                .acting
                .then(|| view.text("acting", pointer("signatory/acting"))),
        }),
        copy: (document.rendition == Rendition::Copy)
            .then(|| view.text("copy", pointer("rendition"))),
        electronic: (document.rendition == Rendition::ElectronicallySigned)
            .then(|| view.text("electronic", pointer("rendition"))),
    }
}

/// The names of the project in the document's order, if it has one; else the Latvian, or the original
/// where there is none, and the acronym. Those that the project does not have are left out.
fn names(view: &View<'_>, document: &record::Document) -> Vec<ProjectName> {
    let titles = &view.project.titles;
    let usual = match titles.lv {
        Some(_) => [TitleName::Lv, TitleName::Acronym],
        None => [TitleName::Original, TitleName::Acronym],
    };
    let order = match document.names.is_empty() {
        true => usual.as_slice(),
        false => &document.names,
    };
    let text = |text: &Option<record::Text>, field: &str| {
        Some(view.text(text.as_ref()?.as_str(), format!("/titles/{field}")))
    };
    let name = |name: &TitleName| match name {
        TitleName::Lv => text(&titles.lv, "lv"),
        TitleName::Acronym => text(&titles.acronym, "acronym"),
        TitleName::Colloquial => text(&titles.colloquial, "colloquial"),
        TitleName::Original => {
            let origin = view.here("/titles/original/text");
            Some(view.foreign(titles.original.as_ref()?, origin))
        }
    };
    let named = order.iter().filter_map(|which| {
        let text = name(which)?;
        Some(ProjectName {
            acronym: (*which == TitleName::Acronym).then(|| text.clone()),
            text: Some(text),
        })
    });
    named.collect()
}

fn table(view: &View<'_>, name: TableName, pointer: String) -> Table {
    let project = view.project;
    let (word, budget) = match name {
        TableName::Costs => ("costs", &project.budget),
        TableName::OwnCosts => ("own-costs", &project.own_budget),
        TableName::PartnerBudgets => ("partner-budgets", &None),
    };
    let wide = budget.as_ref().and_then(|budget| budget.table.as_ref());
    Table {
        landscape: wide
            .filter(|table| table.landscape)
            .map(|_| view.text("landscape", &*pointer)),
        name: Some(view.text(word, pointer)),
    }
}

fn row(view: &View<'_>, row: &record::Row, pointer: &str) -> Row {
    match row {
        record::Row::Known(name) => Row {
            name: Some(view.text(name.as_str(), pointer)),
            ..Row::default()
        },
        record::Row::Worded { row, text } => Row {
            name: Some(view.text(row.as_str(), format!("{pointer}/row"))),
            label: None,
            text: view.blocks(text, &format!("{pointer}/text")),
        },
        record::Row::Other { label, text } => Row {
            name: None,
            label: Some(view.text(label.as_str(), format!("{pointer}/label"))),
            text: view.blocks(text, &format!("{pointer}/text")),
        },
    }
}
