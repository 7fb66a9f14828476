//! The facts of a document as JSON-LD, in the vocabulary of schema.org: a release is a `NewsArticle` about a
//! `Project`, an annex a `DigitalDocument` that is part of a `Legislation`; a project has its `Grant` with
//! funder and amount, its members, its days.
//!
//! Source: schema.org, the types named. What is not known is left out.

use super::About;
use crate::fact::{Fact, Value};
use crate::view::{Facts, Organisation, Partner};
use serde_json::{Map, Value as Json, json};

/// The facts of a document.
pub fn linked(facts: &Facts, about: &About) -> Json {
    let is_release = facts.decision.is_none();
    let mut document = Map::new();
    put(&mut document, "@context", Some(json!("https://schema.org")));
    let kind = if is_release {
        "NewsArticle"
    } else {
        "DigitalDocument"
    };
    put(&mut document, "@type", Some(json!(kind)));
    put(&mut document, "@id", about.address("html").map(Json::from));
    put(&mut document, "identifier", Some(json!(about.id)));
    let name = if is_release { "headline" } else { "name" };
    put(&mut document, name, Some(json!(about.title)));
    put(&mut document, "inLanguage", Some(json!(about.language)));
    let own = facts.document.as_ref();
    let date = own.and_then(|own| own.date.as_ref()).and_then(day);
    put(&mut document, "datePublished", date.map(Json::from));
    put(
        &mut document,
        "image",
        about.address("card.png").map(Json::from),
    );
    put(
        &mut document,
        "publisher",
        facts.author.as_ref().and_then(council),
    );
    put(&mut document, "isPartOf", decision(facts));
    put(&mut document, "about", Some(project(facts, about)));
    Json::Object(document)
}

fn put(map: &mut Map<String, Json>, name: &str, value: Option<Json>) {
    let value = value.filter(|value| match value {
        Json::Null => false,
        Json::Array(items) => !items.is_empty(),
        Json::Object(items) => !items.is_empty(),
        _ => true,
    });
    if let Some(value) = value {
        map.insert(name.to_owned(), value);
    }
}

/// What a fact states, without the spaces that only a page needs.
fn plain(fact: &Option<Fact>) -> Option<Json> {
    let value = &fact.as_ref()?.value;
    // What is not said in the document's language is not told in another.
    if matches!(value, Value::Untranslated { .. }) {
        return None;
    }
    let text = value.plain().replace('\u{a0}', " ");
    Some(Json::String(text))
}

fn day(fact: &Fact) -> Option<String> {
    match &fact.value {
        Value::Date { date } => Some(date.to_string()),
        _ => None,
    }
}

fn council(organisation: &Organisation) -> Option<Json> {
    let mut map = Map::new();
    put(&mut map, "@type", Some(json!("GovernmentOrganization")));
    put(&mut map, "name", Some(plain(&organisation.name)?));
    put(&mut map, "url", plain(&organisation.website));
    Some(Json::Object(map))
}

fn decision(facts: &Facts) -> Option<Json> {
    let decision = facts.decision.as_ref()?;
    let mut map = Map::new();
    put(&mut map, "@type", Some(json!("Legislation")));
    put(&mut map, "legislationIdentifier", plain(&decision.number));
    let date = decision.date.as_ref().and_then(day);
    put(&mut map, "legislationDate", date.map(Json::from));
    let body =
        plain(&decision.body).map(|name| json!({"@type": "GovernmentOrganization", "name": name}));
    put(&mut map, "legislationPassedBy", body);
    Some(Json::Object(map))
}

fn project(facts: &Facts, about: &About) -> Json {
    let mut map = Map::new();
    put(&mut map, "@type", Some(json!("Project")));
    let titles = facts.titles.as_ref();
    let mut names = titles.into_iter().flat_map(|titles| {
        let names = match about.language.as_str() {
            "en" => [&titles.en, &titles.original, &titles.lv, &titles.colloquial],
            _ => [&titles.lv, &titles.en, &titles.original, &titles.colloquial],
        };
        names.map(plain).into_iter().flatten()
    });
    let mut seen: Vec<Json> = Vec::new();
    for name in names.by_ref().chain(plain(&facts.acronym)) {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    let mut names = seen.into_iter();
    put(&mut map, "name", names.next());
    put(&mut map, "alternateName", Some(names.collect()));
    put(&mut map, "url", plain(&facts.website));
    let programme = facts.programme.as_ref();
    let number = programme.and_then(|programme| plain(&programme.project_number));
    put(&mut map, "identifier", number);
    if let Some(Value::Period { start, end }) = facts.term.as_ref().map(|term| &term.value) {
        put(
            &mut map,
            "foundingDate",
            start.map(|day| json!(day.to_string())),
        );
        put(
            &mut map,
            "dissolutionDate",
            end.map(|day| json!(day.to_string())),
        );
    }
    put(&mut map, "funding", Some(Json::Array(grants(facts))));
    let members = facts.partners.iter().flat_map(|partners| &partners.list);
    put(
        &mut map,
        "member",
        Some(members.filter_map(member).collect()),
    );
    Json::Object(map)
}

/// What a programme or a fund gives.
fn grants(facts: &Facts) -> Vec<Json> {
    let sources = facts.budget.iter().flat_map(|budget| &budget.sources);
    let given = sources.filter(|source| {
        let kind = source.kind.as_ref().map(|kind| kind.value.plain());
        matches!(
            kind.as_deref(),
            Some("programme" | "eu-fund" | "state-budget")
        )
    });
    let grants = given.map(|source| {
        let mut map = Map::new();
        put(&mut map, "@type", Some(json!("MonetaryGrant")));
        put(&mut map, "name", plain(&source.programme));
        let funder = plain(&source.name).or_else(|| {
            let programme = facts.programme.as_ref()?;
            plain(&programme.owner)
        });
        let funder = funder.map(|name| json!({"@type": "Organization", "name": name}));
        put(&mut map, "funder", funder);
        if let Some(Value::Money { amount, currency }) = source.amount.as_ref().map(|a| &a.value) {
            let amount = json!({
                "@type": "MonetaryAmount",
                "value": amount.to_string(),
                "currency": currency.code(),
            });
            put(&mut map, "amount", Some(amount));
        }
        Json::Object(map)
    });
    grants.collect()
}

fn member(partner: &Partner) -> Option<Json> {
    let mut map = Map::new();
    put(&mut map, "@type", Some(json!("Organization")));
    let name = plain(&partner.organisation).or_else(|| plain(&partner.place));
    put(&mut map, "name", Some(name?));
    put(&mut map, "url", plain(&partner.website));
    let mut address = Map::new();
    put(&mut address, "@type", Some(json!("PostalAddress")));
    put(&mut address, "addressLocality", plain(&partner.place));
    put(&mut address, "addressCountry", plain(&partner.country));
    put(&mut map, "address", Some(Json::Object(address)));
    Some(Json::Object(map))
}
