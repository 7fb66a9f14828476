//! Who takes part: partners by organisation, place or country, or only counted.

use crate::record::leaf::{Count, CountryCode, Id, Text};
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
}
