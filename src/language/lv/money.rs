//! Amounts, grouped numbers and percentages as they are printed; not sums and not shares.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::agreement::is_one;
use super::case::{Case, Gender};
use super::declension::{Declension, decline};
use super::numeral::{MAX_IN_WORDS, cardinal, governs_genitive};
use super::typography::NBSP;

/// Valūta: those that Daugavpils documents name. Lats was replaced on 1.1.2014.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Eiropas Savienības vienotā valūta.
    Eur,
    /// Latvijas lats, until 31.12.2013.
    Lvl,
}

/// Which word names the EUR: *euro* in legal texts, *eiro* in the press.
///
/// Source: publications.europa.eu/code/lv/lv-370303; both are indeclinable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EuroWord {
    /// Legal texts.
    #[default]
    Euro,
    /// Press and everyday texts.
    Eiro,
}

impl Currency {
    /// ISO 4217 code, printed after the amount.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Lvl => "LVL",
        }
    }

    /// Naudas vienības nosaukums in a case: *euro* never changes, *lats – latu*.
    #[must_use]
    pub fn unit(self, case: Case, plural: bool, word: EuroWord) -> String {
        match (self, word) {
            (Self::Eur, EuroWord::Euro) => "euro".to_owned(),
            (Self::Eur, EuroWord::Eiro) => "eiro".to_owned(),
            (Self::Lvl, _) => decline("lats", Declension::First, case, plural),
        }
    }

    /// Sīknaudas nosaukums in a case: *cents*, *santīms*.
    #[must_use]
    pub fn hundredth(self, case: Case, plural: bool) -> String {
        let lemma = match self {
            Self::Eur => "cents",
            Self::Lvl => "santīms",
        };
        decline(lemma, Declension::First, case, plural)
    }
}

/// Summa: `10 080 EUR`, `1 337 958,37 EUR`; U+00A0 in every gap, U+2212 before a negative.
///
/// The decimals printed are those that `amount` has. With `group_four_digits` false,
/// `1550 EUR` stays together and `10 080 EUR` does not (CLDR's habit; the EU style guide
/// groups both). Source: valsts valodas centrs, 12.3.2014, prot. 33 2. §.
#[must_use]
pub fn format(amount: Decimal, currency: Currency, group_four_digits: bool) -> String {
    format!(
        "{}{NBSP}{}",
        group(amount, group_four_digits),
        currency.code()
    )
}

/// Skaitlis ar cipariem: decimal comma, groups of three parted by U+00A0, scale kept.
#[must_use]
pub fn group(number: Decimal, group_four: bool) -> String {
    let text = number.abs().to_string();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('\u{2212}');
    }
    push_grouped(&mut out, whole, group_four);
    if let Some(fraction) = fraction {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Vesels skaitlis ar cipariem, grouped like [`group`].
#[must_use]
pub fn group_integer(number: u64, group_four: bool) -> String {
    let mut out = String::new();
    push_grouped(&mut out, &number.to_string(), group_four);
    out
}

fn push_grouped(out: &mut String, digits: &str, group_four: bool) {
    let grouped = digits.len() > if group_four { 3 } else { 4 };
    for (at, digit) in digits.char_indices() {
        if grouped && at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(NBSP);
        }
        out.push(digit);
    }
}

/// Procenti: `100 %` with U+00A0 if `spaced` (EU style guide lv §10.5.2), else `100%`.
#[must_use]
pub fn percent(rate: Decimal, spaced: bool) -> String {
    let number = group(rate, true);
    if spaced {
        format!("{number}{NBSP}%")
    } else {
        format!("{number}%")
    }
}

/// Summa vārdiem in the nominative with *euro*; see [`spell`].
#[must_use]
pub fn in_words(amount: Decimal, currency: Currency) -> Option<String> {
    spell(amount, currency, EuroWord::Euro, Case::Nom)
}

/// Summa vārdiem: `desmit tūkstoši astoņdesmit euro`,
/// `… piecdesmit astoņi euro trīsdesmit septiņi centi`.
///
/// Zero cents are not said; a sum below one unit keeps *nulle euro*, so that nobody reads
/// cents as euro. After full hundreds *lats* stands in the genitive plural (*divi simti
/// latu*). `None` for negative amounts, for more than two decimals that are not zeros, and
/// above [`MAX_IN_WORDS`] units.
#[must_use]
pub fn spell(amount: Decimal, currency: Currency, word: EuroWord, case: Case) -> Option<String> {
    if amount.is_sign_negative() && !amount.is_zero() {
        return None;
    }
    let amount = amount.normalize();
    if amount.scale() > 2 {
        return None;
    }
    let units = amount
        .trunc()
        .to_u64()
        .filter(|units| *units <= MAX_IN_WORDS)?;
    let hundredths = (amount.fract() * Decimal::ONE_HUNDRED).to_u64()?;
    let (unit_case, plural) = if governs_genitive(units) {
        (Case::Gen, true)
    } else {
        (case, !is_one(units))
    };
    let mut out = format!(
        "{} {}",
        cardinal(units, Gender::Masc, case),
        currency.unit(unit_case, plural, word)
    );
    if hundredths > 0 {
        out.push(' ');
        out.push_str(&cardinal(hundredths, Gender::Masc, case));
        out.push(' ');
        out.push_str(&currency.hundredth(case, !is_one(hundredths)));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lv::typography::tie;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal in a test")
    }

    #[test]
    fn amounts_are_grouped_and_keep_their_decimals() {
        for (text, four, expected) in [
            ("10080", true, "10 080 EUR"),
            ("99000", true, "99 000 EUR"),
            ("1337958.37", true, "1 337 958,37 EUR"),
            ("1550", true, "1 550 EUR"),
            ("1550", false, "1550 EUR"),
            ("10080", false, "10 080 EUR"),
            ("10080.00", true, "10 080,00 EUR"),
            ("120.3", true, "120,3 EUR"),
            ("0", true, "0 EUR"),
            ("999", true, "999 EUR"),
            ("-1550.5", true, "\u{2212}1 550,5 EUR"),
            ("-0.00", true, "0,00 EUR"),
        ] {
            let made = format(decimal(text), Currency::Eur, four);
            assert_eq!(made.replace(NBSP, " "), expected);
            assert!(!made.contains(' '), "{made}");
        }
        assert_eq!(format(decimal("250"), Currency::Lvl, true), "250\u{a0}LVL");
    }

    #[test]
    fn percentages_follow_the_house() {
        for (text, spaced, expected) in [
            ("100", true, "100\u{a0}%"),
            ("100", false, "100%"),
            ("4.5", true, "4,5\u{a0}%"),
            ("85.00", true, "85,00\u{a0}%"),
        ] {
            assert_eq!(percent(decimal(text), spaced), expected);
        }
    }

    #[test]
    fn amounts_are_spelled_as_the_norms_show() {
        use Currency::{Eur, Lvl};
        for (text, currency, words) in [
            ("10080", Eur, "desmit tūkstoši astoņdesmit euro"),
            ("99000", Eur, "deviņdesmit deviņi tūkstoši euro"),
            (
                "1337958.37",
                Eur,
                "viens miljons trīs simti trīsdesmit septiņi tūkstoši deviņi simti piecdesmit astoņi euro trīsdesmit septiņi centi",
            ),
            ("1.01", Eur, "viens euro viens cents"),
            ("2.11", Eur, "divi euro vienpadsmit centi"),
            ("2.21", Eur, "divi euro divdesmit viens cents"),
            ("2.5", Eur, "divi euro piecdesmit centi"),
            ("0.50", Eur, "nulle euro piecdesmit centi"),
            ("0", Eur, "nulle euro"),
            ("10080.000", Eur, "desmit tūkstoši astoņdesmit euro"),
            ("1", Lvl, "viens lats"),
            ("21", Lvl, "divdesmit viens lats"),
            ("11", Lvl, "vienpadsmit lati"),
            ("200", Lvl, "divi simti latu"),
            ("1000", Lvl, "viens tūkstotis latu"),
            ("5.01", Lvl, "pieci lati viens santīms"),
            ("5.10", Lvl, "pieci lati desmit santīmi"),
        ] {
            assert_eq!(in_words(decimal(text), currency).as_deref(), Some(words));
        }
    }

    #[test]
    fn press_texts_say_eiro_and_sentences_decline() {
        assert_eq!(
            spell(decimal("25.33"), Currency::Eur, EuroWord::Eiro, Case::Nom).as_deref(),
            Some("divdesmit pieci eiro trīsdesmit trīs centi")
        );
        assert_eq!(
            spell(decimal("21.02"), Currency::Eur, EuroWord::Euro, Case::Gen).as_deref(),
            Some("divdesmit viena euro divu centu")
        );
    }

    #[test]
    fn what_words_cannot_hold_is_refused() {
        for text in ["-1", "1.001", "1000000000"] {
            assert_eq!(in_words(decimal(text), Currency::Eur), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn grouping_loses_no_digit(units in any::<i64>(), scale in 0u32..6, four: bool) {
            let number = Decimal::new(units, scale);
            let text = group(number, four);
            let back = text.replace(NBSP, "").replace(',', ".").replace('\u{2212}', "-");
            prop_assert_eq!(back.parse::<Decimal>().expect("still a number"), number);
            prop_assert_eq!(tie(&text), text);
        }

        #[test]
        fn every_sum_to_a_million_has_words(cents in 0i64..100_000_000) {
            for currency in [Currency::Eur, Currency::Lvl] {
                let words = in_words(Decimal::new(cents, 2), currency);
                prop_assert!(words.is_some_and(|words| !words.contains("  ")));
            }
        }
    }
}
