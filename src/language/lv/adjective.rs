//! Adjectives, participles and ordinals as endings on a stem; not which words are adjectives.

use super::case::{Case, Gender};

/// Īpašības vārda noteiktā galotne: *prioritārais virziens*, *vadošā partnera*, *ceturtajā*.
///
/// `stem` is the word without its ending (`prioritār`, `vadoš`, `ceturt`). Stems on `-ēj`
/// take the short endings (*iepriekšējam*, not *iepriekšējajam*), as the grammar requires.
#[must_use]
pub fn definite(stem: &str, gender: Gender, case: Case, plural: bool) -> String {
    let short = stem.ends_with("ēj");
    let ending = match (gender, plural, case) {
        (Gender::Masc, false, Case::Nom) => "ais",
        (Gender::Masc, false, Case::Gen) | (Gender::Fem, false, Case::Nom) => "ā",
        (Gender::Masc, false, Case::Dat) if short => "am",
        (Gender::Masc, false, Case::Dat) => "ajam",
        (_, false, Case::Acc) | (_, true, Case::Gen) => "o",
        (_, false, Case::Loc) if short => "ā",
        (_, false, Case::Loc) => "ajā",
        (Gender::Fem, false, Case::Gen) | (Gender::Fem, true, Case::Nom | Case::Acc) => "ās",
        (Gender::Fem, false, Case::Dat) if short => "ai",
        (Gender::Fem, false, Case::Dat) => "ajai",
        (Gender::Masc, true, Case::Nom) => "ie",
        (Gender::Masc, true, Case::Dat) if short => "iem",
        (Gender::Masc, true, Case::Dat) => "ajiem",
        (Gender::Masc, true, Case::Acc) => "os",
        (Gender::Masc, true, Case::Loc) if short => "os",
        (Gender::Masc, true, Case::Loc) => "ajos",
        (Gender::Fem, true, Case::Dat) if short => "ām",
        (Gender::Fem, true, Case::Dat) => "ajām",
        (Gender::Fem, true, Case::Loc) if short => "ās",
        (Gender::Fem, true, Case::Loc) => "ajās",
    };
    format!("{stem}{ending}")
}

/// Nenoteiktā galotne, also that of passive participles and of *viens*:
/// *iesaistīts*, *iesaistīti*, *vienam*.
#[must_use]
pub fn indefinite(stem: &str, gender: Gender, case: Case, plural: bool) -> String {
    let table: [&str; 5] = match (gender, plural) {
        (Gender::Masc, false) => ["s", "a", "am", "u", "ā"],
        (Gender::Fem, false) => ["a", "as", "ai", "u", "ā"],
        (Gender::Masc, true) => ["i", "u", "iem", "us", "os"],
        (Gender::Fem, true) => ["as", "u", "ām", "as", "ās"],
    };
    format!("{stem}{}", table[case.index()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(
        form: fn(&str, Gender, Case, bool) -> String,
        stem: &str,
        gender: Gender,
        plural: bool,
    ) -> String {
        Case::ALL
            .map(|case| form(stem, gender, case, plural))
            .join(" ")
    }

    #[test]
    fn definite_endings_follow_the_table() {
        use Gender::{Fem, Masc};
        for (gender, plural, expected) in [
            (
                Masc,
                false,
                "prioritārais prioritārā prioritārajam prioritāro prioritārajā",
            ),
            (
                Fem,
                false,
                "prioritārā prioritārās prioritārajai prioritāro prioritārajā",
            ),
            (
                Masc,
                true,
                "prioritārie prioritāro prioritārajiem prioritāros prioritārajos",
            ),
            (
                Fem,
                true,
                "prioritārās prioritāro prioritārajām prioritārās prioritārajās",
            ),
        ] {
            assert_eq!(row(definite, "prioritār", gender, plural), expected);
        }
    }

    #[test]
    fn stems_on_ej_take_the_short_endings() {
        use Gender::{Fem, Masc};
        for (gender, plural, expected) in [
            (Masc, false, "vidējais vidējā vidējam vidējo vidējā"),
            (Fem, false, "vidējā vidējās vidējai vidējo vidējā"),
            (Masc, true, "vidējie vidējo vidējiem vidējos vidējos"),
            (Fem, true, "vidējās vidējo vidējām vidējās vidējās"),
        ] {
            assert_eq!(row(definite, "vidēj", gender, plural), expected);
        }
    }

    #[test]
    fn indefinite_endings_follow_the_table() {
        use Gender::{Fem, Masc};
        for (gender, plural, expected) in [
            (Masc, false, "viens viena vienam vienu vienā"),
            (Fem, false, "viena vienas vienai vienu vienā"),
            (Masc, true, "vieni vienu vieniem vienus vienos"),
            (Fem, true, "vienas vienu vienām vienas vienās"),
        ] {
            assert_eq!(row(indefinite, "vien", gender, plural), expected);
        }
    }
}
