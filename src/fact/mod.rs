//! A fact that can be said, with the field it comes from.
//!
//! A view is a tree of these; templates and prose say them; nothing else can be said. In JSON a fact is
//! an object with the key `fact`, which names its kind, so that a fact and a group of facts cannot be
//! taken for one another.

mod text;

pub use text::{normalise, outside_expressions, without_refused};

use crate::language::lv::{self, Case, Currency, Date, Forms, PeriodForm, YearPart};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

/// Where a fact was typed: a file of the workspace and a JSON pointer in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file, as the workspace names it.
    pub file: Arc<str>,
    /// JSON pointer of the field (RFC 6901).
    pub pointer: Arc<str>,
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("file", &*self.file)?;
        map.serialize_entry("pointer", &*self.pointer)?;
        map.end()
    }
}

/// What a fact states, by kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Value {
    /// A text that is said as it stands.
    Text {
        /// The text.
        text: String,
        /// Its language (BCP 47) when it is not the document's.
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
    },
    /// Something that the record does not say in the document's language.
    Untranslated {
        /// What it says in another.
        text: String,
    },
    /// A text that may name other facts: `"Projekta kopējās izmaksas ir {{money budget.total}}."`
    Prose {
        /// The text with its expressions.
        prose: String,
    },
    /// A Latvian name, in all its cases.
    Name {
        /// The forms.
        forms: Forms,
        /// Whether a rule made some of them and was not sure.
        guessed: bool,
    },
    /// A day, a month or a year.
    Date {
        /// The date, as precise as it is known.
        date: Date,
    },
    /// A half or quarter of a year.
    YearPart {
        /// The part.
        part: YearPart,
    },
    /// A stretch of time; one of its ends may be unknown.
    Period {
        /// The first day.
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<Date>,
        /// The last day.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<Date>,
    },
    /// An amount of money, with the decimals it was decided with.
    Money {
        /// The amount, in whole units of the currency.
        amount: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// How many there are of something.
    Count {
        /// The number.
        count: u64,
    },
    /// A rate in per cent.
    Percent {
        /// `100` is the whole.
        percent: Decimal,
    },
    /// A web address.
    Link {
        /// The whole address.
        url: String,
    },
}

impl Value {
    /// What it states, as somebody who compares two states of it reads it.
    pub fn plain(&self) -> String {
        match self {
            Value::Text { text, .. } => text.clone(),
            Value::Prose { prose } => prose.clone(),
            Value::Untranslated { text } => text.clone(),
            Value::Name { forms, .. } => forms.get(Case::Nom).to_owned(),
            Value::Date { date } => date.short(),
            Value::YearPart { part } => part.say(Case::Nom),
            Value::Period { start, end } => lv::period(*start, *end, PeriodForm::FromTo, true),
            Value::Money { amount, currency } => lv::money::format(*amount, *currency, true),
            Value::Count { count } => count.to_string(),
            Value::Percent { percent } => lv::money::percent(*percent, true),
            Value::Link { url } => url.clone(),
        }
    }

    /// The kind, as people are told it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text { .. } => "a text",
            Value::Prose { .. } => "prose",
            Value::Untranslated { .. } => "what is not translated",
            Value::Name { .. } => "a name",
            Value::Date { .. } | Value::YearPart { .. } => "a date",
            Value::Period { .. } => "a period",
            Value::Money { .. } => "an amount of money",
            Value::Count { .. } => "a number",
            Value::Percent { .. } => "a rate",
            Value::Link { .. } => "a web address",
        }
    }
}

/// A value with the fields it was typed in or derived from. A clone is the same fact, not a copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact(Arc<Stated>);

/// What is in a fact.
#[derive(Debug, PartialEq, Serialize)]
pub struct Stated {
    /// What it states.
    #[serde(flatten)]
    pub value: Value,
    /// Where it comes from; several fields for a derived fact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Origin>,
}

impl Deref for Fact {
    type Target = Stated;

    fn deref(&self) -> &Stated {
        &self.0
    }
}

impl Fact {
    /// A fact of one field.
    pub fn new(value: Value, from: Origin) -> Fact {
        Fact::derived(value, vec![from])
    }

    /// A fact derived from several fields.
    pub fn derived(value: Value, from: Vec<Origin>) -> Fact {
        Fact(Arc::new(Stated { value, from }))
    }

    /// A text of one field.
    pub fn text(text: impl Into<String>, from: Origin) -> Fact {
        let text = text.into();
        Fact::new(Value::Text { text, lang: None }, from)
    }
}

/// Facts as Handlebars is given them: their tree as JSON, in which each fact is only its number,
/// `{"fact": 17}`, and the facts themselves, by number. What a fact states never goes through JSON.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Handed {
    /// The names of the facts, and their numbers.
    pub tree: serde_json::Value,
    /// The facts.
    pub facts: Numbered,
}

/// The facts of a tree, by their numbers in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbered(Vec<Fact>);

impl Numbered {
    /// The number of the fact that a value in the tree stands for.
    pub fn number(&self, json: &serde_json::Value) -> Option<usize> {
        let number = usize::try_from(json.get("fact")?.as_u64()?).ok()?;
        (number < self.0.len()).then_some(number)
    }

    /// The fact that a value in the tree stands for.
    pub fn get(&self, json: &serde_json::Value) -> Option<&Fact> {
        self.0.get(self.number(json)?)
    }

    /// The facts with some numbers, in their order.
    pub fn some(&self, numbers: &BTreeSet<usize>) -> Vec<Fact> {
        let facts = numbers.iter().filter_map(|number| self.0.get(*number));
        facts.cloned().collect()
    }

    /// All facts.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter()
    }
}

impl Handed {
    /// Numbers the facts of a tree.
    pub fn from(tree: &impl Serialize) -> Handed {
        HANDING.replace(Some(Vec::new()));
        let tree = serde_json::to_value(tree);
        let facts = HANDING.take();
        Handed {
            tree: tree.unwrap_or_default(),
            facts: Numbered(facts.unwrap_or_default()),
        }
    }
}

thread_local! {
    /// Where facts are put while their tree is numbered: serde hands nothing down to what it serializes.
    static HANDING: RefCell<Option<Vec<Fact>>> = const { RefCell::new(None) };
}

impl Serialize for Fact {
    /// Its number while [`Handed::from`] runs; all that it states otherwise.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = HANDING.with_borrow_mut(|facts| {
            let facts = facts.as_mut()?;
            facts.push(self.clone());
            Some(facts.len() - 1)
        });
        let Some(number) = number else {
            return self.0.serialize(serializer);
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("fact", &number)?;
        map.end()
    }
}

impl JsonSchema for Fact {
    fn schema_name() -> Cow<'static, str> {
        "Fact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "A fact with its kind and the fields it comes from.",
            "required": ["fact"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum() -> Fact {
        let origin = Origin {
            file: "projects/a.json".into(),
            pointer: "/budget/total".into(),
        };
        let value = Value::Money {
            amount: "10080.50".parse().expect("an amount"),
            currency: Currency::Eur,
        };
        Fact::new(value, origin)
    }

    #[test]
    fn a_fact_is_shown_with_its_kind_and_origin() {
        let json = serde_json::to_value(sum()).expect("JSON");
        assert_eq!(json["fact"], "money");
        assert_eq!(json["amount"], "10080.50");
        assert_eq!(json["from"][0]["pointer"], "/budget/total");
    }

    #[test]
    fn handlebars_is_given_numbers_and_no_values() {
        let tree = serde_json::json!({"a": 1});
        assert_eq!(Handed::from(&tree).facts.get(&tree["a"]), None);
        let two = Fact::text("two", sum().from[0].clone());
        let handed = Handed::from(&[("total", sum()), ("word", two.clone())]);
        assert!(!handed.tree.to_string().contains("two"));
        assert_eq!(handed.facts.get(&handed.tree[1][1]), Some(&two));
        assert_eq!(handed.facts.get(&handed.tree[0]), None);
        // Outside of the handing a fact is shown whole again.
        assert_eq!(serde_json::to_value(two).expect("JSON")["text"], "two");
    }
}
