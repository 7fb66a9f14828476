//! Amounts, grouped numbers and percentages as English prints them; not sums and not shares.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::list::LAST;
use super::numeral::{MAX_IN_WORDS, cardinal};
use super::typography::NBSP;
use crate::language::lv::{Currency, money};

/// An amount: `EUR 10 080`, `EUR 1 337 958.37`. The code stands first, U+00A0 in every gap.
///
/// The decimals printed are those that `amount` has; a negative has U+2212 before its figures.
/// Source: ISG 7.3.3 (*EUR 12 500*, with a hard space).
#[must_use]
pub fn format(amount: Decimal, currency: Currency) -> String {
    format!("{}{NBSP}{}", currency.code(), group(amount))
}

/// A number in figures: `1 337 958.37`. Groups of three by U+00A0, four figures too, and a
/// decimal point; the decimals are one block.
///
/// Source: ISG 6.5 (*152 231.324567*), 7.3.3 (*1 550*).
#[must_use]
pub fn group(number: Decimal) -> String {
    // Latvian groups alike; only the decimal mark differs, and a comma stands for nothing else.
    money::group(number, true).replace(',', ".")
}

/// A whole number in figures, grouped like [`group`]: `10 080`. Source: ISG 6.5.
#[must_use]
pub fn group_integer(number: u64) -> String {
    money::group_integer(number, true)
}

/// A rate: `85 %`, with U+00A0 before the sign.
///
/// Source: ISG 6.4 (a hard space before %), 10.5 (*32 % of the funds*).
#[must_use]
pub fn percent(rate: Decimal) -> String {
    format!("{}{NBSP}%", group(rate))
}

/// An amount in words: `ten thousand and eighty euro`, `one euro and fifty cent`.
///
/// *euro* and *cent* have no *s* in EU texts; *lats* and *santims* have theirs always. Zero cents
/// are not said; a sum below one unit keeps *zero euro*, so that nobody reads cents as euro. `None`
/// for negative amounts, for more than two decimals that are not zeros, and above
/// [`MAX_IN_WORDS`] units.
/// Source: ISG 7.3.3 and 10.5 (*three thousand euro*); English Style Guide, Currencies (*cent* as
/// in legal texts, to match *euro*); for *lats* no source.
#[must_use]
pub fn in_words(amount: Decimal, currency: Currency) -> Option<String> {
    let amount = amount.normalize();
    if (amount.is_sign_negative() && !amount.is_zero()) || amount.scale() > 2 {
        return None;
    }
    let units = amount.trunc().to_u64()?;
    let hundredths = (amount.fract() * Decimal::ONE_HUNDRED).to_u64()?;
    if units > MAX_IN_WORDS {
        return None;
    }
    let (unit, hundredth) = match currency {
        Currency::Eur => ("euro", "cent"),
        Currency::Lvl => ("lats", "santims"),
    };
    let mut out = format!("{} {unit}", cardinal(units));
    if hundredths > 0 {
        out = format!("{out}{LAST}{} {hundredth}", cardinal(hundredths));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Currency::{Eur, Lvl};

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal in a test")
    }

    #[test]
    fn the_code_stands_before_the_amount() {
        for (text, currency, expected) in [
            ("10080", Eur, "EUR~10~080"),
            ("1550", Eur, "EUR~1~550"),
            ("999", Eur, "EUR~999"),
            ("1337958.37", Eur, "EUR~1~337~958.37"),
            ("10080.00", Eur, "EUR~10~080.00"),
            ("0", Eur, "EUR~0"),
            ("-1550.5", Eur, "EUR~\u{2212}1~550.5"),
            ("250", Lvl, "LVL~250"),
        ] {
            assert_eq!(format(decimal(text), currency).replace(NBSP, "~"), expected);
        }
    }

    #[test]
    fn numbers_and_rates_have_hard_spaces() {
        assert_eq!(group_integer(28_000), "28\u{a0}000");
        assert_eq!(group(decimal("152231.324567")), "152\u{a0}231.324567");
        assert_eq!(percent(decimal("100")), "100\u{a0}%");
        assert_eq!(percent(decimal("4.5")), "4.5\u{a0}%");
    }

    #[test]
    fn amounts_are_spelled_out() {
        for (text, currency, words) in [
            ("10080", Eur, Some("ten thousand and eighty euro")),
            ("1", Eur, Some("one euro")),
            ("1.01", Eur, Some("one euro and one cent")),
            ("2.5", Eur, Some("two euro and fifty cent")),
            ("0.50", Eur, Some("zero euro and fifty cent")),
            ("3000.000", Eur, Some("three thousand euro")),
            ("0", Eur, Some("zero euro")),
            ("5.10", Lvl, Some("five lats and ten santims")),
            ("-1", Eur, None),
            ("1.001", Eur, None),
            ("1000000000", Eur, None),
        ] {
            assert_eq!(
                in_words(decimal(text), currency).as_deref(),
                words,
                "{text}"
            );
        }
    }
}
