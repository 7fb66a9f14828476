//! The facts of the programme and its call.

use super::build::View;
use super::shape::{Call, CallCountry, GrantAgreement, Level, Programme};
use crate::fact::{Fact, Origin, Value};
use crate::language::Language;
use crate::record;

impl View<'_> {
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
            // A document's own word for a level is Latvian.
            let own = overrides.get(number.as_str());
            let own = own.filter(|_| self.language == Language::Latvian);
            let kind = match own {
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
                name: Some(self.label(&level.name, field("name"))),
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
            name: Some(self.label(&programme.name, origin("name"))),
            website: programme.website.as_ref().map(|address| {
                let url = address.0.clone();
                Fact::new(Value::Link { url }, origin("website"))
            }),
            levels: participation.levels.iter().filter_map(level).collect(),
            period: programme.period.as_ref().map(|period| {
                let (start, end) = (period.start.map(|day| day.0), period.end.map(|day| day.0));
                Fact::new(Value::Period { start, end }, origin("period"))
            }),
            grant_agreement: participation.grant_agreement.as_ref().map(|agreement| {
                let field = |name: &str| format!("/programme/grant_agreement/{name}");
                GrantAgreement {
                    number: agreement
                        .number
                        .as_ref()
                        .map(|number| self.text(number.as_str(), field("number"))),
                    date: agreement.date.map(|day| self.date(day.0, field("date"))),
                    authority: agreement
                        .authority
                        .as_ref()
                        .and_then(|id| self.organisation(id)?.name),
                }
            }),
            project_number: participation
                .project_number
                .as_ref()
                .map(|number| self.text(number.as_str(), "/programme/project_number")),
        })
    }

    pub fn call(&self) -> Option<Call> {
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
            countries: call
                .countries
                .iter()
                .enumerate()
                .map(|(at, country)| self.call_country(at, country))
                .collect(),
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
            none_funded: funded.clone().filter(|_| number == Some(0)),
            funded,
            applicants,
        }
    }
}
