//! Money: sources against their base, contributions, payments and tables against the whole.
//!
//! The program never rounds what is written. A computed share is compared after rounding half up to
//! the cent, as invoices and grant agreements are.

use super::Report;
use super::sums::{adds_up, agree, disagree, hundred, one_currency, sum, within};
use crate::finding::Matter;
use crate::record::leaf::{Id, Instant, Money, Rate};
use crate::record::model::{
    Base, Budget, Contribution, CostTable, Payment, PaymentKind, Project, Role, SourceKind,
};

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
    let total = project.budget.as_ref().and_then(|budget| budget.total);
    if let Some(own) = &project.own_budget {
        within(own.total, total, "/own_budget/total", report);
    }
    partners(project, total, report);
}

/// The budgets of the partners are in one currency, and make up the total where all are known. An
/// associated partner has none.
fn partners(project: &Project, total: Option<Money>, report: &mut Report) {
    let Some(partners) = &project.partners else {
        return;
    };
    let listed = partners.list.iter().enumerate();
    let budgets = listed.filter_map(|(i, partner)| {
        let pointer = format!("/partners/list/{i}/budget");
        Some((pointer, partner.budget?))
    });
    let whole = total.map(|total| ("/budget/total".to_owned(), total));
    one_currency(whole.into_iter().chain(budgets).collect(), report);
    let full = partners.list.iter();
    let full = full.filter(|partner| partner.role != Role::Associated);
    let budgets: Option<Vec<Money>> = full.map(|partner| partner.budget).collect();
    if let (Some(total), Some(budgets)) = (total, budgets.filter(|_| partners.is_complete())) {
        adds_up("partners", &budgets, total, 0, "/partners/list", report);
    }
}

fn one(project: &Project, budget: &Budget, root: &str, report: &mut Report) {
    let at = |field: &str| format!("{root}/{field}");
    eligible(budget, root, report);
    sources(budget, root, report);
    for (i, source) in budget.sources.iter().enumerate() {
        let pointer = format!("{root}/sources/{i}");
        let (base, amount) = (budget.base(source.of), format!("{pointer}/amount"));
        agree(base, source.rate, source.amount, &amount, report);
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
    for (field, part) in budget.contributions() {
        contribution(budget, part, &at(field), report);
    }
    co_financing(budget, &project.author, root, report);
    let extra = budget.municipal_extra;
    within(extra, budget.total, &at("municipal_extra"), report);
    let loan = budget.loan.as_ref().and_then(|loan| loan.amount);
    within(loan, budget.total, &at("loan/amount"), report);
    payments(budget, root, report);
    if let Some(table) = &budget.table {
        cost_table(table, budget.total, &at("table"), report);
    }
    let amounts = budget.amounts().into_iter();
    let amounts = amounts.map(|(field, sum)| (format!("{root}/{field}"), sum));
    one_currency(amounts.collect(), report);
}

/// Eligible and ineligible costs make up the total; the rate and the amount of the eligible agree.
fn eligible(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/eligible");
    let (total, eligible) = (budget.total, budget.eligible);
    within(eligible, total, &pointer, report);
    agree(total, budget.eligible_rate, eligible, &pointer, report);
    if let (Some(total), Some(eligible), Some(rest)) =
        (total, budget.eligible_costs(), budget.ineligible)
    {
        let pointer = format!("{root}/ineligible");
        adds_up("eligible", &[eligible, rest], total, 0, &pointer, report);
    }
}

/// Sources that all state an amount, or a rate of a known base, make up the total, or the eligible costs
/// (the rest is then somebody's who is not named), or the total with what the municipality adds.
fn sources(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/sources");
    let Some(first) = budget.sources.first() else {
        return;
    };
    let of_eligible = budget.sources.iter().all(|s| s.of == Base::Eligible);
    let base = match of_eligible {
        true => budget.base(Base::Eligible),
        false => budget.total,
    };
    let amounts: Option<Vec<Money>> = budget.sources.iter().map(|s| budget.paid(s)).collect();
    if let (Some(base), Some(mut amounts)) = (base, amounts) {
        let rounded = budget.sources.iter().filter(|s| s.amount.is_none()).count();
        let paid = sum(amounts.iter().copied());
        let is = |whole: Option<Money>| whole.is_some() && whole == paid;
        let of_part = is(budget.eligible_costs());
        if !of_part && !of_eligible && !is(Some(base)) {
            amounts.extend(budget.municipal_extra);
        }
        if !of_part {
            adds_up("sources", &amounts, base, rounded, &pointer, report);
        }
    }
    let rates: Option<Vec<Rate>> = budget.sources.iter().map(|s| s.rate).collect();
    let same_base = budget.sources.iter().all(|source| source.of == first.of);
    let rates = rates.filter(|_| same_base && base.is_none());
    if let Err((stated, computed)) = hundred(&rates.unwrap_or_default()) {
        disagree("sources", stated, computed, &pointer, report);
    }
}

/// A contribution: its rate and amount agree, its instalments add up and come in order, and it is no
/// more than the whole.
fn contribution(budget: &Budget, part: &Contribution, pointer: &str, report: &mut Report) {
    let amount = format!("{pointer}/amount");
    within(part.amount, budget.total, &amount, report);
    agree(
        budget.base(part.of),
        part.rate,
        part.amount,
        &amount,
        report,
    );
    let parts: Vec<Money> = part.by_period.iter().map(|i| i.amount).collect();
    let by_period = format!("{pointer}/by_period");
    match budget.contributed(part) {
        Some(whole) => adds_up("periods", &parts, whole, 0, &by_period, report),
        None => within(sum(parts), budget.total, &by_period, report),
    }
    let key = |when: Instant| match when {
        Instant::Year(date) => (date.year(), 0),
        Instant::Part(part) => (part.year(), part.number()),
    };
    for (i, pair) in part.by_period.windows(2).enumerate() {
        let (earlier, later) = (key(pair[0].when), key(pair[1].when));
        // A year and a part of the same year would count the part twice.
        if earlier >= later || (earlier.0 == later.0 && earlier.1 == 0) {
            let pointer = format!("{by_period}/{}/when", i + 1);
            report.tell(pointer, Matter::OutOfOrder {});
        }
    }
}

/// The co-financing is what the author's own source pays, with what it adds or without.
fn co_financing(budget: &Budget, author: &Id, root: &str, report: &mut Report) {
    let own = budget.sources.iter().find(|s| budget.is_own(s, author));
    let given = own.and_then(|source| budget.paid(source));
    let told = budget.co_financing.as_ref();
    let told = told.and_then(|part| {
        budget
            .contributed(part)
            .or(sum(part.by_period.iter().map(|i| i.amount)))
    });
    if let (Some(given), Some(told)) = (given, told) {
        let with_extra = sum([Some(given), budget.municipal_extra].into_iter().flatten());
        if told.amount != given.amount && Some(told) != with_extra {
            let (stated, computed) = (given.to_string(), told.to_string());
            let pointer = format!("{root}/co_financing");
            report.tell(pointer, Matter::CoFinancingDisagrees { stated, computed });
        }
    }
}

/// The payments of a grant are all of it, and come in order; what the grant pays in advance and what the
/// municipality pays first are parts of one whole.
fn payments(budget: &Budget, root: &str, report: &mut Report) {
    let pointer = format!("{root}/payments");
    let rates: Option<Vec<Rate>> = budget.payments.iter().map(|p| p.rate).collect();
    if let Err((stated, computed)) = hundred(&rates.unwrap_or_default()) {
        report.tell(&*pointer, Matter::PaymentsDisagree { stated, computed });
    }
    let gives = |kind| matches!(kind, SourceKind::Programme | SourceKind::EuFund);
    let granted = budget.sources.iter().filter(|source| gives(source.kind));
    let granted: Option<Vec<Money>> = granted.map(|source| budget.paid(source)).collect();
    let grant = granted.and_then(sum);
    for (i, payment) in budget.payments.iter().enumerate() {
        let amount = format!("{pointer}/{i}/amount");
        agree(grant, payment.rate, payment.amount, &amount, report);
    }
    let amounts: Option<Vec<Money>> = budget.payments.iter().map(|p| p.amount).collect();
    if let (Some(grant), Some(paid)) = (grant, amounts.and_then(sum))
        && grant.currency == paid.currency
        && grant.amount != paid.amount
    {
        let (stated, computed) = (grant.to_string(), paid.to_string());
        report.tell(&*pointer, Matter::PaymentsDisagree { stated, computed });
    }
    for (i, pair) in budget.payments.windows(2).enumerate() {
        if let (Some(first), Some(second)) = (pair[0].date, pair[1].date)
            && second.0.last_day() < first.0.first_day()
        {
            let pointer = format!("{pointer}/{}/date", i + 1);
            report.tell(pointer, Matter::OutOfOrder {});
        }
    }
    let paid = |payment: &Payment| payment.amount.or_else(|| Some(grant?.share(payment.rate?)));
    let advances = budget
        .payments
        .iter()
        .filter(|p| p.kind == PaymentKind::Advance);
    let advance = sum(advances.filter_map(paid));
    let first = budget.pre_financing.as_ref();
    let first = first.and_then(|part| budget.contributed(part));
    if let (Some(advance), Some(first)) = (advance, first) {
        let pointer = format!("{root}/pre_financing");
        within(sum([advance, first]), budget.total, &pointer, report);
    }
}

/// A table has an amount for each column, and is the total.
fn cost_table(table: &CostTable, total: Option<Money>, pointer: &str, report: &mut Report) {
    let columns = table.columns.len() as u64;
    for (i, line) in table.lines.iter().enumerate() {
        let amounts = line.amounts.len() as u64;
        if amounts != columns {
            let pointer = format!("{pointer}/lines/{i}/amounts");
            report.tell(pointer, Matter::ColumnsDisagree { columns, amounts });
        }
    }
    if let Some(total) = total {
        let lines = table.lines.iter().flat_map(|line| &line.amounts);
        let amounts: Vec<Money> = lines.copied().collect();
        adds_up(
            "lines",
            &amounts,
            total,
            0,
            &format!("{pointer}/lines"),
            report,
        );
    }
}
