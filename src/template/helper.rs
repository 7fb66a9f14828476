//! The helpers: the closed list of what an expression may call, and how Handlebars calls it.

use super::desk::{self, CLOSE, OPEN, Piece, Style};
use super::door;
use super::paths::Paths;
use super::say::{self, Asked, Settings};
use crate::fact::{Fact, Origin, Value};
use crate::finding::{Finding, Matter, Place};
use crate::language::lv::typography::House;
use crate::language::lv::{self, Case};
use crate::language::{Language, en};
use crate::record::web_address;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, JsonRender, JsonValue, Output, PathAndJson,
    RenderContext, RenderError, ScopedJson,
};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Every helper with what it does, as the manual tells it. A test holds `templates/README.md` to it.
pub const HELPERS: &[(&str, &str)] = &[
    ("gen", "a name in the genitive; likewise dat, acc, loc"),
    ("date", "a date: case=\"gen\", form=\"short\", year=\"no\""),
    (
        "period",
        "a period: form=\"short|from-to|dash|and\", case, year=\"no\"",
    ),
    (
        "money",
        "an amount: words=\"yes\", form=\"number|currency\"",
    ),
    ("percent", "a rate"),
    (
        "link",
        "a web address of the record, or one in quotation marks: text=\"…\"",
    ),
    ("words", "a number in words: gender, case"),
    (
        "ordinal",
        "a number as an ordinal in words, or a numeral with its point: gender, case",
    ),
    (
        "counted",
        "a number with its noun, \"14 partneri\": case, after=\"no\"",
    ),
    ("agree", "the one of two forms that agrees with a number"),
    (
        "list",
        "names as a list with \"un\": case, last=\"comma\", country=\"brackets|beside\"",
    ),
    ("quote", "in the house's quotation marks"),
    ("capital", "with a capital first letter"),
    ("is", "whether a fact is a word, for use in `if`"),
];

/// The helper that every plain `{{path}}` is compiled to.
pub(super) const SAY: &str = "say";
/// The helper that the name of a phrase is compiled to.
pub(super) const PHRASE: &str = "phrase";
/// The setting in which the lint leaves where an expression stands.
pub(super) const AT: &str = "at";

/// The cases as helpers of names: `{{gen author.name}}`.
pub(super) const CASES: &[&str] = &["nom", "gen", "dat", "acc", "loc"];

/// What all helpers share.
pub(super) struct Shared {
    pub house: House,
    pub paths: Paths,
    pub phrases: Vec<String>,
    /// What is wrong with phrases, by their names: whoever says one is stopped by that, and it is told once.
    pub wrong_phrases: OnceLock<BTreeMap<String, Vec<Finding>>>,
}

/// A helper of the list, by name.
pub(super) struct Door {
    pub name: &'static str,
    pub shared: Arc<Shared>,
}

/// Gives a registry all helpers.
pub(super) fn register(registry: &mut Handlebars<'_>, shared: &Arc<Shared>) {
    let names = HELPERS.iter().map(|(name, _)| *name);
    for name in names
        .filter(|name| !CASES.contains(name))
        .chain(CASES.iter().copied())
        .chain([SAY, PHRASE])
    {
        let shared = Arc::clone(shared);
        registry.register_helper(name, Box::new(Door { name, shared }));
    }
}

impl HelperDef for Door {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> Result<(), RenderError> {
        let call = Call::new(self, helper, registry, context);
        match call.pieces() {
            Ok(mut pieces) => {
                say::tie(&mut pieces, desk::language());
                out.write(&desk::say(pieces, call.at))?;
            }
            Err(matter) => desk::tell(matter, call.place()),
        }
        Ok(())
    }

    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        if self.name == "is" {
            // It has no settings and cannot fail, and every row of an annex asks it many times.
            return Ok(ScopedJson::Derived(JsonValue::Bool(is(helper))));
        }
        let call = Call::new(self, helper, registry, context);
        let value = match call.pieces() {
            Ok(pieces) => JsonValue::String(desk::say(pieces, call.at)),
            Err(matter) => {
                desk::tell(matter, call.place());
                JsonValue::String(desk::say(Vec::new(), call.at))
            }
        };
        Ok(ScopedJson::Derived(value))
    }
}

/// One call of a helper.
pub(super) struct Call<'a, 'rc> {
    pub door: &'a Door,
    pub helper: &'a Helper<'rc>,
    pub registry: &'a Handlebars<'a>,
    pub context: &'a Context,
    settings: Settings,
    /// Where the expression stands, as the door has left it.
    at: &'a str,
}

impl<'a, 'rc> Call<'a, 'rc> {
    fn new(
        door: &'a Door,
        helper: &'a Helper<'rc>,
        registry: &'a Handlebars<'a>,
        context: &'a Context,
    ) -> Self {
        let typed = helper.hash().iter().filter(|(name, _)| **name != AT);
        let settings: Settings = typed
            .map(|(name, value)| ((*name).to_owned(), value.value().render()))
            .collect();
        let at = helper.hash_get(AT).and_then(|at| at.value().as_str());
        Call {
            door,
            helper,
            registry,
            context,
            settings,
            at: at.unwrap_or_default(),
        }
    }

    pub(super) fn place(&self) -> Place {
        door::place(self.at)
    }

    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            helper: self.door.name,
            settings: &self.settings,
            house: &self.door.shared.house,
            language: desk::language(),
        }
    }

    /// What the helper says.
    fn pieces(&self) -> Result<Vec<Piece>, Matter> {
        let asked = self.asked();
        match self.door.name {
            SAY => self.said(0, &asked),
            case if CASES.contains(&case) => self.in_case(case, &asked),
            PHRASE => {
                asked.only(&[])?;
                self.phrase()
            }
            "date" => self.kind(&asked, "a date", |v| {
                matches!(v, Value::Date { .. } | Value::YearPart { .. })
            }),
            "period" => self.kind(&asked, "a period", |v| matches!(v, Value::Period { .. })),
            "money" => self.kind(&asked, "an amount of money", |v| {
                matches!(v, Value::Money { .. })
            }),
            "percent" => self.kind(&asked, "a rate", |v| matches!(v, Value::Percent { .. })),
            "link" => self.link(&asked),
            "words" => {
                asked.only(asked.latvian(&["gender", "case"]))?;
                let (n, fact) = self.number(&asked)?;
                let words = match asked.language {
                    Language::Latvian => lv::cardinal(n, asked.gender()?, asked.case(Case::Nom)?),
                    Language::English => en::cardinal(n),
                };
                Ok(vec![Piece::plain(words, fact.from.clone())])
            }
            "ordinal" => self.ordinal(&asked),
            "counted" => self.counted(&asked),
            "agree" => {
                asked.only(&[])?;
                let (n, fact) = self.number(&asked)?;
                let (one, other) = (self.word(1, &asked)?, self.word(2, &asked)?);
                let form = match asked.language {
                    Language::Latvian => lv::agree(n, &one, &other).to_owned(),
                    Language::English => en::agree(n, &one, &other).to_owned(),
                };
                Ok(vec![Piece::plain(form, fact.from.clone())])
            }
            "list" => self.list(&asked),
            "quote" => Ok(say::quote(self.said(0, &asked)?, &asked)),
            "capital" => {
                let mut pieces = self.said(0, &asked)?;
                say::capital(&mut pieces);
                Ok(pieces)
            }
            other => Err(Matter::NotAllowed {
                what: format!("`{other}`"),
            }),
        }
    }

    fn in_case(&self, case: &str, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        asked.only(&[])?;
        if asked.language != Language::Latvian {
            let what = format!("`{case}` in another language than Latvian");
            return Err(Matter::NotAllowed { what });
        }
        let case = Case::parse(case).unwrap_or(Case::Nom);
        let fact = self.fact(0, asked, "a name")?;
        match &fact.value {
            Value::Name { .. } => self.item(&fact, case, asked),
            other => Err(asked.wrong_kind("a name", other.kind())),
        }
    }

    pub(super) fn param(&self, at: usize, asked: &Asked<'_>) -> Result<&PathAndJson<'rc>, Matter> {
        self.helper
            .param(at)
            .ok_or_else(|| asked.wrong_kind(&format!("{} values", at + 1), &format!("{at}")))
    }

    pub(super) fn absent(param: &PathAndJson<'_>) -> Matter {
        let path = param.relative_path().map_or("", String::as_str);
        let path = path.trim_start_matches("@root.").to_owned();
        Matter::AbsentFact { path }
    }

    /// The fact that a parameter is.
    pub(super) fn fact(
        &self,
        at: usize,
        asked: &Asked<'_>,
        expected: &str,
    ) -> Result<Fact, Matter> {
        let param = self.param(at, asked)?;
        let value = param.value();
        if param.is_value_missing() || value.is_null() {
            return Err(Self::absent(param));
        }
        desk::fact(value).ok_or_else(|| asked.wrong_kind(expected, kind_of(value)))
    }

    /// What a parameter says: a fact, or what an inner helper said.
    pub(super) fn said(&self, at: usize, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        let param = self.param(at, asked)?;
        if let Some(text) = param.value().as_str() {
            return Ok(desk::unmark(text, |text| Piece::plain(text, Vec::new())));
        }
        let fact = self.fact(at, asked, "a fact")?;
        self.say_fact(&fact, param, asked)
    }

    fn say_fact(
        &self,
        fact: &Fact,
        param: &PathAndJson<'_>,
        asked: &Asked<'_>,
    ) -> Result<Vec<Piece>, Matter> {
        match &fact.value {
            Value::Untranslated { .. } => self.untranslated(fact, asked),
            Value::Prose { prose } => {
                asked.only(&[])?;
                let name = param.relative_path().cloned().unwrap_or_default();
                self.prose(prose, fact, &name)
            }
            _ => say::say(fact, asked),
        }
    }

    /// Tells that the record does not say something in the document's language.
    pub(super) fn untranslated(
        &self,
        fact: &Fact,
        asked: &Asked<'_>,
    ) -> Result<Vec<Piece>, Matter> {
        let Value::Untranslated { text } = &fact.value else {
            return Ok(Vec::new());
        };
        let place = match fact.from.first() {
            Some(from) => Place::field(&*from.file, &*from.pointer),
            None => self.place(),
        };
        let (text, language) = (text.clone(), asked.language.code().to_owned());
        desk::tell(Matter::NotTranslated { text, language }, place);
        Ok(Vec::new())
    }

    fn kind(
        &self,
        asked: &Asked<'_>,
        expected: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Piece>, Matter> {
        let fact = self.fact(0, asked, expected)?;
        if !fits(&fact.value) {
            return Err(asked.wrong_kind(expected, fact.value.kind()));
        }
        say::say(&fact, asked)
    }

    /// The field whose text the expression is typed in; none in a template.
    fn typed_in(&self) -> Vec<Origin> {
        let Place { file, pointer, .. } = self.place();
        let origin = pointer.map(|pointer| Origin {
            file: file.into(),
            pointer: pointer.into(),
        });
        origin.into_iter().collect()
    }

    /// A link to an address of the record, or to one typed in quotation marks.
    fn link(&self, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        let Ok(address) = self.word(0, asked) else {
            return self.kind(asked, "a web address", |v| matches!(v, Value::Link { .. }));
        };
        asked.only(&["text"])?;
        web_address(&address)?;
        let text = asked.settings.get("text").unwrap_or(&address).clone();
        Ok(vec![Piece {
            text,
            style: Style::Link(address),
            from: self.typed_in(),
        }])
    }

    fn number(&self, asked: &Asked<'_>) -> Result<(u64, Fact), Matter> {
        let fact = self.fact(0, asked, "a number")?;
        match fact.value {
            Value::Count { count } => Ok((count, fact)),
            ref other => Err(asked.wrong_kind("a number", other.kind())),
        }
    }

    /// A word that the author of the template or prose typed between quotation marks.
    pub(super) fn word(&self, at: usize, asked: &Asked<'_>) -> Result<String, Matter> {
        let param = self.param(at, asked)?;
        let word = param
            .value()
            .as_str()
            .filter(|word| param.relative_path().is_none() && !word.contains([OPEN, CLOSE]));
        word.map(str::to_owned)
            .ok_or_else(|| asked.wrong_kind("a word in quotation marks", kind_of(param.value())))
    }

    fn ordinal(&self, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        asked.only(asked.latvian(&["gender", "case"]))?;
        let fact = self.fact(0, asked, "a number")?;
        let text = match (&fact.value, asked.language) {
            (Value::Count { count }, Language::Latvian) => {
                lv::ordinal(*count, asked.gender()?, asked.case(Case::Nom)?)
            }
            (Value::Count { count }, Language::English) => en::ordinal(*count),
            (Value::Text { text, .. }, Language::English) => text.clone(),
            // The number of a programme's level, "1.2", is a text; as an ordinal it takes a point.
            (Value::Text { text, .. }, Language::Latvian) => {
                format!("{}.", text.trim_end_matches('.'))
            }
            (other, _) => return Err(asked.wrong_kind("a number", other.kind())),
        };
        Ok(vec![Piece::plain(text, fact.from.clone())])
    }

    fn counted(&self, asked: &Asked<'_>) -> Result<Vec<Piece>, Matter> {
        asked.only(asked.latvian(&["case", "after"]))?;
        let (n, fact) = self.number(asked)?;
        let word = self.word(1, asked)?;
        if asked.language == Language::English {
            let text = en::counted(n, &word);
            return Ok(vec![Piece::plain(text, fact.from.clone())]);
        }
        let noun = lv::noun(&word).ok_or_else(|| {
            let known: Vec<String> = lv::nouns().map(|noun| noun.lemma()).collect();
            asked.bad(&word, &known.join(", "))
        })?;
        let text = match asked.settings.get("after").map(String::as_str) {
            Some("no") => lv::after_no(n, &noun),
            Some(other) => return Err(asked.bad(&format!("after=\"{other}\""), "no")),
            None => lv::counted(n, &noun, asked.case(Case::Nom)?),
        };
        Ok(vec![Piece::plain(text, fact.from.clone())])
    }
}

/// Whether the first parameter is a text that the second one is.
fn is(helper: &Helper<'_>) -> bool {
    let param = |at: usize| helper.param(at).map(PathAndJson::value);
    let word = param(1).and_then(JsonValue::as_str);
    let is_word = |fact: &Fact| matches!(&fact.value, Value::Text { text, .. } if Some(text.as_str()) == word);
    param(0).and_then(|value| desk::read_fact(value, is_word)) == Some(true)
}

pub(super) fn kind_of(value: &JsonValue) -> &'static str {
    match value {
        JsonValue::Null => "nothing",
        JsonValue::Bool(_) => "true or false",
        JsonValue::Number(_) => "a number typed in the template",
        JsonValue::String(text) if text.contains([OPEN, CLOSE]) => "something said",
        JsonValue::String(_) => "a word in quotation marks",
        JsonValue::Array(_) => "a list",
        JsonValue::Object(_) => "a group of facts",
    }
}
