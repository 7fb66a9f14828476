//! Money: the budget, its sources, and what the municipality pays in advance.

use crate::record::leaf::{Day, Id, Money, Rate, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Budžets: what the project costs and who pays.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Kopējās izmaksas: the total costs.
    pub total: Option<Money>,
    /// Attiecināmo izmaksu daļa: the eligible costs, in per cent of the total.
    pub eligible_rate: Option<Rate>,
    /// Finansējuma avoti: who pays, and how much of the total.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Pašvaldības priekšfinansējums: what the municipality pays before it is paid back.
    pub pre_financing: Option<Prefinancing>,
}

/// Finansējuma avots: one source of funding, with a rate, an amount, or both.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Avota veids: what kind of source it is.
    pub kind: SourceKind,
    /// Finansētājs: the organisation that pays, by its id in the registry.
    #[schemars(with = "Option<Text>")]
    pub funder: Option<Id>,
    /// Avota nosaukums: what the source is called, where it is no organisation of the registry.
    pub label: Option<Text>,
    /// Likme: the share of the total, in per cent.
    pub rate: Option<Rate>,
    /// Summa: the amount.
    pub amount: Option<Money>,
}

/// Finansējuma avota veids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The programme itself, managed by a European or national body.
    Programme,
    /// A fund of the European Union.
    EuFund,
    /// The state budget.
    StateBudget,
    /// The municipality's own money (līdzfinansējums).
    Municipality,
    /// Private money.
    Private,
    /// A loan.
    Loan,
}

/// Priekšfinansējums: money that the municipality pays first.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prefinancing {
    /// Likme: the share of the total costs, in per cent; the amount follows from it.
    pub rate: Option<Rate>,
    /// Summa: the amount, where it is not a share of the total.
    pub amount: Option<Money>,
    /// Gads: the year in which it is paid.
    pub year: Option<Day>,
    /// Vai tiek atgūts: whether it is recovered after the project.
    pub recovered: Option<bool>,
}
