//! A fact that can be said, with the field it comes from.
//!
//! A view is a tree of these; templates and prose say them; nothing else can be said. In JSON a fact is
//! an object with the key `fact`, which names its kind, so that a fact and a group of facts cannot be
//! taken for one another.

mod text;

pub use text::normalise;

use crate::language::lv::{Currency, Date, Forms};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Where a fact was typed: a file of the workspace and a JSON pointer in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The file, as the workspace names it.
    pub file: String,
    /// JSON pointer of the field (RFC 6901).
    pub pointer: String,
}

/// What a fact states, by kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Value {
    /// A text that is said as it stands.
    Text {
        /// The text.
        text: String,
        /// Its language (BCP 47) when it is not the document's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
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
        #[serde(default)]
        guessed: bool,
    },
    /// A day, a month or a year.
    Date {
        /// The date, as precise as it is known.
        date: Date,
    },
    /// A stretch of time; one of its ends may be unknown.
    Period {
        /// The first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<Date>,
        /// The last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
    /// The kind, as people are told it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text { .. } => "a text",
            Value::Prose { .. } => "prose",
            Value::Name { .. } => "a name",
            Value::Date { .. } => "a date",
            Value::Period { .. } => "a period",
            Value::Money { .. } => "an amount of money",
            Value::Count { .. } => "a number",
            Value::Percent { .. } => "a rate",
            Value::Link { .. } => "a web address",
        }
    }
}

/// A value with the fields it was typed in or derived from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it states.
    #[serde(flatten)]
    pub value: Value,
    /// Where it comes from; several fields for a derived fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Origin>,
}

impl Fact {
    /// A fact of one field.
    pub fn new(value: Value, from: Origin) -> Fact {
        Fact {
            value,
            from: vec![from],
        }
    }

    /// A fact derived from several fields.
    pub fn derived(value: Value, from: Vec<Origin>) -> Fact {
        Fact { value, from }
    }

    /// A text of one field.
    pub fn text(text: impl Into<String>, from: Origin) -> Fact {
        Fact::new(
            Value::Text {
                text: text.into(),
                lang: None,
            },
            from,
        )
    }

    /// The fact in a view's JSON, if that is what the JSON is.
    pub fn in_json(json: &serde_json::Value) -> Option<Fact> {
        let kind = json.get("fact")?.as_str()?;
        // Every expression of every document comes by here: the common kinds are read by hand, five times
        // as fast as through the derived reader, which must look at the whole before it knows the kind.
        let text = |json: &serde_json::Value, name: &str| {
            json.get(name)
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
        };
        let value = match kind {
            "text" => Value::Text {
                text: text(json, "text")?,
                lang: text(json, "lang"),
            },
            "prose" => Value::Prose {
                prose: text(json, "prose")?,
            },
            "link" => Value::Link {
                url: text(json, "url")?,
            },
            "count" => Value::Count {
                count: json.get("count")?.as_u64()?,
            },
            "name" => {
                let forms = json.get("forms")?;
                Value::Name {
                    forms: Forms {
                        nom: text(forms, "nom")?,
                        r#gen: text(forms, "gen")?,
                        dat: text(forms, "dat")?,
                        acc: text(forms, "acc")?,
                        loc: text(forms, "loc")?,
                    },
                    guessed: json.get("guessed")?.as_bool()?,
                }
            }
            _ => return Fact::deserialize(json).ok(),
        };
        let from = json.get("from").and_then(serde_json::Value::as_array);
        let origin = |json: &serde_json::Value| {
            Some(Origin {
                file: text(json, "file")?,
                pointer: text(json, "pointer")?,
            })
        };
        let from = from.map_or(Some(Vec::new()), |from| from.iter().map(origin).collect())?;
        Some(Fact { value, from })
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

    #[test]
    fn every_kind_is_read_from_json_as_it_was_written() {
        let date = Date::parse("2018-09").expect("a date");
        let forms = Forms::from_fn(|case| format!("x{}", case.as_str()));
        for value in [
            Value::Text {
                text: "a".into(),
                lang: None,
            },
            Value::Text {
                text: "a".into(),
                lang: Some("en".into()),
            },
            Value::Prose {
                prose: "{{a}}".into(),
            },
            Value::Name {
                forms,
                guessed: true,
            },
            Value::Date { date },
            Value::Period {
                start: None,
                end: Some(date),
            },
            Value::Count { count: 3 },
            Value::Percent {
                percent: "4.50".parse().expect("a rate"),
            },
            Value::Link {
                url: "https://a.lv".into(),
            },
        ] {
            let from = Origin {
                file: "f".into(),
                pointer: "/p".into(),
            };
            for fact in [
                Fact::new(value.clone(), from),
                Fact::derived(value, Vec::new()),
            ] {
                let json = serde_json::to_value(&fact).expect("JSON");
                assert_eq!(Fact::in_json(&json), Some(fact));
            }
        }
    }

    #[test]
    fn a_fact_goes_through_json_unchanged() {
        let origin = Origin {
            file: "projects/a.json".into(),
            pointer: "/budget/total".into(),
        };
        let value = Value::Money {
            amount: "10080.50".parse().expect("an amount"),
            currency: Currency::Eur,
        };
        let fact = Fact::new(value, origin);
        let json = serde_json::to_value(&fact).expect("JSON");
        assert_eq!(json["fact"], "money");
        assert_eq!(json["amount"], "10080.50");
        assert_eq!(Fact::in_json(&json), Some(fact));
        assert_eq!(Fact::in_json(&serde_json::json!({"amount": 1})), None);
    }
}
