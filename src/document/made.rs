//! What a document was really made from, and what it says: noted while it is made, kept beside it.
//!
//! The fingerprint is taken from what can change the file: the rendered source (in which every fact, every
//! template that was read and the house style have had their effect), what the file says of itself, the
//! library files that the source imports, the fonts and pictures, the engine and the program. Facts that no
//! template looked at are not in it; nor are template files that were not read.

use crate::disk;
use crate::fact::{Fact, Origin};
use crate::template::Rendered;
use crate::typeset::{Imprint, Kind, Part, Passage};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// This program, as it was built: its version, and a digest of what it was built from.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("PIELIKUMS_BUILD"));
/// The engine, with its version.
pub const ENGINE: &str = concat!("typst ", env!("PIELIKUMS_ENGINE"));

/// All that is known of the making of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The digest of what can change the file.
    pub fingerprint: String,
    /// What it was made from.
    pub recipe: Recipe,
    /// The facts that it used.
    pub facts: Vec<UsedFact>,
    /// The words on its pages.
    pub passages: Vec<Printed>,
    /// What its web page tells machines (JSON-LD), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<serde_json::Value>,
}

/// What a document is made from; digests are SHA-256, by the names of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The program.
    pub program: String,
    /// The engine.
    pub engine: String,
    /// The kind of document, whose pack it was made with.
    pub pack: String,
    /// The rendered source.
    pub source: String,
    /// What the file says of itself.
    pub imprint: Imprint,
    /// The template files that were read. They have had their effect in the source.
    pub templates: BTreeMap<String, String>,
    /// The library files that the source imports.
    pub library: BTreeMap<String, String>,
    /// The font files of the pack's families.
    pub fonts: BTreeMap<String, String>,
    /// The pictures, by the names by which the source shows them.
    pub pictures: BTreeMap<String, String>,
    /// The forms besides the PDF by the endings of their files, with the digest of what only they say.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, String>,
}

impl Recipe {
    /// The digest of what can change the file.
    pub fn fingerprint(&self) -> String {
        let Recipe {
            program,
            engine,
            pack: _,
            source,
            imprint,
            templates: _,
            library,
            fonts,
            pictures,
            others,
        } = self;
        let all = (
            program, engine, source, imprint, library, fonts, pictures, others,
        );
        disk::sha256(&serde_json::to_vec(&all).unwrap_or_default())
    }
}

/// A fact that a document used.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UsedFact {
    /// The file that it stands in.
    pub file: String,
    /// JSON pointer of the field; of what holds them all, where it is derived from several.
    pub pointer: String,
    /// What kind of fact it is.
    #[serde(default)]
    pub kind: String,
    /// What it states.
    pub value: String,
}

/// Words that belong together on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// What they are.
    pub kind: PrintedKind,
    /// The row of a table that they stand in, by a number of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The words, in parts.
    pub parts: Vec<PrintedPart>,
}

/// What words on a page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PrintedKind {
    /// A heading.
    Heading,
    /// The label of a row.
    Label,
    /// An item of a list.
    Item,
    /// Anything else.
    Text,
}

/// Words, and which of the used facts they state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PrintedPart {
    /// Words of a template or of the library.
    Wording(String),
    /// Words that state a fact, with its number among the used facts.
    Stated(String, usize),
}

impl PrintedPart {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            PrintedPart::Wording(text) | PrintedPart::Stated(text, _) => text,
        }
    }
}

impl Printed {
    /// All its words.
    pub fn text(&self) -> String {
        self.parts.iter().map(PrintedPart::text).collect()
    }
}

/// Facts with their places and what they state, in the order of the view.
pub(super) fn used_facts(used: &[Fact]) -> Vec<UsedFact> {
    let stated = |fact: &Fact| {
        let (file, pointer) = whole(&fact.from)?;
        Some(UsedFact {
            file: file.to_owned(),
            pointer: pointer.to_owned(),
            kind: fact.value.kind().to_owned(),
            value: fact.value.plain(),
        })
    };
    used.iter().filter_map(stated).collect()
}

/// What is noted of a document that was made.
pub(super) fn made(
    recipe: Recipe,
    used: &[Fact],
    rendered: &Rendered,
    passages: Vec<Passage>,
) -> Made {
    let facts = used_facts(used);
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    for (number, fact) in facts.iter().enumerate() {
        numbers.entry((&fact.file, &fact.pointer)).or_insert(number);
    }
    let said = rendered.spans.iter();
    let stated = said.filter_map(|span| Some((span.node, *numbers.get(&whole(&span.from)?)?)));
    let stated: HashMap<_, usize> = stated.collect();
    let printed = |passage: Passage| Printed {
        kind: match passage.kind {
            Kind::Heading => PrintedKind::Heading,
            Kind::Label => PrintedKind::Label,
            Kind::Item => PrintedKind::Item,
            Kind::Text => PrintedKind::Text,
        },
        row: passage.row,
        parts: joined(passage, |part| stated.get(&part.at?).copied()),
    };
    let passages = passages.into_iter().map(printed).collect();
    Made {
        fingerprint: recipe.fingerprint(),
        recipe,
        facts,
        passages,
        told: None,
    }
}

/// The parts of a passage; neighbours of one origin are one.
fn joined(passage: Passage, stated: impl Fn(&Part) -> Option<usize>) -> Vec<PrintedPart> {
    let mut parts: Vec<PrintedPart> = Vec::new();
    for part in passage.parts {
        let number = stated(&part);
        match (parts.last_mut(), number) {
            (Some(PrintedPart::Wording(before)), None) => before.push_str(&part.text),
            (Some(PrintedPart::Stated(before, same)), Some(number)) if *same == number => {
                before.push_str(&part.text);
            }
            (_, None) => parts.push(PrintedPart::Wording(part.text)),
            (_, Some(number)) => parts.push(PrintedPart::Stated(part.text, number)),
        }
    }
    parts
}

/// The one place of a fact: its field, or what holds all the fields that it is derived from.
fn whole(from: &[Origin]) -> Option<(&str, &str)> {
    let first = from.first()?;
    let mut pointer: &str = &first.pointer;
    for other in from.iter().filter(|other| other.file == first.file) {
        while !(other.pointer.starts_with(pointer)
            && matches!(
                other.pointer.as_bytes().get(pointer.len()),
                None | Some(b'/')
            ))
        {
            pointer = pointer.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    Some((&first.file, pointer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_of_many_fields_stands_at_what_holds_them() {
        let origin = |pointer: &str| Origin {
            file: "projects/a.json".into(),
            pointer: pointer.into(),
        };
        let at = |pointers: &[&str]| {
            let from: Vec<Origin> = pointers.iter().map(|p| origin(p)).collect();
            whole(&from).map(|(_, pointer)| pointer.to_owned())
        };
        assert_eq!(
            at(&["/partners/0/name", "/partners/1"]).as_deref(),
            Some("/partners")
        );
        assert_eq!(at(&["/term/start", "/term/end"]).as_deref(), Some("/term"));
        assert_eq!(at(&["/a", "/ab"]).as_deref(), Some(""));
        assert_eq!(at(&[]), None);
    }
}
