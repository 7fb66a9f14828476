//! The facts of the budget: amounts, and the shares that follow from rates.

use super::build::{View, amount};
use super::shape::{Budget, Prefinancing, Source};
use crate::fact::{Fact, Value};
use crate::record::{self, Money, Rate, SourceKind};

pub(super) fn budget(view: &View<'_>) -> Option<Budget> {
    let budget = view.project.budget.as_ref()?;
    let money = Figures {
        view,
        total: budget.total,
    };
    let is_own = |source: &record::Source| source.kind == SourceKind::Municipality;
    let own = budget.sources.iter().position(is_own);
    let sources = budget.sources.iter().enumerate();
    Some(Budget {
        total: budget.total.map(|sum| view.money(sum, "/budget/total")),
        eligible_rate: budget
            .eligible_rate
            .map(|rate| view.rate(rate, "/budget/eligible_rate")),
        sources: sources
            .map(|(at, source)| money.source(at, source))
            .collect(),
        co_financing: own.map(|at| money.source(at, &budget.sources[at])),
        pre_financing: budget.pre_financing.as_ref().map(|advance| {
            let pointer = "/budget/pre_financing";
            let recovered = advance.recovered.unwrap_or_default();
            Prefinancing {
                rate: money.rate(advance.rate, pointer),
                amount: money.amount(advance.rate, advance.amount, pointer),
                year: advance
                    .year
                    .map(|day| view.date(day.0, format!("{pointer}/year"))),
                recovered: recovered
                    .then(|| view.text("recovered", format!("{pointer}/recovered"))),
            }
        }),
    })
}

struct Figures<'a> {
    view: &'a View<'a>,
    total: Option<Money>,
}

impl Figures<'_> {
    fn source(&self, at: usize, source: &record::Source) -> Source {
        let pointer = format!("/budget/sources/{at}");
        let label = source.label.as_ref().map(|label| {
            let name = record::Name::plain(label.clone());
            self.view
                .name(&name, self.view.here(format!("{pointer}/label")))
        });
        let funder = source
            .funder
            .as_ref()
            .and_then(|id| self.view.organisation(id));
        Source {
            name: label
                .or_else(|| funder?.name)
                .or_else(|| self.view.programme()?.name),
            rate: self.rate(source.rate, &pointer),
            amount: self.amount(source.rate, source.amount, &pointer),
        }
    }

    fn rate(&self, rate: Option<Rate>, pointer: &str) -> Option<Fact> {
        rate.map(|rate| self.view.rate(rate, format!("{pointer}/rate")))
    }

    /// The amount as decided, or the share of the total that the rate gives.
    fn amount(&self, rate: Option<Rate>, sum: Option<Money>, pointer: &str) -> Option<Fact> {
        if let Some(sum) = sum {
            return Some(self.view.money(sum, format!("{pointer}/amount")));
        }
        let share: Value = amount(self.total?.share(rate?));
        let from = [format!("{pointer}/rate"), "/budget/total".to_owned()];
        let from = from.map(|pointer| self.view.here(pointer));
        Some(Fact::derived(share, from.into()))
    }
}
