//! Ordinal numbers, in words and in digits; not cardinals.

use super::numeral::{MAX_IN_WORDS, cardinal};

/// An ordinal number in words: `first`, `twenty-first`, `one hundred and second`.
///
/// Only the last word changes. Above [`MAX_IN_WORDS`] it comes back as [`ordinal_digits`].
/// Source: ISG 10.5, which spells out the first nine; the rest by the same rule.
#[must_use]
pub fn ordinal(n: u64) -> String {
    if n > MAX_IN_WORDS {
        return ordinal_digits(n);
    }
    let words = cardinal(n);
    let last = words.rsplit([' ', '-']).next().unwrap_or(&words);
    let before = words.strip_suffix(last).unwrap_or("");
    let (stem, ending) = match last {
        "one" => ("", "first"),
        "two" => ("", "second"),
        "three" => ("", "third"),
        "five" => ("", "fifth"),
        "eight" => ("", "eighth"),
        "nine" => ("", "ninth"),
        "twelve" => ("", "twelfth"),
        tens => tens
            .strip_suffix('y')
            .map_or((tens, "th"), |stem| (stem, "ieth")),
    };
    format!("{before}{stem}{ending}")
}

/// An ordinal number in digits, never grouped: `1st`, `22nd`, `11th`.
///
/// Source: ISG 10.5 (*10th, 11th, 21st, 22nd, 23rd*).
#[must_use]
pub fn ordinal_digits(n: u64) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_word_becomes_an_ordinal() {
        for (n, words) in [
            (0, "zeroth"),
            (1, "first"),
            (2, "second"),
            (3, "third"),
            (4, "fourth"),
            (5, "fifth"),
            (8, "eighth"),
            (9, "ninth"),
            (12, "twelfth"),
            (13, "thirteenth"),
            (20, "twentieth"),
            (21, "twenty-first"),
            (40, "fortieth"),
            (100, "one hundredth"),
            (112, "one hundred and twelfth"),
            (1_000, "one thousandth"),
            (2_018, "two thousand and eighteenth"),
            (1_000_000_001, "1000000001st"),
        ] {
            assert_eq!(ordinal(n), words, "{n}");
        }
    }

    #[test]
    fn digits_take_the_ending_of_the_word() {
        for n in 1..=1_000 {
            let digits = ordinal_digits(n);
            let ending = &digits[digits.len() - 2..];
            assert!(ordinal(n).ends_with(ending), "{digits}");
        }
        for (n, digits) in [(11, "11th"), (22, "22nd"), (103, "103rd"), (111, "111th")] {
            assert_eq!(ordinal_digits(n), digits);
        }
    }
}
