//! The facts of the document itself: its own text, rows and signatory.

use super::build::View;
use super::shape::{Document, Photo, Row, Signatory};
use crate::record::{self, Phase, Rendition};

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
        signatory: document.signatory.as_ref().map(|signatory| Signatory {
            position: Some(view.prose(signatory.position.as_str(), pointer("signatory/position"))),
            name: Some(view.text(signatory.name.as_str(), pointer("signatory/name"))),
        }),
        copy: (document.rendition == Rendition::Copy)
            .then(|| view.text("copy", pointer("rendition"))),
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
