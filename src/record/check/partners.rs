//! Partners and calls: numbers against lists, countries against places, each partner known by something, none twice.

use super::Report;
use crate::finding::Matter;
use crate::record::model::{Partner, Partners, Project, Role};
use crate::record::registry::Registry;

pub(super) fn check(project: &Project, registry: &Registry, report: &mut Report) {
    let Some(partners) = &project.partners else {
        return;
    };
    for (list, entries) in [("list", &partners.list), ("guests", &partners.guests)] {
        for (i, partner) in entries.iter().enumerate() {
            one(partner, &format!("/partners/{list}/{i}"), registry, report);
        }
    }
    twice(partners, report);
    let leads = partners.list.iter().enumerate();
    let leads = leads.filter(|(_, partner)| partner.role == Role::Lead);
    for (i, _) in leads.skip(1) {
        report.tell(format!("/partners/list/{i}/role"), Matter::TwoLeads {});
    }
    numbers(partners, registry, report);
    // Of a name that the registry does not hold, the country is not known.
    let is_known = |partner: &Partner| {
        let place = partner.place.as_ref();
        let organisation = partner.organisation.as_ref();
        place.is_none_or(|id| registry.places.get(id).is_some())
            && organisation.is_none_or(|id| registry.organisations.get(id).is_some())
    };
    if partners.is_complete() && partners.list.iter().all(is_known) {
        let found = registry.countries_of(&partners.list);
        for (i, country) in partners.country_order.iter().enumerate() {
            if !found.iter().any(|code| code == country.as_str()) {
                let country = country.0.clone();
                let pointer = format!("/partners/country_order/{i}");
                report.tell(pointer, Matter::OrderNamesAbsent { country });
            }
        }
    }
}

/// A partner is known by something, and its country is that of its place and organisation.
fn one(partner: &Partner, pointer: &str, registry: &Registry, report: &mut Report) {
    if partner.organisation.is_none() && partner.place.is_none() && partner.country.is_none() {
        let field = "organisation` or `place` or `country".to_owned();
        report.tell(pointer, Matter::MissingField { field });
    }
    let place = partner
        .place
        .as_ref()
        .and_then(|id| registry.places.get(id));
    let of_place = place.map(|place| place.country.0.clone());
    let organisation = partner
        .organisation
        .as_ref()
        .and_then(|id| registry.organisations.get(id));
    let of_organisation = organisation.and_then(|organisation| registry.country_of(organisation));
    let own = partner.country.as_ref().map(|code| code.0.clone());
    let all = [
        ("country", own),
        ("place", of_place),
        ("organisation", of_organisation),
    ];
    let mut known = all
        .into_iter()
        .filter_map(|(field, code)| Some((field, code?)));
    if let Some((field, country)) = known.next()
        && let Some((_, other)) = known.find(|(_, other)| *other != country)
    {
        report.tell(
            format!("{pointer}/{field}"),
            Matter::CountryDisagrees { country, other },
        );
    }
}

fn twice(partners: &Partners, report: &mut Report) {
    let name = |partner: &Partner| {
        let organisation = partner.organisation.as_ref();
        organisation
            .or(partner.place.as_ref())
            .map(|id| id.0.clone())
    };
    let named = partners.list.iter().enumerate();
    let mut seen: Vec<String> = Vec::new();
    for (i, value) in named.filter_map(|(i, partner)| Some((i, name(partner)?))) {
        if seen.contains(&value) {
            let value = value.clone();
            report.tell(format!("/partners/list/{i}"), Matter::ListedTwice { value });
        }
        seen.push(value);
    }
    for (i, guest) in partners.guests.iter().enumerate() {
        if let Some(value) = name(guest).filter(|value| seen.contains(value)) {
            report.tell(
                format!("/partners/guests/{i}"),
                Matter::GuestIsPartner { value },
            );
        }
    }
    for (i, code) in partners.countries.iter().enumerate() {
        if partners.countries[..i].contains(code) {
            let value = code.0.clone();
            report.tell(
                format!("/partners/countries/{i}"),
                Matter::ListedTwice { value },
            );
        }
    }
}

fn numbers(partners: &Partners, registry: &Registry, report: &mut Report) {
    let complete = partners.is_complete();
    let listed = partners.listed();
    if let Some(declared) = partners.count.map(|n| n.0)
        && (complete && declared != listed || declared < listed)
    {
        report.tell(
            "/partners/count",
            Matter::CountsDisagree { declared, listed },
        );
    }
    let listed = match complete {
        true => registry.countries_of(&partners.list).len() as u64,
        false => partners.countries.len() as u64,
    };
    if let Some(declared) = partners.country_count.map(|n| n.0)
        && listed > 0
        && declared != listed
    {
        let pointer = "/partners/country_count";
        report.tell(pointer, Matter::CountsDisagree { declared, listed });
    }
    // Whoever is listed is from somewhere, also where the list is not complete.
    if !complete && !partners.countries.is_empty() {
        let named = |code: &String| partners.countries.iter().any(|c| c.0 == *code);
        let absent = registry.countries_of(&partners.list);
        if let Some(other) = absent.into_iter().find(|code| !named(code)) {
            let country = partners.countries.iter().map(|c| c.as_str());
            let country = country.collect::<Vec<_>>().join(", ");
            report.tell(
                "/partners/countries",
                Matter::CountryDisagrees { country, other },
            );
        }
    }
}

/// A call: no more were funded than submitted, in a country no more than in all.
pub(super) fn check_call(project: &Project, report: &mut Report) {
    let Some(call) = &project.call else { return };
    let submitted = call.submitted.map(|n| n.0);
    let mut within = |pointer: String, part: Option<u64>, whole: Option<u64>| {
        if let (Some(part), Some(whole)) = (part, whole)
            && part > whole
        {
            let (part, whole) = (part.to_string(), whole.to_string());
            report.tell(pointer, Matter::MoreThanWhole { part, whole });
        }
    };
    within("/call/funded".into(), call.funded.map(|n| n.0), submitted);
    for (i, country) in call.countries.iter().enumerate() {
        let pointer = |field: &str| format!("/call/countries/{i}/{field}");
        let own = country.submitted.map(|n| n.0);
        let listed = Some(country.applicants.len() as u64);
        within(pointer("submitted"), own, submitted);
        within(pointer("funded"), country.funded.map(|n| n.0), own);
        within(
            pointer("applicants"),
            listed,
            country.funded.map(|n| n.0).or(own),
        );
    }
}
