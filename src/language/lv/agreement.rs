//! How a word agrees with a number; not the word's own declension.

use rust_decimal::Decimal;

use super::adjective::indefinite;
use super::case::{Case, Gender};

/// Vai skaitlis prasa vienskaitli: true for 1, 21, 101, 1001, not for 11 or 111.
///
/// Everything else takes the plural. CLDR's third category ("zero": 10, 11–19, 20) may also
/// take the genitive plural (*divpadsmit gadu*), but then nothing agrees with *iesaistīti*,
/// and real council texts print the agreeing plural. Source: CLDR lv; valoda.ailab.lv skvp.
#[must_use]
pub const fn is_one(n: u64) -> bool {
    n % 10 == 1 && n % 100 != 11
}

/// Picks the singular or the plural wording for a count.
#[must_use]
pub const fn agree<'a>(n: u64, one: &'a str, other: &'a str) -> &'a str {
    if is_one(n) { one } else { other }
}

/// Vai decimāldaļskaitlis prasa vienskaitli: decided by the number that is spoken last.
///
/// *2,5 kilogrami* is read "divi, komats, pieci kilogrami", so the digits after the comma
/// decide: 4,5 → plural, 0,1 and 2,21 → singular, 1,10 ("desmit") and 1,11 → plural.
/// Without a fraction, and with a fraction of zeros only (3,00), the whole part decides.
/// The sign does not matter. Source: uzdevumi.lv, 6. klase, "Decimāldaļskaitļi". The reading
/// as a fraction with the genitive singular (*4,5 metra*) exists in speech; it is not used here.
#[must_use]
pub fn is_one_decimal(n: Decimal) -> bool {
    let text = n.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let spoken = if fraction.bytes().all(|digit| digit == b'0') {
        whole
    } else {
        fraction
    };
    spoken.ends_with('1') && !spoken.ends_with("11")
}

/// Picks the singular or the plural wording for a decimal number; see [`is_one_decimal`].
#[must_use]
pub fn agree_decimal<'a>(n: Decimal, one: &'a str, other: &'a str) -> &'a str {
    if is_one_decimal(n) { one } else { other }
}

/// Divdabis saskaņots ar skaitu: `participle("iesaistīt", Gender::Masc, 14)` is *iesaistīti*.
///
/// `stem` is the passive participle without its ending.
#[must_use]
pub fn participle(stem: &str, gender: Gender, n: u64) -> String {
    indefinite(stem, gender, Case::Nom, !is_one(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_a_final_one_that_is_not_eleven() {
        for n in [1, 21, 31, 101, 121, 131, 1_001, 1_000_021] {
            assert!(is_one(n), "{n}");
        }
        for n in [0, 2, 9, 10, 11, 12, 20, 100, 111, 211, 1_000, 1_011] {
            assert!(!is_one(n), "{n}");
        }
    }

    #[test]
    fn the_last_spoken_number_of_a_decimal_decides() {
        for (text, one) in [
            ("1", true),
            ("21", true),
            ("11", false),
            ("4.5", false),
            ("0.1", true),
            ("2.21", true),
            ("1.11", false),
            ("1.10", false),
            ("0.01", true),
            ("1.00", true),
            ("3.00", false),
            ("-1", true),
        ] {
            let n: Decimal = text.parse().expect("a decimal literal");
            assert_eq!(is_one_decimal(n), one, "{text}");
            assert_eq!(agree_decimal(n, "procents", "procenti") == "procents", one);
        }
    }

    #[test]
    fn participles_follow_the_count() {
        for (n, masc, fem) in [
            (1, "iesaistīts", "iesaistīta"),
            (2, "iesaistīti", "iesaistītas"),
            (11, "iesaistīti", "iesaistītas"),
            (14, "iesaistīti", "iesaistītas"),
            (21, "iesaistīts", "iesaistīta"),
            (111, "iesaistīti", "iesaistītas"),
        ] {
            assert_eq!(participle("iesaistīt", Gender::Masc, n), masc);
            assert_eq!(participle("iesaistīt", Gender::Fem, n), fem);
            assert_eq!(agree(n, "iesaistīts", "iesaistīti"), masc);
        }
    }
}
