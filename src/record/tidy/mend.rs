//! Mending: mechanical slips set right in a file as it was typed.

use super::{NOT_TEXT, dashed, dashed_range, opens, quotes, spaced_ordinal, words};
use crate::fact::outside_expressions;
use crate::language::lv::Quotes;
use crate::record::json_file::STRICT;
use jsonc_parser::{CollectOptions, ast, parse_to_ast};
use serde_json::Value;

/// The text of a file with its mechanical slips mended, straight quotation marks to those of the house;
/// nothing outside the strings concerned changes.
pub fn mend(text: &str, marks: Quotes) -> String {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let Ok(parsed) = parse_to_ast(body, &CollectOptions::default(), &STRICT) else {
        return text.to_owned();
    };
    let mut literals = Vec::new();
    if let Some(root) = &parsed.value {
        gather(root, &mut literals);
    }
    let mut out = text[..skipped].to_owned();
    let mut done = 0;
    for literal in literals {
        let mended = mend_value(&literal.value, marks);
        if mended == *literal.value {
            continue;
        }
        let typed = &body[literal.range.start..literal.range.end];
        let mut written = Value::String(mended).to_string();
        if typed.to_ascii_lowercase().contains("\\u00a0") {
            // Whoever typed it so wants to see it.
            written = written.replace('\u{a0}', "\\u00a0");
        }
        out.push_str(&body[done..literal.range.start]);
        out.push_str(&written);
        done = literal.range.end;
    }
    out.push_str(&body[done..]);
    out
}

/// The strings of a file that are running text, in their order.
fn gather<'a, 'b>(value: &'b ast::Value<'a>, found: &mut Vec<&'b ast::StringLit<'a>>) {
    match value {
        ast::Value::StringLit(literal) => found.push(literal),
        ast::Value::Object(object) => {
            let is = |name: &str| object.properties.iter().any(|p| p.name.as_str() == name);
            if !is("lang") {
                let texts = object.properties.iter();
                let is_latvian = |name: &str| !NOT_TEXT.contains(&name) && name != "en";
                for property in texts.filter(|p| is_latvian(p.name.as_str())) {
                    gather(&property.value, found);
                }
            }
        }
        ast::Value::Array(array) => array.elements.iter().for_each(|value| gather(value, found)),
        _ => {}
    }
}

pub(super) fn mend_value(value: &str, marks: Quotes) -> String {
    let mut out = String::with_capacity(value.len());
    let mut done = 0;
    for range in outside_expressions(value) {
        out.push_str(&value[done..range.start]);
        mend_part(&value[range.clone()], &mut out);
        done = range.end;
    }
    out.push_str(&value[done..]);
    curl(&out, marks).unwrap_or(out)
}

/// Mends spaces and dashes of a stretch without expressions.
fn mend_part(part: &str, out: &mut String) {
    let mut before = "";
    for (word, gap) in words(part) {
        let spaced = spaced_ordinal(word);
        match spaced == word {
            true => out.push_str(&dashed(before, word, gap)),
            false => out.push_str(&dashed_range(before, &spaced)),
        }
        let mut last = None;
        for c in gap.chars().filter(|&c| {
            let again = c == ' ' && last == Some(' ');
            last = Some(c);
            !again
        }) {
            out.push(c);
        }
        before = word;
    }
}

/// Straight quotation marks made into those of the house; nothing where they would not come in pairs, or
/// where other marks stand already.
fn curl(text: &str, marks: Quotes) -> Option<String> {
    let parts = outside_expressions(text);
    let plain: String = parts.iter().map(|range| &text[range.clone()]).collect();
    if !plain.contains('"') {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for range in parts {
        out.push_str(&text[done..range.start]);
        for c in text[range.clone()].chars() {
            out.push(match c {
                '"' if opens(out.chars().next_back()) => marks.open(),
                '"' => marks.close(),
                other => other,
            });
        }
        done = range.end;
    }
    out.push_str(&text[done..]);
    let plain: String = outside_expressions(&out)
        .into_iter()
        .map(|range| &out[range])
        .collect();
    quotes(&plain).is_none().then_some(out)
}
