//! Text that can be said: what becomes of it on its way, and what is refused.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text as documents carry it: Unicode NFC; a tab or line break is a space; spaces in a row are
/// one; none at the ends. Refuses, by code point, what cannot be printed (controls, private-use and
/// unassigned characters) and what a reader cannot see but a search or a reader's eye would stumble
/// over (zero-width and direction marks, soft hyphens, combining marks that no letter takes up).
pub fn normalise(text: &str) -> Result<String, String> {
    let is_single = || !text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' ');
    if text.chars().all(is_plain) && is_single() {
        return Ok(text.to_owned());
    }
    if let Some(bad) = text.chars().find(|&c| !printable(c)) {
        return Err(format!("U+{:04X}", u32::from(bad)));
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

/// A text without what [`normalise`] refuses, and each character that it refuses, once, by code point.
pub fn without_refused(text: &str) -> (String, Vec<String>) {
    let composed: String = text.chars().filter(|&c| printable(c)).nfc().collect();
    let bad = text.chars().filter(|&c| !printable(c));
    let bad = bad.chain(composed.chars().filter(|&c| is_combining_mark(c)));
    let mut refused: Vec<String> = Vec::new();
    for c in bad {
        let code_point = format!("U+{:04X}", u32::from(c));
        if !refused.contains(&code_point) {
            refused.push(code_point);
        }
    }
    let rest = composed.chars().filter(|&c| !is_combining_mark(c));
    (rest.collect(), refused)
}

/// The letters and marks of Latvian text, which are as they should be: nearly all text is only these.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '–' | '“' | '”' | '€')
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

/// The stretches of a text that are not expressions, `{{ … }}`: strings and comments in one may hold braces.
/// What is opened and never closed is an expression to its end.
pub fn outside_expressions(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        parts.push(at..open);
        at = match end_of_expression(&text[open..]) {
            Some(length) => open + length,
            None => return parts,
        };
    }
    parts.push(at..text.len());
    parts
}

fn end_of_expression(text: &str) -> Option<usize> {
    if text.starts_with("{{!--") {
        return text.find("--}}").map(|at| at + 4);
    }
    let mut quote = None;
    let mut rest = text.char_indices().skip(2);
    while let Some((at, c)) = rest.next() {
        match (c, quote) {
            ('\\', Some(_)) => {
                rest.next();
            }
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) if !text.starts_with("{{!") => quote = Some(c),
            ('}', None) if text[at..].starts_with("}}") => return Some(at + 2),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_composed_and_their_white_space_is_single() {
        assert_eq!(normalise(" a\u{304}  b\tc\r\nd ").as_deref(), Ok("ā b c d"));
        assert_eq!(normalise("x.\u{304}"), Err("U+0304".into()));
        assert_eq!(normalise("10\u{a0}080"), Ok("10\u{a0}080".into()));
        let plain: String = (' '..='\u{24f}').filter(|&c| is_plain(c)).collect();
        assert_eq!(normalise(&plain[1..]), Ok(plain[1..].nfc().collect()));
        assert_eq!(normalise(" a  b "), Ok("a b".into()));
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

    #[test]
    fn strings_and_comments_of_expressions_may_hold_braces() {
        let plain = |text: &str| -> String {
            let parts = outside_expressions(text);
            parts.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(plain("a {{b \"}}\" c='}}'}} d"), "a  d");
        assert_eq!(plain("a {{!-- }} --}}b{{! x }}c"), "a bc");
        assert_eq!(plain("a {{b"), "a ");
    }
}
