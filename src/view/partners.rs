//! The facts of the partners: counted where they are listed, as declared where they are not.

use super::build::{View, nominative};
use super::shape::{Partner, Partners};
use crate::fact::{Fact, Origin, Value};
use crate::language::lv::eu_member_on;
use crate::record::{self, Money, Role};

pub(super) fn partners(view: &View<'_>) -> Option<Partners> {
    let partners = view.project.partners.as_ref()?;
    let listed = partners.list.iter().enumerate();
    let list: Vec<Partner> = listed
        .map(|(at, partner)| one(view, partner, &format!("/partners/list/{at}")))
        .collect();
    let lead = partners.list.iter().position(|p| p.role == Role::Lead);
    let complete = partners.is_complete();
    let countries = match complete {
        true => listed_countries(view, partners),
        false => declared_countries(view, partners),
    };
    let country_count = match (partners.country_count, countries.len()) {
        (Some(n), _) => Some(view.count(n.0, "/partners/country_count")),
        (None, 0) => None,
        (None, n) => Some(Fact::derived(
            Value::Count { count: n as u64 },
            countries
                .iter()
                .flat_map(|fact| fact.from.clone())
                .collect(),
        )),
    };
    let counted = complete.then(|| view.count(partners.listed(), "/partners/list"));
    let count = match partners.count {
        Some(n) => Some(view.count(n.0, "/partners/count")),
        None => counted,
    };
    let author_leads =
        lead.filter(|&at| partners.list[at].organisation.as_ref() == Some(&view.project.author));
    let of_role = |role: Role| {
        let listed = partners.list.iter().zip(&list);
        listed.filter(move |(partner, _)| partner.role == role)
    };
    let others = partners.list.iter().zip(&list).enumerate();
    let others = others.filter(|(at, (partner, _))| {
        Some(*at) != lead && matches!(partner.role, Role::Partner | Role::Lead)
    });
    let all_eu = view.day.is_some_and(|day| {
        let codes = match complete {
            true => view.workspace.registry.countries_of(&partners.list),
            false => partners.countries.iter().map(|c| c.0.clone()).collect(),
        };
        let member = |code: &String| eu_member_on(code, day.0.first_day());
        !codes.is_empty() && codes.iter().all(member)
    });
    let with_budgets = list.iter().filter(|partner| partner.budget.is_some());
    let sums: Vec<Money> = partners.list.iter().filter_map(|p| p.budget).collect();
    let budgets_total = sums.first().map(|first| Money {
        amount: sums.iter().map(|sum| sum.amount).sum(),
        ..*first
    });
    let mut guest_countries: Vec<Fact> = Vec::new();
    for (at, guest) in partners.guests.iter().enumerate() {
        let country = one(view, guest, &format!("/partners/guests/{at}")).country;
        let new = |country: &Fact| {
            guest_countries
                .iter()
                .all(|g| nominative(g) != nominative(country))
        };
        if let Some(country) = country.filter(new) {
            guest_countries.push(country);
        }
    }
    Some(Partners {
        count,
        country_count,
        countries,
        others: others.map(|(_, (_, partner))| partner.clone()).collect(),
        applicant: of_role(Role::Applicant)
            .map(|(_, partner)| partner.clone())
            .next(),
        associated: of_role(Role::Associated)
            .map(|(_, partner)| partner.clone())
            .collect(),
        all_eu: all_eu.then(|| view.text("all-eu", "/partners")),
        with_budgets: with_budgets.cloned().collect(),
        budgets_total: budgets_total.map(|sum| view.money(sum, "/partners/list")),
        lead: lead.map(|at| list[at].clone()),
        author_leads: author_leads.map(|at| view.text("lead", format!("/partners/list/{at}/role"))),
        guest_countries,
        list,
    })
}

fn one(view: &View<'_>, partner: &record::Partner, pointer: &str) -> Partner {
    let organisation = partner
        .organisation
        .as_ref()
        .and_then(|id| view.organisation(id));
    let place = partner.place.as_ref().and_then(|id| view.place(id));
    let own = partner.country.as_ref().and_then(|code| {
        view.country(code.as_str(), vec![view.here(format!("{pointer}/country"))])
    });
    let of_place = |place: &super::Place| place.country.clone();
    let country = own
        .or_else(|| place.as_ref().and_then(of_place))
        .or_else(|| organisation.as_ref().and_then(|o| o.country.clone()));
    let place = place
        .and_then(|place| place.name)
        .or_else(|| organisation.as_ref().and_then(|o| o.place.clone()));
    let spelt = || {
        let place = view
            .workspace
            .registry
            .places
            .get(partner.place.as_ref()?)?;
        let pointer = format!("/places/{}/original/text", partner.place.as_ref()?.as_str());
        let origin = Origin {
            file: view.workspace.files.places.clone(),
            pointer: pointer.into(),
        };
        Some(view.foreign(place.original.as_ref()?, origin))
    };
    let field = |name: &str| format!("{pointer}/{name}");
    Partner {
        original: organisation
            .as_ref()
            .map_or_else(spelt, |organisation| organisation.original.clone()),
        website: organisation.as_ref().and_then(|o| o.website.clone()),
        parent: organisation.as_ref().and_then(|o| o.parent.clone()),
        times: partner
            .times
            .filter(|n| n.0 > 1)
            .map(|n| view.count(n.0, field("times"))),
        budget: partner.budget.map(|sum| view.money(sum, field("budget"))),
        organisation: organisation.and_then(|o| o.name),
        place,
        country,
    }
}

fn declared_countries(view: &View<'_>, partners: &record::Partners) -> Vec<Fact> {
    let declared = partners.countries.iter().enumerate();
    declared
        .filter_map(|(at, code)| {
            let origin = view.here(format!("/partners/countries/{at}"));
            view.country(code.as_str(), vec![origin])
        })
        .collect()
}

/// The countries of the list, in the record's order of countries. A country that the order does not
/// know comes last, but before the author's own if the order ends with that.
fn listed_countries(view: &View<'_>, partners: &record::Partners) -> Vec<Fact> {
    let registry = &view.workspace.registry;
    let mut codes = registry.countries_of(&partners.list);
    let order: Vec<&str> = partners.country_order.iter().map(|c| c.as_str()).collect();
    let author = registry.organisations.get(&view.project.author);
    let own = author.and_then(|author| registry.country_of(author));
    let own_last = order
        .last()
        .is_some_and(|last| own.as_deref() == Some(last));
    codes.sort_by_key(|code| match order.iter().position(|c| c == code) {
        Some(at) if own_last && at + 1 == order.len() => usize::MAX,
        Some(at) => at,
        None => order.len(),
    });
    codes
        .iter()
        .filter_map(|code| {
            let named = partners.list.iter().enumerate().filter(|(_, partner)| {
                registry.country_of_partner(partner).as_deref() == Some(code)
            });
            let from: Vec<Origin> = named
                .map(|(at, _)| view.here(format!("/partners/list/{at}")))
                .collect();
            view.country(code, from)
        })
        .collect()
}
