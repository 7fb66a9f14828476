//! All packs of a workspace. Each is made ready when its first document is rendered: of a run in which nothing
//! changed none is needed, of a build of one document one. A workspace's own templates are all looked over
//! before; those in the program are as they should be (a test looks over them).

use super::assemble::{Places, Rendered, assemble};
use super::desk::{self, Saying};
use super::helper::Shared;
use super::lint::{self, Templates};
use super::output::Output;
use super::pack::{Pack, name_of, read_pack};
use super::paths::Paths;
use super::ready::{Compiled, Ready, Written};
use super::slip::{Slip, lone_brace, slip, slip_of};
use super::tree::Tree;
use super::wording::prose_template;
use crate::fact::{Fact, Handed};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::language::lv::typography::House;
use handlebars::{Context, RenderError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use typst_syntax::parse;

/// All packs of a workspace.
pub struct Packs {
    tree: Arc<Tree>,
    packs: BTreeMap<String, Pack>,
    /// Their templates, each pack's when it was first used.
    ready: BTreeMap<String, OnceLock<Ready>>,
    /// All templates, where they were looked over.
    compiled: Option<Templates>,
    shared: Arc<Shared>,
    /// The kinds whose templates something is wrong with; no document of theirs can be made.
    broken: BTreeSet<String>,
    /// What is wrong with the templates.
    pub findings: Vec<Finding>,
}

impl Packs {
    /// Loads the packs of a tree. `facts` gives the JSON Schema of the facts that templates may name. What is
    /// wrong with one pack stops only its own documents.
    pub fn load(tree: Arc<Tree>, facts: fn() -> serde_json::Value, house: &House) -> Packs {
        let phrases = tree.below("phrases/", ".hbs");
        let phrases = phrases.map(|path| name_of(path).replace("phrases/", ""));
        let shared = Arc::new(Shared {
            house: *house,
            phrases: phrases.collect(),
            paths: Paths::new(facts),
            wrong_phrases: OnceLock::new(),
        });
        let mut packs = BTreeMap::new();
        let mut broken = BTreeSet::new();
        let mut findings = Vec::new();
        for path in tree.below("", "/pack.toml") {
            match read_pack(&tree, path) {
                Ok(pack) => {
                    packs.insert(pack.folder.clone(), pack);
                }
                Err(finding) => {
                    broken.insert(path.trim_end_matches("/pack.toml").to_owned());
                    findings.push(finding);
                }
            }
        }
        let has_own = tree.has_own();
        let mut packs = Packs {
            ready: packs.keys().map(|f| (f.clone(), OnceLock::new())).collect(),
            compiled: None,
            tree,
            packs,
            shared,
            broken,
            findings,
        };
        if has_own {
            packs.look_over();
        }
        packs
    }

    /// Compiles all templates, and looks up every name in them.
    fn look_over(&mut self) {
        let all: BTreeSet<String> = self
            .tree
            .below("", ".hbs")
            .map(name_of)
            .chain(
                self.packs
                    .values()
                    .flat_map(|pack| pack.expressions().map(|(name, _)| name)),
            )
            .collect();
        let mut compiled = Compiled::default();
        compiled.add(self.written(&all), &self.shared.phrases);
        let Compiled {
            templates,
            failed,
            mut findings,
        } = compiled;
        let mut used = BTreeSet::new();
        // A phrase in another language has the name of the Latvian one.
        for phrase in self
            .shared
            .phrases
            .iter()
            .filter(|phrase| !phrase.contains('/'))
        {
            let english = format!("{}/{phrase}", Language::English.code());
            if self.shared.phrases.contains(&english) {
                used.insert(format!("phrases/{english}"));
            }
        }
        let Shared { paths, phrases, .. } = &*self.shared;
        let mut wrong_phrases = BTreeMap::new();
        for phrase in phrases {
            let name = format!("phrases/{phrase}");
            let (mut wrong, reached) = lint::names(&name, &templates, &failed, phrases, paths);
            findings.extend(wrong.iter().cloned());
            used.extend(reached);
            if failed.contains(&name) {
                let file = self.tree.of_name(&name).map(|path| self.tree.told(path));
                let of_it = |finding: &&Finding| finding.place.as_ref().map(|p| &*p.file) == file;
                wrong.extend(findings.iter().filter(of_it).cloned());
            }
            if !wrong.is_empty() {
                wrong_phrases.insert(phrase.clone(), wrong);
            }
        }
        let _ = self.shared.wrong_phrases.set(wrong_phrases);
        for pack in self.packs.values() {
            let mut wrong = Vec::new();
            let mut reached = BTreeSet::new();
            for name in self.roots(pack) {
                let (names, more) = lint::names(&name, &templates, &failed, phrases, paths);
                wrong.extend(names);
                reached.extend(more);
            }
            wrong.extend(self.unknown_needs(pack));
            let mains = pack.mains().into_iter();
            let mains = mains.filter(|main| !failed.contains(main));
            let positions: Vec<Finding> = mains
                .flat_map(|main| lint::positions(&main, &templates))
                .collect();
            if !positions.is_empty() {
                // Where brackets do not pair, no value stands where it seems to.
                let slips = self.slips(reached.iter().filter_map(|name| self.tree.of_name(name)));
                wrong.extend(if slips.is_empty() { positions } else { slips });
            }
            if reached.iter().any(|name| failed.contains(name)) || !wrong.is_empty() {
                self.broken.insert(pack.folder.clone());
            }
            findings.extend(wrong);
            used.extend(reached);
        }
        findings.extend(self.lone_braces(&failed));
        // What a pack uses that cannot be read is not known.
        let all_read = self.broken.is_empty() && failed.is_empty();
        let own = self
            .tree
            .below("", ".hbs")
            .filter(|path| self.tree.is_own(path))
            .filter(|_| all_read);
        for path in own {
            let name = name_of(path);
            if !used.contains(&name) {
                let place = Place::file(self.tree.told(path));
                findings.push(Finding::new(Matter::Unused {}).at(place));
            }
        }
        self.compiled = Some(templates);
        self.findings.extend(findings);
    }

    /// Braces in the workspace's own templates that would be printed; those that do not compile are told of already.
    fn lone_braces(&self, failed: &BTreeSet<String>) -> Vec<Finding> {
        let own = self.tree.below("", ".hbs");
        let own = own.filter(|path| self.tree.is_own(path) && !failed.contains(&name_of(path)));
        let braces = own.filter_map(|path| {
            let text = self.tree.text(path)?;
            let byte = lone_brace(text, !path.ends_with(".typ.hbs"))?;
            let place = Place::of_byte(self.tree.told(path), text, byte);
            Some(Finding::new(Matter::LoneBrace {}).at(place))
        });
        braces.collect()
    }

    /// What a pack says that its documents cannot be without, and that no record can have.
    fn unknown_needs(&self, pack: &Pack) -> Vec<Finding> {
        let path = format!("{}/pack.toml", pack.folder);
        let text = self.tree.text(&path).unwrap_or_default();
        let paths = &self.shared.paths;
        let unknown = pack.needs.iter().filter_map(|need| {
            // Only names are looked up in a record: no item of a list, and nothing around it.
            let is_name = |part: &str| {
                !part.starts_with('@') && part != "this" && part.parse::<usize>().is_err()
            };
            let is_path = need.split('.').all(is_name);
            let suggestion = match paths.resolve(&[paths.root()], need) {
                Ok(_) if is_path => return None,
                Ok(_) => None,
                Err(nowhere) => nowhere.suggestion,
            };
            let needs = text.find("needs").unwrap_or_default();
            let byte = text[needs..]
                .find(need.as_str())
                .map_or(needs, |at| needs + at);
            let place = Place::of_byte(self.tree.told(&path), text, byte);
            let path = need.clone();
            Some(Finding::new(Matter::UnknownPath { path, suggestion }).at(place))
        });
        unknown.collect()
    }

    /// Where some of the workspace's own templates and library files stop being Typst; those in the program are Typst
    /// (a test looks).
    pub fn slips<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<Finding> {
        let slips = paths
            .filter(|path| self.tree.is_own(path))
            .filter_map(|path| {
                let text = self.tree.text(path)?;
                let slip = match path {
                    template if template.ends_with(".typ.hbs") => slip(text),
                    library if library.ends_with(".typ") => slip_of(&parse(text)),
                    _ => None,
                };
                let Slip { byte, message } = slip?;
                let place = Place::of_byte(self.tree.told(path), text, byte);
                let hint = None;
                Some(Finding::new(Matter::Engine { message, hint }).at(place))
            });
        slips.collect()
    }

    /// The names of what a pack's documents are rendered from: templates, title and author.
    fn roots(&self, pack: &Pack) -> Vec<String> {
        let expressions = pack.expressions().map(|(name, _)| name);
        expressions.into_iter().chain(pack.mains()).collect()
    }

    /// Templates and expressions as they are written, by their names.
    fn written<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Vec<Written<'_>> {
        let written = |name: &String| {
            let path = self.tree.of_name(name.split('#').next().unwrap_or(name))?;
            Some(Written {
                name: name.clone(),
                text: self.text_of(name, path),
                file: self.tree.told(path),
            })
        };
        names.into_iter().filter_map(written).collect()
    }

    /// The text of a template, or of an expression of `pack.toml`; nothing for a file that is no text.
    fn text_of(&self, name: &str, path: &str) -> Option<&str> {
        let Some((folder, _)) = name.split_once('#') else {
            return self.tree.text(path);
        };
        let expressions = self.packs.get(folder)?.expressions();
        let found = expressions.into_iter().find(|(other, _)| other == name);
        found.map(|(_, text)| text.as_str())
    }

    /// Whether a pack is ready to render.
    pub fn is_ready(&self, pack: &Pack) -> bool {
        let ready = self.ready.get(&pack.folder);
        ready.is_some_and(|ready| ready.get().is_some())
    }

    /// Makes a pack ready to render, if it is not: compiles its templates, on all threads of the pool that
    /// this runs in.
    pub fn make_ready(&self, pack: &Pack) {
        let _ = self.ready(pack);
    }

    fn ready(&self, pack: &Pack) -> Option<&Ready> {
        let ready = self.ready.get(&pack.folder)?;
        Some(ready.get_or_init(|| {
            let language = pack.spoken();
            let in_language = |phrase: &String| match language {
                Language::Latvian => !phrase.starts_with(&format!("{}/", Language::English.code())),
                other => phrase.starts_with(&format!("{}/", other.code())),
            };
            let phrases = self
                .shared
                .phrases
                .iter()
                .filter(|phrase| in_language(phrase));
            let phrases = phrases.map(|phrase| format!("phrases/{phrase}"));
            let roots: Vec<String> = self.roots(pack).into_iter().chain(phrases).collect();
            let roots = roots.into_iter();
            match &self.compiled {
                Some(templates) => Ready::new(roots, templates, &self.shared),
                None => Ready::new(roots.clone(), &self.reached(roots), &self.shared),
            }
        }))
    }

    /// Some templates, and all that they are put together of.
    fn reached(&self, roots: impl Iterator<Item = String>) -> Templates {
        let mut compiled = Compiled::default();
        let mut wanted: BTreeSet<String> = roots.collect();
        let mut known = wanted.clone();
        while !wanted.is_empty() {
            compiled.add(self.written(&wanted), &self.shared.phrases);
            wanted = compiled.missing(&mut known);
        }
        compiled.templates
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
        let ready = self.ready(pack).ok_or_else(Vec::new)?;
        let file = format!("templates/{}/{}", pack.folder, pack.main);
        let Handed { tree, facts } = facts;
        let context = Context::from(tree);
        desk::open(facts, pack.spoken());
        let rendered = ready.render(&file, &context);
        let title = ready.text(&format!("{}#title", pack.folder), &context);
        let author = ready.text(&format!("{}#author", pack.folder), &context);
        let left = desk::close();
        if left.findings.iter().any(Finding::stops) {
            return Err(left.findings);
        }
        let (title, author) = (broken(title, &file)?, broken(author, &file)?);
        let rendered = assembled(rendered, &left.sayings, &ready.places, &file)?;
        let read: BTreeSet<&str> = left
            .read
            .iter()
            .filter_map(|n| Some(ready.files.get(*n)?.as_str()))
            .collect();
        Ok(Said {
            rendered,
            title,
            author,
            used: left.used,
            read: read.into_iter().map(str::to_owned).collect(),
            doubts: left.findings,
        })
    }

    /// Renders the card of a document.
    pub fn render_card(&self, pack: &Pack, facts: Handed) -> Result<Rendered, Vec<Finding>> {
        let ready = self.ready(pack).ok_or_else(Vec::new)?;
        let file = format!("templates/{}/{}", pack.folder, pack.card);
        let context = Context::from(facts.tree);
        desk::open(facts.facts, pack.spoken());
        let rendered = ready.render(&file, &context);
        let left = desk::close();
        if left.findings.iter().any(Finding::stops) {
            return Err(left.findings);
        }
        assembled(rendered, &left.sayings, &ready.places, &file)
    }

    /// What is wrong with the expressions of a record's prose.
    pub fn check_prose(&self, prose: &str, place: &Place) -> Vec<Finding> {
        prose_template(prose, place, &self.shared.phrases, &self.shared.paths)
            .err()
            .unwrap_or_default()
    }
}

/// What Handlebars made of a template; what it could not make is told of the file.
fn broken(rendered: Result<String, RenderError>, file: &str) -> Result<String, Vec<Finding>> {
    rendered.map_err(|error| {
        let reason = error.reason().to_string();
        vec![Finding::new(Matter::DoesNotParse { reason }).at(Place::file(file))]
    })
}

/// The source of what was rendered.
fn assembled(
    rendered: Result<String, RenderError>,
    sayings: &[Saying],
    places: &Places,
    file: &str,
) -> Result<Rendered, Vec<Finding>> {
    let rendered = broken(rendered, file)?;
    assemble(&rendered, sayings, places).map_err(|refused| unsafe_positions(refused, sayings, file))
}

/// Values that stand where they could become code, each at the field that it comes from.
fn unsafe_positions(refused: Vec<(usize, String)>, sayings: &[Saying], file: &str) -> Vec<Finding> {
    let finding = |(number, inside): (usize, String)| {
        let origin = sayings[number]
            .pieces
            .iter()
            .flat_map(|piece| &piece.from)
            .next();
        let place = origin.map_or_else(
            || Place::file(file),
            |origin| Place::field(&*origin.file, &*origin.pointer),
        );
        Finding::new(Matter::UnsafePosition { inside }).at(place)
    };
    refused.into_iter().map(finding).collect()
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
