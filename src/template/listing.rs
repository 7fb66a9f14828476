//! Lists of names: "Lietuvas, Polijas un Latvijas", with the country beside a place or in brackets.

use super::desk::{self, Piece};
use super::helper::{Call, kind_of};
use super::say::{self, Asked, Settings};
use crate::fact::{Fact, Value};
use crate::finding::{Matter, Place};
use crate::language::lv::Case;
use crate::language::{Language, en};
use handlebars::JsonValue;

impl Call<'_, '_> {
    /// A list of names, or of groups with a `name` and a `country`.
    pub(super) fn list(&self, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        asked.only(match asked.language {
            Language::Latvian => &["case", "last", "country"],
            Language::English => &["country"],
        })?;
        let param = self.param(0, asked)?;
        let Some(items) = param.value().as_array().filter(|items| !items.is_empty()) else {
            return match param.is_value_missing() || param.value().is_array() {
                true => Err(Self::absent(param)),
                false => Err(asked.wrong_kind("a list", kind_of(param.value()))),
            };
        };
        let case = asked.case(Case::Nom)?;
        let country = asked.one_of("country", &["no", "brackets", "beside"])?;
        let last = match (asked.language, asked.one_of("last", &["un", "comma"])?) {
            (Language::English, _) => en::list::LAST,
            (Language::Latvian, "comma") => ", ",
            (Language::Latvian, _) => " un ",
        };
        let said = items.iter().map(|item| match desk::fact(item) {
            Some(fact) => self.item(&fact, case, asked),
            None => self.group(item, case, country, asked),
        });
        Ok(say::join(said.collect::<Result<_, _>>()?, last))
    }

    pub(super) fn item(
        &self,
        fact: &Fact,
        case: Case,
        asked: &Asked<'_>,
    ) -> Result<Vec<Piece>, Matter> {
        match &fact.value {
            Value::Name { forms, guessed } => {
                let form = forms.get(case).to_owned();
                if *guessed && case != Case::Nom {
                    let origin = fact.from.first();
                    let place = origin.map_or_else(
                        || self.place(),
                        |origin| Place::field(&*origin.file, &*origin.pointer),
                    );
                    let name = forms.nom.clone();
                    let matter = Matter::GuessedForm {
                        name,
                        case: case.as_str().to_owned(),
                        form: form.clone(),
                    };
                    desk::tell(matter, place);
                }
                Ok(vec![Piece::name(form, fact.from.clone())])
            }
            Value::Text { .. } => {
                let settings = Settings::new();
                say::say(
                    fact,
                    &Asked {
                        settings: &settings,
                        ..*asked
                    },
                )
            }
            Value::Untranslated { .. } => self.untranslated(fact, asked),
            Value::Prose { prose } => self.prose(prose, fact, &item_path(self)),
            other => Err(asked.wrong_kind("names", other.kind())),
        }
    }

    pub(super) fn group(
        &self,
        item: &JsonValue,
        case: Case,
        country: &str,
        asked: &Asked<'_>,
    ) -> Result<Vec<Piece>, Matter> {
        let fact = |field: &str| {
            let found = item.get(field).and_then(desk::fact);
            found.ok_or_else(|| Matter::AbsentFact {
                path: format!("{}.{field}", item_path(self)),
            })
        };
        let mut said = self.item(&fact("name")?, case, asked)?;
        match country {
            "brackets" => {
                said.push(Piece::plain(" (", Vec::new()));
                said.extend(self.item(&fact("country")?, Case::Nom, asked)?);
                said.push(Piece::plain(")", Vec::new()));
            }
            "beside" => {
                said.push(Piece::plain(" ", Vec::new()));
                said.extend(self.item(&fact("country")?, case, asked)?);
            }
            _ => {}
        }
        Ok(said)
    }
}

fn item_path(call: &Call<'_, '_>) -> String {
    let path = call.helper.param(0).and_then(|p| p.relative_path());
    path.cloned().unwrap_or_default()
}
