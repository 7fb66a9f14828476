//! Every name that refers to something: is it there?

use super::Report;
use crate::finding::{CODES, Matter, Severity, nearest};
use crate::language::lv::country;
use crate::record::form::unknown_country;
use crate::record::json_file::member;
use crate::record::leaf::{CountryCode, Id};
use crate::record::model::{Budget, Partner, Project};
use crate::record::registry::Registry;

pub(super) fn check(project: &Project, registry: &Registry, report: &mut Report) {
    let organisations = || registry.organisations.ids();
    let places = || registry.places.ids();
    let mut organisation = |pointer: String, id: &Id| {
        known(
            report,
            pointer,
            "organisation",
            id.as_str(),
            organisations(),
        );
    };
    organisation("/author".into(), &project.author);
    for (i, decision) in project.decisions.iter().enumerate() {
        organisation(format!("/decisions/{i}/body"), &decision.body);
    }
    for (root, budget) in budgets(project) {
        for (i, source) in budget.sources.iter().enumerate() {
            if let Some(funder) = &source.funder {
                organisation(format!("{root}/sources/{i}/funder"), funder);
            }
        }
        if let Some(loan) = &budget.loan {
            organisation(format!("{root}/loan/lender"), &loan.lender);
        }
    }
    let participation = project.programme.as_ref();
    if let Some(authority) =
        participation.and_then(|programme| programme.grant_agreement.as_ref()?.authority.as_ref())
    {
        organisation("/programme/grant_agreement/authority".into(), authority);
    }
    for (i, country) in project
        .call
        .iter()
        .flat_map(|c| c.countries.iter().enumerate())
    {
        for (j, applicant) in country.applicants.iter().enumerate() {
            organisation(format!("/call/countries/{i}/applicants/{j}"), applicant);
        }
    }
    for (i, event) in project.events.iter().enumerate() {
        if let Some(organiser) = &event.organiser {
            organisation(format!("/events/{i}/organiser"), organiser);
        }
    }
    for (pointer, partner) in partners(project) {
        if let Some(id) = &partner.organisation {
            organisation(format!("{pointer}/organisation"), id);
        }
    }
    for (pointer, partner) in partners(project) {
        if let Some(id) = &partner.place {
            known(
                report,
                format!("{pointer}/place"),
                "place",
                id.as_str(),
                places(),
            );
        }
    }
    for (i, event) in project.events.iter().enumerate() {
        for (name, ids) in [("places", &event.places), ("examples", &event.examples)] {
            for (j, id) in ids.iter().enumerate() {
                let pointer = format!("/events/{i}/{name}/{j}");
                known(report, pointer, "place", id.as_str(), places());
            }
        }
    }
    for (i, decision) in project.decisions.iter().enumerate() {
        if let Some(id) = &decision.place {
            let pointer = format!("/decisions/{i}/place");
            known(report, pointer, "place", id.as_str(), places());
        }
        if let Some(id) = &decision.amends {
            // A decision amends another.
            let others = project
                .decisions
                .iter()
                .filter(|other| other.id != decision.id);
            let ids = others.map(|other| other.id.as_str());
            let pointer = format!("/decisions/{i}/amends");
            known(report, pointer, "decision", id.as_str(), ids);
        }
    }
    for (i, accepted) in project.accepted.iter().enumerate() {
        let pointer = format!("/accepted/{i}/code");
        let code = accepted.code.as_str();
        let is_warning = |severity: Severity| severity == Severity::Warning;
        // Who accepts what is an error does not mean a warning that is called nearly so.
        let is_error = CODES.iter().any(|&(c, s)| c == code && !is_warning(s));
        let warnings = CODES.iter().filter(|&&(_, s)| is_warning(s) && !is_error);
        let codes = warnings.map(|(code, _)| *code);
        known(report, pointer, "warning", code, codes);
    }
    countries(project, report);
    programme(project, registry, report);
    within(project, report);
}

fn countries(project: &Project, report: &mut Report) {
    let mut country = |pointer: String, code: &CountryCode| {
        if country(code.as_str()).is_none() {
            report.tell(pointer, unknown_country(code.as_str()));
        }
    };
    for (pointer, partner) in partners(project) {
        if let Some(code) = &partner.country {
            country(format!("{pointer}/country"), code);
        }
    }
    if let Some(partners) = &project.partners {
        let lists = [
            ("countries", &partners.countries),
            ("country_order", &partners.country_order),
        ];
        for (name, codes) in lists {
            for (i, code) in codes.iter().enumerate() {
                country(format!("/partners/{name}/{i}"), code);
            }
        }
    }
    for (i, entry) in project
        .call
        .iter()
        .flat_map(|c| c.countries.iter().enumerate())
    {
        country(format!("/call/countries/{i}/country"), &entry.country);
    }
}

/// What the documents of a project refer to in the project itself, and ids that are used twice.
fn within(project: &Project, report: &mut Report) {
    let decisions = || project.decisions.iter().map(|d| d.id.as_str());
    let events = || project.events.iter().map(|e| e.id.as_str());
    for (i, document) in project.documents.iter().enumerate() {
        let pointer = |field: &str| format!("/documents/{i}/{field}");
        if let Some(id) = &document.decision {
            known(
                report,
                pointer("decision"),
                "decision",
                id.as_str(),
                decisions(),
            );
        }
        if let Some(id) = &document.event {
            known(report, pointer("event"), "event", id.as_str(), events());
        }
    }
    let documents = || project.documents.iter().map(|d| d.id.as_str());
    twice(report, "documents", documents());
    twice(report, "decisions", decisions());
    twice(report, "events", events());
}

fn twice<'a>(report: &mut Report, list: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen: Vec<&str> = Vec::new();
    for (i, id) in ids.enumerate() {
        if let Some(first) = seen.iter().position(|other| *other == id) {
            let other = format!("`/{list}/{first}/id`");
            let id = id.to_owned();
            report.tell(format!("/{list}/{i}/id"), Matter::DuplicateId { id, other });
        }
        seen.push(id);
    }
}

fn programme(project: &Project, registry: &Registry, report: &mut Report) {
    let Some(participation) = &project.programme else {
        return;
    };
    let ids = registry.programmes.ids();
    let id = participation.id.as_str();
    known(report, "/programme/id".into(), "programme", id, ids);
    let Some(programme) = registry.programmes.get(&participation.id) else {
        return;
    };
    let numbers = || programme.levels.iter().map(|level| level.number.as_str());
    for (i, level) in participation.levels.iter().enumerate() {
        let pointer = format!("/programme/levels/{i}");
        known(
            report,
            pointer,
            "programme level",
            level.as_str(),
            numbers(),
        );
    }
    for (i, document) in project.documents.iter().enumerate() {
        for level in document.level_kinds.keys() {
            let pointer = member(&format!("/documents/{i}/level_kinds"), level);
            known(report, pointer, "programme level", level, numbers());
        }
    }
}

/// What is wrong with the places: their countries.
pub(super) fn check_places(registry: &Registry, report: &mut Report) {
    for (id, place) in registry.places.iter() {
        if country(place.country.as_str()).is_none() {
            let pointer = format!("/places/{}/country", id.as_str());
            report.tell(pointer, unknown_country(place.country.as_str()));
        }
    }
}

/// What is wrong with the organisations: their places, countries and names.
pub(super) fn check_organisations(registry: &Registry, report: &mut Report) {
    let places = || registry.places.ids();
    for (id, organisation) in registry.organisations.iter() {
        let pointer = format!("/organisations/{}", id.as_str());
        if let Some(place) = &organisation.place {
            known(
                report,
                format!("{pointer}/place"),
                "place",
                place.as_str(),
                places(),
            );
        }
        if let Some(code) = organisation
            .country
            .as_ref()
            .filter(|c| country(c.as_str()).is_none())
        {
            report.tell(format!("{pointer}/country"), unknown_country(code.as_str()));
        }
        if let Some(parent) = &organisation.parent {
            let ids = registry.organisations.ids();
            let pointer = format!("{pointer}/parent");
            known(report, pointer, "organisation", parent.as_str(), ids);
        }
        for (i, pair) in organisation.names.windows(2).enumerate() {
            // A name without a last day is the last: none after it would ever be used.
            let follows = match (pair[0].until, pair[1].until) {
                (None, _) => false,
                (Some(until), Some(next)) => until.0.last_day() < next.0.last_day(),
                (Some(_), None) => true,
            };
            if !follows {
                report.refuse(format!("{pointer}/names/{i}"), Matter::OutOfOrder {});
            }
        }
        if organisation.names.is_empty() {
            report.tell(format!("{pointer}/names"), Matter::Empty {});
        }
    }
}

fn known<'a>(
    report: &mut Report,
    pointer: String,
    kind: &str,
    value: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) {
    if names.clone().any(|name| name == value) {
        return;
    }
    let matter = Matter::UnknownReference {
        kind: kind.to_owned(),
        value: value.to_owned(),
        suggestion: nearest(&plain(value), names),
    };
    report.tell(pointer, matter);
}

/// A name as an id would have it: `Paņeveža` for `panevezys` is near enough without its marks.
fn plain(value: &str) -> String {
    let marked = "āčēģīķļņšūž";
    let bare = "acegiklnsuz";
    let letter = |c: char| {
        marked
            .chars()
            .zip(bare.chars())
            .find(|(m, _)| *m == c)
            .map_or(c, |(_, b)| b)
    };
    value.to_lowercase().chars().map(letter).collect()
}

fn budgets(project: &Project) -> impl Iterator<Item = (&'static str, &Budget)> {
    let all = [
        ("/budget", &project.budget),
        ("/own_budget", &project.own_budget),
    ];
    all.into_iter()
        .filter_map(|(root, budget)| Some((root, budget.as_ref()?)))
}

fn partners(project: &Project) -> impl Iterator<Item = (String, &Partner)> {
    project.partners.iter().flat_map(|partners| {
        let list = partners.list.iter().enumerate();
        let list = list.map(|(i, partner)| (format!("/partners/list/{i}"), partner));
        let guests = partners.guests.iter().enumerate();
        list.chain(guests.map(|(i, guest)| (format!("/partners/guests/{i}"), guest)))
    })
}
