//! Cardinal numbers in words; not ordinals and not amounts of money.

use super::adjective::indefinite;
use super::agreement::is_one;
use super::case::{Case, Gender};
use super::declension::{Declension, decline};
use super::money::group_integer;

/// The largest number that is written in words.
pub const MAX_IN_WORDS: u64 = 999_999_999;

const STEMS: [&str; 10] = [
    "", "vien", "div", "", "četr", "piec", "seš", "septiņ", "astoņ", "deviņ",
];

const TEENS: [&str; 10] = [
    "desmit",
    "vienpadsmit",
    "divpadsmit",
    "trīspadsmit",
    "četrpadsmit",
    "piecpadsmit",
    "sešpadsmit",
    "septiņpadsmit",
    "astoņpadsmit",
    "deviņpadsmit",
];

const TENS: [&str; 10] = [
    "",
    "desmit",
    "divdesmit",
    "trīsdesmit",
    "četrdesmit",
    "piecdesmit",
    "sešdesmit",
    "septiņdesmit",
    "astoņdesmit",
    "deviņdesmit",
];

/// Pamata skaitļa vārds: `21`, feminine, locative gives `divdesmit vienā`.
///
/// Every part declines on its own; *desmit*, the teens and the tens never do. Multipliers of
/// *simts*, *tūkstotis* and *miljons* are masculine. After full hundreds *tūkstotis* and
/// *miljons* stand in the genitive plural (*trīs simti tūkstošu*), as any noun does after
/// *simts*. *viens simts* and *viens tūkstotis* keep their *viens*, as documents demand.
/// Above [`MAX_IN_WORDS`] the number comes back in grouped digits.
/// Source: letonika.lv numerals; valoda.ailab.lv skvp 4–7; EU style guide lv-4100500.
#[must_use]
pub fn cardinal(n: u64, gender: Gender, case: Case) -> String {
    if n > MAX_IN_WORDS {
        return group_integer(n, true);
    }
    if n == 0 {
        return decline("nulle", Declension::Fifth, case, false);
    }
    let mut words: Vec<String> = Vec::new();
    let scale = |count: u64, word: &str, class, words: &mut Vec<String>| {
        if count > 0 {
            below_thousand(count, Gender::Masc, case, words);
            words.push(if count.is_multiple_of(100) {
                decline(word, class, Case::Gen, true)
            } else {
                decline(word, class, case, !is_one(count))
            });
        }
    };
    scale(n / 1_000_000, "miljons", Declension::First, &mut words);
    scale(
        n / 1_000 % 1_000,
        "tūkstotis",
        Declension::Second,
        &mut words,
    );
    below_thousand(n % 1_000, gender, case, &mut words);
    words.join(" ")
}

fn below_thousand(n: u64, gender: Gender, case: Case, words: &mut Vec<String>) {
    let hundreds = n / 100;
    if hundreds > 0 {
        words.push(unit(hundreds, Gender::Masc, case));
        words.push(decline("simts", Declension::First, case, hundreds > 1));
    }
    let rest = n % 100;
    match (rest / 10, rest % 10) {
        (0, 0) => {}
        (0, ones) => words.push(unit(ones, gender, case)),
        (1, ones) => words.push(pick(&TEENS, ones).to_owned()),
        (tens, 0) => words.push(pick(&TENS, tens).to_owned()),
        (tens, ones) => {
            words.push(pick(&TENS, tens).to_owned());
            words.push(unit(ones, gender, case));
        }
    }
}

fn unit(n: u64, gender: Gender, case: Case) -> String {
    match (n, gender, case) {
        (3, _, Case::Nom | Case::Acc) => "trīs".to_owned(),
        (3, _, Case::Gen) => "triju".to_owned(),
        (3, _, Case::Dat) => "trim".to_owned(),
        (3, Gender::Masc, Case::Loc) => "trijos".to_owned(),
        (3, Gender::Fem, Case::Loc) => "trijās".to_owned(),
        _ => indefinite(pick(&STEMS, n), gender, case, n != 1),
    }
}

fn pick<'a>(table: &'a [&'a str; 10], digit: u64) -> &'a str {
    usize::try_from(digit)
        .ok()
        .and_then(|at| table.get(at))
        .copied()
        .unwrap_or("")
}

/// Skaitlis tekstā: 1–9 in words, everything else in grouped digits.
///
/// If one sentence mixes small and large numbers, all stand in digits; that choice is the
/// caller's. Source: EU style guide lv §10.5.2.
#[must_use]
pub fn small_in_words(n: u64, gender: Gender, case: Case) -> String {
    if (1..=9).contains(&n) {
        cardinal(n, gender, case)
    } else {
        group_integer(n, true)
    }
}

/// Whether a noun after this number *in words* stands in the genitive plural: after *nulle*
/// and after full hundreds, thousands and millions (*divi simti gadu*).
#[must_use]
pub const fn governs_genitive(n: u64) -> bool {
    n.is_multiple_of(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nom(n: u64) -> String {
        cardinal(n, Gender::Masc, Case::Nom)
    }

    #[test]
    fn numbers_are_spelled_as_the_norms_show() {
        for (n, words) in [
            (0, "nulle"),
            (1, "viens"),
            (3, "trīs"),
            (6, "seši"),
            (10, "desmit"),
            (11, "vienpadsmit"),
            (14, "četrpadsmit"),
            (16, "sešpadsmit"),
            (21, "divdesmit viens"),
            (60, "sešdesmit"),
            (99, "deviņdesmit deviņi"),
            (100, "viens simts"),
            (101, "viens simts viens"),
            (200, "divi simti"),
            (1_000, "viens tūkstotis"),
            (1_001, "viens tūkstotis viens"),
            (2_000, "divi tūkstoši"),
            (10_080, "desmit tūkstoši astoņdesmit"),
            (11_000, "vienpadsmit tūkstoši"),
            (21_000, "divdesmit viens tūkstotis"),
            (99_000, "deviņdesmit deviņi tūkstoši"),
            (100_000, "viens simts tūkstošu"),
            (101_000, "viens simts viens tūkstotis"),
            (300_000, "trīs simti tūkstošu"),
            (1_000_000, "viens miljons"),
            (2_000_000, "divi miljoni"),
            (21_000_000, "divdesmit viens miljons"),
            (200_000_000, "divi simti miljonu"),
            (
                1_337_958,
                "viens miljons trīs simti trīsdesmit septiņi tūkstoši deviņi simti piecdesmit astoņi",
            ),
            (1_000_000_000, "1\u{a0}000\u{a0}000\u{a0}000"),
        ] {
            assert_eq!(nom(n), words, "{n}");
        }
    }

    #[test]
    fn the_parts_decline_on_their_own() {
        use Gender::{Fem, Masc};
        for (n, gender, forms) in [
            (1, Masc, "viens viena vienam vienu vienā"),
            (1, Fem, "viena vienas vienai vienu vienā"),
            (2, Masc, "divi divu diviem divus divos"),
            (2, Fem, "divas divu divām divas divās"),
            (3, Masc, "trīs triju trim trīs trijos"),
            (3, Fem, "trīs triju trim trīs trijās"),
            (4, Fem, "četras četru četrām četras četrās"),
            (9, Masc, "deviņi deviņu deviņiem deviņus deviņos"),
            (
                14,
                Masc,
                "četrpadsmit četrpadsmit četrpadsmit četrpadsmit četrpadsmit",
            ),
            (
                21,
                Fem,
                "divdesmit viena divdesmit vienas divdesmit vienai divdesmit vienu divdesmit vienā",
            ),
            (
                100,
                Fem,
                "viens simts viena simta vienam simtam vienu simtu vienā simtā",
            ),
            (
                2_000,
                Fem,
                "divi tūkstoši divu tūkstošu diviem tūkstošiem divus tūkstošus divos tūkstošos",
            ),
            (
                1_000,
                Masc,
                "viens tūkstotis viena tūkstoša vienam tūkstotim vienu tūkstoti vienā tūkstotī",
            ),
            (
                1_000_000,
                Masc,
                "viens miljons viena miljona vienam miljonam vienu miljonu vienā miljonā",
            ),
            (0, Masc, "nulle nulles nullei nulli nullē"),
        ] {
            assert_eq!(
                Case::ALL.map(|case| cardinal(n, gender, case)).join(" "),
                forms
            );
        }
    }

    #[test]
    fn only_the_last_unit_takes_the_gender() {
        assert_eq!(
            cardinal(2_222, Gender::Fem, Case::Nom),
            "divi tūkstoši divi simti divdesmit divas"
        );
    }

    #[test]
    fn small_numbers_are_words_and_large_ones_digits() {
        for (n, expected) in [
            (0, "0"),
            (1, "viena"),
            (9, "deviņas"),
            (10, "10"),
            (1_550, "1\u{a0}550"),
        ] {
            assert_eq!(small_in_words(n, Gender::Fem, Case::Nom), expected);
        }
    }

    /// Reads words from the dictionary alone; it shares no table with the writer.
    fn read(text: &str) -> Option<u64> {
        let (mut total, mut part) = (0u64, 0u64);
        for word in text.split(' ') {
            part = match word {
                "nulle" => part,
                "viens" => part + 1,
                "divi" => part + 2,
                "trīs" => part + 3,
                "četri" => part + 4,
                "pieci" => part + 5,
                "seši" => part + 6,
                "septiņi" => part + 7,
                "astoņi" => part + 8,
                "deviņi" => part + 9,
                "desmit" => part + 10,
                "vienpadsmit" => part + 11,
                "divpadsmit" => part + 12,
                "trīspadsmit" => part + 13,
                "četrpadsmit" => part + 14,
                "piecpadsmit" => part + 15,
                "sešpadsmit" => part + 16,
                "septiņpadsmit" => part + 17,
                "astoņpadsmit" => part + 18,
                "deviņpadsmit" => part + 19,
                "divdesmit" => part + 20,
                "trīsdesmit" => part + 30,
                "četrdesmit" => part + 40,
                "piecdesmit" => part + 50,
                "sešdesmit" => part + 60,
                "septiņdesmit" => part + 70,
                "astoņdesmit" => part + 80,
                "deviņdesmit" => part + 90,
                "simts" | "simti" => part * 100,
                "tūkstotis" | "tūkstoši" | "tūkstošu" => {
                    total += part * 1_000;
                    0
                }
                "miljons" | "miljoni" | "miljonu" => {
                    total += part * 1_000_000;
                    0
                }
                _ => return None,
            };
        }
        Some(total + part)
    }

    #[test]
    fn every_number_to_ten_thousand_reads_back() {
        for n in 0..=10_000 {
            assert_eq!(read(&nom(n)), Some(n), "{}", nom(n));
        }
    }

    proptest! {
        #[test]
        fn numbers_to_a_million_read_back(n in 0u64..=1_000_000) {
            prop_assert_eq!(read(&nom(n)), Some(n));
        }

        #[test]
        fn numbers_to_the_limit_read_back(n in 0u64..=MAX_IN_WORDS) {
            prop_assert_eq!(read(&nom(n)), Some(n));
        }

        #[test]
        fn no_case_is_empty_or_doubly_spaced(n in 0u64..=MAX_IN_WORDS, case in 0usize..5, fem: bool) {
            let gender = if fem { Gender::Fem } else { Gender::Masc };
            let words = cardinal(n, gender, Case::ALL[case]);
            prop_assert!(!words.is_empty() && !words.contains("  ") && words.trim() == words);
        }
    }
}
