//! Money: budgets, their sources, what the municipality pays itself and in advance, and when.

use super::text::{Label, Name};
use crate::record::leaf::{Count, Day, Id, Instant, Money, Rate, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Budžets: what the project (or the author's own part of it) costs and who pays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Kopējās izmaksas: the total costs.
    pub total: Option<Money>,
    /// Attiecināmās izmaksas: the eligible costs, which the programme recognises.
    pub eligible: Option<Money>,
    /// Attiecināmo izmaksu daļa: the eligible costs in per cent of the total, where no amount was decided.
    pub eligible_rate: Option<Rate>,
    /// Neattiecināmās izmaksas: the ineligible costs; left out, they are the total less the eligible costs.
    pub ineligible: Option<Money>,
    /// Finansējuma avoti: who pays, and how much.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Pašvaldības līdzekļi ārpus attiecināmajām izmaksām: municipal money on top of the sources.
    pub municipal_extra: Option<Money>,
    /// Pašvaldības līdzfinansējums, if more is to be said of it than the source of the kind `municipality`.
    pub co_financing: Option<Contribution>,
    /// Pašvaldības priekšfinansējums: what the municipality pays before it is paid back.
    pub pre_financing: Option<Contribution>,
    /// Maksājumi: the payments of the grant, in their order.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Aizņēmums: a loan taken for the project.
    pub loan: Option<Loan>,
    /// Izmaksu tabula: the costs as lines and periods.
    pub table: Option<CostTable>,
}

impl Budget {
    /// The eligible costs: as decided, or the share of the total that their rate gives.
    pub fn eligible_costs(&self) -> Option<Money> {
        self.eligible
            .or_else(|| Some(self.total?.share(self.eligible_rate?)))
    }

    /// An amount as decided, or the share of its base that a rate gives.
    pub fn part(&self, of: Base, rate: Option<Rate>, amount: Option<Money>) -> Option<Money> {
        amount.or_else(|| Some(self.base(of)?.share(rate?)))
    }

    /// What a source pays.
    pub fn paid(&self, source: &Source) -> Option<Money> {
        self.part(source.of, source.rate, source.amount)
    }

    /// What a contribution is in all.
    pub fn contributed(&self, part: &Contribution) -> Option<Money> {
        self.part(part.of, part.rate, part.amount)
    }

    /// Whether a source is the author's own money, and not another municipality's.
    pub fn is_own(&self, source: &Source, author: &Id) -> bool {
        let of_author = source.funder.as_ref().is_none_or(|funder| funder == author);
        source.kind == SourceKind::Municipality && of_author
    }

    /// What the municipality pays, by the names of the fields.
    pub fn contributions(&self) -> impl Iterator<Item = (&'static str, &Contribution)> {
        let all = [
            ("co_financing", &self.co_financing),
            ("pre_financing", &self.pre_financing),
        ];
        all.into_iter()
            .filter_map(|(field, part)| Some((field, part.as_ref()?)))
    }

    /// Every amount that is written in the budget, with its field.
    pub fn amounts(&self) -> Vec<(String, Money)> {
        let single = [
            ("total", self.total),
            ("eligible", self.eligible),
            ("ineligible", self.ineligible),
            ("municipal_extra", self.municipal_extra),
            (
                "loan/amount",
                self.loan.as_ref().and_then(|loan| loan.amount),
            ),
        ];
        let single = single
            .into_iter()
            .filter_map(|(field, sum)| Some((field.to_owned(), sum?)));
        let mut found: Vec<(String, Money)> = single.collect();
        for (name, part) in self.contributions() {
            found.extend(part.amount.map(|sum| (format!("{name}/amount"), sum)));
            let by_period = part.by_period.iter().enumerate();
            found
                .extend(by_period.map(|(i, p)| (format!("{name}/by_period/{i}/amount"), p.amount)));
        }
        let sources = self.sources.iter().enumerate();
        found.extend(sources.filter_map(|(i, s)| Some((format!("sources/{i}/amount"), s.amount?))));
        let payments = self.payments.iter().enumerate();
        found.extend(
            payments.filter_map(|(i, p)| Some((format!("payments/{i}/amount"), p.amount?))),
        );
        let lines = self
            .table
            .iter()
            .flat_map(|table| table.lines.iter().enumerate());
        for (i, line) in lines {
            let amounts = line.amounts.iter().enumerate();
            found.extend(amounts.map(|(j, sum)| (format!("table/lines/{i}/amounts/{j}"), *sum)));
        }
        found
    }

    /// What a rate is a share of. Where nothing is said of eligible costs, all costs are.
    pub fn base(&self, of: Base) -> Option<Money> {
        match of {
            Base::Total => self.total,
            Base::Eligible => self.eligible_costs().or(self.total),
        }
    }
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
    pub label: Option<Name>,
    /// Likme, in per cent.
    pub rate: Option<Rate>,
    /// Summa: the amount.
    pub amount: Option<Money>,
    /// No kā likmi rēķina: what the rate is of; of the total costs if nothing is said.
    #[serde(default)]
    pub of: Base,
}

/// Likmes bāze: what a rate is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Kopējās izmaksas.
    #[default]
    Total,
    /// Attiecināmās izmaksas.
    Eligible,
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

/// Pašvaldības daļa: what the municipality pays, in all and by year or half-year.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Likme, in per cent; the amount follows from it.
    pub rate: Option<Rate>,
    /// No kā likmi rēķina: what the rate is of; of the total costs if nothing is said.
    #[serde(default)]
    pub of: Base,
    /// Summa: the amount, where it is not a share.
    pub amount: Option<Money>,
    /// Gads: the year in which all of it is paid.
    pub year: Option<Day>,
    /// Pa gadiem vai pusgadiem: how much is paid when.
    #[serde(default)]
    pub by_period: Vec<Instalment>,
    /// Vai tiek atgūts: whether it is recovered after the project.
    pub recovered: Option<bool>,
}

/// Daļa: what is paid in a year, half-year or quarter.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instalment {
    /// Kad: `2019`, `2019-H1` for a half-year, `2019-Q3` for a quarter.
    pub when: Instant,
    /// Summa.
    pub amount: Money,
}

/// Maksājums: one payment of the grant.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Maksājuma veids.
    pub kind: PaymentKind,
    /// Daļa no finansējuma, in per cent of the grant.
    pub rate: Option<Rate>,
    /// Summa.
    pub amount: Option<Money>,
    /// Datums.
    pub date: Option<Day>,
}

/// Maksājuma veids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentKind {
    /// Avanss.
    Advance,
    /// Starpposma maksājums.
    Interim,
    /// Noslēguma maksājums.
    Final,
}

/// Aizņēmums.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loan {
    /// Aizdevējs: the lender, by its id in the registry.
    #[schemars(with = "Text")]
    pub lender: Id,
    /// Summa.
    pub amount: Option<Money>,
    /// Atmaksas termiņš gados.
    pub years: Option<Count>,
    /// Atmaksas pēdējais datums.
    pub until: Option<Day>,
}

/// Izmaksu tabula: budget lines and periods; the sums of rows and columns are computed.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostTable {
    /// Ailes: the periods, or whatever the columns are.
    #[schemars(length(min = 1))]
    pub columns: Vec<Label>,
    /// Rindas: the budget lines.
    #[schemars(length(min = 1))]
    pub lines: Vec<CostLine>,
    /// Vai tabulai ir sava lapa guleniski: whether it stands on a landscape page of its own.
    #[serde(default)]
    pub landscape: bool,
}

/// Izmaksu pozīcija.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostLine {
    /// Nosaukums.
    pub label: Label,
    /// Summas, one for each column.
    #[schemars(length(min = 1))]
    pub amounts: Vec<Money>,
}
