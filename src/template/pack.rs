//! Packs: the templates of one kind of document, with what their documents are made to be.

use super::assemble::{self, Rendered};
use super::desk::{self, Left, Piece};
use super::helper::{self, Shared};
use super::lint::{self, Templates};
use super::paths::Paths;
use super::tree::Tree;
use super::{door, say};
use crate::fact::{Fact, Handed};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::language::lv::typography::House;
use handlebars::{Context, Handlebars, RenderError, Template, no_escape};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A form that a document is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// Pages: the document itself. Every document has them.
    Pdf,
    /// A whole web page.
    Html,
    /// What stands on the web page, to be put into a page of the council's site.
    HtmlFragment,
    /// Plain text, for mail.
    Text,
    /// A picture of the first page.
    Png,
    /// A picture with the title, 1200 by 630 pixels, that social media show with a link.
    Card,
    /// The facts for machines, as JSON-LD.
    JsonLd,
    /// The text for machines, as Akoma Ntoso.
    AkomaNtoso,
}

impl Output {
    /// All forms.
    pub const ALL: [Output; 8] = [
        Output::Pdf,
        Output::Html,
        Output::HtmlFragment,
        Output::Text,
        Output::Png,
        Output::Card,
        Output::JsonLd,
        Output::AkomaNtoso,
    ];

    /// The word for it in packs and settings.
    pub fn name(self) -> &'static str {
        match self {
            Output::Pdf => "pdf",
            Output::Html => "html",
            Output::HtmlFragment => "html-fragment",
            Output::Text => "text",
            Output::Png => "png",
            Output::Card => "card",
            Output::JsonLd => "json-ld",
            Output::AkomaNtoso => "akoma-ntoso",
        }
    }

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Output::Pdf => "pdf",
            Output::Html => "html",
            Output::HtmlFragment => "fragment.html",
            Output::Text => "txt",
            Output::Png => "png",
            Output::Card => "card.png",
            Output::JsonLd => "jsonld",
            Output::AkomaNtoso => "akn.xml",
        }
    }

    /// The file of a document in this form, beside its PDF.
    pub fn beside(self, pdf: &Path) -> PathBuf {
        pdf.with_extension(self.ending())
    }

    /// The PDF that a file stands beside, or is; nothing for a file of no form.
    pub fn pdf_of(path: &Path) -> Option<PathBuf> {
        let name = path.file_name()?.to_str()?;
        // `card.png` ends as `png` does, too: the longer is meant.
        let stems = Output::ALL.iter().filter_map(|output| {
            let stem = name.strip_suffix(output.ending())?.strip_suffix('.')?;
            (!stem.is_empty()).then_some(stem)
        });
        let stem = stems.min_by_key(|stem| stem.len())?;
        Some(path.with_file_name(format!("{stem}.pdf")))
    }
}

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
    fn expressions(&self) -> [(String, &String); 2] {
        [("title", &self.title), ("author", &self.author)]
            .map(|(name, text)| (format!("{}#{name}", self.folder), text))
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

/// All packs of a workspace, ready to render.
pub struct Packs {
    packs: BTreeMap<String, Pack>,
    registry: Handlebars<'static>,
    /// The template files, by the numbers that they leave in what is rendered.
    files: Vec<String>,
    shared: Arc<Shared>,
    /// The kinds whose templates something is wrong with; no document of theirs can be made.
    broken: BTreeSet<String>,
    /// What is wrong with the templates.
    pub findings: Vec<Finding>,
}

impl Packs {
    /// Loads the packs of a tree. `facts` is the JSON Schema of the facts that templates may name. What is
    /// wrong with one pack stops only its own documents.
    pub fn load(tree: &Tree, facts: serde_json::Value, house: &House) -> Packs {
        let phrases = tree.below("phrases/", ".hbs");
        let shared = Arc::new(Shared {
            house: *house,
            paths: Paths::new(facts),
            phrases: phrases
                .map(|path| name_of(path).replace("phrases/", ""))
                .collect(),
        });
        let whole = tree.below("", ".hbs").map(|path| Written {
            name: name_of(path),
            text: tree.text(path).map(Cow::from),
            file: tree.told(path),
        });
        let mut written: Vec<Written<'_>> = whole.collect();
        let mut packs = BTreeMap::new();
        let mut broken = BTreeSet::new();
        let mut findings = Vec::new();
        for path in tree.below("", "/pack.toml") {
            match read_pack(tree, path) {
                Ok(pack) => {
                    let expressions = pack.expressions().map(|(name, text)| Written {
                        name,
                        text: Some(text.clone().into()),
                        file: tree.told(path),
                    });
                    written.extend(expressions);
                    packs.insert(pack.folder.clone(), pack);
                }
                Err(finding) => {
                    broken.insert(path.trim_end_matches("/pack.toml").to_owned());
                    findings.push(finding);
                }
            }
        }
        // Compiling them is a third of what a build of one document takes.
        let compiled: Vec<_> = written
            .par_iter()
            .map(|written| written.compiled(&shared.phrases))
            .collect();
        let mut templates = Templates::new();
        // The names of those that do not compile.
        let mut failed = BTreeSet::new();
        for (Written { name, file, .. }, compiled) in written.into_iter().zip(compiled) {
            match compiled {
                Ok(template) => {
                    templates.insert(name, (template, file.to_owned()));
                }
                Err(more) => {
                    failed.insert(name);
                    findings.extend(more);
                }
            }
        }
        let mut used = BTreeSet::new();
        // A phrase in another language has the name of the Latvian one.
        for phrase in shared.phrases.iter().filter(|phrase| !phrase.contains('/')) {
            let english = format!("{}/{phrase}", Language::English.code());
            if shared.phrases.contains(&english) {
                used.insert(format!("phrases/{english}"));
            }
        }
        for phrase in &shared.phrases {
            let name = format!("phrases/{phrase}");
            let (wrong, reached) = lint::names(&name, &templates, &failed, &shared.paths);
            findings.extend(wrong);
            used.extend(reached);
        }
        for pack in packs.values() {
            let (wrong, reached) = check_pack(pack, &templates, &failed, &shared);
            if reached.iter().any(|name| failed.contains(name)) || !wrong.is_empty() {
                broken.insert(pack.folder.clone());
            }
            findings.extend(wrong);
            used.extend(reached);
        }
        for path in tree
            .below("", ".hbs")
            .filter(|path| !used.contains(&name_of(path)) && tree.is_own(path))
        {
            if !failed.contains(&name_of(path)) {
                let place = Place::file(tree.told(path));
                findings.push(Finding::new(Matter::Unused {}).at(place));
            }
        }
        let mut registry = Handlebars::new();
        registry.register_escape_fn(no_escape);
        registry.set_prevent_indent(true);
        helper::register(&mut registry, &shared);
        let mut files = Vec::new();
        for (name, (mut template, _)) in templates {
            // Whatever renders the file leaves its number in the text.
            let mark = Template::compile(&desk::mark_of_file(files.len()));
            if let Ok(mark) = mark {
                template.elements.splice(0..0, mark.elements);
                template.mapping.splice(0..0, mark.mapping);
            }
            registry.register_template(&name, template);
            files.push(name.split('#').next().unwrap_or_default().to_owned());
        }
        Packs {
            packs,
            registry,
            files,
            shared,
            broken,
            findings,
        }
    }

    /// Whether something is wrong with the templates of a kind, so that [`Packs::findings`] say why none
    /// of its documents can be made.
    pub fn is_broken(&self, kind: &str) -> bool {
        self.broken.contains(kind)
    }

    /// Takes a kind of documents out, for a reason found elsewhere.
    pub fn break_off(&mut self, kind: &str, finding: Finding) {
        self.broken.insert(kind.to_owned());
        self.findings.push(finding);
    }

    /// The pack in a folder.
    pub fn get(&self, folder: &str) -> Option<&Pack> {
        self.packs.get(folder)
    }

    /// The pack for a kind of documents in a language.
    pub fn of(&self, kind: &str, language: Language) -> Option<&Pack> {
        let mut packs = self.packs.values();
        packs.find(|pack| pack.kind == kind && pack.spoken() == language)
    }

    /// The kinds of documents that records have.
    pub fn kinds_for_records(&self) -> Vec<String> {
        let packs = self.packs.values().filter(|pack| pack.for_records);
        let kinds: BTreeSet<String> = packs.map(|pack| pack.kind.clone()).collect();
        kinds.into_iter().collect()
    }

    /// The forms that documents of a kind can be made in, in any language.
    pub fn outputs(&self, kind: &str) -> Vec<Output> {
        let packs = self.packs.values().filter(|pack| pack.kind == kind);
        let outputs: BTreeSet<Output> = packs.flat_map(|pack| pack.outputs.clone()).collect();
        outputs.into_iter().collect()
    }

    /// The folders of packs that there are.
    pub fn folders(&self) -> Vec<String> {
        self.packs.keys().cloned().collect()
    }

    /// Renders a document's facts into Typst source, with its title and author, and what may not be as
    /// meant.
    pub fn render(&self, pack: &Pack, facts: Handed) -> Result<Said, Vec<Finding>> {
        let template = format!("{}/{}", pack.folder, pack.main);
        let fault = |reason: String| {
            let place = Place::file(format!("templates/{template}"));
            vec![Finding::new(Matter::DoesNotParse { reason }).at(place)]
        };
        let Handed { tree, facts } = facts;
        let context = Context::from(tree);
        desk::open(facts, pack.spoken());
        let rendered = self
            .registry
            .render_with_context(&name_of(&template), &context)
            .map(desk::read);
        let title = self.text(&format!("{}#title", pack.folder), &context);
        let author = self.text(&format!("{}#author", pack.folder), &context);
        let Left {
            sayings,
            findings,
            used,
            read,
        } = desk::close();
        if findings.iter().any(Finding::stops) {
            return Err(findings);
        }
        let rendered = rendered.map_err(|error| fault(error.reason().to_string()))?;
        let title = title.map_err(|error| fault(error.reason().to_string()))?;
        let author = author.map_err(|error| fault(error.reason().to_string()))?;
        let file = format!("templates/{template}");
        let rendered = assemble::assemble(&rendered, &sayings)
            .map_err(|refused| unsafe_positions(refused, &sayings, &file))?;
        let read: BTreeSet<&str> = read.iter().map(|n| self.files[*n].as_str()).collect();
        Ok(Said {
            rendered,
            title,
            author,
            used,
            read: read.into_iter().map(str::to_owned).collect(),
            doubts: findings,
        })
    }

    /// Renders the card of a document.
    pub fn render_card(&self, pack: &Pack, facts: Handed) -> Result<Rendered, Vec<Finding>> {
        let template = format!("{}/{}", pack.folder, pack.card);
        let file = format!("templates/{template}");
        let context = Context::from(facts.tree);
        desk::open(facts.facts, pack.spoken());
        let rendered = self
            .registry
            .render_with_context(&name_of(&template), &context)
            .map(desk::read);
        let Left {
            sayings, findings, ..
        } = desk::close();
        if findings.iter().any(Finding::stops) {
            return Err(findings);
        }
        let rendered = rendered.map_err(|error| {
            let reason = error.reason().to_string();
            vec![Finding::new(Matter::DoesNotParse { reason }).at(Place::file(&*file))]
        })?;
        assemble::assemble(&rendered, &sayings)
            .map_err(|refused| unsafe_positions(refused, &sayings, &file))
    }

    /// What is wrong with the expressions of a record's prose.
    pub fn check_prose(&self, prose: &str, place: &Place) -> Vec<Finding> {
        match door::prose(prose, place, &self.shared.phrases) {
            Ok(template) => lint::prose(&template, place, &self.shared.paths),
            Err(findings) => findings,
        }
    }

    /// An expression as plain text.
    fn text(&self, name: &str, context: &Context) -> Result<String, RenderError> {
        let rendered = self.registry.render_with_context(name, context)?;
        let mut pieces = desk::unmark(&desk::read(rendered), |text| Piece::plain(text, Vec::new()));
        say::tie(&mut pieces, desk::language());
        Ok(pieces.into_iter().map(|piece| piece.text).collect())
    }
}

/// A template as it is written, or an expression of `pack.toml`.
struct Written<'a> {
    name: String,
    /// Nothing for a file that is no text.
    text: Option<Cow<'a, str>>,
    file: &'a str,
}

impl Written<'_> {
    fn compiled(&self, phrases: &[String]) -> Result<Template, Vec<Finding>> {
        match &self.text {
            Some(text) => door::template(text, self.file, phrases),
            None => {
                let reason = "it is not UTF-8 text".to_owned();
                let place = Place::file(self.file);
                Err(vec![Finding::new(Matter::BrokenPack { reason }).at(place)])
            }
        }
    }
}

/// Looks over all that a pack's documents are made from; gives what is wrong, and the names of the
/// templates that it uses.
fn check_pack(
    pack: &Pack,
    templates: &Templates,
    failed: &BTreeSet<String>,
    shared: &Shared,
) -> (Vec<Finding>, BTreeSet<String>) {
    let main = main_of(pack);
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    let expressions = pack.expressions().map(|(name, _)| name);
    let card = name_of(&format!("{}/{}", pack.folder, pack.card));
    let card = pack.outputs.contains(&Output::Card).then_some(card);
    let mains: Vec<&String> = [&main].into_iter().chain(&card).collect();
    for name in expressions.iter().chain(mains.iter().copied()) {
        let (wrong, reached) = lint::names(name, templates, failed, &shared.paths);
        findings.extend(wrong);
        used.extend(reached);
    }
    for main in mains.into_iter().filter(|main| !failed.contains(*main)) {
        findings.extend(lint::positions(main, templates));
    }
    (findings, used)
}

/// Values that stand where they could become code, each at the field that it comes from.
fn unsafe_positions(
    refused: Vec<(usize, String)>,
    sayings: &[Vec<Piece>],
    file: &str,
) -> Vec<Finding> {
    let finding = |(number, inside): (usize, String)| {
        let origin = sayings[number].iter().flat_map(|piece| &piece.from).next();
        let place = origin.map_or_else(
            || Place::file(file),
            |origin| Place::field(&*origin.file, &*origin.pointer),
        );
        Finding::new(Matter::UnsafePosition { inside }).at(place)
    };
    refused.into_iter().map(finding).collect()
}

fn main_of(pack: &Pack) -> String {
    name_of(&format!("{}/{}", pack.folder, pack.main))
}

/// A document as its templates say it.
pub struct Said {
    /// The Typst source.
    pub rendered: Rendered,
    /// The title that the file has.
    pub title: String,
    /// The author that the file has.
    pub author: String,
    /// The facts that templates and prose looked at.
    pub used: Vec<Fact>,
    /// The template files that were read, without their endings: `annex/main`, `phrases/annex_title`.
    pub read: Vec<String>,
    /// What may not be as meant.
    pub doubts: Vec<Finding>,
}

fn read_pack(tree: &Tree, path: &str) -> Result<Pack, Finding> {
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
fn name_of(path: &str) -> String {
    let path = path.strip_suffix(".hbs").unwrap_or(path);
    path.strip_suffix(".typ").unwrap_or(path).to_owned()
}
