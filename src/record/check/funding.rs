//! Money: sources against their total, rates against amounts, to the cent.
//!
//! The program never rounds what is written. A computed share is compared after rounding half up to
//! the cent, as invoices and grant agreements are.

use super::Report;
use crate::finding::Matter;
use crate::record::leaf::{Money, Rate};
use crate::record::model::{Budget, Project, Source, SourceKind};
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
                    field: "funder` or `label".into(),
                },
            );
        }
    }
    if let Some(advance) = &budget.pre_financing {
        let pointer = "/budget/pre_financing";
        if let (Some(total), Some(part)) = (budget.total, advance.amount)
            && total.currency == part.currency
            && part.amount > total.amount
        {
            let (part, whole) = (part.to_string(), total.to_string());
            report.tell(
                format!("{pointer}/amount"),
                Matter::MoreThanWhole { part, whole },
            );
        }
        rate_and_amount(budget.total, advance.rate, advance.amount, pointer, report);
    }
}

/// Sources that all state an amount, or a rate of a known total, make up the whole.
fn sources(budget: &Budget, report: &mut Report) {
    let tell = |report: &mut Report, stated: String, computed: String| {
        report.tell("/budget/sources", Matter::SumsDisagree { stated, computed });
    };
    if let Some(total) = budget.total {
        let of = |source: &Source| source.amount.or_else(|| Some(total.share(source.rate?)));
        let amounts: Option<Vec<Money>> = budget.sources.iter().map(of).collect();
        let amounts = amounts
            .filter(|amounts| !amounts.is_empty())
            .unwrap_or_default();
        let other = amounts
            .iter()
            .find(|money| money.currency != total.currency);
        let sum: Decimal = amounts.iter().map(|money| money.amount).sum();
        // Shares that were rounded may miss the total by a cent each.
        let rounded = budget
            .sources
            .iter()
            .filter(|source| source.amount.is_none())
            .count();
        let slack = Decimal::new(i64::try_from(rounded).unwrap_or(0), 2);
        if let Some(other) = other {
            tell(report, total.to_string(), other.to_string());
        } else if !amounts.is_empty() && (sum - total.amount).abs() > slack {
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
        if sum != Decimal::ONE_HUNDRED && budget.total.is_none() {
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
