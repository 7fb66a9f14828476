//! Cases, genders and the five printed forms of one name; not how the forms are made.

use serde::{Deserialize, Serialize};

/// Locījums: the five cases that documents print. The instrumental equals the accusative
/// (singular) or the dative (plural), and the vocative has no place in a council's paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// Nominatīvs – kas?
    Nom,
    /// Ģenitīvs – kā?
    Gen,
    /// Datīvs – kam?
    Dat,
    /// Akuzatīvs – ko?
    Acc,
    /// Lokatīvs – kur? kad?
    Loc,
}

impl Case {
    /// Visi locījumi, in the order of the grammar books.
    pub const ALL: [Self; 5] = [Self::Nom, Self::Gen, Self::Dat, Self::Acc, Self::Loc];

    /// Reads `nom`, `gen`, `dat`, `acc` or `loc`; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.as_str() == text)
    }

    /// The three-letter name that [`Case::parse`] reads and serde writes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nom => "nom",
            Self::Gen => "gen",
            Self::Dat => "dat",
            Self::Acc => "acc",
            Self::Loc => "loc",
        }
    }

    /// Position in [`Case::ALL`], for tables with one column per case.
    #[must_use]
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Nom => 0,
            Self::Gen => 1,
            Self::Dat => 2,
            Self::Acc => 3,
            Self::Loc => 4,
        }
    }
}

/// Dzimte: Latvian has two genders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Vīriešu dzimte.
    Masc,
    /// Sieviešu dzimte.
    Fem,
}

/// Locījumu formas: one word or name in all five cases, in one number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// Nominatīvs.
    pub nom: String,
    /// Ģenitīvs (`gen` is a reserved word in Rust 2024).
    pub r#gen: String,
    /// Datīvs.
    pub dat: String,
    /// Akuzatīvs.
    pub acc: String,
    /// Lokatīvs.
    pub loc: String,
}

impl Forms {
    /// The form for one case.
    #[must_use]
    pub fn get(&self, case: Case) -> &str {
        match case {
            Case::Nom => &self.nom,
            Case::Gen => &self.r#gen,
            Case::Dat => &self.dat,
            Case::Acc => &self.acc,
            Case::Loc => &self.loc,
        }
    }

    /// Builds the five forms from one function of the case.
    #[must_use]
    pub fn from_fn(mut form: impl FnMut(Case) -> String) -> Self {
        Self {
            nom: form(Case::Nom),
            r#gen: form(Case::Gen),
            dat: form(Case::Dat),
            acc: form(Case::Acc),
            loc: form(Case::Loc),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_read_back_from_its_own_name() {
        for case in Case::ALL {
            assert_eq!(Case::parse(case.as_str()), Some(case));
            assert_eq!(Case::ALL[case.index()], case);
        }
    }

    #[test]
    fn other_words_are_not_cases() {
        for text in ["", "Gen", "genitive", "ins", "voc", " gen"] {
            assert_eq!(Case::parse(text), None, "{text}");
        }
    }

    #[test]
    fn serde_uses_the_same_names() {
        for case in Case::ALL {
            let json = serde_json::to_string(&case).expect("a unit variant serialises");
            assert_eq!(json, format!("\"{}\"", case.as_str()));
        }
    }

    #[test]
    fn forms_answer_for_their_case() {
        let forms = Forms::from_fn(|case| case.as_str().to_owned());
        for case in Case::ALL {
            assert_eq!(forms.get(case), case.as_str());
        }
    }
}
