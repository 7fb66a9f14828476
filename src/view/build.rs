//! From a record to the facts of one of its documents.

use super::shape::{
    Block, Call, CallCountry, Decision, Event, Events, Facts, Level, Organisation, Place,
    Programme, Titles,
};
use super::{budget, document, partners};
use crate::fact::{Fact, Origin, Value};
use crate::language::lv::{Case, Date, country};
use crate::record::{self, Day, Id, Project, ProjectFile, Workspace};
use std::sync::Arc;

/// The facts of the document at `index` of the project's documents.
///
/// The record has been checked: a reference that leads nowhere has stopped the document before. One
/// that is met here all the same is left out, as an unknown fact is.
pub fn facts(project: &Project, file: &ProjectFile, workspace: &Workspace, index: usize) -> Facts {
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
            .map(|period| view.period(period.start, period.end, "/period")),
        budget: budget::budget(&view),
        partners: partners::partners(&view),
        objective: project
            .objective
            .as_ref()
            .map(|prose| view.prose(prose.as_str(), "/objective")),
        activities: view.blocks(&project.activities, "/activities"),
        results: view.proses(&project.results, "/results"),
        website: project
            .website
            .as_ref()
            .map(|url| view.link(url.as_str(), "/website")),
        event: event.map(|at| view.event(at)),
        earlier_events: event.and_then(|at| view.earlier_events(at)),
        decision: decision.map(|(at, decision)| view.decision(at, decision)),
        document: Some(document::document(&view)),
    }
}

/// What the parts of a view are made with.
pub(super) struct View<'a> {
    pub project: &'a Project,
    pub file: Arc<str>,
    pub workspace: &'a Workspace,
    pub index: usize,
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

    pub fn prose(&self, prose: &str, pointer: impl Into<Arc<str>>) -> Fact {
        let prose = prose.to_owned();
        Fact::new(Value::Prose { prose }, self.here(pointer))
    }

    pub fn proses(&self, list: &[record::Prose], pointer: &str) -> Vec<Fact> {
        let items = list.iter().enumerate();
        items
            .map(|(i, prose)| self.prose(prose.as_str(), format!("{pointer}/{i}")))
            .collect()
    }

    pub fn blocks(&self, blocks: &[record::Block], pointer: &str) -> Vec<Block> {
        let blocks = blocks.iter().enumerate();
        blocks
            .map(|(i, block)| match block {
                record::Block::Paragraph(prose) => Block {
                    paragraph: Some(self.prose(prose.as_str(), format!("{pointer}/{i}"))),
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
        Fact::new(Value::Name { forms, guessed }, origin)
    }

    /// A country's name on the document's day.
    pub fn country(&self, code: &str, from: Vec<Origin>) -> Option<Fact> {
        let country = country::country(code)?;
        let day = self.day.map(|day| day.0.first_day());
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
        })
    }

    fn titles(&self) -> Titles {
        let titles = &self.project.titles;
        Titles {
            lv: titles
                .lv
                .as_ref()
                .map(|text| self.text(text.as_str(), "/titles/lv")),
            original: titles
                .original
                .as_ref()
                .map(|title| self.foreign(title, self.here("/titles/original/text"))),
        }
    }

    pub fn programme(&self) -> Option<Programme> {
        let participation = self.project.programme.as_ref()?;
        let programme = self.workspace.registry.programmes.get(&participation.id)?;
        let origin = |field: &str| Origin {
            file: self.workspace.files.programmes.clone(),
            pointer: format!("/programmes/{}/{field}", participation.id.as_str()).into(),
        };
        let overrides = &self.project.documents[self.index].level_kinds;
        let level = |number: &record::Text| {
            let at = programme.levels.iter().position(|l| l.number == *number)?;
            let level = &programme.levels[at];
            let field = |name: &str| origin(&format!("levels/{at}/{name}"));
            let kind = match overrides.get(number.as_str()) {
                Some(kind) => {
                    let pointer = record::member(
                        &format!("/documents/{}/level_kinds", self.index),
                        number.as_str(),
                    );
                    self.name(&record::Name::plain(kind.clone()), self.here(pointer))
                }
                None => self.name(&level.kind, field("kind")),
            };
            Some(Level {
                number: Some(Fact::text(level.number.as_str(), field("number"))),
                kind: Some(kind),
                name: Some(Fact::text(level.name.as_str(), field("name"))),
                original: level
                    .original
                    .as_ref()
                    .map(|text| self.foreign(text, field("original/text"))),
            })
        };
        Some(Programme {
            owner: programme
                .owner
                .as_ref()
                .map(|name| self.name(name, origin("owner"))),
            name: Some(Fact::text(programme.name.as_str(), origin("name"))),
            website: programme.website.as_ref().map(|address| {
                let url = address.0.clone();
                Fact::new(Value::Link { url }, origin("website"))
            }),
            levels: participation.levels.iter().filter_map(level).collect(),
            project_number: participation
                .project_number
                .as_ref()
                .map(|number| self.text(number.as_str(), "/programme/project_number")),
        })
    }

    fn call(&self) -> Option<Call> {
        let call = self.project.call.as_ref()?;
        let registry = &self.workspace.registry;
        let author = registry.organisations.get(&self.project.author);
        let own_code = author.and_then(|author| registry.country_of(author));
        let own = call
            .countries
            .iter()
            .position(|c| Some(c.country.as_str()) == own_code.as_deref());
        Some(Call {
            date: call.date.map(|day| self.date(day.0, "/call/date")),
            submitted: call.submitted.map(|n| self.count(n.0, "/call/submitted")),
            funded: call.funded.map(|n| self.count(n.0, "/call/funded")),
            own: own.map(|at| self.call_country(at, &call.countries[at])),
        })
    }

    fn call_country(&self, at: usize, numbers: &record::CallCountry) -> CallCountry {
        let pointer = |field: &str| format!("/call/countries/{at}/{field}");
        let applicants: Vec<Fact> = numbers
            .applicants
            .iter()
            .filter_map(|id| self.organisation(id)?.name)
            .collect();
        let counted = (!applicants.is_empty()).then_some(applicants.len() as u64);
        let funded = match (numbers.funded, counted) {
            (Some(n), _) => Some(self.count(n.0, pointer("funded"))),
            (None, Some(n)) => Some(self.count(n, pointer("applicants"))),
            (None, None) => None,
        };
        let number = numbers.funded.map(|n| n.0).or(counted);
        let all = number.is_some() && number == numbers.submitted.map(|n| n.0) && number != Some(0);
        CallCountry {
            country: self.country(
                numbers.country.as_str(),
                vec![self.here(pointer("country"))],
            ),
            submitted: numbers
                .submitted
                .map(|n| self.count(n.0, pointer("submitted"))),
            all_funded: funded.clone().filter(|_| all),
            funded,
            applicants,
        }
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
            term: dated.then(|| self.period(event.start, event.end, &pointer)),
            country: country.filter(|_| one),
            places: places.into_iter().filter_map(|place| place.name).collect(),
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
                .map(|prose| self.prose(prose.as_str(), format!("{pointer}/contribution"))),
            examples: event
                .examples
                .iter()
                .filter_map(|id| self.place(id))
                .collect(),
        }
    }

    fn earlier_events(&self, at: usize) -> Option<Events> {
        let earlier = &self.project.events[..at];
        if earlier.is_empty() {
            return None;
        }
        let places = earlier.iter().flat_map(|event| &event.places);
        Some(Events {
            count: Some(self.count(earlier.len() as u64, "/events")),
            places: places.filter_map(|id| self.place(id)).collect(),
        })
    }

    fn decision(&self, at: usize, decision: &record::Decision) -> Decision {
        let pointer = |field: &str| format!("/decisions/{at}/{field}");
        Decision {
            body: self.organisation(&decision.body).and_then(|body| body.name),
            date: Some(self.date(decision.date.0, pointer("date"))),
            number: Some(self.text(decision.number.as_str(), pointer("number"))),
        }
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
