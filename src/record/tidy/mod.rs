//! The hygiene of texts: what a careful editor mends without thinking, found in the file as it was typed,
//! and mended there on demand with nothing else of the file touched.
//!
//! Source of the rules: EU style guide lv §10.1.6 and §10.5.2; valoda.lv 2009-gads-4 (norms 3.6).

mod mend;

pub use mend::mend;

use super::json_file::{JsonFile, member};
use super::privacy;
use crate::fact::outside_expressions;
use crate::finding::{Finding, Matter, Place};
use serde_json::Value;
use std::borrow::Cow;

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
    "lang",
    "date",
    "total",
    "amount",
    "quantity",
];

/// Words that no Latvian text has, and letters that nearly every Latvian sentence has.
const FOREIGN: &[&str] = &[
    "the", "and", "of", "with", "for", "und", "der", "die", "das", "для", "и", "в",
];
const LATVIAN: &[char] = &['ā', 'č', 'ē', 'ģ', 'ī', 'ķ', 'ļ', 'ņ', 'š', 'ū', 'ž'];

/// What a new record says until somebody fills it in (`pielikums new`).
pub const STARTERS: &[&str] = &[
    "Projekta nosaukums",
    "Projekta mērķis.",
    "Pirmais rezultāts;",
    "otrais rezultāts.",
    "V. Uzvārds",
    "Virsraksts",
    "Ievads: kas, kur, kad un kāpēc.",
    "Teksts rindkopās.",
    "pirmais punkts;",
    "otrais punkts.",
];

/// How the words begin that stand after an ordinal number: `2018. gada`, `1. pielikums`.
const COUNTED: &[&str] = &[
    "gad",
    "pant",
    "punkt",
    "apakšpunkt",
    "pielikum",
    "pasākum",
    "apakšpasākum",
    "aktivitāt",
    "apakšaktivitāt",
    "darbīb",
    "prioritā",
    "sadaļ",
    "daļ",
    "līme",
    "lēmum",
    "pusgad",
    "ceturk",
    "kārt",
    "klas",
    "viet",
    "līdz",
    "janvār",
    "februār",
    "mart",
    "aprīl",
    "maij",
    "jūnij",
    "jūlij",
    "august",
    "septembr",
    "oktobr",
    "novembr",
    "decembr",
];

/// What is untidy in the texts of a file, and what in them is nobody's business.
pub fn look(source: &JsonFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk(&source.value, &mut String::new(), &mut |pointer, text| {
        if is_blameless(text) {
            return;
        }
        let mut matters = Vec::new();
        let is_latvian = !pointer.ends_with(ENGLISH);
        for range in outside_expressions(text) {
            let part = &text[range];
            if is_latvian {
                matters.extend(slips(part));
            }
            if !pointer.starts_with("/persons/") {
                matters.extend(privacy::personal_data(part));
            }
        }
        if is_latvian {
            matters.extend(whole(text));
        }
        let place = || Place::field(&source.file, pointer);
        findings.extend(
            matters
                .into_iter()
                .map(|matter| Finding::new(matter).at(place())),
        );
    });
    source.locate(&mut findings);
    findings
}

/// Whether a text holds nothing that any rule looks for: letters, some of them Latvian, commas and points.
/// Half of all texts are so, and every record is looked over before each build.
fn is_blameless(text: &str) -> bool {
    let mut latvian = false;
    let blameless = text.bytes().all(|byte| match byte {
        // ā č ē ģ ī ķ ļ ņ š ū ž and what they are made of.
        0xc4 | 0xc5 => {
            latvian = true;
            true
        }
        0x80..=0xbf => true,
        b'a'..=b'z' | b'A'..=b'Z' => byte != b'X',
        b' ' | b',' | b';' | b'(' | b')' | b'.' | b'!' => true,
        _ => false,
    });
    blameless && latvian && !text.contains("TODO") && !STARTERS.contains(&text)
}

/// Whether a text, as it was typed, has two spaces where one is meant. (White space is made single when a
/// file is read, so this is asked before.)
pub(super) fn has_double_space(pointer: &str, typed: &str) -> bool {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    typed.contains("  ")
        && !NOT_TEXT.contains(&name)
        && outside_expressions(typed)
            .into_iter()
            .any(|range| typed[range].contains("  "))
}

/// How the pointer of a text ends that is in English: Latvian spelling is nothing to it, but what may not be
/// published may not be published in any language.
const ENGLISH: &str = "/en";

/// Every running text of a file, with its pointer. A text in another language (beside `lang`) is not
/// looked at: its marks follow rules of their own.
fn walk(value: &Value, pointer: &mut String, tell: &mut impl FnMut(&str, &str)) {
    let length = pointer.len();
    match value {
        Value::String(text) => tell(pointer, text),
        Value::Object(group) if !group.contains_key("lang") => {
            let texts = group
                .iter()
                .filter(|(name, _)| !NOT_TEXT.contains(&name.as_str()));
            for (name, value) in texts {
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

/// The words of a text with what stands after each.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let gap = rest[word..].find(|c: char| !c.is_whitespace());
        let gap = gap.map_or(rest.len(), |gap| word + gap);
        let pair = (&rest[..word], &rest[word..gap]);
        rest = &rest[gap..];
        Some(pair)
    })
}

/// The slips that can be mended, of a stretch without expressions.
fn slips(part: &str) -> Vec<Matter> {
    let mut found = Vec::new();
    if let Some(at) = part.find('"') {
        let text = around(part, at);
        found.push(Matter::StraightQuotes { text });
    }
    let mut before = "";
    for (word, gap) in words(part) {
        // Nearly all words are neither numbers nor dashes.
        if !word.contains(|c: char| c.is_ascii_digit()) && word != "-" {
            before = word;
            continue;
        }
        let text = || word.to_owned();
        let spaced = spaced_ordinal(word);
        let dashed = dashed(before, word, gap);
        if spaced != word {
            let mended = dashed_range(before, &spaced);
            found.push(Matter::OrdinalSpace {
                text: text(),
                mended,
            });
        } else if dashed != word {
            found.push(Matter::HyphenForDash {
                text: text(),
                mended: dashed,
            });
        }
        before = word;
    }
    found
}

/// What only a person can mend, of a whole text.
fn whole(text: &str) -> Vec<Matter> {
    let mut found = Vec::new();
    let plain = match text.contains("{{") {
        true => Cow::Owned(
            outside_expressions(text)
                .into_iter()
                .map(|range| &text[range])
                .collect(),
        ),
        false => Cow::Borrowed(text),
    };
    found.extend(quotes(&plain));
    let mut before = "";
    let mut foreign = 0;
    let latvian = plain.contains(LATVIAN);
    for (word, _) in words(&plain) {
        if before.eq_ignore_ascii_case("no") && is_range(word) {
            let text = format!("{before} {word}");
            found.push(Matter::FromWithDash { text });
        }
        foreign += usize::from(!latvian && FOREIGN.contains(&&*word.to_lowercase()));
        before = word;
    }
    if foreign >= 2 {
        let text = around(&plain, 0);
        found.push(Matter::Untranslated { text });
    }
    let end = text.trim_end();
    let broken = ["apkopoja:", "sagatavoja:", "tālrunis:", "tālr.:"];
    let breaks_off = broken.iter().any(|broken| end.ends_with(broken));
    let to_do = ["XXX", "TODO", "???"]
        .iter()
        .any(|mark| plain.contains(mark));
    if breaks_off || to_do || STARTERS.contains(&end) {
        let start = end.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let text = end[start..].to_owned();
        found.push(Matter::Unfinished { text });
    }
    found
}

fn is_range(word: &str) -> bool {
    let ends = word.split_once('–').or_else(|| word.split_once('-'));
    ends.is_some_and(|(a, b)| {
        a.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && a.starts_with(|c: char| c.is_ascii_digit())
            && b.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Quotation marks without a counterpart, or of two styles beside each other: “ ”, „ “, „ ”, « ». Within
/// others, another style is customary.
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
            // It closes „ where a word ends, and opens otherwise.
            ('“', last) if last != Some('„') || opens(plain[..at].chars().next_back()) => {
                open.push((at, c));
            }
            ('“' | '”', Some(mark @ ('„' | '“'))) | ('»', Some(mark @ '«')) => {
                open.pop();
                if open.is_empty() && !styles.contains(&(mark, c)) {
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

/// Whether a quotation mark after this character opens.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{“„«–—-/".contains(c))
}

/// `2018.gada` with its space; an address, a file's name, a code or a decimal number stays.
fn spaced_ordinal(word: &str) -> String {
    let ordinal = word.find(|c: char| !(c.is_ascii_digit() || ".–-(“„".contains(c)));
    let Some(end) = ordinal else {
        return word.to_owned();
    };
    let (number, rest) = word.split_at(end);
    let is_ordinal =
        number.ends_with('.') && number[..number.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    match is_ordinal && COUNTED.iter().any(|stem| rest.starts_with(stem)) {
        true => format!("{number} {rest}"),
        false => word.to_owned(),
    }
}

/// A word with a dash for a hyphen: one that stands alone, or in a range.
fn dashed(before: &str, word: &str, gap: &str) -> String {
    match word == "-" && !before.is_empty() && !gap.is_empty() {
        true => "–".to_owned(),
        false => dashed_range(before, word),
    }
}

/// `13.-14.` and `2014-2020` with a dash; a code such as `LV-RU-002`, `Nr. 1999-2000` stays, and so does
/// what stands after "no", which wants no dash but "līdz".
fn dashed_range(before: &str, word: &str) -> String {
    let coded = before.ends_with("Nr.") || before.ends_with("nr.") || before.ends_with("No.");
    let capitals = before.len() > 1 && before.chars().all(|c| c.is_uppercase());
    let Some((left, right)) = word.split_once('-') else {
        return word.to_owned();
    };
    if coded || capitals || before.eq_ignore_ascii_case("no") {
        return word.to_owned();
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let day = right.split(' ').next().unwrap_or(right);
    let bare = day.trim_end_matches([',', ';', ')', '.', '”']);
    let opened = left.trim_start_matches(['(', '“', '„']);
    let days = opened.strip_suffix('.').is_some_and(digits) && right.contains('.') && digits(bare);
    let year = |s: &str| s.len() == 4 && digits(s) && (s.starts_with("19") || s.starts_with("20"));
    match days || (year(opened) && year(bare)) {
        true => format!("{left}–{right}"),
        false => word.to_owned(),
    }
}

/// A few words around a byte of a text.
fn around(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(14);
    let start = start.map_or(0, |(start, _)| start);
    let end = text[at..].char_indices().nth(18);
    let end = end.map_or(text.len(), |(end, _)| at + end);
    text[start..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::mend::mend_value;
    use super::*;
    use crate::language::lv::Quotes;

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
        assert_eq!(codes("The bridge of the town"), ["record/untranslated"]);
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
            assert_eq!(mend_value(good, Quotes::Curly), good);
        }
    }

    #[test]
    fn mending_changes_the_strings_concerned_and_nothing_else() {
        let text = "{ \"b\":1.50,\r\n  \"a\" : \"2018.gada  13.-14. maijā - \\\"Tilts\\\" {{is x \\\"a  b\\\"}}\" ,\"id\":\"a  b\"}\r\n";
        let mended = mend(text, Quotes::Curly);
        let expected = "{ \"b\":1.50,\r\n  \"a\" : \"2018. gada 13.–14. maijā – “Tilts” {{is x \\\"a  b\\\"}}\" ,\"id\":\"a  b\"}\r\n";
        assert_eq!(mended, expected);
        assert_eq!(mend(&mended, Quotes::Curly), mended);
    }

    #[test]
    fn what_was_mended_is_not_told_of_again_and_what_is_no_slip_stays() {
        let mended = |value: &str| mend_value(value, Quotes::Curly);
        assert_eq!(mended("3.pants, 4.-5.pants"), "3. pants, 4.–5. pants");
        assert_eq!(mended("13.-14.\u{a0}novembrī"), "13.–14.\u{a0}novembrī");
        assert_eq!(mended("a - - b"), "a – – b");
        assert_eq!(mended("SIA \"Tilts\""), "SIA “Tilts”");
        assert_eq!(mended("–\"Tilts\""), "–“Tilts”");
        assert_eq!(mend_value("\"A\"", Quotes::Guillemets), "«A»");
        for stays in [
            "502.pdf un 2019.xlsx, 24.com",
            "Nr. 1999-2000",
            "ISO 1950-2000",
            "19\"",
            "no 2019-2020",
            "„A“ un \"B\"",
            "{{quote \"a  b\"}}",
        ] {
            assert_eq!(mended(stays), stays);
        }
        for good in ["“A «B» C”", "„A “B” c“", "“A “B” c”"] {
            assert_eq!(codes(good), Vec::<&str>::new(), "{good}");
        }
        for text in [
            "3.pants, 4.-5.pants",
            "a - - b",
            "SIA \"Tilts\"",
            "13.-14.\u{a0}novembrī",
        ] {
            assert_eq!(codes(&mended(text)), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_looked_over_once() {
        // Quadratic work would take minutes here.
        for text in [
            "1.".repeat(200_000),
            "a  b ".repeat(70_000),
            "“".repeat(200_000),
            "{{".repeat(200_000),
        ] {
            assert!(codes(&text).len() < 70_001);
            assert!(mend_value(&text, Quotes::Curly).len() <= text.len());
        }
    }
}
