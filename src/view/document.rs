//! The facts of the document itself: its own text, rows and signatory.

use super::build::View;
use super::shape::{Document, Logo, Photo, ProjectName, Publicity, Row, Signatory, Table};
use crate::fact::{Fact, Origin};
use crate::language::Language;
use crate::record::{self, DisclaimerPlace, Head, Phase, Rendition, TableName, TitleName};

pub(super) fn document(view: &View<'_>) -> Document {
    let document = &view.project.documents[view.index];
    let pointer = |field: &str| format!("/documents/{}/{field}", view.index);
    let prose = |prose: &Option<record::Prose>, field: &str| {
        let prose = prose.as_ref()?;
        Some(view.prose(prose, &pointer(field)))
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
        // A word that stands between names is a Latvian one.
        joiner: text(&document.joiner, "joiner").filter(|_| view.language == Language::Latvian),
        title: prose(&document.title, "title"),
        headline: prose(&document.headline, "headline"),
        lead: prose(&document.lead, "lead"),
        body: view.blocks(&document.body, &pointer("body")),
        closing: view.proses(&document.closing, &pointer("closing")),
        photos: document
            .photos()
            .into_iter()
            .map(|(photo, at)| Photo {
                file: text(&photo.file, &format!("photo{at}/file")),
                caption: prose(&photo.caption, &format!("photo{at}/caption")),
                author: text(&photo.author, &format!("photo{at}/author")),
                alt: prose(&photo.alt, &format!("photo{at}/alt")),
            })
            .collect(),
        gallery: (document.photos().len() > 1).then(|| view.text("gallery", pointer("photo"))),
        publicity: document
            .shows_publicity()
            .then(|| publicity(view))
            .flatten(),
        compiled_by: document
            .compiled_by
            .as_ref()
            .map(|text| view.label(text, view.here(pointer("compiled_by")))),
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
            position: Some(view.prose(&signatory.position, &pointer("signatory/position"))),
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
    let usual = match (view.language, &titles.lv) {
        (Language::English, _) => [TitleName::En, TitleName::Acronym],
        (Language::Latvian, Some(_)) => [TitleName::Lv, TitleName::Acronym],
        (Language::Latvian, None) => [TitleName::Original, TitleName::Acronym],
    };
    // The order is that of the Latvian text.
    let order = match document.names.is_empty() || view.language == Language::English {
        true => usual.as_slice(),
        false => &document.names,
    };
    let text = |text: &Option<record::Text>, field: &str| {
        Some(view.text(text.as_ref()?.as_str(), format!("/titles/{field}")))
    };
    let name = |name: &TitleName| match name {
        TitleName::Lv => text(&titles.lv, "lv"),
        TitleName::En => view.titles().en,
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

/// What the programme of the project demands to be shown, and the logo of the author beside it.
fn publicity(view: &View<'_>) -> Option<Publicity> {
    let participation = view.project.programme.as_ref()?;
    let registry = &view.workspace.registry;
    let demanded = registry.programmes.get(&participation.id)?;
    let demanded = demanded.publicity.as_ref()?;
    let origin = |field: &str| Origin {
        file: view.workspace.files.programmes.clone(),
        pointer: format!(
            "/programmes/{}/publicity/{field}",
            participation.id.as_str()
        )
        .into(),
    };
    let lines = demanded.lines.iter().enumerate();
    let own = registry.organisations.get(&view.project.author);
    let own = own.and_then(|author| author.logo.as_ref()).map(|logo| {
        let file = view.workspace.files.organisations.clone();
        let pointer = format!("/organisations/{}/logo", view.project.author.as_str()).into();
        self::logo(view, logo, Origin { file, pointer })
    });
    let logos = demanded.logos.iter().enumerate();
    let logos = logos.map(|(at, logo)| self::logo(view, logo, origin(&format!("logos/{at}"))));
    Some(Publicity {
        emblem: demanded.emblem.then(|| {
            let version = view.workspace.settings.emblem.as_str();
            Fact::text(version, origin("emblem"))
        }),
        statement: Some(view.label(&demanded.statement, origin("statement"))),
        lines: lines
            .map(|(at, line)| view.label(line, origin(&format!("lines/{at}"))))
            .collect(),
        disclaimer: demanded
            .disclaimer
            .as_ref()
            .map(|text| view.label(text, origin("disclaimer"))),
        on_top: (demanded.disclaimer_place == DisclaimerPlace::Top)
            .then(|| Fact::text("top", origin("disclaimer_place"))),
        logos: logos.chain(own).collect(),
    })
}

fn logo(view: &View<'_>, logo: &record::Logo, at: Origin) -> Logo {
    let field = |name: &str| Origin {
        pointer: format!("{}/{name}", at.pointer).into(),
        ..at.clone()
    };
    Logo {
        file: Some(Fact::text(logo.file.as_str(), field("file"))),
        alt: Some(view.label(&logo.alt, field("alt"))),
        height: logo.height.map(|height| {
            let millimetres = format!("{}mm", height.0);
            Fact::text(millimetres, field("height"))
        }),
    }
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
            label: Some(view.label(label, view.here(format!("{pointer}/label")))),
            text: view.blocks(text, &format!("{pointer}/text")),
        },
    }
}
