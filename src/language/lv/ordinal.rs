//! Ordinal numbers, in words and in digits; not cardinals.

use super::adjective::definite;
use super::case::{Case, Gender};

/// The largest ordinal that is written in words.
pub const MAX_IN_WORDS: u64 = 9_999;

const UNITS: [&str; 10] = [
    "nult", "pirm", "otr", "treš", "ceturt", "piekt", "sest", "septīt", "astot", "devīt",
];

const PREFIXES: [&str; 10] = [
    "", "", "div", "trīs", "četr", "piec", "seš", "septiņ", "astoņ", "deviņ",
];

/// Kārtas skaitļa vārds with the definite ending: `21`, feminine, locative gives
/// `divdesmit pirmajā`.
///
/// Only the last word declines; hundreds and thousands before it stand in the one-word
/// forms without ending (*simt pirmais*, *divtūkstoš astoņpadsmitais gads*). Above
/// [`MAX_IN_WORDS`] the number comes back as [`ordinal_digits`].
/// Source: letonika.lv numerals; uzdevumi.lv 8. klase (*divtūkstoš piektais gads*).
#[must_use]
pub fn ordinal(n: u64, gender: Gender, case: Case) -> String {
    if n > MAX_IN_WORDS {
        return ordinal_digits(n);
    }
    let (thousands, hundreds, tens, ones) = (n / 1_000, n / 100 % 10, n / 10 % 10, n % 10);
    let mut stems: Vec<String> = Vec::new();
    if thousands > 0 {
        stems.push(format!("{}tūkstoš", pick(&PREFIXES, thousands)));
    }
    if hundreds > 0 {
        stems.push(format!("{}simt", pick(&PREFIXES, hundreds)));
    }
    match (tens, ones) {
        (0, 0) if n > 0 => {}
        (0, ones) => stems.push(pick(&UNITS, ones).to_owned()),
        (1, 0) => stems.push("desmit".to_owned()),
        (1, 1) => stems.push("vienpadsmit".to_owned()),
        (1, ones) => stems.push(format!("{}padsmit", pick(&PREFIXES, ones))),
        (tens, ones) => {
            stems.push(format!("{}desmit", pick(&PREFIXES, tens)));
            if ones > 0 {
                stems.push(pick(&UNITS, ones).to_owned());
            }
        }
    }
    if let Some(last) = stems.last_mut() {
        *last = definite(last, gender, case, false);
    }
    stems.join(" ")
}

fn pick<'a>(table: &'a [&'a str; 10], digit: u64) -> &'a str {
    usize::try_from(digit)
        .ok()
        .and_then(|at| table.get(at))
        .copied()
        .unwrap_or("")
}

/// Kārtas skaitlis ar cipariem: `1.`, `2018.`, never grouped. The space that follows it is
/// U+00A0; [`super::typography::tie`] sets it.
#[must_use]
pub fn ordinal_digits(n: u64) -> String {
    format!("{n}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_spelled_with_the_definite_ending() {
        for (n, words) in [
            (0, "nultais"),
            (1, "pirmais"),
            (2, "otrais"),
            (3, "trešais"),
            (4, "ceturtais"),
            (5, "piektais"),
            (6, "sestais"),
            (7, "septītais"),
            (8, "astotais"),
            (9, "devītais"),
            (10, "desmitais"),
            (11, "vienpadsmitais"),
            (12, "divpadsmitais"),
            (13, "trīspadsmitais"),
            (16, "sešpadsmitais"),
            (20, "divdesmitais"),
            (21, "divdesmit pirmais"),
            (60, "sešdesmitais"),
            (100, "simtais"),
            (101, "simt pirmais"),
            (200, "divsimtais"),
            (213, "divsimt trīspadsmitais"),
            (1_000, "tūkstošais"),
            (1_919, "tūkstoš deviņsimt deviņpadsmitais"),
            (2_005, "divtūkstoš piektais"),
            (2_018, "divtūkstoš astoņpadsmitais"),
            (10_000, "10000."),
        ] {
            assert_eq!(ordinal(n, Gender::Masc, Case::Nom), words);
        }
    }

    #[test]
    fn only_the_last_word_declines() {
        use Gender::{Fem, Masc};
        for (n, gender, forms) in [
            (1, Masc, "pirmais pirmā pirmajam pirmo pirmajā"),
            (4, Fem, "ceturtā ceturtās ceturtajai ceturto ceturtajā"),
            (
                21,
                Masc,
                "divdesmit pirmais divdesmit pirmā divdesmit pirmajam divdesmit pirmo divdesmit pirmajā",
            ),
            (3, Fem, "trešā trešās trešajai trešo trešajā"),
        ] {
            assert_eq!(
                Case::ALL.map(|case| ordinal(n, gender, case)).join(" "),
                forms
            );
        }
    }

    #[test]
    fn all_ordinals_in_words_differ() {
        let mut seen: Vec<String> = (0..=MAX_IN_WORDS)
            .map(|n| ordinal(n, Gender::Fem, Case::Nom))
            .collect();
        assert!(seen.iter().all(|words| words.ends_with('ā')));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 10_000);
    }

    #[test]
    fn digits_take_a_point_and_no_grouping() {
        assert_eq!(ordinal_digits(1), "1.");
        assert_eq!(ordinal_digits(2018), "2018.");
    }
}
