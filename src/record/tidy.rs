//! The hygiene of texts: what a careful editor mends without thinking, found in the file as it was typed,
//! and mended there on demand with nothing else of the file touched.
//!
//! Source of the rules: EU style guide lv §10.1.6 and §10.5.2; valoda.lv 2009-gads-4 (norms 3.6).

use super::json_file::{JsonFile, STRICT, member};
use crate::finding::{Finding, Matter, Place};
use jsonc_parser::{CollectOptions, ast, parse_to_ast};
use serde_json::Value;
use std::ops::Range;

/// Fields that hold no running text.
const NOT_TEXT: &[&str] = &[
    "$schema",
    "id",
    "number",
    "file",
    "website",
    "email",
    "phone",
    "code",
    "field",
    "because",
    "project_number",
    "cadastral_number",
    "original",
    "lang",
    "date",
    "total",
    "amount",
    "quantity",
];

/// What is untidy in the texts of a file.
pub fn look(source: &JsonFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk(&source.value, &mut String::new(), &mut |pointer, text| {
        let slips = outside_expressions(text).flat_map(|range| slips(&text[range]));
        for matter in slips.chain(whole(text)) {
            findings.push(Finding::new(matter).at(Place::field(&source.file, pointer)));
        }
    });
    source.locate(&mut findings);
    findings
}

/// Whether a text, as it was typed, has two spaces where one is meant. (White space is made single when a
/// file is read, so this is asked before.)
pub(super) fn has_double_space(pointer: &str, typed: &str) -> bool {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    typed.contains("  ")
        && !NOT_TEXT.contains(&name)
        && outside_expressions(typed).any(|range| typed[range].contains("  "))
}

/// Every running text of a file, with its pointer.
fn walk(value: &Value, pointer: &mut String, tell: &mut impl FnMut(&str, &str)) {
    let length = pointer.len();
    match value {
        Value::String(text) => tell(pointer, text),
        Value::Object(group) => {
            for (name, value) in group
                .iter()
                .filter(|(name, _)| !NOT_TEXT.contains(&name.as_str()))
            {
                pointer.push_str(&member("", name));
                walk(value, pointer, tell);
                pointer.truncate(length);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                walk(value, pointer, tell);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// The text of a file with its mechanical slips mended; nothing outside the strings concerned changes.
pub fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for literal in literals(text) {
        let mended = mend_value(&literal.value);
        if mended == literal.value {
            continue;
        }
        out.push_str(&text[done..literal.range.start]);
        out.push_str(&Value::String(mended).to_string());
        done = literal.range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// A string of a file that is running text.
struct Literal {
    /// The bytes of the file, quotation marks included.
    range: Range<usize>,
    value: String,
}

fn literals(text: &str) -> Vec<Literal> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let Ok(parsed) = parse_to_ast(body, &CollectOptions::default(), &STRICT) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(root) = &parsed.value {
        gather(root, &mut found);
    }
    for literal in &mut found {
        literal.range = literal.range.start + skipped..literal.range.end + skipped;
    }
    found.sort_by_key(|literal| literal.range.start);
    found
}

fn gather(value: &ast::Value<'_>, found: &mut Vec<Literal>) {
    match value {
        ast::Value::StringLit(literal) => found.push(Literal {
            range: literal.range.start..literal.range.end,
            value: literal.value.to_string(),
        }),
        ast::Value::Object(object) => {
            let texts = object.properties.iter();
            for property in texts.filter(|p| !NOT_TEXT.contains(&p.name.as_str())) {
                gather(&property.value, found);
            }
        }
        ast::Value::Array(array) => array.elements.iter().for_each(|value| gather(value, found)),
        _ => {}
    }
}

/// The stretches of a text that are not `{{ … }}`.
pub(super) fn outside_expressions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{") {
        parts.push(at..at + open);
        let Some(close) = text[at + open..].find("}}") else {
            at = text.len();
            break;
        };
        at += open + close + 2;
    }
    parts.push(at..text.len());
    parts.into_iter()
}

/// The slips that can be mended, of a stretch without expressions.
fn slips(part: &str) -> Vec<Matter> {
    let mut found = Vec::new();
    if part.contains('"') {
        let at = part.find('"').unwrap_or_default();
        found.push(Matter::StraightQuotes {
            text: around(part, at),
        });
    }
    for word in part.split_whitespace() {
        let spaced = spaced_ordinal(word);
        if spaced != word {
            let (text, mended) = (word.to_owned(), spaced);
            found.push(Matter::OrdinalSpace { text, mended });
            continue;
        }
        let dashed = dashed_range(word);
        if dashed != word {
            let (text, mended) = (word.to_owned(), dashed);
            found.push(Matter::HyphenForDash { text, mended });
        }
    }
    if let Some(at) = part.find(" - ") {
        let text = around(part, at + 1);
        let mended = text.replace(" - ", " – ");
        found.push(Matter::HyphenForDash { text, mended });
    }
    found
}

/// What only a person can mend, of a whole text.
fn whole(text: &str) -> Vec<Matter> {
    let mut found = Vec::new();
    let plain: String = outside_expressions(text)
        .map(|range| &text[range])
        .collect();
    found.extend(quotes(&plain));
    let words: Vec<&str> = plain.split_whitespace().collect();
    for pair in words.windows(2) {
        let ranges = |word: &str| {
            word.split_once('–')
                .or_else(|| word.split_once('-'))
                .is_some_and(|(a, b)| {
                    a.ends_with(|c: char| c.is_ascii_digit() || c == '.')
                        && a.starts_with(|c: char| c.is_ascii_digit())
                        && b.starts_with(|c: char| c.is_ascii_digit())
                })
        };
        if pair[0].eq_ignore_ascii_case("no") && ranges(pair[1]) {
            found.push(Matter::FromWithDash {
                text: pair.join(" "),
            });
        }
    }
    let end = text.trim_end();
    if ["apkopoja:", "sagatavoja:", "tālrunis:", "tālr.:"]
        .iter()
        .any(|broken| end.ends_with(broken))
    {
        found.push(Matter::Unfinished {
            text: end.to_owned(),
        });
    }
    found
}

/// Quotation marks without a counterpart, or of two styles: “ ”, „ “, „ ”, « ».
fn quotes(plain: &str) -> Option<Matter> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut styles: Vec<(char, char)> = Vec::new();
    let unbalanced = |at: usize| Matter::UnbalancedQuotes {
        text: around(plain, at),
    };
    for (at, c) in plain.char_indices() {
        let last = open.last().map(|(_, mark)| *mark);
        match (c, last) {
            ('„' | '«', _) => open.push((at, c)),
            // It closes „ and opens otherwise.
            ('“', last) if last != Some('„') => open.push((at, c)),
            ('“' | '”', Some(mark @ ('„' | '“'))) | ('»', Some(mark @ '«')) => {
                open.pop();
                if !styles.contains(&(mark, c)) {
                    styles.push((mark, c));
                }
            }
            ('“' | '”' | '»', _) => return Some(unbalanced(at)),
            _ => {}
        }
    }
    if let Some((at, _)) = open.first() {
        return Some(unbalanced(*at));
    }
    let at = plain.find(['„', '“', '«']).unwrap_or_default();
    (styles.len() > 1).then(|| Matter::MixedQuotes {
        text: around(plain, at),
    })
}

fn mend_value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut done = 0;
    for range in outside_expressions(value) {
        out.push_str(&value[done..range.start]);
        let before = out.chars().next_back();
        out.push_str(&mend_part(&value[range.clone()], before));
        done = range.end;
    }
    out.push_str(&value[done..]);
    out
}

fn mend_part(part: &str, before: Option<char>) -> String {
    let mut text = part.replace(" - ", " – ");
    while text.contains("  ") {
        text = text.replace("  ", " ");
    }
    let mut words = Vec::new();
    for word in text.split(' ') {
        words.push(match spaced_ordinal(word) {
            spaced if spaced != word => spaced,
            _ => dashed_range(word),
        });
    }
    curl(&words.join(" "), before)
}

/// Straight quotation marks made into the house's: one that a letter follows after a space opens.
fn curl(text: &str, before: Option<char>) -> String {
    let mut last = before;
    text.chars()
        .map(|c| {
            let opens = last.is_none_or(|last| last.is_whitespace() || "([“".contains(last));
            last = Some(c);
            match c {
                '"' if opens => '“',
                '"' => '”',
                other => other,
            }
        })
        .collect()
}

/// `2018.gada` with its space; an address, a code or a decimal number stays.
fn spaced_ordinal(word: &str) -> String {
    if word.contains(['/', '@', '\\']) || word.contains("www.") {
        return word.to_owned();
    }
    let bytes = word.as_bytes();
    for (at, _) in word.match_indices('.') {
        let digit = at > 0 && bytes[at - 1].is_ascii_digit();
        let rest = &word[at + 1..];
        let letters = rest.chars().take_while(|c| c.is_lowercase()).count();
        let all_before = word[..at]
            .chars()
            .all(|c| c.is_ascii_digit() || ".–-(“".contains(c));
        if digit && letters >= 3 && all_before {
            return format!("{}. {rest}", &word[..at]);
        }
    }
    word.to_owned()
}

/// `13.-14.` and `2014-2020` with a dash; a code such as `LV-RU-002` or `558833-2` stays.
fn dashed_range(word: &str) -> String {
    let Some((left, right)) = word.split_once('-') else {
        return word.to_owned();
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let bare = right.trim_end_matches([',', ';', ')', '.', '”']);
    let opened = left.trim_start_matches(['(', '“']);
    let days = opened.strip_suffix('.').is_some_and(digits) && right.contains('.') && digits(bare);
    let year = |s: &str| s.len() == 4 && digits(s) && (s.starts_with("19") || s.starts_with("20"));
    match days || (year(opened) && year(bare)) {
        true => format!("{left}–{right}"),
        false => word.to_owned(),
    }
}

/// A few words around a byte of a text.
fn around(text: &str, at: usize) -> String {
    let start = text[..at]
        .char_indices()
        .rev()
        .nth(14)
        .map_or(0, |(i, _)| i);
    let end = text[at..]
        .char_indices()
        .nth(18)
        .map_or(text.len(), |(i, _)| at + i);
    text[start..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(value: &str) -> Vec<&'static str> {
        let text = serde_json::json!({ "objective": value }).to_string();
        let (file, mut findings) = JsonFile::read("f.json", text.into_bytes()).expect("JSON");
        findings.extend(look(&file));
        findings.iter().map(Finding::code).collect()
    }

    #[test]
    fn what_an_editor_would_mark_is_found() {
        assert_eq!(codes("divas  atstarpes"), ["record/double-space"]);
        assert_eq!(codes("2018.gada maijā"), ["record/ordinal-space"]);
        assert_eq!(codes("no vietas - uz vietu"), ["record/hyphen-for-dash"]);
        assert_eq!(codes("13.-14. novembrī"), ["record/hyphen-for-dash"]);
        assert_eq!(codes("projekts \"Tilts\""), ["record/straight-quotes"]);
        assert_eq!(codes("projekts “Tilts"), ["record/unbalanced-quotes"]);
        assert_eq!(codes("“Tilts” un „Ceļš“"), ["record/mixed-quotes"]);
        assert_eq!(codes("no 13.–14. novembrim"), ["record/from-with-dash"]);
        assert_eq!(codes("Informāciju apkopoja:"), ["record/unfinished"]);
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for good in [
            "2018. gada 13.–14. novembrī",
            "LV-RU-002 un 558833-CITIZ",
            "www.daugavpils.lv 2.1 km",
            "“A” jeb “B”",
            "„A“ un „B“",
            "«A»",
            "vadošais partneris – dome",
            "{{money budget.total}}",
            "{{period term form=\"from-to\"}}",
            "A. Reča-Lāže",
            "no 13. līdz 14. novembrim",
            "1.2. punkts",
        ] {
            assert_eq!(codes(good), Vec::<&str>::new(), "{good}");
            assert_eq!(mend_value(good), good);
        }
    }

    #[test]
    fn mending_changes_the_strings_concerned_and_nothing_else() {
        let text = "{ \"b\":1.50,\r\n  \"a\" : \"2018.gada  13.-14. maijā - \\\"Tilts\\\" {{is x \\\"a  b\\\"}}\" ,\"id\":\"a  b\"}\r\n";
        let mended = mend(text);
        let expected = "{ \"b\":1.50,\r\n  \"a\" : \"2018. gada 13.–14. maijā – “Tilts” {{is x \\\"a  b\\\"}}\" ,\"id\":\"a  b\"}\r\n";
        assert_eq!(mended, expected);
        assert_eq!(mend(&mended), mended);
    }
}
