//! Money: sources against their total, rates against amounts, to the cent.
//!
//! The program never rounds what is written. A computed share is compared after rounding half up to
//! the cent, as invoices and grant agreements are.

use super::Report;
use crate::finding::Matter;
use crate::record::leaf::{Money, Rate};
use crate::record::model::{Budget, Project, SourceKind};
use rust_decimal::Decimal;

pub(super) fn check(project: &Project, report: &mut Report) {
    let Some(budget) = &project.budget else {
        return;
    };
    sources(budget, report);
    for (i, source) in budget.sources.iter().enumerate() {
        let pointer = format!("/budget/sources/{i}");
        rate_and_amount(budget.total, source.rate, source.amount, &pointer, report);
        let named = source.funder.is_some() || source.label.is_some();
        let programme = source.kind == SourceKind::Programme && project.programme.is_some();
        if !named && !programme {
            report.tell(
                pointer,
                Matter::MissingField {
                    field: "funder".into(),
                },
            );
        }
    }
    if let Some(advance) = &budget.pre_financing {
        let pointer = "/budget/pre_financing";
        rate_and_amount(budget.total, advance.rate, advance.amount, pointer, report);
    }
}

/// Sources that all state an amount, or all a rate, make up the whole.
fn sources(budget: &Budget, report: &mut Report) {
    let tell = |report: &mut Report, stated: String, computed: String| {
        report.tell("/budget/sources", Matter::SumsDisagree { stated, computed });
    };
    let amounts: Option<Vec<Money>> = budget.sources.iter().map(|s| s.amount).collect();
    if let (Some(total), Some(amounts)) = (budget.total, amounts)
        && !amounts.is_empty()
    {
        let sum: Decimal = amounts.iter().map(|money| money.amount).sum();
        let other = amounts
            .iter()
            .find(|money| money.currency != total.currency);
        if let Some(other) = other {
            tell(report, total.to_string(), other.to_string());
        } else if sum != total.amount {
            let computed = Money {
                amount: sum,
                ..total
            };
            tell(report, total.to_string(), computed.to_string());
        }
    }
    let rates: Option<Vec<Rate>> = budget.sources.iter().map(|s| s.rate).collect();
    if let Some(rates) = rates
        && !rates.is_empty()
    {
        let sum: Decimal = rates.iter().map(|rate| rate.0).sum();
        if sum != Decimal::ONE_HUNDRED {
            tell(report, "100 %".into(), format!("{sum} %"));
        }
    }
}

fn rate_and_amount(
    total: Option<Money>,
    rate: Option<Rate>,
    amount: Option<Money>,
    pointer: &str,
    report: &mut Report,
) {
    let (Some(total), Some(rate), Some(amount)) = (total, rate, amount) else {
        return;
    };
    let computed = total.share(rate);
    if computed.amount != amount.amount || computed.currency != amount.currency {
        let matter = Matter::RateDisagrees {
            rate: rate.0.to_string(),
            amount: amount.to_string(),
            computed: computed.to_string(),
        };
        report.tell(format!("{pointer}/amount"), matter);
    }
}
