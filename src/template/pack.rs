//! Packs: the templates of one kind of document, with what their documents are made to be.

use super::assemble::{self, Rendered};
use super::desk::{self, Piece};
use super::helper::{self, Shared};
use super::lint::{self, Templates};
use super::paths::Paths;
use super::tree::Tree;
use super::{door, say};
use crate::finding::{Finding, Matter, Place};
use crate::language::lv::typography::House;
use handlebars::{Context, Handlebars, no_escape};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What `pack.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The kind of document, as records name it.
    pub kind: String,
    /// The language of the documents.
    pub language: String,
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
    /// The facts without which there is no such document, each a path.
    #[serde(default)]
    pub needs: Vec<String>,
}

fn main_template() -> String {
    "main.typ.hbs".into()
}

/// All packs of a workspace, ready to render.
pub struct Packs {
    packs: BTreeMap<String, Pack>,
    registry: Handlebars<'static>,
}

impl Packs {
    /// Loads the packs of a tree. `facts` is the JSON Schema of the facts that templates may name.
    pub fn load(
        tree: &Tree,
        facts: serde_json::Value,
        house: &House,
    ) -> Result<Packs, Vec<Finding>> {
        let phrases = tree.below("phrases/", ".hbs");
        let shared = Arc::new(Shared {
            house: *house,
            paths: Paths::new(facts),
            phrases: phrases
                .map(|path| name_of(path).replace("phrases/", ""))
                .collect(),
        });
        let mut findings = Vec::new();
        let mut templates = Templates::new();
        let mut add = |name: String, text: &str, file: &str, findings: &mut Vec<Finding>| {
            match door::template(text, file, &shared.phrases) {
                Ok(template) => {
                    templates.insert(name, (template, file.to_owned()));
                }
                Err(more) => findings.extend(more),
            }
        };
        for path in tree.below("", ".hbs") {
            let file = tree.told(path);
            match tree.text(path) {
                Some(text) => add(name_of(path), text, file, &mut findings),
                None => {
                    let reason = "it is not UTF-8 text".to_owned();
                    let finding = Finding::new(Matter::BrokenPack { reason });
                    findings.push(finding.at(Place::file(file)));
                }
            }
        }
        let mut packs = BTreeMap::new();
        for path in tree.below("", "/pack.toml") {
            match read_pack(tree, path) {
                Ok(pack) => {
                    let file = tree.told(path);
                    add(
                        format!("{}#title", pack.kind),
                        &pack.title,
                        file,
                        &mut findings,
                    );
                    add(
                        format!("{}#author", pack.kind),
                        &pack.author,
                        file,
                        &mut findings,
                    );
                    packs.insert(pack.kind.clone(), pack);
                }
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() {
            findings = check_names(&packs, &templates, &shared);
        }
        let mut registry = Handlebars::new();
        registry.register_escape_fn(no_escape);
        registry.set_prevent_indent(true);
        helper::register(&mut registry, &shared);
        for (name, (template, _)) in templates {
            registry.register_template(&name, template);
        }
        match findings.is_empty() {
            true => Ok(Packs { packs, registry }),
            false => Err(findings),
        }
    }

    /// The pack for a kind of document.
    pub fn get(&self, kind: &str) -> Option<&Pack> {
        self.packs.get(kind)
    }

    /// The kinds there are.
    pub fn kinds(&self) -> Vec<String> {
        self.packs.keys().cloned().collect()
    }

    /// Renders a document's facts (as JSON) into Typst source, with its title and author.
    pub fn render(
        &self,
        pack: &Pack,
        facts: serde_json::Value,
    ) -> Result<(Rendered, Metadata), Vec<Finding>> {
        let template = format!("{}/{}", pack.kind, pack.main);
        let fault = |reason: String| {
            let place = Place::file(format!("templates/{template}"));
            vec![Finding::new(Matter::DoesNotParse { reason }).at(place)]
        };
        let context = Context::wraps(facts).map_err(|error| fault(error.to_string()))?;
        desk::open();
        let rendered = self
            .registry
            .render_with_context(&name_of(&template), &context);
        let title = self.text(&format!("{}#title", pack.kind), &context);
        let author = self.text(&format!("{}#author", pack.kind), &context);
        let (sayings, findings) = desk::close();
        let rendered = rendered.map_err(|error| fault(error.reason().to_string()))?;
        if !findings.is_empty() {
            return Err(findings);
        }
        let file = format!("templates/{template}");
        let assembled = assemble::assemble(&rendered, &sayings)
            .map_err(|refused| unsafe_positions(refused, &sayings, &file))?;
        Ok((assembled, Metadata { title, author }))
    }

    /// An expression as plain text.
    fn text(&self, name: &str, context: &Context) -> String {
        let rendered = self.registry.render_with_context(name, context);
        let mut pieces = desk::unmark(&rendered.unwrap_or_default(), |text| {
            Piece::plain(text, Vec::new())
        });
        say::tie(&mut pieces);
        pieces.into_iter().map(|piece| piece.text).collect()
    }
}

/// Looks over all that documents are made from, from each pack's main template and from each phrase.
fn check_names(
    packs: &BTreeMap<String, Pack>,
    templates: &Templates,
    shared: &Shared,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let phrases = shared.phrases.iter().map(|name| format!("phrases/{name}"));
    let of_pack = |pack: &Pack| {
        let main = main_of(pack);
        [
            main,
            format!("{}#title", pack.kind),
            format!("{}#author", pack.kind),
        ]
    };
    for name in phrases.chain(packs.values().flat_map(of_pack)) {
        findings.extend(lint::names(&name, templates, &shared.paths));
    }
    for pack in packs.values() {
        findings.extend(lint::positions(&main_of(pack), templates));
    }
    findings
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
            |origin| Place::field(&origin.file, &origin.pointer),
        );
        Finding::new(Matter::UnsafePosition { inside }).at(place)
    };
    refused.into_iter().map(finding).collect()
}

fn main_of(pack: &Pack) -> String {
    name_of(&format!("{}/{}", pack.kind, pack.main))
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
}

fn read_pack(tree: &Tree, path: &str) -> Result<Pack, Finding> {
    let file = tree.told(path);
    let broken =
        |reason: String, place: Place| Finding::new(Matter::BrokenPack { reason }).at(place);
    let text = tree.text(path).unwrap_or_default();
    let pack: Pack = toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        let reason = error.message().replace('\n', " ");
        broken(reason, Place::of_byte(file, text, byte))
    })?;
    let folder = path.trim_end_matches("/pack.toml");
    if pack.kind != folder {
        let reason = format!("`kind` is `{}`, but the folder is `{folder}`", pack.kind);
        return Err(broken(reason, Place::file(file)));
    }
    let main = format!("{folder}/{}", pack.main);
    if tree.text(&main).is_none() {
        let reason = format!("there is no `{main}`");
        return Err(broken(reason, Place::file(file)));
    }
    Ok(pack)
}

/// The name of a template: its path without the endings.
fn name_of(path: &str) -> String {
    let path = path.strip_suffix(".hbs").unwrap_or(path);
    path.strip_suffix(".typ").unwrap_or(path).to_owned()
}
