//! Where a word may be divided at the end of a line: what the engine asks of the crate `hypher`, answered by
//! rules that the program brings. It holds no rules itself, so that they can stand, be read and be tested
//! with the rest of a language's grammar, and a change of theirs does not build the engine anew.

#![forbid(unsafe_code)]

use std::sync::OnceLock;

/// Where a word may be divided: bytes of it, in order, neither its start nor its end.
pub type Rule = fn(&str) -> Vec<usize>;

static RULES: OnceLock<fn([u8; 2]) -> Option<Rule>> = OnceLock::new();

/// Brings the rules of all languages, by their codes (ISO 639-1). The first to come stay.
pub fn teach(rules: fn([u8; 2]) -> Option<Rule>) {
    let _ = RULES.set(rules);
}

/// A language that there are rules for.
#[derive(Debug, Clone, Copy)]
pub struct Lang(Rule);

impl Lang {
    /// The language with a code.
    pub fn from_iso(code: [u8; 2]) -> Option<Lang> {
        RULES.get()?(code).map(Lang)
    }
}

/// The parts of a word between which it may be divided; the word itself where it may not be.
pub fn hyphenate(word: &str, lang: Lang) -> impl Iterator<Item = &str> {
    let mut bounds = (lang.0)(word);
    // A rule's slip must not cost a document.
    bounds.retain(|at| *at > 0 && *at < word.len() && word.is_char_boundary(*at));
    bounds.sort_unstable();
    bounds.dedup();
    bounds.push(word.len());
    let mut start = 0;
    bounds.into_iter().map(move |end| {
        let part = &word[start..end];
        start = end;
        part
    })
}
