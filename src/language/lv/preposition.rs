//! Which case a preposition governs; not where a preposition belongs in a sentence.

use super::agreement::is_one;
use super::case::Case;
use super::noun::{Noun, counted};

/// Prievārds: the word and the case of what it governs.
///
/// In the plural every preposition takes the dative (*no valstīm*, *par projektiem*); only
/// the postpositions *dēļ* and *labad* keep the genitive. The accusative stands for the
/// accusative-instrumental of *ar*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preposition {
    /// The word itself.
    pub word: &'static str,
    /// Case in the singular. Where two are possible, the one that council texts use; the
    /// other is in `also`.
    pub singular: Case,
    /// A second possible case in the singular, with another sense.
    pub also: Option<Case>,
    /// Case in the plural.
    pub plural: Case,
    /// Stands after its noun.
    pub postposed: bool,
}

impl Preposition {
    /// The case for a number.
    #[must_use]
    pub const fn case(&self, plural: bool) -> Case {
        if plural { self.plural } else { self.singular }
    }
}

const fn before(word: &'static str, singular: Case) -> Preposition {
    Preposition {
        word,
        singular,
        also: None,
        plural: Case::Dat,
        postposed: false,
    }
}

const fn twofold(word: &'static str, singular: Case, also: Case) -> Preposition {
    Preposition {
        also: Some(also),
        ..before(word, singular)
    }
}

const fn behind(word: &'static str) -> Preposition {
    Preposition {
        word,
        singular: Case::Gen,
        also: None,
        plural: Case::Gen,
        postposed: true,
    }
}

/// Prievārdi of the literary language, alphabetically within each government.
const PREPOSITIONS: &[Preposition] = &[
    before("aiz", Case::Gen),
    before("apakš", Case::Gen),
    before("ārpus", Case::Gen),
    before("augšpus", Case::Gen),
    before("bez", Case::Gen),
    before("iekšpus", Case::Gen),
    before("kopš", Case::Gen),
    before("lejpus", Case::Gen),
    before("no", Case::Gen),
    before("otrpus", Case::Gen),
    before("pēc", Case::Gen),
    before("pie", Case::Gen),
    before("pirms", Case::Gen),
    before("priekš", Case::Gen),
    before("šaipus", Case::Gen),
    before("viņpus", Case::Gen),
    before("virs", Case::Gen),
    before("zem", Case::Gen),
    before("līdz", Case::Dat),
    before("līdztekus", Case::Dat),
    before("blakus", Case::Dat),
    before("pretī", Case::Dat),
    before("pretim", Case::Dat),
    before("ap", Case::Acc),
    before("ar", Case::Acc),
    before("caur", Case::Acc),
    before("gar", Case::Acc),
    before("par", Case::Acc),
    before("pār", Case::Acc),
    before("pret", Case::Acc),
    before("starp", Case::Acc),
    // uz Daugavpili (whither) – uz galda (where); pa ceļu (along) – pa vienam (each).
    twofold("uz", Case::Acc, Case::Gen),
    twofold("pa", Case::Acc, Case::Dat),
    behind("dēļ"),
    behind("labad"),
];

/// Looks a preposition up by its word.
#[must_use]
pub fn preposition(word: &str) -> Option<&'static Preposition> {
    PREPOSITIONS.iter().find(|row| row.word == word)
}

/// All prepositions, by government.
#[must_use]
pub const fn prepositions() -> &'static [Preposition] {
    PREPOSITIONS
}

/// Skaits prievārda prasītajā locījumā, without the preposition: `after("ar", 6, valsts)`
/// is `6 valstīm`, `after("ar", 21, valsts)` is `21 valsti`. `None` for an unknown word.
#[must_use]
pub fn after(word: &str, n: u64, noun: &Noun) -> Option<String> {
    preposition(word).map(|row| counted(n, noun, row.case(!is_one(n))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lv::noun::noun;

    #[test]
    fn the_plural_is_dative_except_after_the_noun() {
        for row in prepositions() {
            let expected = if row.postposed { Case::Gen } else { Case::Dat };
            assert_eq!(row.case(true), expected, "{}", row.word);
        }
    }

    #[test]
    fn every_word_stands_once() {
        for row in prepositions() {
            assert_eq!(preposition(row.word), Some(row));
        }
        assert_eq!(preposition("zzz"), None);
    }

    #[test]
    fn counts_stand_in_the_case_that_is_governed() {
        let valsts = noun("valsts").expect("in the lexicon");
        let projekts = noun("projekts").expect("in the lexicon");
        for (word, n, noun, expected) in [
            ("no", 1, valsts, "1 valsts"),
            ("no", 11, valsts, "11 valstīm"),
            ("ar", 6, valsts, "6 valstīm"),
            ("ar", 21, valsts, "21 valsti"),
            ("līdz", 1, projekts, "1 projektam"),
            ("par", 1, projekts, "1 projektu"),
            ("par", 3, projekts, "3 projektiem"),
            ("dēļ", 3, projekts, "3 projektu"),
        ] {
            let made = after(word, n, &noun).map(|text| text.replace('\u{a0}', " "));
            assert_eq!(made.as_deref(), Some(expected));
        }
        assert_eq!(after("zzz", 1, &valsts), None);
    }
}
