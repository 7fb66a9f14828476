//! From a record to the facts of one of its documents.

use super::shape::{Block, Decision, Event, Events, Facts, Organisation, Place, Term, Titles};
use super::{budget, document, partners, people};
use crate::fact::{Fact, Origin, Value};
use crate::language::lv::{Case, Date, Forms, country};
use crate::language::{Language, en};
use crate::record::{self, Day, EventStatus, Id, Project, ProjectFile, Workspace};
use std::sync::Arc;

/// The facts of the document at `index` of the project's documents.
///
/// The record has been checked: a reference that leads nowhere has stopped the document before. One
/// that is met here all the same is left out, as an unknown fact is.
pub fn facts(project: &Project, file: &ProjectFile, workspace: &Workspace, index: usize) -> Facts {
    let language = project.documents[index].language();
    // A translation says what the other document says.
    let index = project.original_of(index);
    let document = &project.documents[index];
    let decision = document.decision.as_ref().and_then(|id| {
        let found = project.decisions.iter().position(|d| d.id == *id)?;
        Some((found, &project.decisions[found]))
    });
    let event = document
        .event
        .as_ref()
        .and_then(|id| project.events.iter().position(|e| e.id == *id));
    let known_day = |period: &record::Period| period.start.or(period.end);
    let day = document
        .date
        .or(decision.map(|(_, decision)| decision.date))
        .or_else(|| project.events.get(event?)?.start)
        .or_else(|| project.period.as_ref().and_then(known_day));
    let view = View {
        project,
        file: file.file.as_str().into(),
        workspace,
        index,
        language,
        day,
    };
    Facts {
        acronym: project
            .titles
            .acronym
            .as_ref()
            .map(|text| view.text(text.as_str(), "/titles/acronym")),
        titles: Some(view.titles()),
        author: view.organisation(&project.author),
        programme: view.programme(),
        call: view.call(),
        term: project
            .period
            .as_ref()
            .filter(|period| period.start.is_some() || period.end.is_some())
            .map(|period| view.period(period.start, period.end, "/period")),
        term_details: project
            .period
            .as_ref()
            .and_then(|period| view.term_details(period)),
        budget: budget::budget(&view, project.budget.as_ref(), "/budget"),
        own_budget: budget::budget(&view, project.own_budget.as_ref(), "/own_budget"),
        partners: partners::partners(&view),
        objective: project
            .objective
            .as_ref()
            .map(|prose| view.prose(prose, "/objective")),
        activities: view.blocks(&project.activities, "/activities"),
        results: view.proses(&project.results, "/results"),
        indicators: people::indicators(&view),
        place_of_implementation: people::site(&view),
        persons: people::persons(&view),
        events: (0..project.events.len()).map(|at| view.event(at)).collect(),
        website: project
            .website
            .as_ref()
            .map(|url| view.link(url.as_str(), "/website")),
        event: event.map(|at| view.event(at)),
        earlier_events: event.and_then(|at| view.earlier_events(at)),
        decision: decision.map(|(at, decision)| view.decision(at, decision)),
        document: Some(document::document(&view)),
        ..Facts::default()
    }
}

/// What the parts of a view are made with.
pub(super) struct View<'a> {
    pub project: &'a Project,
    pub file: Arc<str>,
    pub workspace: &'a Workspace,
    pub index: usize,
    /// The language in which the document speaks.
    pub language: Language,
    /// The day on which the document speaks, for names that change.
    pub day: Option<Day>,
}

impl View<'_> {
    /// A field of the record.
    pub fn here(&self, pointer: impl Into<Arc<str>>) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            pointer: pointer.into(),
        }
    }

    pub fn text(&self, text: &str, pointer: impl Into<Arc<str>>) -> Fact {
        Fact::text(text, self.here(pointer))
    }

    /// Prose in the document's language.
    pub fn prose(&self, prose: &record::Prose, pointer: &str) -> Fact {
        match prose.in_language(self.language) {
            Some((text, inner)) => {
                let prose = text.to_owned();
                Fact::new(
                    Value::Prose { prose },
                    self.here(format!("{pointer}{inner}")),
                )
            }
            None => untranslated(prose.any(), self.here(pointer)),
        }
    }

    /// A name that stays as it is, in the document's language.
    pub fn label(&self, label: &record::Label, origin: Origin) -> Fact {
        match label.in_language(self.language) {
            Some((text, inner)) => Fact::text(text, inside(origin, inner)),
            // A year or a number is the same in all languages.
            None if !label.any().contains(char::is_alphabetic) => Fact::text(label.any(), origin),
            None => untranslated(label.any(), origin),
        }
    }

    pub fn proses(&self, list: &[record::Prose], pointer: &str) -> Vec<Fact> {
        let items = list.iter().enumerate();
        items
            .map(|(i, prose)| self.prose(prose, &format!("{pointer}/{i}")))
            .collect()
    }

    pub fn blocks(&self, blocks: &[record::Block], pointer: &str) -> Vec<Block> {
        let blocks = blocks.iter().enumerate();
        blocks
            .map(|(i, block)| match block {
                record::Block::Paragraph(prose) => Block {
                    paragraph: Some(self.prose(prose, &format!("{pointer}/{i}"))),
                    list: Vec::new(),
                },
                record::Block::List { list } => Block {
                    paragraph: None,
                    list: self.proses(list, &format!("{pointer}/{i}/list")),
                },
            })
            .collect()
    }

    pub fn link(&self, url: &str, pointer: impl Into<Arc<str>>) -> Fact {
        let url = url.to_owned();
        Fact::new(Value::Link { url }, self.here(pointer))
    }

    pub fn date(&self, date: Date, pointer: impl Into<Arc<str>>) -> Fact {
        Fact::new(Value::Date { date }, self.here(pointer))
    }

    pub fn count(&self, count: u64, pointer: impl Into<Arc<str>>) -> Fact {
        Fact::new(Value::Count { count }, self.here(pointer))
    }

    pub fn money(&self, money: record::Money, pointer: impl Into<Arc<str>>) -> Fact {
        Fact::new(amount(money), self.here(pointer))
    }

    pub fn rate(&self, rate: record::Rate, pointer: impl Into<Arc<str>>) -> Fact {
        Fact::new(Value::Percent { percent: rate.0 }, self.here(pointer))
    }

    pub fn foreign(&self, foreign: &record::Foreign, origin: Origin) -> Fact {
        let text = foreign.text.0.clone();
        let lang = Some(foreign.lang.0.clone());
        let lang = lang.filter(|lang| lang != self.language.code());
        Fact::new(Value::Text { text, lang }, origin)
    }

    pub fn period(&self, start: Option<Day>, end: Option<Day>, pointer: &str) -> Fact {
        let (start, end) = (start.map(|day| day.0), end.map(|day| day.0));
        let fields = [("start", start.is_some()), ("end", end.is_some())];
        let from = fields
            .iter()
            .filter(|(_, known)| *known)
            .map(|(field, _)| self.here(format!("{pointer}/{field}")));
        Fact::derived(Value::Period { start, end }, from.collect())
    }

    pub fn name(&self, name: &record::Name, origin: Origin) -> Fact {
        let (forms, guessed) = name.forms();
        match (self.language, name.english()) {
            (Language::Latvian, _) => Fact::new(Value::Name { forms, guessed }, origin),
            (Language::English, Some(text)) => english(text, vec![inside(origin, "/en")]),
            (Language::English, None) => untranslated(&forms.nom, origin),
        }
    }

    /// A country's name on the document's day.
    pub fn country(&self, code: &str, from: Vec<Origin>) -> Option<Fact> {
        let country = country::country(code)?;
        let day = self.day.map(|day| day.0.first_day());
        if self.language == Language::English {
            return Some(english(&en::in_text_on(code, day)?, from));
        }
        let forms = match self.workspace.settings.house.everyday_countries {
            true => country.everyday(day),
            false => country.forms_on(day),
        };
        let guessed = false;
        Some(Fact::derived(Value::Name { forms, guessed }, from))
    }

    pub fn place(&self, id: &Id) -> Option<Place> {
        let place = self.workspace.registry.places.get(id)?;
        let origin = |field: &str| Origin {
            file: self.workspace.files.places.clone(),
            pointer: format!("/places/{}/{field}", id.as_str()).into(),
        };
        Some(Place {
            name: Some(self.name(&place.name, origin("name"))),
            country: self.country(place.country.as_str(), vec![origin("country")]),
        })
    }

    pub fn organisation(&self, id: &Id) -> Option<Organisation> {
        let registry = &self.workspace.registry;
        let organisation = registry.organisations.get(id)?;
        let origin = |field: &str| Origin {
            file: self.workspace.files.organisations.clone(),
            pointer: format!("/organisations/{}/{field}", id.as_str()).into(),
        };
        let place = organisation.place.as_ref().and_then(|id| self.place(id));
        let (name, own_country) = (organisation.name_on(self.day), &organisation.country);
        let country = own_country
            .as_ref()
            .and_then(|code| self.country(code.as_str(), vec![origin("country")]));
        Some(Organisation {
            name: name.map(|(at, name)| self.name(name, origin(&format!("names/{at}/name")))),
            country: country.or_else(|| place.as_ref()?.country.clone()),
            place: place.and_then(|place| place.name),
            website: organisation.website.as_ref().map(|address| {
                let url = address.0.clone();
                Fact::new(Value::Link { url }, origin("website"))
            }),
            original: organisation
                .original
                .as_ref()
                .map(|text| self.foreign(text, origin("original/text"))),
            parent: organisation.parent.as_ref().and_then(|parent| {
                let (at, name) = registry.organisations.get(parent)?.name_on(self.day)?;
                let origin = Origin {
                    file: self.workspace.files.organisations.clone(),
                    pointer: format!("/organisations/{}/names/{at}/name", parent.as_str()).into(),
                };
                Some(self.name(name, origin))
            }),
        })
    }

    pub fn titles(&self) -> Titles {
        let titles = &self.project.titles;
        Titles {
            lv: titles.lv.as_ref().map(|text| {
                let lang = (self.language != Language::Latvian).then(|| "lv".to_owned());
                let text = text.0.clone();
                Fact::new(Value::Text { text, lang }, self.here("/titles/lv"))
            }),
            en: match (titles.english(), self.language) {
                (Some((text, field)), language) => {
                    let lang = (language != Language::English).then(|| "en".to_owned());
                    let text = text.to_owned();
                    Some(Fact::new(Value::Text { text, lang }, self.here(field)))
                }
                (None, Language::English) => {
                    let known = titles.lv.as_ref().map(|title| title.as_str());
                    Some(untranslated(
                        known.unwrap_or_default(),
                        self.here("/titles"),
                    ))
                }
                (None, Language::Latvian) => None,
            },
            original: titles
                .original
                .as_ref()
                .map(|title| self.foreign(title, self.here("/titles/original/text"))),
            colloquial: titles
                .colloquial
                .as_ref()
                .map(|text| self.text(text.as_str(), "/titles/colloquial")),
        }
    }

    fn term_details(&self, period: &record::Period) -> Option<Term> {
        let duration = period.duration.as_ref();
        let former = period.extended_from;
        if duration.is_none() && former.is_none() {
            return None;
        }
        Some(Term {
            months: duration.map(|d| self.count(d.months.0, "/period/duration/months")),
            from: duration
                .and_then(|d| d.from.as_ref())
                .map(|text| self.label(text, self.here("/period/duration/from"))),
            extended_from: former.map(|day| self.date(day.0, "/period/extended_from")),
        })
    }

    fn event(&self, at: usize) -> Event {
        let event = &self.project.events[at];
        let pointer = format!("/events/{at}");
        let places: Vec<Place> = event
            .places
            .iter()
            .filter_map(|id| self.place(id))
            .collect();
        let of = |code: &Id| {
            let place = self.workspace.registry.places.get(code)?;
            Some(place.country.as_str())
        };
        let first = event.places.first().and_then(of);
        let one = event.places.iter().all(|id| of(id) == first);
        let dated = event.start.is_some() || event.end.is_some();
        let country = places.first().and_then(|place| place.country.clone());
        Event {
            ordinal: Some(self.count(at as u64 + 1, pointer.clone())),
            kind: event
                .kind
                .as_ref()
                .map(|kind| self.name(kind, self.here(format!("{pointer}/kind")))),
            delegates: event
                .delegates
                .map(|n| self.count(n.0, format!("{pointer}/delegates"))),
            held: (event.status == EventStatus::Held)
                .then(|| self.text("held", format!("{pointer}/status"))),
            cancelled: (event.status == EventStatus::Cancelled)
                .then(|| self.text("cancelled", format!("{pointer}/status"))),
            // An event of which only one day is known is held on it, and does not begin or end there.
            term: dated.then(|| match (event.start, event.end) {
                (Some(day), None) => {
                    let (start, end) = (Some(day.0), Some(day.0));
                    let origin = self.here(format!("{pointer}/start"));
                    Fact::new(Value::Period { start, end }, origin)
                }
                (start, end) => self.period(start, end, &pointer),
            }),
            country: country.filter(|_| one),
            places: places
                .iter()
                .filter_map(|place| place.name.clone())
                .collect(),
            sites: places,
            organiser: event
                .organiser
                .as_ref()
                .and_then(|id| self.organisation(id)),
            topic: event
                .topic
                .as_ref()
                .map(|topic| self.foreign(topic, self.here(format!("{pointer}/topic/text")))),
            contribution: event
                .contribution
                .as_ref()
                .map(|prose| self.prose(prose, &format!("{pointer}/contribution"))),
            examples: event
                .examples
                .iter()
                .filter_map(|id| self.place(id))
                .collect(),
        }
    }

    fn earlier_events(&self, at: usize) -> Option<Events> {
        let earlier = self.project.events[..at].iter();
        let earlier = earlier.filter(|event| event.status != EventStatus::Cancelled);
        let earlier: Vec<&record::Event> = earlier.collect();
        if earlier.is_empty() {
            return None;
        }
        let mut places: Vec<&Id> = Vec::new();
        for id in earlier.iter().flat_map(|event| &event.places) {
            if !places.contains(&id) {
                places.push(id);
            }
        }
        Some(Events {
            count: Some(self.count(earlier.len() as u64, "/events")),
            places: places.into_iter().filter_map(|id| self.place(id)).collect(),
        })
    }

    fn decision(&self, at: usize, decision: &record::Decision) -> Decision {
        let pointer = |field: &str| format!("/decisions/{at}/{field}");
        let protocol = decision.protocol.as_ref();
        let amended = decision.amends.as_ref().and_then(|id| {
            let at = self.project.decisions.iter().position(|d| d.id == *id)?;
            Some((at, &self.project.decisions[at]))
        });
        Decision {
            body: self.organisation(&decision.body).and_then(|body| body.name),
            date: Some(self.date(decision.date.0, pointer("date"))),
            number: Some(self.text(decision.number.as_str(), pointer("number"))),
            place: decision.place.as_ref().and_then(|id| self.place(id)?.name),
            protocol: protocol.map(|p| self.text(p.number.as_str(), pointer("protocol/number"))),
            protocol_item: protocol
                .and_then(|p| p.item.as_ref())
                .map(|item| self.text(item.as_str(), pointer("protocol/item"))),
            title: decision
                .title
                .as_ref()
                .map(|title| self.prose(title, &pointer("title"))),
            legal_basis: self.proses(&decision.legal_basis, &pointer("legal_basis")),
            points: self.proses(&decision.points, &pointer("points")),
            amends_date: amended
                .map(|(at, other)| self.date(other.date.0, format!("/decisions/{at}/date"))),
            amends_number: amended.map(|(at, other)| {
                self.text(other.number.as_str(), format!("/decisions/{at}/number"))
            }),
        }
    }
}

/// What the record does not say in the document's language; whoever says it tells of it.
fn untranslated(text: &str, origin: Origin) -> Fact {
    let text = text.to_owned();
    Fact::new(Value::Untranslated { text }, origin)
}

/// A name in English, which has no cases.
fn english(text: &str, from: Vec<Origin>) -> Fact {
    let form = || text.to_owned();
    let forms = Forms {
        nom: form(),
        r#gen: form(),
        dat: form(),
        acc: form(),
        loc: form(),
    };
    let guessed = false;
    Fact::derived(Value::Name { forms, guessed }, from)
}

/// A field in a field.
fn inside(origin: Origin, inner: &str) -> Origin {
    match inner.is_empty() {
        true => origin,
        false => Origin {
            pointer: format!("{}{inner}", origin.pointer).into(),
            ..origin
        },
    }
}

/// An amount as a value.
pub(super) fn amount(money: record::Money) -> Value {
    Value::Money {
        amount: money.amount,
        currency: money.currency,
    }
}

/// The nominative of a name, for comparing.
pub(super) fn nominative(fact: &Fact) -> Option<&str> {
    match &fact.value {
        Value::Name { forms, .. } => Some(forms.get(Case::Nom)),
        _ => None,
    }
}
