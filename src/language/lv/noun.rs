//! Nouns that documents count or name, in every form; the list of them is `lexicon`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::adjective::definite;
use super::agreement::{is_one, is_one_decimal};
use super::case::{Case, Forms, Gender};
use super::declension::{self, Declension};
use super::lexicon::LEXICON;
use super::money::{group, group_integer};
use super::numeral::{cardinal, governs_genitive, small_in_words};
use super::preposition::preposition;
use super::typography::NBSP;

/// Lietvārds vai vārdkopa ar lietvārdu: *partneris*, *prioritārais virziens*,
/// *specifiskais atbalsta mērķis*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// Stem of an adjective with the definite ending that stands first, or empty.
    pub(crate) adjective: &'static str,
    /// Words before the head that never change, or empty.
    pub(crate) fixed: &'static str,
    /// The noun that declines, nominative singular (plural for plural-only nouns).
    pub(crate) head: &'static str,
    /// The head's declension.
    pub(crate) class: Declension,
}

/// Vārdnīca: looks a noun up by its dictionary form (`partneris`, `izmaksas`).
///
/// `None` for a word that the lexicon does not hold; nothing is guessed here, because a
/// counted noun stands in print many times.
#[must_use]
pub fn noun(lemma: &str) -> Option<Noun> {
    // A dictionary form is made by rule; making all of them for each look-up would be most of the work.
    static BY_LEMMA: LazyLock<BTreeMap<String, Noun>> =
        LazyLock::new(|| LEXICON.iter().map(|noun| (noun.lemma(), *noun)).collect());
    BY_LEMMA.get(lemma).copied()
}

/// All nouns of the lexicon in its order, for suggestions and for lists of choices.
pub fn nouns() -> impl Iterator<Item = Noun> {
    LEXICON.iter().copied()
}

impl Noun {
    /// Pamatforma, under which [`noun`] finds the noun.
    #[must_use]
    pub fn lemma(&self) -> String {
        self.form(Case::Nom, false)
    }

    /// Dzimte of the head.
    #[must_use]
    pub const fn gender(&self) -> Gender {
        self.class.gender()
    }

    /// Daudzskaitlinieks: has no singular (*izmaksas*).
    #[must_use]
    pub const fn plural_only(&self) -> bool {
        self.class.plural_only()
    }

    /// Whether the grammar has this form; false only for the dative and the locative of
    /// reflexive nouns (*tikšanās*), where [`Noun::form`] answers with the nominative and
    /// the sentence should be turned round (*tikšanās laikā*, not a locative).
    #[must_use]
    pub const fn has_form(&self, case: Case) -> bool {
        declension::has_form(self.class, case)
    }

    /// The form in a case and number. Plural-only nouns answer in the plural always.
    #[must_use]
    pub fn form(&self, case: Case, plural: bool) -> String {
        let plural = plural || self.plural_only();
        let mut out = String::new();
        if !self.adjective.is_empty() {
            out.push_str(&definite(self.adjective, self.gender(), case, plural));
            out.push(' ');
        }
        if !self.fixed.is_empty() {
            out.push_str(self.fixed);
            out.push(' ');
        }
        out.push_str(&declension::decline(self.head, self.class, case, plural));
        out
    }

    /// All five forms of one number.
    #[must_use]
    pub fn forms(&self, plural: bool) -> Forms {
        Forms::from_fn(|case| self.form(case, plural))
    }
}

/// Skaits ar lietvārdu: `14 partneri`, `21 partneris`, genitive `11 valstu`.
///
/// One → singular, everything else → plural (see [`is_one`]). The number stands in grouped
/// digits, joined by U+00A0.
#[must_use]
pub fn counted(n: u64, noun: &Noun, case: Case) -> String {
    format!(
        "{}{NBSP}{}",
        group_integer(n, true),
        noun.form(case, !is_one(n))
    )
}

/// Decimāldaļskaitlis ar lietvārdu: `4,5 kilometri`, `0,1 kilometrs`; see [`is_one_decimal`].
#[must_use]
pub fn counted_decimal(n: Decimal, noun: &Noun, case: Case) -> String {
    format!(
        "{}{NBSP}{}",
        group(n, true),
        noun.form(case, !is_one_decimal(n))
    )
}

/// Skaits vārdiem: `četrpadsmit partneri`, `divi simti partneru`, `vienpadsmit valstīm`.
///
/// After *nulle* and after full hundreds the noun stands in the genitive plural.
/// Source: valoda.ailab.lv skvp 5.
#[must_use]
pub fn counted_in_words(n: u64, noun: &Noun, case: Case) -> String {
    let form = if governs_genitive(n) {
        noun.form(Case::Gen, true)
    } else {
        noun.form(case, !is_one(n))
    };
    format!("{} {form}", cardinal(n, noun.gender(), case))
}

/// Skaits pēc ES stila: 1–9 in words (`trīs partneri`), larger in digits (`14 partneri`).
///
/// Source: EU style guide lv §10.5.2.
#[must_use]
pub fn counted_small_in_words(n: u64, noun: &Noun, case: Case) -> String {
    if (1..=9).contains(&n) {
        format!(
            "{} {}",
            small_in_words(n, noun.gender(), case),
            noun.form(case, !is_one(n))
        )
    } else {
        counted(n, noun, case)
    }
}

/// Skaits pēc prievārda *no*: genitive in the singular, dative in the plural:
/// `11 valstīm`, `21 valsts`, `1 valsts`. The word *no* itself is not included.
#[must_use]
pub fn after_no(n: u64, noun: &Noun) -> String {
    let case = preposition("no").map_or(Case::Gen, |no| no.case(!is_one(n)));
    counted(n, noun, case)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(lemma: &str) -> Noun {
        noun(lemma).unwrap_or_else(|| panic!("the lexicon lacks {lemma}"))
    }

    fn plain(text: &str) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn counts_take_singular_or_plural() {
        for (n, partneris, after, projekts) in [
            (0, "0 partneri", "0 valstīm", "0 projekti"),
            (1, "1 partneris", "1 valsts", "1 projekts"),
            (2, "2 partneri", "2 valstīm", "2 projekti"),
            (6, "6 partneri", "6 valstīm", "6 projekti"),
            (10, "10 partneri", "10 valstīm", "10 projekti"),
            (11, "11 partneri", "11 valstīm", "11 projekti"),
            (14, "14 partneri", "14 valstīm", "14 projekti"),
            (21, "21 partneris", "21 valsts", "21 projekts"),
            (22, "22 partneri", "22 valstīm", "22 projekti"),
            (101, "101 partneris", "101 valsts", "101 projekts"),
            (111, "111 partneri", "111 valstīm", "111 projekti"),
            (131, "131 partneris", "131 valsts", "131 projekts"),
            (1_550, "1 550 partneri", "1 550 valstīm", "1 550 projekti"),
        ] {
            assert_eq!(
                plain(&counted(n, &known("partneris"), Case::Nom)),
                partneris
            );
            assert_eq!(plain(&after_no(n, &known("valsts"))), after);
            assert_eq!(plain(&counted(n, &known("projekts"), Case::Nom)), projekts);
        }
    }

    #[test]
    fn the_number_holds_on_to_its_noun() {
        assert_eq!(
            counted(14, &known("partneris"), Case::Nom),
            "14\u{a0}partneri"
        );
    }

    #[test]
    fn counts_decline() {
        for (n, lemma, case, expected) in [
            (24, "mēnesis", Case::Nom, "24 mēneši"),
            (24, "mēnesis", Case::Gen, "24 mēnešu"),
            (1, "mēnesis", Case::Gen, "1 mēneša"),
            (5, "diena", Case::Gen, "5 dienu"),
            (3, "komponents", Case::Dat, "3 komponentiem"),
            (5, "pasākums", Case::Nom, "5 pasākumi"),
            (2, "vadošais partneris", Case::Nom, "2 vadošie partneri"),
            (3, "tikšanās", Case::Nom, "3 tikšanās"),
        ] {
            assert_eq!(plain(&counted(n, &known(lemma), case)), expected);
        }
    }

    #[test]
    fn counts_in_words_agree_in_gender_and_case() {
        for (n, lemma, case, expected) in [
            (14, "partneris", Case::Nom, "četrpadsmit partneri"),
            (11, "dalībvalsts", Case::Dat, "vienpadsmit dalībvalstīm"),
            (3, "komponents", Case::Dat, "trim komponentiem"),
            (2, "valsts", Case::Nom, "divas valstis"),
            (21, "valsts", Case::Nom, "divdesmit viena valsts"),
            (200, "partneris", Case::Nom, "divi simti partneru"),
            (0, "partneris", Case::Nom, "nulle partneru"),
        ] {
            assert_eq!(counted_in_words(n, &known(lemma), case), expected);
        }
        assert_eq!(
            counted_small_in_words(3, &known("partneris"), Case::Nom),
            "trīs partneri"
        );
        assert_eq!(
            plain(&counted_small_in_words(14, &known("partneris"), Case::Nom)),
            "14 partneri"
        );
    }

    #[test]
    fn decimals_agree_with_what_is_spoken_last() {
        for (text, expected) in [
            ("4.5", "4,5 kilometri"),
            ("0.1", "0,1 kilometrs"),
            ("1.0", "1,0 kilometrs"),
        ] {
            let n: Decimal = text.parse().expect("a decimal");
            assert_eq!(
                plain(&counted_decimal(n, &known("kilometrs"), Case::Nom)),
                expected
            );
        }
    }

    #[test]
    fn phrases_decline_adjective_and_head_together() {
        for (lemma, case, plural, expected) in [
            (
                "specifiskais atbalsta mērķis",
                Case::Gen,
                false,
                "specifiskā atbalsta mērķa",
            ),
            (
                "specifiskais atbalsta mērķis",
                Case::Loc,
                true,
                "specifiskajos atbalsta mērķos",
            ),
            (
                "prioritārais virziens",
                Case::Gen,
                false,
                "prioritārā virziena",
            ),
            ("prioritārā ass", Case::Gen, true, "prioritāro asu"),
            ("prioritārā ass", Case::Gen, false, "prioritārās ass"),
            (
                "vadošais partneris",
                Case::Dat,
                false,
                "vadošajam partnerim",
            ),
            (
                "attiecināmās izmaksas",
                Case::Gen,
                false,
                "attiecināmo izmaksu",
            ),
        ] {
            assert_eq!(known(lemma).form(case, plural), expected);
        }
    }

    #[test]
    fn unknown_nouns_are_not_guessed() {
        for word in ["", "partneri", "Partneris", "kosmosa kuģis"] {
            assert_eq!(noun(word), None, "{word}");
        }
    }
}
