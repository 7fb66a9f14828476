//! Money: sources against their base, rates against amounts, parts against wholes, to the cent.
//!
//! The program never rounds what is written. A computed share is compared after rounding half up to
//! the cent, as invoices and grant agreements are.

use super::Report;
use crate::finding::Matter;
use crate::record::leaf::{Instant, Money, Rate};
use crate::record::model::{
    Base, Budget, Contribution, CostTable, Payment, PaymentKind, Project, Source, SourceKind,
};
use rust_decimal::Decimal;

pub(super) fn check(project: &Project, report: &mut Report) {
    let budgets = [
        ("/budget", &project.budget),
        ("/own_budget", &project.own_budget),
    ];
    for (root, budget) in budgets {
        if let Some(budget) = budget {
            one(project, budget, root, report);
        }
    }
    if let (Some(own), Some(whole)) = (&project.own_budget, &project.budget) {
        within(own.total, whole.total, "/own_budget/total", report);
    }
    if let (Some(partners), Some(total)) = (
        &project.partners,
        project.budget.as_ref().and_then(|b| b.total),
    ) {
        let budgets: Option<Vec<Money>> = partners.list.iter().map(|p| p.budget).collect();
        if let Some(budgets) = budgets.filter(|_| partners.is_complete()) {
            adds_up(&budgets, total, 0, "/partners/list", report);
        }
    }
}

fn one(project: &Project, budget: &Budget, root: &str, report: &mut Report) {
    let at = |field: &str| format!("{root}/{field}");
    eligible(budget, root, report);
    sources(budget, root, report);
    for (i, source) in budget.sources.iter().enumerate() {
        let pointer = format!("{root}/sources/{i}");
        rate_and_amount(
            budget,
            source.of,
            source.rate,
            source.amount,
            &pointer,
            report,
        );
        let named = source.funder.is_some() || source.label.is_some();
        let known = match source.kind {
            SourceKind::Programme => project.programme.is_some(),
            SourceKind::Municipality => true,
            _ => false,
        };
        if !named && !known {
            let field = "funder` or `label".into();
            report.tell(pointer, Matter::MissingField { field });
        }
    }
    let parts = [
        ("co_financing", &budget.co_financing),
        ("pre_financing", &budget.pre_financing),
    ];
    for (field, part) in parts {
        if let Some(part) = part {
            contribution(budget, part, &at(field), report);
        }
    }
    if let (Some(loan), Some(total)) = (&budget.loan, budget.total) {
        within(loan.amount, Some(total), &at("loan/amount"), report);
    }
    payments(budget, root, report);
    if let Some(table) = &budget.table {
        cost_table(table, budget.total, &at("table"), report);
    }
    currencies(budget, root, report);
}

/// Eligible and ineligible costs make up the total; the rate and the amount of the eligible agree.
fn eligible(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/eligible");
    within(budget.eligible, budget.total, &pointer, report);
    rate_and_amount(
        budget,
        Base::Total,
        budget.eligible_rate,
        budget.eligible,
        &pointer,
        report,
    );
    if let (Some(total), Some(eligible), Some(rest)) =
        (budget.total, budget.eligible_costs(), budget.ineligible)
    {
        let pointer = format!("{root}/ineligible");
        adds_up(&[eligible, rest], total, 0, &pointer, report);
    }
}

/// Sources that all state an amount, or a rate of a known base, make up the whole; those that all are
/// of the eligible costs, the eligible costs.
fn sources(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/sources");
    if budget.sources.is_empty() {
        return;
    }
    let of_eligible = budget
        .sources
        .iter()
        .all(|source| source.of == Base::Eligible);
    let base = match of_eligible {
        true => budget.base(Base::Eligible),
        false => budget.total,
    };
    let of = |source: &Source| {
        let share = || Some(budget.base(source.of)?.share(source.rate?));
        source.amount.or_else(share)
    };
    let amounts: Option<Vec<Money>> = budget.sources.iter().map(of).collect();
    if let (Some(base), Some(mut amounts)) = (base, amounts) {
        // Shares that were rounded may miss the total by a cent each.
        let rounded = budget
            .sources
            .iter()
            .filter(|source| source.amount.is_none());
        let rounded = rounded.count();
        let sum: Decimal = amounts.iter().map(|money| money.amount).sum();
        if !of_eligible
            && sum != base.amount
            && let Some(extra) = budget.municipal_extra
        {
            amounts.push(extra);
        }
        // Sources of the eligible costs alone leave the ineligible to somebody who is not named.
        let eligible = budget.eligible_costs();
        let base = eligible.filter(|e| e.amount == sum).unwrap_or(base);
        adds_up(&amounts, base, rounded, &pointer, report);
    }
    let rates: Option<Vec<Rate>> = budget.sources.iter().map(|s| s.rate).collect();
    let same_base = budget
        .sources
        .iter()
        .all(|source| source.of == budget.sources[0].of);
    if let Some(rates) = rates.filter(|_| same_base && base.is_none()) {
        let sum: Decimal = rates.iter().map(|rate| rate.0).sum();
        if sum != Decimal::ONE_HUNDRED {
            let (stated, computed) = ("100 %".into(), format!("{sum} %"));
            report.tell(pointer, Matter::SumsDisagree { stated, computed });
        }
    }
}

/// A contribution: its rate and amount agree, its instalments add up and come in order, and it is no
/// more than the whole.
fn contribution(budget: &Budget, part: &Contribution, pointer: &str, report: &mut Report) {
    within(
        part.amount,
        budget.total,
        &format!("{pointer}/amount"),
        report,
    );
    rate_and_amount(budget, part.of, part.rate, part.amount, pointer, report);
    let share = || Some(budget.base(part.of)?.share(part.rate?));
    if let Some(whole) = part.amount.or_else(share)
        && !part.by_period.is_empty()
    {
        let parts: Vec<Money> = part.by_period.iter().map(|i| i.amount).collect();
        adds_up(&parts, whole, 0, &format!("{pointer}/by_period"), report);
    }
    let key = |when: Instant| match when {
        Instant::Year(date) => (date.year(), 0),
        Instant::Part(part) => (part.year(), part.number()),
    };
    for (i, pair) in part.by_period.windows(2).enumerate() {
        if key(pair[0].when) >= key(pair[1].when) {
            let pointer = format!("{pointer}/by_period/{}/when", i + 1);
            report.tell(pointer, Matter::OutOfOrder {});
        }
    }
}

/// The payments of a grant are all of it, and come in order.
fn payments(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/payments");
    let rates: Option<Vec<Rate>> = budget.payments.iter().map(|p| p.rate).collect();
    if let Some(rates) = rates.filter(|rates| !rates.is_empty()) {
        let sum: Decimal = rates.iter().map(|rate| rate.0).sum();
        if sum != Decimal::ONE_HUNDRED {
            let (stated, computed) = ("100 %".into(), format!("{sum} %"));
            report.tell(&*pointer, Matter::PaymentsDisagree { stated, computed });
        }
    }
    let granted = budget
        .sources
        .iter()
        .find(|source| matches!(source.kind, SourceKind::Programme | SourceKind::EuFund));
    let share = |source: &Source| Some(budget.base(source.of)?.share(source.rate?));
    let grant = granted.and_then(|source| source.amount.or_else(|| share(source)));
    let amounts: Option<Vec<Money>> = budget.payments.iter().map(|p| p.amount).collect();
    if let (Some(grant), Some(amounts)) = (grant, amounts.filter(|a| !a.is_empty())) {
        let sum: Decimal = amounts.iter().map(|money| money.amount).sum();
        if sum != grant.amount {
            let stated = grant.to_string();
            let computed = Money {
                amount: sum,
                ..grant
            }
            .to_string();
            report.tell(&*pointer, Matter::PaymentsDisagree { stated, computed });
        }
    }
    if let Some(grant) = grant {
        for (i, Payment { rate, amount, .. }) in budget.payments.iter().enumerate() {
            disagree(grant, *rate, *amount, &format!("{pointer}/{i}"), report);
        }
    }
    for (i, pair) in budget.payments.windows(2).enumerate() {
        if let (Some(first), Some(second)) = (pair[0].date, pair[1].date)
            && second.0.last_day() < first.0.first_day()
        {
            report.tell(format!("{pointer}/{}/date", i + 1), Matter::OutOfOrder {});
        }
    }
    // What the grant pays in advance and what the municipality pays first are parts of one whole.
    let paid = |payment: &Payment| payment.amount.or_else(|| Some(grant?.share(payment.rate?)));
    let advances = budget
        .payments
        .iter()
        .filter(|p| p.kind == PaymentKind::Advance);
    let advance: Decimal = advances.filter_map(paid).map(|sum| sum.amount).sum();
    let first = |part: &Contribution| {
        part.amount
            .or_else(|| Some(budget.base(part.of)?.share(part.rate?)))
    };
    if let (Some(total), Some(first)) =
        (budget.total, budget.pre_financing.as_ref().and_then(first))
        && advance > Decimal::ZERO
        && advance + first.amount > total.amount
    {
        let part = Money {
            amount: advance + first.amount,
            ..total
        };
        let (part, whole) = (part.to_string(), total.to_string());
        report.tell(
            format!("{root}/pre_financing"),
            Matter::MoreThanWhole { part, whole },
        );
    }
}

/// A table has an amount for each column, and is the total.
fn cost_table(table: &CostTable, total: Option<Money>, pointer: &str, report: &mut Report) {
    let columns = table.columns.len() as u64;
    for (i, line) in table.lines.iter().enumerate() {
        let listed = line.amounts.len() as u64;
        if listed != columns {
            let matter = Matter::ColumnsDisagree {
                columns,
                amounts: listed,
            };
            report.tell(format!("{pointer}/lines/{i}/amounts"), matter);
        }
    }
    if let Some(total) = total {
        let lines = table.lines.iter().flat_map(|line| &line.amounts);
        let amounts: Vec<Money> = lines.copied().collect();
        adds_up(&amounts, total, 0, &format!("{pointer}/lines"), report);
    }
}

/// One budget is in one currency.
fn currencies(budget: &Budget, root: &str, report: &mut Report) {
    let Some(total) = budget.total else { return };
    let parts = [&budget.co_financing, &budget.pre_financing];
    let mut amounts: Vec<(String, Money)> = Vec::new();
    let single = [
        ("eligible", budget.eligible),
        ("ineligible", budget.ineligible),
        ("municipal_extra", budget.municipal_extra),
        (
            "co_financing/amount",
            parts[0].as_ref().and_then(|p| p.amount),
        ),
        (
            "pre_financing/amount",
            parts[1].as_ref().and_then(|p| p.amount),
        ),
    ];
    amounts.extend(
        single
            .into_iter()
            .filter_map(|(field, sum)| Some((field.into(), sum?))),
    );
    for (i, source) in budget.sources.iter().enumerate() {
        amounts.extend(
            source
                .amount
                .map(|sum| (format!("sources/{i}/amount"), sum)),
        );
    }
    for (i, payment) in budget.payments.iter().enumerate() {
        amounts.extend(
            payment
                .amount
                .map(|sum| (format!("payments/{i}/amount"), sum)),
        );
    }
    for (field, sum) in amounts {
        if sum.currency != total.currency {
            let (value, expected) = (sum.to_string(), total.currency.code().to_owned());
            report.tell(
                format!("{root}/{field}"),
                Matter::MixedCurrencies { value, expected },
            );
        }
    }
}

fn adds_up(parts: &[Money], whole: Money, rounded: usize, pointer: &str, report: &mut Report) {
    if parts.iter().any(|money| money.currency != whole.currency) {
        return;
    }
    let sum: Decimal = parts.iter().map(|money| money.amount).sum();
    let slack = Decimal::new(i64::try_from(rounded).unwrap_or(0), 2);
    if !parts.is_empty() && (sum - whole.amount).abs() > slack {
        let stated = whole.to_string();
        let computed = Money {
            amount: sum,
            ..whole
        }
        .to_string();
        report.tell(pointer, Matter::SumsDisagree { stated, computed });
    } else if !parts.is_empty() && sum != whole.amount {
        let stated = whole.to_string();
        let computed = Money {
            amount: sum,
            ..whole
        };
        let computed = computed.to_string();
        report.tell(pointer, Matter::RoundedShares { stated, computed });
    }
}

fn within(part: Option<Money>, whole: Option<Money>, pointer: &str, report: &mut Report) {
    if let (Some(part), Some(whole)) = (part, whole)
        && part.currency == whole.currency
        && part.amount > whole.amount
    {
        let (part, whole) = (part.to_string(), whole.to_string());
        report.tell(pointer, Matter::MoreThanWhole { part, whole });
    }
}

fn rate_and_amount(
    budget: &Budget,
    of: Base,
    rate: Option<Rate>,
    amount: Option<Money>,
    pointer: &str,
    report: &mut Report,
) {
    if let Some(base) = budget.base(of) {
        disagree(base, rate, amount, pointer, report);
    }
}

fn disagree(
    base: Money,
    rate: Option<Rate>,
    amount: Option<Money>,
    pointer: &str,
    report: &mut Report,
) {
    let (Some(rate), Some(amount)) = (rate, amount) else {
        return;
    };
    let computed = base.share(rate);
    if computed.amount != amount.amount && computed.currency == amount.currency {
        let matter = Matter::RateDisagrees {
            rate: rate.0.to_string(),
            amount: amount.to_string(),
            computed: computed.to_string(),
        };
        report.tell(format!("{pointer}/amount"), matter);
    }
}
