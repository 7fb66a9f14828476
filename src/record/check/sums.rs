//! Arithmetic that several rules of money share: parts against wholes, rates against amounts, one currency.

use super::Report;
use crate::finding::Matter;
use crate::record::leaf::{Money, Rate};
use rust_decimal::Decimal;

/// Parts make up a whole, to the cent. `rounded` is how many of them are shares that were rounded, each of
/// which may miss by a cent; `what` names the parts in the finding.
pub(super) fn adds_up(
    what: &str,
    parts: &[Money],
    whole: Money,
    rounded: usize,
    pointer: &str,
    report: &mut Report,
) {
    let mixed = parts.iter().any(|money| money.currency != whole.currency);
    if parts.is_empty() || mixed {
        // Two currencies are told of by themselves.
        return;
    }
    let amount: Decimal = parts.iter().map(|money| money.amount).sum();
    let miss = (amount - whole.amount).abs();
    let slack = Decimal::new(i64::try_from(rounded).unwrap_or(0), 2);
    let (stated, computed) = (whole.to_string(), Money { amount, ..whole }.to_string());
    if miss > slack {
        disagree(what, stated, computed, pointer, report);
    } else if !miss.is_zero() {
        report.tell(pointer, Matter::RoundedShares { stated, computed });
    }
}

/// Tells that parts, named by `what`, do not make up their whole.
pub(super) fn disagree(
    what: &str,
    stated: String,
    computed: String,
    pointer: &str,
    report: &mut Report,
) {
    let what = what.to_owned();
    report.tell(
        pointer,
        Matter::SumsDisagree {
            what,
            stated,
            computed,
        },
    );
}

/// Rates that are all there is make up a hundred.
pub(super) fn hundred(rates: &[Rate]) -> Result<(), (String, String)> {
    let sum: Decimal = rates.iter().map(|rate| rate.0).sum();
    match rates.is_empty() || sum == Decimal::ONE_HUNDRED {
        true => Ok(()),
        false => Err(("100 %".into(), format!("{sum} %"))),
    }
}

/// The sum of amounts, in the currency of the first.
pub(super) fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
    amounts.into_iter().reduce(|a, b| Money {
        amount: a.amount + b.amount,
        ..a
    })
}

/// A part is no more than the whole.
pub(super) fn within(
    part: Option<Money>,
    whole: Option<Money>,
    pointer: &str,
    report: &mut Report,
) {
    if let (Some(part), Some(whole)) = (part, whole)
        && part.currency == whole.currency
        && part.amount > whole.amount
    {
        let (part, whole) = (part.to_string(), whole.to_string());
        report.tell(pointer, Matter::MoreThanWhole { part, whole });
    }
}

/// A rate and an amount of the same thing agree; `pointer` is the amount's.
pub(super) fn agree(
    base: Option<Money>,
    rate: Option<Rate>,
    amount: Option<Money>,
    pointer: &str,
    report: &mut Report,
) {
    let (Some(base), Some(rate), Some(amount)) = (base, rate, amount) else {
        return;
    };
    let computed = base.share(rate);
    if computed.amount != amount.amount && computed.currency == amount.currency {
        let matter = Matter::RateDisagrees {
            rate: rate.0.to_string(),
            amount: amount.to_string(),
            computed: computed.to_string(),
        };
        report.tell(pointer, matter);
    }
}

/// Amounts are all in the currency of the first.
pub(super) fn one_currency(amounts: Vec<(String, Money)>, report: &mut Report) {
    let Some(first) = amounts.first().map(|(_, sum)| sum.currency) else {
        return;
    };
    for (pointer, sum) in amounts {
        if sum.currency != first {
            let (value, expected) = (sum.to_string(), first.code().to_owned());
            report.tell(pointer, Matter::MixedCurrencies { value, expected });
        }
    }
}
