//! One JSON file with its places: read strictly, so that every value can be pointed at.
//!
//! Reads what a record may be written in (UTF-8, with or without a byte-order mark, any line ends),
//! refuses what could lose a fact (a field twice, broken text), and finds the line and column of any
//! JSON pointer again.

use crate::finding::{Finding, Matter, Place};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Value};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// No record is longer, in bytes: the longest real project with forty partners takes a fiftieth.
pub const LARGEST: u64 = 1 << 20;

/// A JSON file as text and as value.
#[derive(Debug)]
pub struct JsonFile {
    /// The path as the workspace names it.
    pub file: String,
    text: String,
    /// The content; texts are normalised (see [`normalise`]).
    pub value: Value,
}

/// Strict JSON: what other programs would refuse is refused here too.
const STRICT: ParseOptions = ParseOptions {
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
    /// Reads a file's bytes. All that is wrong with the text is told at once; only broken JSON hides
    /// what stands behind the break.
    pub fn read(file: impl Into<String>, bytes: Vec<u8>) -> Result<JsonFile, Vec<Finding>> {
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
            whole(Matter::NotUtf8 {
                byte: error.utf8_error().valid_up_to() + 1,
            })
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let mut findings = Vec::new();
        let value = match parse_to_ast(&text, &CollectOptions::default(), &STRICT) {
            Ok(parsed) => match parsed.value {
                Some(value) => convert(&value, String::new(), &file, &text, &mut findings),
                None => return Err(whole(Matter::Empty {})),
            },
            Err(error) => {
                let matter = match error.kind() {
                    ParseErrorKind::NestingDepthExceeded => Matter::TooDeep {},
                    kind => Matter::BrokenJson {
                        reason: lower_first(&kind.to_string()),
                    },
                };
                let place = Place::of_byte(&file, &text, error.range().start);
                return Err(vec![Finding::new(matter).at(place)]);
            }
        };
        if findings.is_empty() {
            Ok(JsonFile { file, text, value })
        } else {
            Err(findings)
        }
    }

    /// Gives findings that point at fields of this file their line and column.
    pub fn locate(&self, findings: &mut [Finding]) {
        let mine = |place: &Place| place.file == self.file && place.line.is_none();
        if !findings.iter().any(|f| f.place.as_ref().is_some_and(mine)) {
            return;
        }
        let Ok(parsed) = parse_to_ast(&self.text, &CollectOptions::default(), &STRICT) else {
            return;
        };
        let Some(root) = parsed.value else { return };
        for place in findings.iter_mut().filter_map(|f| f.place.as_mut()) {
            if !mine(place) {
                continue;
            }
            let Some(pointer) = place.pointer.clone() else {
                continue;
            };
            let byte = start_of(&root, &pointer);
            let found = Place::of_byte(&self.file, &self.text, byte);
            *place = Place {
                pointer: Some(pointer),
                ..found
            };
        }
    }

    /// A line of the text (counted from 1), to be shown with a finding.
    pub fn line(&self, number: u32) -> Option<&str> {
        self.text
            .lines()
            .nth(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}

/// The byte at which a pointer's value starts; for a field that is not there, its parent.
fn start_of(root: &ast::Value<'_>, pointer: &str) -> usize {
    let mut value = root;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let next = match value {
            ast::Value::Object(object) => object
                .properties
                .iter()
                .find(|property| property.name.as_str() == part)
                .map(|property| &property.value),
            ast::Value::Array(array) => part
                .parse::<usize>()
                .ok()
                .and_then(|index| array.elements.get(index)),
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    value.start()
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
            Ok(text) => Value::String(text),
            Err(code_point) => {
                let place = Place {
                    pointer: Some(pointer),
                    ..Place::of_byte(file, text, literal.range.start)
                };
                findings.push(Finding::new(Matter::UnprintableCharacter { code_point }).at(place));
                Value::Null
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

/// The text as documents carry it: Unicode NFC; a tab or line break is a space; spaces in a row are
/// one; none at the ends. Refuses, by code point, what cannot be printed (controls, private-use and
/// unassigned characters) and what a reader cannot see but a search or a reader's eye would stumble
/// over (zero-width and direction marks, soft hyphens, combining marks that no letter takes up).
pub fn normalise(text: &str) -> Result<String, String> {
    if let Some(bad) = text.chars().find(|&c| !printable(c)) {
        return Err(format!("U+{:04X}", u32::from(bad)));
    }
    let plain = is_nfc(text)
        && !text.chars().any(is_combining_mark)
        && !text.contains(['\t', '\n', '\r'])
        && !text.contains("  ")
        && text.trim_matches(' ').len() == text.len();
    if plain {
        return Ok(text.to_owned());
    }
    let text: String = text.nfc().collect();
    // A mark that composes with no letter is drawn over another one, and is read back in its place.
    if let Some(mark) = text.chars().find(|&c| is_combining_mark(c)) {
        return Err(format!("U+{:04X}", u32::from(mark)));
    }
    let words = text
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty());
    Ok(words.collect::<Vec<_>>().join(" "))
}

fn printable(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
        && u32::from(c) & 0xfffe != 0xfffe
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
        JsonFile::read("f.json", text.as_bytes().to_vec())
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

    #[test]
    fn texts_are_composed_and_their_white_space_is_single() {
        assert_eq!(normalise(" a\u{304}  b\tc\r\nd ").as_deref(), Ok("ā b c d"));
        assert_eq!(normalise("x.\u{304}"), Err("U+0304".into()));
        assert_eq!(normalise("10\u{a0}080"), Ok("10\u{a0}080".into()));
        for bad in [
            '\u{0}',
            '\u{ad}',
            '\u{202e}',
            '\u{e000}',
            '\u{1fffe}',
            '\u{fffd}',
        ] {
            assert!(normalise(&format!("a{bad}b")).is_err(), "{bad:?}");
        }
    }
}
