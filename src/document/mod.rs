//! The one place where the stages meet: from a checked record to a finished document.
//!
//! `view → render → cover → compile → export`, one verb each; each stage's findings are given the field
//! that caused them.

mod forms;
mod made;
mod picture;
mod places;
mod typed;

pub use made::{ENGINE, Made, PROGRAM, Printed, PrintedKind, PrintedPart, Recipe, UsedFact};
pub use places::in_document;

use crate::disk;
use crate::fact::{Fact, Handed, Value};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::record::{Document, Project, ProjectFile, SETTINGS, Workspace, member};
use crate::template::{Output, Pack, Packs, Rendered, Said, Tree};
use crate::typeset::{Imprint, Press, Sheet, Stock, on_all_processors};
use crate::view;
use chrono::Datelike;
use forms::{Twin, others_recipe, told};
use picture::{For, Picture, handed, pictures};
use places::{says_what_is_broken, with_origin};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What makes documents: the packs and the stock of a workspace. One serves all threads. What no document has
/// asked for yet is not there: a run in which nothing changed needs neither templates nor fonts.
pub struct Maker {
    /// The packs.
    pub packs: Packs,
    /// Library files and fonts.
    stock: OnceLock<Arc<Stock>>,
    tree: Arc<Tree>,
    /// Held by who makes a pack ready.
    gate: Mutex<()>,
}

/// A document to be made.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The record's file.
    pub file: &'a ProjectFile,
    /// The record.
    pub project: &'a Project,
    /// Which of the project's documents.
    pub index: usize,
}

impl Task<'_> {
    /// The document in the record.
    pub fn document(&self) -> &Document {
        &self.project.documents[self.index]
    }

    /// The document whose text it says: itself, or the one that it translates.
    fn original(&self) -> &Document {
        &self.project.documents[self.project.original_of(self.index)]
    }

    /// `ttchan/annex-502`
    pub fn id(&self) -> String {
        id(self.project, self.document())
    }

    fn pointer(&self, field: &str) -> Place {
        let index = self.project.original_of(self.index);
        Place::field(&self.file.file, format!("/documents/{index}{field}"))
    }
}

/// The id of a document in its workspace.
pub fn id(project: &Project, document: &Document) -> String {
    format!("{}/{}", project.id.as_str(), document.id.as_str())
}

/// A document's source, ready to be set.
pub struct Prepared<'a> {
    pack: &'a Pack,
    /// The Typst source, with the map of what it says.
    pub rendered: Rendered,
    /// What the file says of itself.
    pub imprint: Imprint,
    pictures: Vec<Picture>,
    /// The forms that it is made in.
    outputs: Vec<Output>,
    /// The source of its card, if it has one.
    card: Option<Rendered>,
    /// What machines are told of it.
    twin: Option<Twin>,
    /// What it is made from.
    pub recipe: Recipe,
    /// The facts that its templates and prose looked at.
    used: Vec<Fact>,
    /// What may not be as meant; it does not stop the document.
    pub doubts: Vec<Finding>,
}

/// A finished document.
pub struct Product {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its other forms.
    pub others: Vec<(Output, Vec<u8>)>,
    /// How many pages it has.
    pub pages: usize,
    /// The files of the fonts that it is set in.
    pub fonts: Vec<String>,
    /// What it was made from, and what it says.
    pub made: Made,
    /// What may not be as meant.
    pub doubts: Vec<Finding>,
}

impl Prepared<'_> {
    /// The facts that the document uses.
    pub fn facts(&self) -> Vec<UsedFact> {
        made::used_facts(&self.used)
    }

    /// The pictures that it shows, by the names by which its source shows them.
    pub fn pictures(&self) -> Result<Vec<(String, Vec<u8>)>, Vec<Finding>> {
        handed(&self.pictures, For::Paper)
    }
}

impl Maker {
    /// Loads the packs: those in the program, and in front of them the workspace's own.
    pub fn load(workspace: &Workspace) -> Result<Maker, Vec<Finding>> {
        let mut tree = Tree::built_in();
        let folder = workspace.root.join(workspace.settings.templates());
        let files = disk::files_below(&folder).map_err(|failure| vec![failure.into()])?;
        for path in files {
            let bytes = disk::read(&path).map_err(|failure| vec![failure.into()])?;
            let inner = path.strip_prefix(&folder).unwrap_or(&path);
            let inner = inner.to_string_lossy().replace('\\', "/");
            tree.put(inner, bytes, workspace.name(&path));
        }
        let tree = Arc::new(tree);
        let house = &workspace.settings.house;
        let load = || Packs::load(Arc::clone(&tree), names, house);
        // Without templates of the workspace's own there is nothing to divide.
        let loaded = match tree.has_own() {
            true => on_all_processors(load),
            false => Ok(load()),
        };
        let packs = loaded.map_err(|reason| vec![Finding::new(Matter::BrokeOff { reason })])?;
        let mut wrong = unknown_forms(&workspace.settings.outputs, &packs);
        if !wrong.is_empty() {
            workspace.locate(&mut wrong);
            return Err(wrong);
        }
        let mut maker = Maker {
            packs,
            stock: OnceLock::new(),
            tree,
            gate: Mutex::new(()),
        };
        if maker.tree.has_own() {
            maker.look_over_fonts();
        }
        Ok(maker)
    }

    /// Takes out the packs whose fonts are not there.
    fn look_over_fonts(&mut self) {
        for kind in self.packs.folders() {
            let fonts = self.packs.get(&kind).map(|pack| pack.fonts.clone());
            for family in fonts.unwrap_or_default() {
                if !self.stock().has_family(&family) {
                    let reason = format!("no font of the family `{family}` is in `fonts/`");
                    let file = format!("{kind}/pack.toml");
                    let place = Place::file(self.tree.told(&file));
                    let finding = Finding::new(Matter::BrokenPack { reason }).at(place);
                    self.packs.break_off(&kind, finding);
                }
            }
        }
    }

    /// Library files and fonts.
    pub fn stock(&self) -> &Arc<Stock> {
        self.stock
            .get_or_init(|| Arc::new(Stock::new(self.tree.files())))
    }

    /// Has a pack ready, and the stock beside it: together they are half of what a build of one document does.
    fn make_ready(&self, pack: &Pack) {
        if self.packs.is_ready(pack) {
            return;
        }
        // One of the threads that want it does it, with all processors.
        let _one = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.packs.is_ready(pack) {
            // Where that cannot be done at once, each is made when it is asked for.
            let _ =
                on_all_processors(|| rayon::join(|| self.packs.make_ready(pack), || self.stock()));
        }
    }

    /// A press for one thread.
    pub fn press(&self) -> Press {
        Press::new(Arc::clone(self.stock()))
    }

    /// The facts of a document, as templates may name them.
    pub fn facts(&self, task: Task<'_>) -> view::Facts {
        view::facts(task.project, task.file, task.workspace, task.index)
    }

    /// Renders a document, and checks that its fonts cover what it says.
    pub fn prepare(&self, task: Task<'_>) -> Result<Prepared<'_>, Vec<Finding>> {
        let pack = self.pack(task)?;
        self.make_ready(pack);
        let mut facts = self.facts(task);
        let pictures = pictures(&mut facts, task)?;
        let outputs = self.outputs(pack, task.workspace);
        let handed = Handed::from(&facts);
        needs(pack, &handed.tree, task)?;
        let for_card = outputs.contains(&Output::Card).then(|| handed.clone());
        let said = self.packs.render(pack, handed);
        let said = said.map_err(|findings| self.for_authors(findings, task))?;
        let mut prepared = self.prepared(pack, said, task.id(), date(task), pictures)?;
        if let Some(facts) = for_card {
            let card = self.packs.render_card(pack, facts);
            let card = card.map_err(|findings| self.for_authors(findings, task))?;
            self.cover(&card, pack)?;
            let library = self.stock().imported(&card.source);
            let library = self.digests(library.into_iter());
            prepared.recipe.library.extend(library);
            prepared.card = Some(card);
        }
        if outputs.len() > 1 {
            let web = task.workspace.settings.web.clone();
            prepared.twin = Some(told(&facts, &prepared, task, web, &outputs));
        }
        prepared.outputs = outputs;
        prepared.recipe.others = others_recipe(&prepared);
        if says_what_is_broken(&prepared.rendered, task.workspace) {
            return Err(Vec::new());
        }
        prepared.doubts = in_document(prepared.doubts, &task.id());
        Ok(prepared)
    }

    /// Renders facts with a pack that is not for records: what the program itself has to say about documents.
    pub fn prepare_own(
        &self,
        kind: &str,
        facts: &view::Facts,
        ident: &str,
        date: (i32, u8, u8),
    ) -> Result<Prepared<'_>, Vec<Finding>> {
        let Some(pack) = self.packs.get(kind).filter(|_| !self.packs.is_broken(kind)) else {
            return Err(Vec::new());
        };
        self.make_ready(pack);
        let said = self.packs.render(pack, Handed::from(facts))?;
        self.prepared(pack, said, ident.to_owned(), date, Vec::new())
    }

    fn prepared<'a>(
        &'a self,
        pack: &'a Pack,
        said: Said,
        id: String,
        date: (i32, u8, u8),
        pictures: Vec<Picture>,
    ) -> Result<Prepared<'a>, Vec<Finding>> {
        let Said {
            rendered,
            title,
            author,
            used,
            read,
            doubts,
        } = said;
        self.cover(&rendered, pack)?;
        let imprint = Imprint {
            ident: format!("pielikums:{id}"),
            title,
            author,
            date,
            locale: (pack.language.clone(), pack.spoken().region().into()),
            standards: pack.standards.clone(),
        };
        let recipe = self.recipe(pack, &rendered, &imprint, &read, &pictures);
        Ok(Prepared {
            pack,
            rendered,
            imprint,
            pictures,
            outputs: vec![Output::Pdf],
            card: None,
            twin: None,
            recipe,
            used,
            doubts,
        })
    }

    fn recipe(
        &self,
        pack: &Pack,
        rendered: &Rendered,
        imprint: &Imprint,
        read: &[String],
        pictures: &[Picture],
    ) -> Recipe {
        let templates: Vec<&str> = read
            .iter()
            .filter_map(|name| self.tree.of_name(name))
            .collect();
        Recipe {
            program: PROGRAM.into(),
            engine: ENGINE.into(),
            pack: pack.folder.clone(),
            source: disk::sha256(rendered.source.text().as_bytes()),
            imprint: imprint.clone(),
            templates: self.digests(templates.into_iter()),
            library: self.digests(self.stock().imported(&rendered.source).into_iter()),
            fonts: self.digests(self.stock().faces(&pack.fonts).into_iter()),
            pictures: pictures
                .iter()
                .map(|p| (p.path.clone(), disk::sha256(&p.bytes)))
                .collect(),
            others: BTreeMap::new(),
        }
    }

    /// Files of the templates, the library or the fonts, with their digests.
    fn digests<'f>(&self, files: impl Iterator<Item = &'f str>) -> BTreeMap<String, String> {
        let digest = |file: &str| Some((file.to_owned(), self.tree.digest(file)?.to_owned()));
        files.filter_map(digest).collect()
    }

    /// The digest of the workspace's own template files, library files and fonts.
    pub fn digest(&self) -> String {
        self.tree.own_digest()
    }

    /// A file of the templates, the library or the fonts.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.tree.bytes(path)
    }

    /// What is wrong with a document whose record has errors already: everything but that facts are
    /// absent, which may well be what those errors did.
    pub fn also_wrong(&self, task: Task<'_>) -> Vec<Finding> {
        let consequence = |finding: &Finding| matches!(finding.matter, Matter::AbsentFact { .. });
        let pack = match self.pack(task) {
            Ok(pack) => pack,
            Err(findings) => return findings,
        };
        let said = self.packs.render(pack, Handed::from(&self.facts(task)));
        let covered = said.and_then(|said| self.cover(&said.rendered, pack));
        let mut findings = covered.err().unwrap_or_default();
        findings.retain(|finding| !consequence(finding));
        in_document(findings, &task.id())
    }

    /// What is wrong with the prose of a record, said by this document or not; what stands in the project
    /// and not in a document is looked at with its first document only.
    pub fn wrong_prose(&self, task: Task<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if task.document().language() != Language::Latvian {
            // What is looked for are Latvian words.
            return Vec::new();
        }
        let facts = Handed::from(&self.facts(task));
        let document = format!("/documents/{}/", task.index);
        let first = task.index == 0;
        findings.extend(typed::typed(&facts, &document, first));
        for fact in facts.facts.iter() {
            if let (Value::Prose { prose }, Some(origin)) = (&fact.value, fact.from.first())
                && (first || origin.pointer.starts_with(&document))
            {
                let place = Place::field(&*origin.file, &*origin.pointer);
                findings.extend(self.packs.check_prose(prose, &place));
            }
        }
        findings
    }

    fn pack(&self, task: Task<'_>) -> Result<&Pack, Vec<Finding>> {
        let (kind, language) = (task.document().kind.as_str(), task.document().language());
        let pack = self
            .packs
            .of(kind, language)
            .filter(|pack| pack.for_records);
        if self.packs.is_broken(pack.map_or(kind, |pack| &pack.folder)) {
            // Told once, with the templates, and not with each of their documents.
            return Err(Vec::new());
        }
        pack.ok_or_else(|| {
            let kind = match language {
                Language::Latvian => kind.to_owned(),
                other => format!("{kind}-{}", other.code()),
            };
            let packs = self.packs.kinds_for_records();
            let place = Place::field(&task.file.file, format!("/documents/{}/kind", task.index));
            vec![Finding::new(Matter::UnknownPack { kind, packs }).at(place)]
        })
    }

    fn cover(&self, rendered: &Rendered, pack: &Pack) -> Result<(), Vec<Finding>> {
        let mut findings = Vec::new();
        let mut coverage = self.stock().coverage(&pack.fonts);
        for span in &rendered.spans {
            for c in coverage.lacks(&span.text) {
                let matter = Matter::NoGlyph {
                    character: c.to_string(),
                    code_point: format!("U+{:04X}", u32::from(c)),
                };
                let mut finding = with_origin(matter, span.from.first());
                finding.place = finding.place.map(|place| place.words(Some(c.to_string())));
                findings.push(finding);
            }
        }
        match findings.is_empty() {
            true => Ok(()),
            false => Err(findings),
        }
    }

    /// Makes the PDF.
    pub fn make(
        &self,
        mut prepared: Prepared<'_>,
        press: &mut Press,
    ) -> Result<Product, Vec<Finding>> {
        let pictures = handed(&prepared.pictures, For::Paper)?;
        let source = prepared.rendered.source.clone();
        let preview = prepared.outputs.contains(&Output::Png);
        match press.pdf(source, pictures, &prepared.imprint, preview) {
            Ok(mut sheet) => {
                // Whoever is to answer for the document stops at what is an error; who compares does not.
                let mut doubts = std::mem::take(&mut prepared.doubts);
                doubts.extend(self.not_fitting(&sheet.too_wide, &prepared.rendered, prepared.pack));
                let others = self.others(&prepared, sheet.preview.take(), press, &mut doubts)?;
                doubts.extend(self.findings(&sheet.warnings, &prepared, true));
                let Sheet {
                    pdf,
                    pages,
                    printed,
                    fonts,
                    ..
                } = sheet;
                let made = made::made(prepared.recipe, &prepared.used, &prepared.rendered, printed);
                Ok(Product {
                    pdf,
                    others,
                    pages,
                    fonts: fonts.into_iter().collect(),
                    made,
                    doubts,
                })
            }
            Err(complaints) => Err(self.findings(&complaints, &prepared, false)),
        }
    }

    /// The plain text of a document's pages.
    pub fn text(&self, prepared: Prepared<'_>, press: &mut Press) -> Result<String, Vec<Finding>> {
        let pictures = handed(&prepared.pictures, For::Paper)?;
        press
            .text(prepared.rendered.source.clone(), pictures)
            .map_err(|complaints| self.findings(&complaints, &prepared, false))
    }
}

/// The names that templates may use, as a JSON Schema.
fn names() -> serde_json::Value {
    schemars::schema_for!(view::Facts).to_value()
}

/// Kinds and forms that the settings choose and that no pack has.
fn unknown_forms(chosen: &BTreeMap<String, Vec<String>>, packs: &Packs) -> Vec<Finding> {
    let choice = |pointer: String, value: &str, choices: Vec<String>| {
        let matter = Matter::unknown_choice(value, choices);
        Finding::new(matter).at(Place::field(SETTINGS, pointer))
    };
    let kinds = packs.kinds_for_records();
    let mut findings = Vec::new();
    for (kind, names) in chosen {
        let pointer = member("/outputs", kind);
        if !kinds.contains(kind) {
            findings.push(choice(pointer, kind, kinds.clone()));
            continue;
        }
        let forms = packs.outputs(kind).into_iter().map(Output::name);
        let forms: Vec<String> = forms.map(str::to_owned).collect();
        for (at, name) in names.iter().enumerate() {
            if !forms.contains(name) {
                findings.push(choice(format!("{pointer}/{at}"), name, forms.clone()));
            }
        }
    }
    findings
}

/// What the pack says that its documents cannot be without.
fn needs(pack: &Pack, facts: &serde_json::Value, task: Task<'_>) -> Result<(), Vec<Finding>> {
    let missing = pack.needs.iter().filter(|path| {
        let mut names = path.split('.');
        names
            .try_fold(facts, |facts, name| facts.get(name))
            .is_none()
    });
    let findings: Vec<Finding> = missing
        .map(|path| {
            let field = path.rsplit('.').next().unwrap_or(path).to_owned();
            let place = match path.starts_with("document.") || path == "decision" {
                true => task.pointer(""),
                false => Place::field(&task.file.file, ""),
            };
            Finding::new(Matter::MissingField { field }).at(place)
        })
        .collect();
    match findings.is_empty() {
        true => Ok(()),
        false => Err(findings),
    }
}

/// The day of the file: the document's, its decision's, or that of the record's last revision. A date
/// that is known to the month or year stands for its first day.
fn date(task: Task<'_>) -> (i32, u8, u8) {
    let document = task.original();
    let decision = document.decision.as_ref().and_then(|id| {
        let found = task.project.decisions.iter().find(|d| d.id == *id)?;
        Some(found.date)
    });
    let day = document.date.or(decision).or(task.project.revised);
    // The check has refused a document without any date.
    let Some(day) = day else { return (1900, 1, 1) };
    let day = day.0.first_day();
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    (day.year(), small(day.month()), small(day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_in_the_program_are_as_they_should_be() {
        let mut tree = Tree::built_in();
        // All are looked over where one is a workspace's own.
        let path = "annex/main.typ.hbs";
        let text = tree.bytes(path).expect("a template").to_vec();
        tree.put(path.into(), text, path.into());
        let packs = Packs::load(Arc::new(tree), names, &Default::default());
        assert_eq!(packs.findings, []);
        let broken = |folder: &String| packs.is_broken(folder);
        assert!(!packs.folders().iter().any(broken));
    }
}
