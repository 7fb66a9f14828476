//! One JSON file with its places: read strictly, so that every value can be pointed at.
//!
//! Reads what a record may be written in (UTF-8, with or without a byte-order mark, any line ends),
//! refuses what could lose a fact (a field twice, broken text), and finds the line and column of any
//! JSON pointer again.

use super::tidy;
use crate::fact::{normalise, without_refused};
use crate::finding::{Finding, Matter, Place};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Range;

/// No record is longer, in bytes: the longest real project with forty partners takes a fiftieth.
pub const LARGEST: u64 = 1 << 20;

/// A JSON file as text and as value.
#[derive(Debug)]
pub struct JsonFile {
    /// The path as the workspace names it.
    pub file: String,
    text: String,
    /// The content; texts are normalised (see [`crate::fact::normalise`]).
    pub value: Value,
}

/// Strict JSON: what other programs would refuse is refused here too.
pub(super) const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

impl JsonFile {
    /// Reads a file's bytes. What is wrong with single texts is told beside the rest; only broken JSON hides
    /// what stands behind the break.
    pub fn read(
        file: impl Into<String>,
        bytes: Vec<u8>,
    ) -> Result<(JsonFile, Vec<Finding>), Vec<Finding>> {
        let file = file.into();
        let whole = |matter| vec![Finding::new(matter).at(Place::file(&file))];
        let size = bytes.len() as u64;
        if size > LARGEST {
            return Err(whole(Matter::TooLarge {
                bytes: size,
                limit: LARGEST,
            }));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let end = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..end]);
            let before = before.trim_start_matches('\u{feff}');
            let place = Place::of_byte(&file, before, before.len());
            vec![Finding::new(Matter::NotUtf8 { byte: end + 1 }).at(place)]
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let mut findings = Vec::new();
        let value = match parse_to_ast(&text, &CollectOptions::default(), &STRICT) {
            Ok(parsed) => match parsed.value {
                Some(value) => convert(&value, String::new(), &file, &text, &mut findings),
                None => {
                    let reason = "the file is empty".to_owned();
                    return Err(whole(Matter::BrokenJson { reason }));
                }
            },
            Err(error) => {
                let matter = match error.kind() {
                    ParseErrorKind::NestingDepthExceeded => Matter::TooDeep {},
                    kind => Matter::BrokenJson {
                        reason: lower_first(&kind.to_string()),
                    },
                };
                // A bracket that is still open is missed where the file ends.
                let is_open = matches!(
                    error.kind(),
                    ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray
                );
                let at = match is_open {
                    true => text.trim_end().len(),
                    false => error.range().start,
                };
                let place = Place::of_byte(&file, &text, at);
                return Err(vec![Finding::new(matter).at(place)]);
            }
        };
        let source = JsonFile { file, text, value };
        source.locate(&mut findings);
        Ok((source, findings))
    }

    /// Gives findings that point at fields of this file their line and column.
    pub fn locate(&self, findings: &mut [Finding]) {
        let mine = |place: &Place| {
            place.file == self.file && place.line.is_none() && place.pointer.is_some()
        };
        let places = findings.iter_mut().filter_map(|finding| {
            let about_name = finding.matter.is_about_name();
            Some((about_name, finding.place.as_mut()?))
        });
        let places: Vec<(bool, &mut Place)> = places.filter(|(_, place)| mine(place)).collect();
        if places.is_empty() {
            return;
        }
        let Ok(parsed) = parse_to_ast(&self.text, &CollectOptions::default(), &STRICT) else {
            return;
        };
        let Some(root) = parsed.value else { return };
        let mut found = HashMap::new();
        values(&root, String::new(), 0, &mut found);
        let lines: Vec<usize> = std::iter::once(0)
            .chain(self.text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        for (about_name, place) in places {
            let pointer = place.pointer.clone().unwrap_or_default();
            // A field that is not there is missed in the nearest object that is.
            let stands = ancestors(&pointer).find_map(|pointer| found.get(pointer));
            let (name, value) = stands.cloned().unwrap_or((0, 0..0));
            let words = place.words.take();
            let words = words.and_then(|words| self.text[value.clone()].find(&words));
            let byte = match about_name {
                true => name,
                false => value.start + words.unwrap_or(0),
            };
            let line = lines.partition_point(|start| *start <= byte);
            let start = lines[line.saturating_sub(1)];
            let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            place.line = Some(small(line));
            place.column = Some(small(self.text[start..byte].chars().count() + 1));
        }
    }
}

/// A pointer and those of the objects and lists around it, the innermost first.
pub(super) fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        Some(&pointer[..pointer.rfind('/')?])
    })
}

/// Where the field of every pointer starts, and where its value stands; an item of a list starts with its value.
type Found = HashMap<String, (usize, Range<usize>)>;

fn values(value: &ast::Value<'_>, pointer: String, field: usize, found: &mut Found) {
    match value {
        ast::Value::Object(object) => {
            for property in &object.properties {
                let pointer = member(&pointer, property.name.as_str());
                values(&property.value, pointer, property.start(), found);
            }
        }
        ast::Value::Array(array) => {
            for (index, element) in array.elements.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                values(element, pointer, element.start(), found);
            }
        }
        _ => {}
    }
    found
        .entry(pointer)
        .or_insert((field, start(value)..value.end()));
}

/// The byte where a value starts; of a text in several languages, its Latvian one, which has no pointer of
/// its own.
fn start(value: &ast::Value<'_>) -> usize {
    let ast::Value::Object(object) = value else {
        return value.start();
    };
    let names = || object.properties.iter().map(|p| (p.name.as_str(), p));
    let latvian = names().find(|(name, property)| {
        *name == "lv" && matches!(property.value, ast::Value::StringLit(_))
    });
    let several = names().all(|(name, _)| matches!(name, "lv" | "en"));
    match latvian.filter(|_| several) {
        Some((_, property)) => property.value.start(),
        None => value.start(),
    }
}

/// JSON pointer of a member of the value at `pointer`.
pub fn member(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn convert(
    value: &ast::Value<'_>,
    pointer: String,
    file: &str,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Value {
    match value {
        ast::Value::StringLit(literal) => match normalise(&literal.value) {
            Ok(plain) => {
                if tidy::has_double_space(&pointer, &literal.value) {
                    let place = Place::field(file, pointer);
                    findings.push(Finding::new(Matter::DoubleSpace {}).at(place));
                }
                Value::String(plain)
            }
            Err(_) => {
                let raw = &text[literal.range.start..literal.range.end];
                let (rest, refused) = without_refused(&literal.value);
                for code_point in refused {
                    let byte = literal.range.start + place_in(raw, &code_point);
                    let place = Place {
                        pointer: Some(pointer.clone()),
                        ..Place::of_byte(file, text, byte)
                    };
                    let matter = Matter::UnprintableCharacter { code_point };
                    findings.push(Finding::new(matter).at(place));
                }
                // The rest is checked in the same run; something stands where there is none.
                let rest = normalise(&rest).unwrap_or_default();
                Value::String(match rest.is_empty() {
                    true => "…".to_owned(),
                    false => rest,
                })
            }
        },
        ast::Value::NumberLit(number) => serde_json::from_str(number.value).unwrap_or_else(|_| {
            let place = Place::of_byte(file, text, number.range.start);
            findings.push(
                Finding::new(Matter::BrokenJson {
                    reason: format!("`{}` is not a number", number.value),
                })
                .at(place),
            );
            Value::Null
        }),
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(array) => Value::Array(
            array
                .elements
                .iter()
                .enumerate()
                .map(|(index, element)| {
                    convert(element, format!("{pointer}/{index}"), file, text, findings)
                })
                .collect(),
        ),
        ast::Value::Object(object) => {
            let mut map = Map::new();
            for property in &object.properties {
                let name = property.name.as_str();
                let place = member(&pointer, name);
                if let Err(code_point) = normalise(name) {
                    let place = Place {
                        pointer: Some(pointer.clone()),
                        ..Place::of_byte(file, text, property.range.start)
                    };
                    let matter = Matter::UnprintableCharacter { code_point };
                    findings.push(Finding::new(matter).at(place));
                    continue;
                }
                let value = convert(&property.value, place.clone(), file, text, findings);
                if map.insert(name.to_owned(), value).is_some() {
                    let place = Place {
                        pointer: Some(place),
                        ..Place::of_byte(file, text, property.range.start)
                    };
                    let field = name.to_owned();
                    findings.push(Finding::new(Matter::DuplicateField { field }).at(place));
                }
            }
            Value::Object(map)
        }
    }
}

/// Where in a string, as its file writes it, a character stands: itself or as an escape; at the start if it is
/// put together of others.
fn place_in(raw: &str, code_point: &str) -> usize {
    let digits = code_point.trim_start_matches("U+");
    let number = u32::from_str_radix(digits, 16).ok();
    let itself = number
        .and_then(char::from_u32)
        .and_then(|character| raw.find(character));
    let escape = || {
        raw.to_lowercase()
            .find(&format!("\\u{}", digits.to_lowercase()))
    };
    itself.or_else(escape).unwrap_or(0)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<JsonFile, Vec<Finding>> {
        match JsonFile::read("f.json", text.as_bytes().to_vec())? {
            (file, findings) if findings.is_empty() => Ok(file),
            (_, findings) => Err(findings),
        }
    }

    fn codes(text: &str) -> Vec<&'static str> {
        read(text)
            .expect_err("findings")
            .iter()
            .map(Finding::code)
            .collect()
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_taken() {
        let source = read("\u{feff}{\r\n  \"a\": \"b\"\r\n}\r\n").expect("read");
        assert_eq!(source.value["a"], "b");
    }

    #[test]
    fn broken_json_is_told_in_latvian_too() {
        use crate::finding::Tongue;
        for broken in [
            "{\"a\": .5}",
            "{\"a\": 1.}",
            "// x\n1",
            "{\"a\" 1}",
            "{\"a\": -}",
            "{\"a\": 1e}",
            "{\"a\":}",
            "{a: 1}",
            "{1: 1}",
            "{\"a\": 0x1}",
            "[1 2]",
            "{} {}",
            "NaN",
            "['a']",
            "[1,]",
            "[+1]",
            "}",
            "]",
            ":",
            ",",
            "yes",
            "[",
            "{",
            "\"\\q\"",
            "\"\\u12\"",
            "\"a",
            "{\"a\": 1 \"b\": 2}",
            "{]",
            "[}",
            "§",
        ] {
            let findings = read(broken).expect_err("broken");
            let [en, lv] =
                [Tongue::English, Tongue::Latvian].map(|tongue| findings[0].say(tongue).message);
            let reason = en.rsplit(": ").next().expect("a reason");
            assert!(!lv.contains(reason), "{broken}: {lv}");
        }
    }

    #[test]
    fn what_other_programs_refuse_is_refused() {
        for text in [
            "{a: 1}",
            "{\"a\": 1,}",
            "{'a': 1}",
            "// x\n{}",
            "{\"a\" 1}",
            "[1 2]",
            "{} {}",
            "[01]",
            "[+1]",
            "[.5]",
            "[0x1]",
            "[NaN]",
            "\"\\x41\"",
            "[1e999]",
            "[\"a]",
            "",
        ] {
            let code = codes(text);
            assert!(
                code == ["record/broken-json"] || code == ["record/empty"],
                "{text}: {code:?}"
            );
        }
        assert_eq!(codes(&"[".repeat(10_000)), ["record/too-deep"]);
    }

    #[test]
    fn every_field_that_stands_twice_is_told() {
        let text = "{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}, \"a\": 3}";
        assert_eq!(
            codes(text),
            ["record/duplicate-field", "record/duplicate-field"]
        );
    }

    #[test]
    fn a_pointer_finds_its_line_and_column() {
        let source = read("{\n  \"a\": [1,\n    {\"x/y\": \"ā\"}]\n}").expect("read");
        let mut findings = vec![
            Finding::new(Matter::Empty {}).at(Place::field("f.json", "/a/1/x~1y")),
            Finding::new(Matter::Empty {}).at(Place::field("f.json", "/a/1/nothing")),
        ];
        source.locate(&mut findings);
        let at = |f: &Finding| f.place.as_ref().and_then(|p| Some((p.line?, p.column?)));
        assert_eq!(at(&findings[0]), Some((3, 13)));
        assert_eq!(at(&findings[1]), Some((3, 5)));
    }
}
