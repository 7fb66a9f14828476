//! Texts with more to them than a string: names with cases, foreign titles, paragraphs and lists.

use crate::language::Language;
use crate::language::lv::{Case, Forms, name::decline};
use crate::record::leaf::{LanguageCode, Sentences, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::OnceLock;

/// Nosaukums: a Latvian name. Give the nominative alone where the rules of declension make the other
/// cases rightly, and an object with the forms where they do not.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Given")]
#[schemars(with = "Given")]
pub struct Name {
    given: Given,
    /// All forms, made once: hundreds of documents name the same council.
    made: OnceLock<(Forms, bool)>,
}

impl From<Given> for Name {
    fn from(given: Given) -> Name {
        let made = OnceLock::new();
        Name { given, made }
    }
}

/// Nosaukums: a Latvian name. Give the nominative alone where the rules of declension make the other
/// cases rightly, and an object with the forms where they do not.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Given {
    /// The nominative; the other cases are made by rule.
    Plain(Text),
    /// The nominative, and the forms that no rule makes.
    Forms(NameForms),
}

/// Locījumi: the forms of a name.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameForms {
    /// Nominatīvs (kas?).
    pub nom: Text,
    /// Ģenitīvs (kā?).
    #[serde(rename = "gen")]
    pub genitive: Option<Text>,
    /// Datīvs (kam?).
    pub dat: Option<Text>,
    /// Akuzatīvs (ko?).
    pub acc: Option<Text>,
    /// Lokatīvs (kur?).
    pub loc: Option<Text>,
    /// Angliski, as running text says it: `the European Commission`.
    pub en: Option<Text>,
}

/// Declares a text that may be given in several languages: a string is Latvian.
macro_rules! worded {
    ($(#[$doc:meta])* $name:ident, $several:ident, $one:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
        #[serde(untagged, deny_unknown_fields)]
        pub enum $name {
            /// In Latvian.
            Latvian($one),
            /// In the languages that are given.
            Several($several),
        }

        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(extend("minProperties" = 1))]
        pub struct $several {
            /// Latviski.
            pub lv: Option<$one>,
            /// Angliski.
            pub en: Option<$one>,
        }

        impl $name {
            /// The text in a language, and what the pointer to it goes on with: a Latvian text stays where it
            /// is when others come beside it.
            pub fn in_language(&self, language: Language) -> Option<(&str, &'static str)> {
                match (self, language) {
                    ($name::Latvian(text), Language::Latvian) => Some((text.as_str(), "")),
                    ($name::Latvian(_), Language::English) => None,
                    ($name::Several(texts), Language::Latvian) => {
                        texts.lv.as_ref().map(|text| (text.as_str(), ""))
                    }
                    ($name::Several(texts), Language::English) => {
                        texts.en.as_ref().map(|text| (text.as_str(), "/en"))
                    }
                }
            }

            /// The text in whatever language it is given, Latvian first.
            pub fn any(&self) -> &str {
                let found = [Language::Latvian, Language::English];
                let found = found.into_iter().find_map(|language| self.in_language(language));
                found.map_or("", |(text, _)| text)
            }
        }
    };
}

worded!(
    /// Teksts ar izteiksmēm: a text that may name facts, `{{money budget.total}}`; a string is Latvian, an
    /// object gives it in several languages, `{"lv": "…", "en": "…"}`.
    Prose, ProseTexts, Sentences
);
worded!(
    /// Nosaukums: a name or title that stays as it is in all cases; a string is Latvian, an object gives it in
    /// several languages, `{"lv": "…", "en": "…"}`.
    Label, LabelTexts, Text
);

impl Name {
    /// A name of which only the nominative is given.
    pub fn plain(text: Text) -> Name {
        Given::Plain(text).into()
    }

    /// The name in English, if it is given.
    pub fn english(&self) -> Option<&str> {
        match &self.given {
            Given::Plain(_) => None,
            Given::Forms(forms) => forms.en.as_ref().map(Text::as_str),
        }
    }

    /// All forms, and whether a rule was unsure of one that was not given.
    pub fn forms(&self) -> (Forms, bool) {
        self.made.get_or_init(|| self.given.forms()).clone()
    }
}

impl Given {
    fn forms(&self) -> (Forms, bool) {
        let nominative = match self {
            Given::Plain(text) => text.as_str(),
            Given::Forms(forms) => forms.nom.as_str(),
        };
        let given = |case| match (self, case) {
            (Given::Plain(_), _) => None,
            (Given::Forms(forms), Case::Nom) => Some(&forms.nom),
            (Given::Forms(forms), Case::Gen) => forms.genitive.as_ref(),
            (Given::Forms(forms), Case::Dat) => forms.dat.as_ref(),
            (Given::Forms(forms), Case::Acc) => forms.acc.as_ref(),
            (Given::Forms(forms), Case::Loc) => forms.loc.as_ref(),
        };
        let mut guessed = false;
        let mut form = |case| match given(case) {
            Some(text) => text.0.clone(),
            None => {
                let declined = decline(nominative, case);
                guessed |= !declined.certain;
                declined.form
            }
        };
        let forms = Forms {
            nom: nominative.to_owned(),
            r#gen: form(Case::Gen),
            dat: form(Case::Dat),
            acc: form(Case::Acc),
            loc: form(Case::Loc),
        };
        (forms, guessed)
    }
}

/// Svešvalodas teksts: a text in another language, which is tagged so for those who hear the page.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Foreign {
    /// Valoda: the language (ISO 639), such as `en`.
    pub lang: LanguageCode,
    /// Teksts: the text.
    pub text: Text,
}

/// Rindkopa vai saraksts: a paragraph, or a list.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Block {
    /// A paragraph; it may name facts.
    Paragraph(Prose),
    /// A list.
    List {
        /// Saraksta punkti: the items; each may name facts.
        #[schemars(length(min = 1))]
        list: Vec<Prose>,
    },
}
