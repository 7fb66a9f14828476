//! Who takes part: partners by organisation, place or country, or only counted.

use crate::record::leaf::{Count, CountryCode, Id, Money, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Partneri: the partners, as far as they are known. A complete list is counted and its countries
/// are found; where only numbers are known, they are declared.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// Partneru saraksts: the partners in the order in which an annex numbers them; the lead partner is
    /// one of them.
    #[serde(default)]
    pub list: Vec<Partner>,
    /// Vai saraksts ir pilns: `false` where only some of the partners are listed; then their number and
    /// countries are declared. A list is complete if nothing is said.
    pub complete: Option<bool>,
    /// Partneru skaits: how many there are, the lead partner among them, where there is no complete list.
    pub count: Option<Count>,
    /// Valstu skaits: from how many countries, where neither the list nor `countries` says.
    pub country_count: Option<Count>,
    /// Valstis: the countries in the order in which they are named, where there is no complete list.
    #[serde(default)]
    pub countries: Vec<CountryCode>,
    /// Valstu secība: the order in which the countries of the list are named, if not the list's own. A
    /// country that is not in it comes after those that are, but before the author's own if that is last.
    #[serde(default)]
    pub country_order: Vec<CountryCode>,
    /// Viesi: who takes part without being a partner; they are not counted.
    #[serde(default)]
    pub guests: Vec<Partner>,
}

impl Partners {
    /// How many partners the list stands for; associated partners are not counted.
    pub fn listed(&self) -> u64 {
        let of = |partner: &Partner| partner.times.map_or(1, |n| n.0);
        let full = |partner: &&Partner| partner.role != Role::Associated;
        self.list.iter().filter(full).map(of).sum()
    }

    /// Whether the list is all there is, so that it can be counted.
    pub fn is_complete(&self) -> bool {
        !self.list.is_empty() && self.complete != Some(false)
    }
}

/// Partneris: one partner, as precisely as it is known.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Organizācija: its id in the registry; its place and country come with it.
    #[schemars(with = "Option<Text>")]
    pub organisation: Option<Id>,
    /// Vieta: the id of the town or region in the registry; its country comes with it.
    #[schemars(with = "Option<Text>")]
    pub place: Option<Id>,
    /// Valsts: the country alone.
    pub country: Option<CountryCode>,
    /// Loma: `lead` for the lead partner; `partner` if nothing is said.
    #[serde(default)]
    pub role: Role,
    /// Cik partneru: how many partners of this country (or place) the entry stands for, where they are not
    /// named: `{"country": "LT", "times": 3}`.
    #[schemars(range(min = 1))]
    pub times: Option<Count>,
    /// Partnera budžets: the partner's own part of the total costs.
    pub budget: Option<Money>,
}

/// Partnera loma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Vadošais partneris: the lead partner, who applied.
    Lead,
    /// Partneris.
    #[default]
    Partner,
    /// Asociētais partneris: takes part without a budget of the grant.
    Associated,
    /// Iesniedzējs: a body subordinate to the council that applied in its own name.
    Applicant,
}
