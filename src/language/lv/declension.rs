//! The declension classes of Latvian nouns as endings on a stem; not which word belongs to which class.

use super::case::{Case, Forms, Gender};

/// Deklinācija: the class of a noun, split where the classes differ in consonant change.
///
/// Source: LU MII grammar (valoda.ailab.lv, letonika.lv, pages I–VI deklinācija and
/// "Līdzskaņu mija"), which lists the words without change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declension {
    /// I deklinācija: projekts, ceļš.
    First,
    /// II deklinācija with consonant change: mēnesis – mēneša.
    Second,
    /// II deklinācija without change: viesis – viesa, Atis – Ata.
    SecondPlain,
    /// II deklinācija on -s: akmens – akmens, akmeņi; asmens, ūdens, mēness.
    SecondOnS,
    /// III deklinācija: tirgus, Saldus.
    Third,
    /// IV deklinācija, feminine: diena.
    Fourth,
    /// V deklinācija, feminine: dome, plural genitive with change (domju).
    Fifth,
    /// V deklinācija without change: ārste – ārstu, bāze – bāzu.
    FifthPlain,
    /// VI deklinācija: pils – piļu.
    Sixth,
    /// VI deklinācija without change: valsts – valstu, ass – asu.
    SixthPlain,
    /// Atgriezeniskais lietvārds: tikšanās. It has no dative and no locative; see [`has_form`].
    Reflexive,
    /// Masculine plural name: Talsi, fondi.
    PluralMasc,
    /// Feminine plural name on -as: Pļaviņas, izmaksas.
    PluralOnAs,
    /// Feminine plural name on -es, plural genitive with change.
    PluralOnEs,
    /// Feminine plural name on -is without change: Cēsis – Cēsu.
    PluralOnIs,
    /// Nelokāms vārds: euro, Oslo.
    Indeclinable,
}

impl Declension {
    /// Dzimte of the class. Indeclinable words count as masculine, like *euro*.
    #[must_use]
    pub const fn gender(self) -> Gender {
        match self {
            Self::First
            | Self::Second
            | Self::SecondPlain
            | Self::SecondOnS
            | Self::Third
            | Self::PluralMasc
            | Self::Indeclinable => Gender::Masc,
            _ => Gender::Fem,
        }
    }

    /// Whether words of this class exist only in the plural (daudzskaitlinieki).
    #[must_use]
    pub const fn plural_only(self) -> bool {
        matches!(
            self,
            Self::PluralMasc | Self::PluralOnAs | Self::PluralOnEs | Self::PluralOnIs
        )
    }

    const fn ending_length(self) -> usize {
        match self {
            Self::First
            | Self::SecondOnS
            | Self::Fourth
            | Self::Fifth
            | Self::FifthPlain
            | Self::Sixth
            | Self::SixthPlain
            | Self::PluralMasc => 1,
            Self::Second
            | Self::SecondPlain
            | Self::Third
            | Self::PluralOnAs
            | Self::PluralOnEs
            | Self::PluralOnIs => 2,
            Self::Reflexive => 3,
            Self::Indeclinable => 0,
        }
    }
}

/// Whether the grammar has this form at all. Only reflexive nouns lack some:
/// *tikšanās* has no dative and no locative in either number, and one writes around it.
#[must_use]
pub const fn has_form(class: Declension, case: Case) -> bool {
    !(matches!(class, Declension::Reflexive) && matches!(case, Case::Dat | Case::Loc))
}

const SG_FIRST: [&str; 5] = ["s", "a", "am", "u", "ā"];
const SG_SECOND: [&str; 5] = ["is", "a", "im", "i", "ī"];
const SG_SECOND_ON_S: [&str; 5] = ["s", "s", "im", "i", "ī"];
const SG_THIRD: [&str; 5] = ["us", "us", "um", "u", "ū"];
const SG_FOURTH: [&str; 5] = ["a", "as", "ai", "u", "ā"];
const SG_FIFTH: [&str; 5] = ["e", "es", "ei", "i", "ē"];
const SG_SIXTH: [&str; 5] = ["s", "s", "ij", "i", "ī"];
const PL_MASC: [&str; 5] = ["i", "u", "iem", "us", "os"];
const PL_FOURTH: [&str; 5] = ["as", "u", "ām", "as", "ās"];
const PL_FIFTH: [&str; 5] = ["es", "u", "ēm", "es", "ēs"];
const PL_SIXTH: [&str; 5] = ["is", "u", "īm", "is", "īs"];
// Dative and locative do not exist; the nominative stands in so that a text stays readable.
const SG_REFLEXIVE: [&str; 5] = ["nās", "nās", "nās", "nos", "nās"];
const PL_REFLEXIVE: [&str; 5] = ["nās", "nos", "nās", "nās", "nās"];

/// Declines a noun given in its dictionary form (nominative singular; nominative plural for
/// the plural-only classes). For plural-only classes `plural` is ignored.
#[must_use]
pub fn decline(lemma: &str, class: Declension, case: Case, plural: bool) -> String {
    let stem = without_last(lemma, class.ending_length());
    let i = case.index();
    let soft = |ending: &str| format!("{}{ending}", palatalise(stem));
    let plain = |ending: &str| format!("{stem}{ending}");
    match (class, plural) {
        (Declension::Indeclinable, _) => lemma.to_owned(),
        _ if case == Case::Nom && (!plural || class.plural_only()) => lemma.to_owned(),
        (Declension::First, false) => plain(SG_FIRST[i]),
        (Declension::Second, false) if case == Case::Gen => soft(SG_SECOND[i]),
        (Declension::Second | Declension::SecondPlain, false) => plain(SG_SECOND[i]),
        (Declension::SecondOnS, false) => plain(SG_SECOND_ON_S[i]),
        (Declension::Third, false) => plain(SG_THIRD[i]),
        (Declension::Fourth, false) => plain(SG_FOURTH[i]),
        (Declension::Fifth | Declension::FifthPlain, false) => plain(SG_FIFTH[i]),
        (Declension::Sixth | Declension::SixthPlain, false) => plain(SG_SIXTH[i]),
        (Declension::Reflexive, false) => plain(SG_REFLEXIVE[i]),
        (Declension::Second | Declension::SecondOnS, true) => soft(PL_MASC[i]),
        (Declension::First | Declension::SecondPlain | Declension::Third, true)
        | (Declension::PluralMasc, _) => plain(PL_MASC[i]),
        (Declension::Fourth, true) | (Declension::PluralOnAs, _) => plain(PL_FOURTH[i]),
        (Declension::Fifth, true) | (Declension::PluralOnEs, _) if case == Case::Gen => {
            soft(PL_FIFTH[i])
        }
        (Declension::Fifth | Declension::FifthPlain, true) | (Declension::PluralOnEs, _) => {
            plain(PL_FIFTH[i])
        }
        (Declension::Sixth, true) if case == Case::Gen => soft(PL_SIXTH[i]),
        (Declension::Sixth | Declension::SixthPlain, true) | (Declension::PluralOnIs, _) => {
            plain(PL_SIXTH[i])
        }
        (Declension::Reflexive, true) => plain(PL_REFLEXIVE[i]),
    }
}

/// All five forms of a noun in one number; see [`decline`].
#[must_use]
pub fn forms(lemma: &str, class: Declension, plural: bool) -> Forms {
    Forms::from_fn(|case| decline(lemma, class, case, plural))
}

/// Līdzskaņu mija: the stem as it stands before the endings of II, V and VI that soften it.
/// Longest match first; stems on r, j, k, ķ, g, ģ, f, h and on š, ž, č, ļ, ņ stay as they are.
#[must_use]
pub fn palatalise(stem: &str) -> String {
    const CHANGES: [(&str, &str); 20] = [
        ("kst", "kš"),
        ("sn", "šņ"),
        ("zn", "žņ"),
        ("sl", "šļ"),
        ("zl", "žļ"),
        ("ln", "ļņ"),
        ("ll", "ļļ"),
        ("nn", "ņņ"),
        ("dz", "dž"),
        ("b", "bj"),
        ("p", "pj"),
        ("m", "mj"),
        ("v", "vj"),
        ("t", "š"),
        ("d", "ž"),
        ("s", "š"),
        ("z", "ž"),
        ("c", "č"),
        ("l", "ļ"),
        ("n", "ņ"),
    ];
    CHANGES
        .iter()
        .find_map(|(from, to)| stem.strip_suffix(from).map(|rest| format!("{rest}{to}")))
        .unwrap_or_else(|| stem.to_owned())
}

fn without_last(word: &str, chars: usize) -> &str {
    match chars {
        0 => word,
        n => word
            .char_indices()
            .rev()
            .nth(n - 1)
            .map_or("", |(at, _)| &word[..at]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consonants_change_as_the_grammar_lists_them() {
        for (from, to) in [
            ("gulb", "gulbj"),
            ("kurm", "kurmj"),
            ("krup", "krupj"),
            ("kurv", "kurvj"),
            ("zut", "zuš"),
            ("bried", "briež"),
            ("lāc", "lāč"),
            ("dadz", "dadž"),
            ("las", "laš"),
            ("ez", "ež"),
            ("sain", "saiņ"),
            ("val", "vaļ"),
            ("atkusn", "atkušņ"),
            ("pūzn", "pūžņ"),
            ("kāpsl", "kāpšļ"),
            ("zizl", "zižļ"),
            ("viln", "viļņ"),
            ("lell", "leļļ"),
            ("kann", "kaņņ"),
            ("rīkst", "rīkš"),
            ("partner", "partner"),
            ("mērķ", "mērķ"),
            ("žiraf", "žiraf"),
            ("", ""),
        ] {
            assert_eq!(palatalise(from), to, "{from}");
        }
    }

    #[test]
    fn each_class_declines_like_its_model_word() {
        use Declension as D;
        let rows: [(&str, D, [&str; 5], [&str; 5]); 12] = [
            (
                "projekts",
                D::First,
                ["projekts", "projekta", "projektam", "projektu", "projektā"],
                [
                    "projekti",
                    "projektu",
                    "projektiem",
                    "projektus",
                    "projektos",
                ],
            ),
            (
                "ceļš",
                D::First,
                ["ceļš", "ceļa", "ceļam", "ceļu", "ceļā"],
                ["ceļi", "ceļu", "ceļiem", "ceļus", "ceļos"],
            ),
            (
                "mēnesis",
                D::Second,
                ["mēnesis", "mēneša", "mēnesim", "mēnesi", "mēnesī"],
                ["mēneši", "mēnešu", "mēnešiem", "mēnešus", "mēnešos"],
            ),
            (
                "viesis",
                D::SecondPlain,
                ["viesis", "viesa", "viesim", "viesi", "viesī"],
                ["viesi", "viesu", "viesiem", "viesus", "viesos"],
            ),
            (
                "akmens",
                D::SecondOnS,
                ["akmens", "akmens", "akmenim", "akmeni", "akmenī"],
                ["akmeņi", "akmeņu", "akmeņiem", "akmeņus", "akmeņos"],
            ),
            (
                "tirgus",
                D::Third,
                ["tirgus", "tirgus", "tirgum", "tirgu", "tirgū"],
                ["tirgi", "tirgu", "tirgiem", "tirgus", "tirgos"],
            ),
            (
                "diena",
                D::Fourth,
                ["diena", "dienas", "dienai", "dienu", "dienā"],
                ["dienas", "dienu", "dienām", "dienas", "dienās"],
            ),
            (
                "dome",
                D::Fifth,
                ["dome", "domes", "domei", "domi", "domē"],
                ["domes", "domju", "domēm", "domes", "domēs"],
            ),
            (
                "bāze",
                D::FifthPlain,
                ["bāze", "bāzes", "bāzei", "bāzi", "bāzē"],
                ["bāzes", "bāzu", "bāzēm", "bāzes", "bāzēs"],
            ),
            (
                "pils",
                D::Sixth,
                ["pils", "pils", "pilij", "pili", "pilī"],
                ["pilis", "piļu", "pilīm", "pilis", "pilīs"],
            ),
            (
                "valsts",
                D::SixthPlain,
                ["valsts", "valsts", "valstij", "valsti", "valstī"],
                ["valstis", "valstu", "valstīm", "valstis", "valstīs"],
            ),
            (
                "tikšanās",
                D::Reflexive,
                ["tikšanās", "tikšanās", "tikšanās", "tikšanos", "tikšanās"],
                ["tikšanās", "tikšanos", "tikšanās", "tikšanās", "tikšanās"],
            ),
        ];
        for (lemma, class, singular, plural) in rows {
            for case in Case::ALL {
                assert_eq!(decline(lemma, class, case, false), singular[case.index()]);
                assert_eq!(decline(lemma, class, case, true), plural[case.index()]);
            }
        }
    }

    #[test]
    fn plural_names_decline_in_the_plural_whatever_number_is_asked() {
        use Declension as D;
        let rows = [
            ("Talsi", D::PluralMasc, "Talsi Talsu Talsiem Talsus Talsos"),
            (
                "Pļaviņas",
                D::PluralOnAs,
                "Pļaviņas Pļaviņu Pļaviņām Pļaviņas Pļaviņās",
            ),
            ("Cēsis", D::PluralOnIs, "Cēsis Cēsu Cēsīm Cēsis Cēsīs"),
            ("euro", D::Indeclinable, "euro euro euro euro euro"),
            ("Alpes", D::PluralOnEs, "Alpes Alpju Alpēm Alpes Alpēs"),
        ];
        for (lemma, class, expected) in rows {
            for plural in [false, true] {
                let made: Vec<String> = Case::ALL
                    .into_iter()
                    .map(|case| decline(lemma, class, case, plural))
                    .collect();
                assert_eq!(made.join(" "), expected);
            }
        }
    }

    #[test]
    fn only_reflexive_nouns_lack_cases() {
        assert!(!has_form(Declension::Reflexive, Case::Dat));
        assert!(!has_form(Declension::Reflexive, Case::Loc));
        assert!(has_form(Declension::Reflexive, Case::Gen));
        assert!(has_form(Declension::Fourth, Case::Loc));
    }

    #[test]
    fn a_word_shorter_than_its_ending_does_not_panic() {
        for lemma in ["", "s", "ā"] {
            for case in Case::ALL {
                let _ = decline(lemma, Declension::Reflexive, case, true);
                let _ = decline(lemma, Declension::Second, case, false);
            }
        }
    }
}
