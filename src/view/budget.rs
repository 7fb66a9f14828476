//! The facts of a budget: amounts, the shares that follow from rates, and sums.

use super::build::{View, amount};
use super::shape::{Budget, Contribution, CostLine, CostTable, Instalment, Loan, Payment, Source};
use crate::fact::{Fact, Value};
use crate::record::{self, Base, Instant, Money, PaymentKind, Rate, SourceKind};

/// The facts of the budget that stands at `root` of the record.
pub(super) fn budget(
    view: &View<'_>,
    budget: Option<&record::Budget>,
    root: &str,
) -> Option<Budget> {
    let budget = budget?;
    let figures = Figures { view, budget, root };
    let sources = budget.sources.iter().enumerate();
    let is_own = |source: &record::Source| budget.is_own(source, &view.project.author);
    let own = budget.sources.iter().position(is_own);
    let of_source = |at: usize| {
        let Source {
            rate,
            amount,
            of_eligible,
            ..
        } = figures.source(at, &budget.sources[at]);
        Contribution {
            rate,
            amount,
            of_eligible,
            ..Contribution::default()
        }
    };
    let eligible = budget.eligible_costs();
    Some(Budget {
        total: budget.total.map(|sum| figures.money(sum, "total")),
        eligible: eligible.map(|sum| match budget.eligible {
            Some(_) => figures.money(sum, "eligible"),
            None => figures.derived(sum, &["eligible_rate", "total"]),
        }),
        eligible_rate: budget
            .eligible_rate
            .map(|rate| view.rate(rate, figures.at("eligible_rate"))),
        ineligible: match (budget.ineligible, budget.total, eligible) {
            (Some(sum), _, _) => Some(figures.money(sum, "ineligible")),
            (None, Some(total), Some(part)) if part.amount < total.amount => {
                let rest = Money {
                    amount: total.amount - part.amount,
                    ..total
                };
                Some(figures.derived(rest, &["total", "eligible"]))
            }
            _ => None,
        },
        sources: sources
            .map(|(at, source)| figures.source(at, source))
            .collect(),
        municipal_extra: budget
            .municipal_extra
            .map(|sum| figures.money(sum, "municipal_extra")),
        co_financing: budget
            .co_financing
            .as_ref()
            .map(|part| figures.contribution(part, "co_financing"))
            .or_else(|| own.map(of_source)),
        pre_financing: budget
            .pre_financing
            .as_ref()
            .map(|part| figures.contribution(part, "pre_financing")),
        payments: figures.payments(),
        loan: budget.loan.as_ref().map(|loan| figures.loan(loan)),
        table: budget.table.as_ref().map(|table| figures.table(table)),
    })
}

struct Figures<'a> {
    view: &'a View<'a>,
    budget: &'a record::Budget,
    root: &'a str,
}

impl Figures<'_> {
    fn at(&self, field: &str) -> String {
        format!("{}/{field}", self.root)
    }

    fn money(&self, sum: Money, field: &str) -> Fact {
        self.view.money(sum, self.at(field))
    }

    fn derived(&self, sum: Money, fields: &[&str]) -> Fact {
        let from = fields.iter().map(|field| self.view.here(self.at(field)));
        Fact::derived(amount(sum), from.collect())
    }

    fn source(&self, at: usize, source: &record::Source) -> Source {
        let field = format!("sources/{at}");
        let label = source.label.as_ref().map(|name| {
            let origin = self.view.here(self.at(&format!("{field}/label")));
            self.view.name(name, origin)
        });
        let funder = source.funder.as_ref();
        let funder = funder.and_then(|id| self.view.organisation(id));
        let own = || match source.kind {
            SourceKind::Municipality => self.view.organisation(&self.view.project.author)?.name,
            _ => None,
        };
        let kind = match source.kind {
            SourceKind::Programme => "programme",
            SourceKind::EuFund => "eu-fund",
            SourceKind::StateBudget => "state-budget",
            SourceKind::Municipality => "municipality",
            SourceKind::Private => "private",
            SourceKind::Loan => "loan",
        };
        let gives = matches!(source.kind, SourceKind::Programme | SourceKind::EuFund);
        let labelled = label.clone().filter(|_| !gives);
        let name = label.or_else(|| funder?.name).or_else(own);
        let programme = || self.view.programme()?.name;
        Source {
            kind: Some(self.view.text(kind, self.at(&format!("{field}/kind")))),
            programme: match name {
                Some(_) => None,
                None => programme(),
            },
            name,
            labelled,
            rate: source
                .rate
                .map(|rate| self.view.rate(rate, self.at(&format!("{field}/rate")))),
            amount: self.amount(source.rate, source.of, source.amount, &field),
            of_eligible: self.of_eligible(source.of, source.rate, &field),
        }
    }

    fn contribution(&self, part: &record::Contribution, field: &str) -> Contribution {
        let view = self.view;
        let own = |name: &str| self.at(&format!("{field}/{name}"));
        let by_period = part.by_period.iter().enumerate();
        Contribution {
            rate: part.rate.map(|rate| view.rate(rate, own("rate"))),
            amount: self
                .amount(part.rate, part.of, part.amount, field)
                .or_else(|| {
                    // What is paid by period adds up to the whole.
                    let first = part.by_period.first()?.amount;
                    let sum = part.by_period.iter().map(|p| p.amount.amount).sum();
                    Some(self.derived(
                        Money {
                            amount: sum,
                            ..first
                        },
                        &[&format!("{field}/by_period")],
                    ))
                }),
            of_eligible: self.of_eligible(part.of, part.rate, field),
            year: part.year.map(|day| view.date(day.0, own("year"))),
            by_period: by_period
                .map(|(at, instalment)| Instalment {
                    when: Some(self.instant(instalment.when, own(&format!("by_period/{at}/when")))),
                    amount: Some(
                        view.money(instalment.amount, own(&format!("by_period/{at}/amount"))),
                    ),
                })
                .collect(),
            recovered: part
                .recovered
                .unwrap_or_default()
                .then(|| view.text("recovered", own("recovered"))),
        }
    }

    fn instant(&self, when: Instant, pointer: String) -> Fact {
        let value = match when {
            Instant::Year(date) => Value::Date { date },
            Instant::Part(part) => Value::YearPart { part },
        };
        Fact::new(value, self.view.here(pointer))
    }

    /// Present when a rate is of the eligible costs.
    fn of_eligible(&self, of: Base, rate: Option<Rate>, field: &str) -> Option<Fact> {
        rate.filter(|_| of == Base::Eligible)
            .map(|_| self.view.text("eligible", self.at(&format!("{field}/of"))))
    }

    /// The amount as decided, or the share that the rate gives.
    fn amount(
        &self,
        rate: Option<Rate>,
        of: Base,
        sum: Option<Money>,
        field: &str,
    ) -> Option<Fact> {
        if let Some(sum) = sum {
            return Some(self.money(sum, &format!("{field}/amount")));
        }
        let base = match of {
            Base::Total => "total",
            Base::Eligible => "eligible",
        };
        let share = self.budget.part(of, rate, None)?;
        Some(self.derived(share, &[&format!("{field}/rate"), base]))
    }

    fn payments(&self) -> Vec<Payment> {
        let payments = self.budget.payments.iter().enumerate();
        payments
            .map(|(at, payment)| {
                let field = |name: &str| self.at(&format!("payments/{at}/{name}"));
                let kind = match payment.kind {
                    PaymentKind::Advance => "advance",
                    PaymentKind::Interim => "interim",
                    PaymentKind::Final => "final",
                };
                Payment {
                    kind: Some(self.view.text(kind, field("kind"))),
                    rate: payment.rate.map(|rate| self.view.rate(rate, field("rate"))),
                    amount: payment
                        .amount
                        .map(|sum| self.view.money(sum, field("amount"))),
                    date: payment.date.map(|day| self.view.date(day.0, field("date"))),
                }
            })
            .collect()
    }

    fn loan(&self, loan: &record::Loan) -> Loan {
        let field = |name: &str| self.at(&format!("loan/{name}"));
        Loan {
            lender: self.view.organisation(&loan.lender).and_then(|o| o.name),
            amount: loan.amount.map(|sum| self.view.money(sum, field("amount"))),
            years: loan.years.map(|n| self.view.count(n.0, field("years"))),
            until: loan.until.map(|day| self.view.date(day.0, field("until"))),
        }
    }

    /// The table with the sums of its lines and columns.
    fn table(&self, table: &record::CostTable) -> CostTable {
        let sum = |amounts: Vec<Money>, from: String| {
            let first = *amounts.first()?;
            let amount = amounts.iter().map(|money| money.amount).sum();
            Some(self.derived(Money { amount, ..first }, &[&from]))
        };
        let lines = table.lines.iter().enumerate();
        let column = |at: usize| -> Vec<Money> {
            let lines = table.lines.iter();
            lines
                .filter_map(|line| line.amounts.get(at).copied())
                .collect()
        };
        let several = table.columns.len() > 1;
        CostTable {
            columns: table
                .columns
                .iter()
                .enumerate()
                .map(|(at, text)| {
                    let pointer = self.at(&format!("table/columns/{at}"));
                    self.view.label(text, self.view.here(pointer))
                })
                .collect(),
            lines: lines
                .map(|(at, line)| CostLine {
                    label: Some(self.view.label(
                        &line.label,
                        self.view.here(self.at(&format!("table/lines/{at}/label"))),
                    )),
                    amounts: line
                        .amounts
                        .iter()
                        .enumerate()
                        .map(|(i, sum)| self.money(*sum, &format!("table/lines/{at}/amounts/{i}")))
                        .collect(),
                    total: several
                        .then(|| sum(line.amounts.clone(), format!("table/lines/{at}/amounts")))
                        .flatten(),
                })
                .collect(),
            totals: (0..table.columns.len())
                .filter_map(|at| sum(column(at), "table/lines".into()))
                .collect(),
            total: several
                .then(|| {
                    sum(
                        table.lines.iter().flat_map(|l| l.amounts.clone()).collect(),
                        "table/lines".into(),
                    )
                })
                .flatten(),
            landscape: table
                .landscape
                .then(|| self.view.text("landscape", self.at("table/landscape"))),
        }
    }
}
