//! Cardinal numbers in words; not ordinals and not amounts of money.

use super::money::group_integer;
use crate::language::lv::numeral;

/// The largest number that is written in words, the same in both languages.
/// Source: none; a limit of this program. Example: 1 000 000 000 stays in digits.
pub const MAX_IN_WORDS: u64 = numeral::MAX_IN_WORDS;

#[rustfmt::skip]
const TO_NINETEEN: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// A number in words: 10 080 is `ten thousand and eighty`.
///
/// *and* stands before what is left below a hundred, 21 to 99 take a hyphen, and no commas part the
/// thousands. Above [`MAX_IN_WORDS`] the number comes back in grouped digits.
/// Source: English Style Guide, Writing out numbers (hyphens); ISG 10.5 (*nine thousand five
/// hundred*); the *and* is British usage.
#[must_use]
pub fn cardinal(n: u64) -> String {
    if n > MAX_IN_WORDS {
        return group_integer(n);
    }
    let mut words = Vec::new();
    for (size, name) in [(1_000_000, "million"), (1_000, "thousand")] {
        let count = n / size % 1_000;
        if count > 0 {
            words.push(format!("{} {name}", below_thousand(count)));
        }
    }
    let rest = n % 1_000;
    if words.is_empty() {
        return below_thousand(rest);
    }
    if rest > 0 {
        let and = if rest < 100 { "and " } else { "" };
        words.push(format!("{and}{}", below_thousand(rest)));
    }
    words.join(" ")
}

fn below_thousand(n: u64) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", pick(&TO_NINETEEN, hundreds)),
        (hundreds, rest) => {
            let hundreds = pick(&TO_NINETEEN, hundreds);
            format!("{hundreds} hundred and {}", below_hundred(rest))
        }
    }
}

fn below_hundred(n: u64) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => pick(&TO_NINETEEN, n).to_owned(),
        (tens, 0) => pick(&TENS, tens).to_owned(),
        (tens, ones) => format!("{}-{}", pick(&TENS, tens), pick(&TO_NINETEEN, ones)),
    }
}

fn pick(table: &[&'static str], at: u64) -> &'static str {
    let word = usize::try_from(at).ok().and_then(|at| table.get(at));
    word.copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_british_usage_has_it() {
        for (n, words) in [
            (0, "zero"),
            (1, "one"),
            (15, "fifteen"),
            (40, "forty"),
            (99, "ninety-nine"),
            (100, "one hundred"),
            (101, "one hundred and one"),
            (250, "two hundred and fifty"),
            (1_000, "one thousand"),
            (1_001, "one thousand and one"),
            (9_500, "nine thousand five hundred"),
            (10_080, "ten thousand and eighty"),
            (99_000, "ninety-nine thousand"),
            (101_000, "one hundred and one thousand"),
            (1_000_000, "one million"),
            (2_000_015, "two million and fifteen"),
            (
                1_337_958,
                "one million three hundred and thirty-seven thousand nine hundred and fifty-eight",
            ),
            (1_000_000_000, "1\u{a0}000\u{a0}000\u{a0}000"),
        ] {
            assert_eq!(cardinal(n), words, "{n}");
        }
    }

    #[test]
    fn no_two_numbers_share_their_words() {
        let all: std::collections::BTreeSet<String> = (0..=20_000).map(cardinal).collect();
        assert_eq!(all.len(), 20_001);
        assert!(
            all.iter()
                .all(|words| !words.contains("  ") && words.trim() == words)
        );
    }
}
