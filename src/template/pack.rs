//! A pack: the templates of one kind of document, with what its documents are made to be.

use super::output::Output;
use super::tree::Tree;
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use serde::Deserialize;

/// What `pack.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The kind of document, as records name it.
    pub kind: String,
    /// The language of the documents, `lv` or `en`.
    pub language: String,
    /// Its folder: the kind, and for another language than Latvian that, too: `press-release-en`.
    #[serde(skip)]
    pub folder: String,
    /// The template that the others are parts of.
    #[serde(default = "main_template")]
    pub main: String,
    /// The title of the file, an expression.
    pub title: String,
    /// The author of the file, an expression.
    pub author: String,
    /// The families of fonts that its documents may be set in.
    pub fonts: Vec<String>,
    /// The standards that its documents keep, `a-2a` and `ua-1`.
    pub standards: Vec<String>,
    /// The forms that its documents are made in; `pdf` is always among them.
    #[serde(default = "only_pdf")]
    pub outputs: Vec<Output>,
    /// The template of the card, where that is among the forms.
    #[serde(default = "card_template")]
    pub card: String,
    /// The facts without which there is no such document, each a path.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Whether records have such documents; the program makes the others itself.
    #[serde(default = "yes")]
    pub for_records: bool,
}

fn yes() -> bool {
    true
}

impl Pack {
    /// The language of the documents.
    pub fn spoken(&self) -> Language {
        Language::parse(&self.language).unwrap_or_default()
    }

    /// Its expressions for title and author, by the names under which they are compiled.
    pub(super) fn expressions(&self) -> [(String, &String); 2] {
        [("title", &self.title), ("author", &self.author)]
            .map(|(name, text)| (format!("{}#{name}", self.folder), text))
    }

    /// The names of the templates that its documents and their cards are rendered from.
    pub(super) fn mains(&self) -> Vec<String> {
        let card = self.outputs.contains(&Output::Card).then_some(&self.card);
        let files = [&self.main].into_iter().chain(card);
        files
            .map(|file| name_of(&format!("{}/{file}", self.folder)))
            .collect()
    }
}

fn only_pdf() -> Vec<Output> {
    vec![Output::Pdf]
}

fn card_template() -> String {
    "card.typ.hbs".into()
}

fn main_template() -> String {
    "main.typ.hbs".into()
}

/// Reads the `pack.toml` at a path of the tree.
pub(super) fn read_pack(tree: &Tree, path: &str) -> Result<Pack, Finding> {
    let file = tree.told(path);
    let broken =
        |reason: String, place: Place| Finding::new(Matter::BrokenPack { reason }).at(place);
    let text = tree.text(path).unwrap_or_default();
    let mut pack: Pack = toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        let reason = error.message().replace('\n', " ");
        broken(reason, Place::of_byte(file, text, byte))
    })?;
    let folder = path.trim_end_matches("/pack.toml");
    if Language::parse(&pack.language).is_none() {
        let reason = format!(
            "`language` is `{}`, but the languages are `lv` and `en`",
            pack.language
        );
        return Err(broken(reason, Place::file(file)));
    }
    pack.folder = folder.to_owned();
    let named = match pack.spoken() {
        Language::Latvian => pack.kind.clone(),
        other => format!("{}-{}", pack.kind, other.code()),
    };
    if named != folder {
        let reason = format!(
            "the folder of `{}` in `{}` is `{named}`, not `{folder}`",
            pack.kind, pack.language
        );
        return Err(broken(reason, Place::file(file)));
    }
    let main = format!("{folder}/{}", pack.main);
    if tree.text(&main).is_none_or(|text| text.trim().is_empty()) {
        let reason = format!("there is nothing in `{main}`");
        return Err(broken(reason, Place::file(file)));
    }
    if !pack.outputs.contains(&Output::Pdf) {
        let reason = "`pdf` is not among `outputs`".to_owned();
        return Err(broken(reason, Place::file(file)));
    }
    if pack.outputs.contains(&Output::AkomaNtoso) && pack.spoken() != Language::Latvian {
        let reason = "`akoma-ntoso` is for what is authentic, which is in Latvian".to_owned();
        return Err(broken(reason, Place::file(file)));
    }
    let card = format!("{folder}/{}", pack.card);
    if pack.outputs.contains(&Output::Card) && tree.text(&card).is_none() {
        let reason = format!("`card` is among `outputs`, but there is no `{card}`");
        return Err(broken(reason, Place::file(file)));
    }
    Ok(pack)
}

/// The name of a template: its path without the endings.
pub(super) fn name_of(path: &str) -> String {
    let path = path.strip_suffix(".hbs").unwrap_or(path);
    path.strip_suffix(".typ").unwrap_or(path).to_owned()
}
