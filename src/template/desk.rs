//! Where the helpers of one rendering put what they say, until the source is assembled.
//!
//! Handlebars shares its helpers between all renderings and gives them no state, so the state of the
//! one that runs on this thread stands here.

use crate::fact::{Fact, Numbered, Origin};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use handlebars::JsonValue;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hasher};

/// Opens a mark in rendered text; what stands between the two is the number of a saying.
pub(super) const OPEN: char = '\u{e000}';
/// Opens the mark of a template file.
pub(super) const FILE: char = '\u{e002}';
/// Closes a mark.
pub(super) const CLOSE: char = '\u{e001}';

/// How a piece differs from the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    Plain,
    /// It is in another language (BCP 47).
    Foreign(String),
    /// It is in italics.
    Italic,
    /// It leads to an address.
    Link(String),
    /// It is a name, or an amount in words, which no line end divides; it looks like the rest.
    Whole,
    /// It is a date, which machines read in ISO 8601; on a page it differs in nothing.
    Time(String),
    /// It is an amount, which machines read with its unit: `10080 EUR`, `85 %`.
    Data(String),
}

impl Style {
    /// Whether it looks like the text around it.
    pub fn is_plain(&self) -> bool {
        matches!(self, Style::Plain | Style::Time(_) | Style::Data(_))
    }
}

/// A stretch of text that was said, with the fields it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// How it differs from the text around it.
    pub style: Style,
    /// The fields that it states; for wording, the field or template that words it.
    pub from: Vec<Origin>,
}

impl Piece {
    /// A name, which no line end divides; what a part of a programme is called is a word like any other.
    pub(super) fn name(text: impl Into<String>, from: Vec<Origin>) -> Piece {
        let piece = Piece::plain(text, from);
        match piece.text.chars().any(char::is_uppercase) {
            true => piece.whole(),
            false => piece,
        }
    }

    /// The piece as what no line end divides.
    pub(super) fn whole(self) -> Piece {
        Piece {
            style: Style::Whole,
            ..self
        }
    }

    pub(super) fn plain(text: impl Into<String>, from: Vec<Origin>) -> Piece {
        Piece {
            text: text.into(),
            style: Style::Plain,
            from,
        }
    }
}

/// What an expression says.
#[derive(Debug, Clone)]
pub(super) struct Saying {
    pub pieces: Vec<Piece>,
    /// Which expression it is, as a digest of where that stands.
    pub site: u64,
}

#[derive(Default)]
struct Desk {
    /// The language of what is said.
    language: Language,
    /// What may be said.
    facts: Numbered,
    sayings: Vec<Saying>,
    findings: Vec<Finding>,
    /// The prose and phrases that are being said, the outermost first.
    chain: Vec<String>,
    /// The numbers of the facts that were looked at.
    used: BTreeSet<usize>,
    /// The numbers of the template files that were read.
    read: BTreeSet<usize>,
}

/// What a rendering left on the desk.
pub(super) struct Left {
    pub sayings: Vec<Saying>,
    pub findings: Vec<Finding>,
    pub used: Vec<Fact>,
    pub read: BTreeSet<usize>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::default());
}

/// Clears the desk for a new rendering of facts.
pub(super) fn open(facts: Numbered, language: Language) {
    DESK.replace(Desk {
        facts,
        language,
        ..Desk::default()
    });
}

/// The language of what is said.
pub(super) fn language() -> Language {
    DESK.with_borrow(|desk| desk.language)
}

/// The fact that a value in a template is.
pub(super) fn fact(value: &JsonValue) -> Option<Fact> {
    read_fact(value, Fact::clone)
}

/// What is read of the fact that a value in a template is; it is used by that.
pub(super) fn read_fact<R>(value: &JsonValue, read: impl FnOnce(&Fact) -> R) -> Option<R> {
    DESK.with_borrow_mut(|desk| {
        let fact = desk.facts.get(value)?;
        desk.used.extend(desk.facts.number(value));
        Some(read(fact))
    })
}

/// Takes everything that was said and found since [`open`].
pub(super) fn close() -> Left {
    let desk = DESK.take();
    Left {
        sayings: desk.sayings,
        findings: desk.findings,
        used: desk.facts.some(&desk.used),
        read: desk.read,
    }
}

/// The mark that stands first in the template file with a number.
pub(super) fn mark_of_file(number: usize) -> String {
    format!("{FILE}{number}{CLOSE}")
}

/// A rendered text without the marks of the files that it was read from; the desk knows them now.
pub(super) fn read(rendered: String) -> String {
    if !rendered.contains(FILE) {
        return rendered;
    }
    let mut plain = String::with_capacity(rendered.len());
    for (at, part) in rendered.split(FILE).enumerate() {
        match part.split_once(CLOSE) {
            Some((number, rest)) if at > 0 => {
                if let Ok(number) = number.parse() {
                    DESK.with_borrow_mut(|desk| desk.read.insert(number));
                }
                plain.push_str(rest);
            }
            _ => plain.push_str(part),
        }
    }
    plain
}

/// Puts down what the expression at a place says; gives the mark that stands for it in the text.
pub(super) fn say(pieces: Vec<Piece>, at: &str) -> String {
    let mut site = DefaultHasher::new();
    site.write(at.as_bytes());
    let site = site.finish();
    DESK.with_borrow_mut(|desk| {
        desk.sayings.push(Saying { pieces, site });
        format!("{OPEN}{}{CLOSE}", desk.sayings.len() - 1)
    })
}

/// Puts down a finding; the place is where the expression stands.
pub(super) fn tell(matter: Matter, place: Place) {
    DESK.with_borrow_mut(|desk| desk.findings.push(Finding::new(matter).at(place)));
}

/// The text and the sayings of a rendered string, in their order: what stands outside marks is given to
/// `plain` as it is, what marks stand for as it was said.
pub(super) fn unmark(rendered: &str, plain: impl Fn(&str) -> Piece) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (text, number) in parts(rendered) {
        if !text.is_empty() {
            pieces.push(plain(text));
        }
        if let Some(number) = number {
            DESK.with_borrow(|desk| {
                let said = desk.sayings.get(number);
                pieces.extend(
                    said.into_iter()
                        .flat_map(|said| said.pieces.iter().cloned()),
                );
            });
        }
    }
    pieces
}

/// The parts of a rendered text: a stretch of plain text, and the number of the saying after it.
pub(super) fn parts(rendered: &str) -> impl Iterator<Item = (&str, Option<usize>)> {
    rendered.split(OPEN).enumerate().flat_map(|(at, part)| {
        let (number, text) = match part.split_once(CLOSE) {
            Some((number, text)) if at > 0 => (number.parse().ok(), text),
            _ => (None, part),
        };
        let said = number.map(|number| ("", Some(number)));
        said.into_iter().chain([(text, None)])
    })
}

/// How deep prose may name prose that names prose.
const DEEPEST: usize = 16;
/// How many sayings a document may have: a hundred times what the longest real one has.
const MOST: usize = 50_000;

/// Whether a document says so much that it would never end.
pub(super) fn is_too_much() -> bool {
    DESK.with_borrow(|desk| desk.sayings.len() > MOST)
}

/// Runs `work` unless `name` is already being said, which would never end.
pub(super) fn within<T>(name: &str, work: impl FnOnce() -> T) -> Option<T> {
    let entered = DESK.with_borrow_mut(|desk| {
        let free = desk.chain.len() < DEEPEST && !desk.chain.iter().any(|one| one == name);
        if free {
            desk.chain.push(name.to_owned());
        }
        free
    });
    if !entered {
        return None;
    }
    let result = work();
    DESK.with_borrow_mut(|desk| desk.chain.pop());
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_back_as_what_was_said() {
        open(Numbered::default(), Language::Latvian);
        let mark = say(vec![Piece::plain("b", Vec::new())], "");
        let pieces = unmark(&format!("a{mark}c"), |text| Piece::plain(text, Vec::new()));
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c"]);
    }

    #[test]
    fn what_is_being_said_is_not_said_again_inside_itself() {
        open(Numbered::default(), Language::Latvian);
        let inner = within("a", || within("b", || within("a", || ())));
        assert_eq!(inner, Some(Some(None)));
        assert_eq!(within("a", || ()), Some(()));
    }
}
