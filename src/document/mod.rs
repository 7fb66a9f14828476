//! The one place where the stages meet: from a checked record to a finished document.
//!
//! `view → render → cover → compile → export`, one verb each; each stage's findings are given the field
//! that caused them.

mod forms;
mod made;
mod picture;
mod places;
mod task;
mod typed;
mod wrong;

pub use made::{ENGINE, Made, PROGRAM, Printed, PrintedKind, PrintedPart, Recipe, UsedFact};
pub use places::in_document;
pub use task::{Task, id};

use crate::disk;
use crate::fact::{Fact, Handed};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::record::{Workspace, noting};
use crate::template::{Output, Pack, Packs, Rendered, Said, Tree};
use crate::typeset::{Imprint, Press, Sheet, Stock, on_all_processors};
use crate::view;
use forms::{Twin, others_recipe, told};
use picture::{For, Picture, handed, pictures};
use places::Broken;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use task::date;
use wrong::{needs, unknown_forms};

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

    /// Takes out the packs whose fonts are not there; all of them where one cannot be read, because it is not known
    /// whose it is, and pages would be set without it.
    fn look_over_fonts(&mut self) {
        for path in self.stock().broken_fonts().to_vec() {
            let place = Place::file(self.tree.told(&path));
            let finding = Finding::new(Matter::BrokenFont {}).at(place);
            for kind in self.packs.folders() {
                self.packs.break_off(&kind, finding.clone());
            }
        }
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
        let mut facts = match Broken::of(task.workspace) {
            None => self.facts(task),
            Some(broken) => {
                // What is left out of a broken entry may change words that say nothing of it: a count, a list.
                let (facts, asked) = noting(|| self.facts(task));
                if broken.concerns(&asked) {
                    return Err(self.also_wrong(task));
                }
                facts
            }
        };
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
                let mut made =
                    made::made(prepared.recipe, &prepared.used, &prepared.rendered, printed);
                made.told = prepared.twin.map(|twin| twin.linked);
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
