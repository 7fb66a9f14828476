//! What we tell people: findings, each with a code, a severity, typed values, a place and a hint.
//!
//! A *finding* is about what somebody wrote (a record, a template, a setting); a *fault* is about the
//! machine (a file that cannot be read, a folder that cannot be written). Both are one type here, so
//! that all of them are reported together, sorted by place and never the same one twice. How they are
//! shown on a terminal is the command line's affair; here stand the codes and the sentences.

mod example;
mod matter;
mod sentences;

pub use example::example;
pub use matter::{BadId, CODES, Matter};
pub use sentences::{Said, Tongue};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

/// The most letters that an id may have: folders and files are called by it.
pub const LONGEST_ID: usize = 80;

/// How much a finding stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The machine failed us; the exit code is 2.
    Fault,
    /// The document it concerns is not built; the exit code is 1.
    Error,
    /// The document is built all the same: real documents contain real contradictions.
    Warning,
}

/// Where a finding points: a file, and in it a JSON pointer and a line and column when they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The path as the workspace names it, with `/` between its parts on every system.
    pub file: String,
    /// Line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// JSON pointer (RFC 6901) of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The words meant in the text of that field, until line and column of them are found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place {
            file: file.into(),
            ..Place::default()
        }
    }

    /// A field of a JSON file; line and column are found later, from the file's text.
    pub fn field(file: impl Into<String>, pointer: impl Into<String>) -> Place {
        Place {
            file: file.into(),
            pointer: Some(pointer.into()),
            ..Place::default()
        }
    }

    /// A line and column of a file, both counted from 1.
    pub fn at(file: impl Into<String>, line: u32, column: u32) -> Place {
        Place {
            file: file.into(),
            line: Some(line),
            column: Some(column),
            ..Place::default()
        }
    }

    /// Words in the text of a field: an expression, a character.
    #[must_use]
    pub fn words(self, words: Option<String>) -> Place {
        Place { words, ..self }
    }

    /// The line and column of a byte in `text`, both counted from 1; a byte past the end is the end.
    pub fn of_byte(file: impl Into<String>, text: &str, byte: usize) -> Place {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &text[..byte];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        Place::at(file, count(line), count(column))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One thing to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it is about, with its values.
    pub matter: Matter,
    /// How much it stops.
    pub severity: Severity,
    /// Where to look, when there is a place.
    pub place: Option<Place>,
    /// The document it was met in (`ttchan/annex-502`), when it concerns only one.
    pub document: Option<String>,
}

impl Finding {
    /// A finding with its matter's own severity, without a place.
    pub fn new(matter: Matter) -> Finding {
        Finding {
            severity: matter.severity(),
            matter,
            place: None,
            document: None,
        }
    }

    /// The same finding, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }

    /// The same finding, met in a document.
    #[must_use]
    pub fn in_document(mut self, id: impl Into<String>) -> Finding {
        self.document = Some(id.into());
        self
    }

    /// Whether it stops the document it concerns.
    pub fn stops(&self) -> bool {
        self.severity != Severity::Warning
    }

    /// The code, kept for ever once published: `record/sums-disagree`.
    pub fn code(&self) -> &'static str {
        self.matter.code()
    }

    /// The sentence and the hint in a language.
    pub fn say(&self, tongue: Tongue) -> Said {
        sentences::say(&self.matter, tongue)
    }

    /// The finding as machines read it; `tongue` is the language of its message and hint.
    pub fn to_json(&self, tongue: Tongue) -> serde_json::Value {
        let said = self.say(tongue);
        serde_json::to_value(Line {
            finding: self,
            said: &said,
        })
        .unwrap_or_default()
    }
}

/// As it is written down, to be told again in any language.
#[derive(Serialize, Deserialize)]
struct Noted {
    code: String,
    severity: Severity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    values: serde_json::Value,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let noted = Noted {
            code: self.code().to_owned(),
            severity: self.severity,
            place: self.place.clone(),
            document: self.document.clone(),
            values: serde_json::to_value(&self.matter).unwrap_or_default(),
        };
        noted.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Finding, D::Error> {
        let Noted {
            code,
            severity,
            place,
            document,
            values,
        } = Noted::deserialize(deserializer)?;
        let matter = Matter::read(&code, values)
            .ok_or_else(|| D::Error::custom(format!("no finding is called `{code}`")))?;
        Ok(Finding {
            matter,
            severity,
            place,
            document,
        })
    }
}

struct Line<'a> {
    finding: &'a Finding,
    said: &'a Said,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.finding.code())?;
        map.serialize_entry("severity", &self.finding.severity)?;
        map.serialize_entry("message", &self.said.message)?;
        if let Some(hint) = &self.said.hint {
            map.serialize_entry("hint", hint)?;
        }
        if let Some(document) = &self.finding.document {
            map.serialize_entry("document", document)?;
        }
        if let Some(place) = &self.finding.place {
            map.serialize_entry("place", place)?;
        }
        map.serialize_entry("values", &self.finding.matter)?;
        map.end()
    }
}

/// Puts findings in the order in which they are told: by place, then severity, then code;
/// the same one twice is told once.
pub fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let by_place = a.place.cmp(&b.place).then(a.severity.cmp(&b.severity));
        let by_code = by_place.then_with(|| a.code().cmp(b.code()));
        let by_values = by_code.then_with(|| a.matter.cmp(&b.matter));
        by_values.then_with(|| a.document.cmp(&b.document))
    });
    // One field used by two documents is one thing to mend.
    findings.dedup_by(|b, a| a.matter == b.matter && a.place == b.place && a.place.is_some());
    findings.dedup();
    findings
}

/// The nearest of `known` to what somebody typed, if any is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= 0.78)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_becomes_a_line_and_a_column_in_characters() {
        let text = "a\nāčē x";
        assert_eq!(Place::of_byte("f", text, 0), Place::at("f", 1, 1));
        assert_eq!(
            Place::of_byte("f", text, text.len() - 1),
            Place::at("f", 2, 5)
        );
        assert_eq!(Place::of_byte("f", text, 3), Place::at("f", 2, 1));
        assert_eq!(Place::of_byte("f", text, 999), Place::at("f", 2, 6));
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_nonsense_finds_none() {
        let known = ["partners", "programme", "period"];
        assert_eq!(nearest("parners", known).as_deref(), Some("partners"));
        assert_eq!(nearest("Programe", known).as_deref(), Some("programme"));
        assert_eq!(nearest("zzz", known), None);
    }

    #[test]
    fn findings_are_told_in_the_order_of_their_places_and_once() {
        let matter = || Matter::UnknownField {
            field: "x".into(),
            suggestion: None,
        };
        let late = Finding::new(matter()).at(Place::at("b.json", 1, 1));
        let early = Finding::new(matter()).at(Place::at("a.json", 9, 1));
        let told = in_order(vec![late.clone(), early.clone(), late.clone()]);
        assert_eq!(told, [early, late]);
    }
}
