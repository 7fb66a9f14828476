//! The one place where the stages meet: from a checked record to a finished document.
//!
//! `view → render → cover → compile → export`, one verb each; each stage's findings are given the field
//! that caused them.

mod made;
mod picture;
mod typed;

pub use made::{ENGINE, Made, PROGRAM, Printed, PrintedKind, PrintedPart, Recipe, UsedFact};

use crate::disk;
use crate::fact::{Fact, Handed, Origin, Value};
use crate::finding::{Finding, Matter, Place};
use crate::language::Language;
use crate::record::{Document, Project, ProjectFile, Workspace};
use crate::template::{Output, Pack, Packs, Rendered, Said, Style, Tree};
use crate::twin::{self, About, Annex};
use crate::typeset::{Complaint, Element, Imprint, Machine, Press, Sheet, Stock, Web};
use crate::view;
use chrono::Datelike;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// What makes documents: the packs and the stock of a workspace. One serves all threads.
pub struct Maker {
    /// The packs.
    pub packs: Packs,
    /// Library files and fonts.
    pub stock: Arc<Stock>,
    tree: Tree,
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

/// What machines are told of a document.
struct Twin {
    about: About,
    linked: serde_json::Value,
    annex: Option<Annex>,
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

/// A picture that a document shows.
struct Picture {
    /// Its name in the assets.
    file: String,
    /// The field that names it.
    place: Place,
    /// The path by which the source names it.
    path: String,
    /// For paper.
    print: Vec<u8>,
    /// For the screen.
    web: Vec<u8>,
}

/// What the engine is given of the pictures.
fn handed(pictures: &[Picture]) -> Vec<(String, Vec<u8>)> {
    let handed = |picture: &Picture| (picture.path.clone(), picture.print.clone());
    pictures.iter().map(handed).collect()
}

impl Prepared<'_> {
    /// The facts that the document uses.
    pub fn facts(&self) -> Vec<UsedFact> {
        made::used_facts(&self.used)
    }

    /// The pictures that it shows, by the names by which its source shows them.
    pub fn pictures(&self) -> Vec<(String, Vec<u8>)> {
        handed(&self.pictures)
    }
}

impl Maker {
    /// Loads the packs: those in the program, and in front of them the workspace's own.
    pub fn load(workspace: &Workspace) -> Result<Maker, Vec<Finding>> {
        let mut tree = Tree::built_in();
        let wrong = |reason: String| {
            let place = Place::file(crate::record::SETTINGS);
            vec![Finding::new(Matter::BrokenSettings { reason }).at(place)]
        };
        for name in workspace.settings.outputs.values().flatten() {
            let named = serde_json::from_value::<Output>(name.as_str().into());
            let known = Output::ALL.map(Output::name).join("`, `");
            named.map_err(|_| {
                wrong(format!(
                    "there is no form `{name}`; the forms are `{known}`"
                ))
            })?;
        }
        let folder = workspace.root.join(workspace.settings.templates());
        let files = disk::files_below(&folder).map_err(|failure| vec![failure.into()])?;
        for path in files {
            let bytes = disk::read(&path).map_err(|failure| vec![failure.into()])?;
            let inner = path.strip_prefix(&folder).unwrap_or(&path);
            let inner = inner.to_string_lossy().replace('\\', "/");
            tree.put(inner, bytes, workspace.name(&path));
        }
        let schema = schemars::schema_for!(view::Facts).to_value();
        let mut packs = Packs::load(&tree, schema, &workspace.settings.house);
        let kinds = packs.kinds_for_records();
        let unknown = workspace
            .settings
            .outputs
            .keys()
            .find(|kind| !kinds.contains(kind));
        if let Some(kind) = unknown {
            let kinds = kinds.join("`, `");
            return Err(wrong(format!(
                "there is no kind `{kind}` whose forms could be chosen; the kinds are `{kinds}`"
            )));
        }
        let stock = Arc::new(Stock::new(tree.files()));
        for kind in packs.folders() {
            let fonts = packs.get(&kind).map(|pack| pack.fonts.clone());
            for family in fonts.unwrap_or_default() {
                if !stock.has_family(&family) {
                    let reason = format!("no font of the family `{family}` is in `fonts/`");
                    let file = format!("{kind}/pack.toml");
                    let place = Place::file(tree.told(&file));
                    let finding = Finding::new(Matter::BrokenPack { reason }).at(place);
                    packs.break_off(&kind, finding);
                }
            }
        }
        Ok(Maker { packs, stock, tree })
    }

    /// A press for one thread.
    pub fn press(&self) -> Press {
        Press::new(Arc::clone(&self.stock))
    }

    /// The facts of a document, as templates may name them.
    pub fn facts(&self, task: Task<'_>) -> view::Facts {
        view::facts(task.project, task.file, task.workspace, task.index)
    }

    /// Renders a document, and checks that its fonts cover what it says.
    pub fn prepare(&self, task: Task<'_>) -> Result<Prepared<'_>, Vec<Finding>> {
        let pack = self.pack(task)?;
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

    /// The forms that documents of a pack are made in: those of the pack that the workspace wants.
    fn outputs(&self, pack: &Pack, workspace: &Workspace) -> Vec<Output> {
        let wanted = workspace.settings.outputs.get(&pack.kind);
        let wants = |output: &&Output| {
            let is_named = |wanted: &Vec<String>| wanted.iter().any(|w| w == output.name());
            **output == Output::Pdf || wanted.is_none_or(is_named)
        };
        pack.outputs.iter().filter(wants).copied().collect()
    }

    /// The forms that a document is made in.
    pub fn outputs_of(&self, document: &Document, workspace: &Workspace) -> Vec<Output> {
        match self.packs.of(document.kind.as_str(), document.language()) {
            Some(pack) => self.outputs(pack, workspace),
            None => vec![Output::Pdf],
        }
    }

    fn recipe(
        &self,
        pack: &Pack,
        rendered: &Rendered,
        imprint: &Imprint,
        read: &[String],
        pictures: &[Picture],
    ) -> Recipe {
        let digests = |files: &mut dyn Iterator<Item = &str>| -> BTreeMap<String, String> {
            files
                .filter_map(|file| Some((file.to_owned(), self.tree.digest(file)?.to_owned())))
                .collect()
        };
        let templates: Vec<String> = read
            .iter()
            .flat_map(|name| self.tree.of_name(name))
            .collect();
        Recipe {
            program: PROGRAM.into(),
            engine: ENGINE.into(),
            pack: pack.folder.clone(),
            source: disk::sha256(rendered.source.text().as_bytes()),
            imprint: imprint.clone(),
            templates: digests(&mut templates.iter().map(String::as_str)),
            library: digests(&mut self.stock.imported(&rendered.source).into_iter()),
            fonts: digests(&mut self.stock.faces(&pack.fonts).into_iter()),
            pictures: pictures
                .iter()
                .map(|p| (p.path.clone(), disk::sha256(&p.print)))
                .collect(),
            others: BTreeMap::new(),
        }
    }

    /// The digest of all template files, library files and fonts.
    pub fn digest(&self) -> String {
        self.tree.whole_digest()
    }

    /// A file of the templates, the library or the fonts.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.tree.bytes(path)
    }

    /// A fact that a template of the program says and the record lacks is the record's affair: whoever
    /// writes it has no such template.
    fn for_authors(&self, findings: Vec<Finding>, task: Task<'_>) -> Vec<Finding> {
        let settings = &task.workspace.settings;
        let own = format!("{}/", settings.templates().display()).replace('\\', "/");
        let moved = |mut finding: Finding| {
            let file = finding.place.as_ref().map(|place| place.file.clone());
            let file = file.unwrap_or_default();
            let path = file.strip_prefix("templates/").or(file.strip_prefix(&own));
            let built_in = path.is_some_and(|path| !self.tree.is_own(path));
            if built_in && matches!(finding.matter, Matter::AbsentFact { .. }) {
                finding.place = Some(task.pointer(""));
            }
            finding
        };
        findings.into_iter().map(moved).collect()
    }

    /// What is wrong with a document whose record has errors already: everything but that facts are
    /// absent, which may well be what those errors did.
    pub fn also_wrong(&self, task: Task<'_>) -> Vec<Finding> {
        let consequence = |finding: &Finding| matches!(finding.matter, Matter::AbsentFact { .. });
        let pack = match self.pack(task) {
            Ok(pack) => pack,
            Err(findings) => return findings,
        };
        let rendered = self.packs.render(pack, Handed::from(&self.facts(task)));
        let mut findings = rendered.err().unwrap_or_default();
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
        let coverage = self.stock.coverage(&pack.fonts);
        for span in &rendered.spans {
            for c in coverage.lacks(&span.text) {
                let matter = Matter::NoGlyph {
                    character: c.to_string(),
                    code_point: format!("U+{:04X}", u32::from(c)),
                };
                findings.push(with_origin(matter, span.from.first()));
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
        let pictures = handed(&prepared.pictures);
        let source = prepared.rendered.source.clone();
        let preview = prepared.outputs.contains(&Output::Png);
        match press.pdf(source, pictures, &prepared.imprint, preview) {
            Ok(mut sheet) => {
                let others = self.others(&prepared, sheet.preview.take(), press)?;
                let mut doubts = std::mem::take(&mut prepared.doubts);
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

    /// The forms of a document besides its PDF.
    fn others(
        &self,
        prepared: &Prepared<'_>,
        preview: Option<Vec<u8>>,
        press: &mut Press,
    ) -> Result<Vec<(Output, Vec<u8>)>, Vec<Finding>> {
        let of_web = [
            Output::Html,
            Output::HtmlFragment,
            Output::Text,
            Output::AkomaNtoso,
        ];
        let web = match prepared
            .outputs
            .iter()
            .any(|output| of_web.contains(output))
        {
            true => Some(self.web(prepared, press)?),
            false => None,
        };
        let mut others = Vec::new();
        for output in &prepared.outputs {
            let bytes = match output {
                Output::Pdf => continue,
                Output::Html => web.as_ref().map(|web| web.page.clone().into_bytes()),
                Output::HtmlFragment => web.as_ref().map(|web| web.fragment.clone().into_bytes()),
                Output::Text => web.as_ref().map(|web| web.mail.clone().into_bytes()),
                Output::Png => preview.clone(),
                Output::Card => match &prepared.card {
                    Some(card) => {
                        let picture = press.picture(card.source.clone());
                        Some(picture.map_err(|c| self.findings(&c, prepared, false))?)
                    }
                    None => None,
                },
                Output::JsonLd => prepared.twin.as_ref().map(|twin| {
                    let text = serde_json::to_string_pretty(&twin.linked).unwrap_or_default();
                    format!("{text}\n").into_bytes()
                }),
                Output::AkomaNtoso => web.as_ref().and_then(|web| {
                    let annex = prepared.twin.as_ref()?.annex.as_ref()?;
                    Some(annex.written(&web.tree).into_bytes())
                }),
            };
            others.extend(bytes.map(|bytes| (*output, bytes)));
        }
        Ok(others)
    }

    /// A document as a web page, in its forms.
    pub fn web(&self, prepared: &Prepared<'_>, press: &mut Press) -> Result<Web, Vec<Finding>> {
        let spans = prepared.rendered.spans.iter();
        let said = spans.filter_map(|span| {
            let machine = match &span.style {
                Style::Time(when) => Machine::Time(when.clone()),
                Style::Data(value) => Machine::Data(value.clone()),
                Style::Foreign(lang) => Machine::Language(lang.clone()),
                _ => return None,
            };
            Some((span.range.clone(), machine))
        });
        let said: Vec<(Range<usize>, Machine)> = said.collect();
        let head = |page: &Element| match &prepared.twin {
            Some(twin) => twin::head(&twin.about, &twin.linked, page),
            None => vec![Element::new("title", &[]).with_text(&prepared.imprint.title)],
        };
        let pictures = prepared.pictures.iter();
        let pictures = pictures.map(|p| (p.path.clone(), p.web.clone())).collect();
        let web = press.web(prepared.rendered.source.clone(), pictures, &said, head);
        web.map_err(|complaints| self.findings(&complaints, prepared, false))
    }

    /// The plain text of a document's pages.
    pub fn text(&self, prepared: Prepared<'_>, press: &mut Press) -> Result<String, Vec<Finding>> {
        let pictures = handed(&prepared.pictures);
        press
            .text(prepared.rendered.source.clone(), pictures)
            .map_err(|complaints| self.findings(&complaints, &prepared, false))
    }

    fn findings(
        &self,
        complaints: &[Complaint],
        prepared: &Prepared<'_>,
        doubt: bool,
    ) -> Vec<Finding> {
        let complaints = complaints.iter();
        complaints
            .map(|c| self.finding(c, prepared, doubt))
            .collect()
    }

    /// A complaint, at the field that caused it: the one that is said there, or the nearest before.
    fn finding(&self, complaint: &Complaint, prepared: &Prepared<'_>, doubt: bool) -> Finding {
        let Prepared {
            pack,
            rendered,
            pictures,
            ..
        } = prepared;
        // The library shows the pictures, but the record names them: what was read is a drawing.
        let drawn = pictures
            .iter()
            .find(|picture| picture.path.ends_with(".svg"));
        if let Some(picture) = drawn.or(pictures.first())
            && complaint.message.contains("image")
            && !doubt
        {
            let (file, reason) = (picture.file.clone(), complaint.message.clone());
            return Finding::new(Matter::BrokenPicture { file, reason }).at(picture.place.clone());
        }
        let (message, hint) = (complaint.message.clone(), complaint.hint.clone());
        let matter = match (doubt, complaint.by_export) {
            (true, _) => Matter::EngineWarning { message, hint },
            (false, true) => Matter::Standard { message, hint },
            (false, false) => Matter::Engine { message, hint },
        };
        match &complaint.range {
            Some((Some(path), range)) => {
                let text = self.tree.text(path).unwrap_or_default();
                let place = Place::of_byte(self.tree.told(path), text, range.start);
                Finding::new(matter).at(place)
            }
            Some((None, range)) => {
                let said = rendered.spans.iter();
                let touched = said
                    .filter(|span| span.range.start < range.end && !span.from.is_empty())
                    .filter(|span| range.start <= span.range.end);
                match touched.flat_map(|span| &span.from).next() {
                    Some(origin) => with_origin(matter, Some(origin)),
                    None => Finding::new(matter).at(self.in_template(rendered, range.start, pack)),
                }
            }
            None => {
                let main = format!("{}/{}", pack.folder, pack.main);
                Finding::new(matter).at(Place::file(self.tree.told(&main)))
            }
        }
    }

    /// Where in the templates of a pack a line of the source was typed; its main template, if the line is
    /// nowhere as it stands.
    fn in_template(&self, rendered: &Rendered, byte: usize, pack: &Pack) -> Place {
        let source = rendered.source.text();
        let before = &source[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = source[start..].lines().next().unwrap_or_default();
        let main = format!("{}/{}", pack.folder, pack.main);
        let folder = format!("{}/", pack.folder);
        let files = std::iter::once(main.as_str()).chain(self.tree.below(&folder, ".hbs"));
        let typed = files.filter_map(|path| {
            let text = self.tree.text(path)?;
            let at = text.find(line.trim()).filter(|_| !line.trim().is_empty())?;
            let column = byte - start - (line.len() - line.trim_start().len());
            Some(Place::of_byte(self.tree.told(path), text, at + column))
        });
        let found = typed.into_iter().next();
        found.unwrap_or_else(|| Place::file(self.tree.told(&main)))
    }
}

/// What machines are told of a document.
fn told(
    facts: &view::Facts,
    prepared: &Prepared<'_>,
    task: Task<'_>,
    web: Option<String>,
    outputs: &[Output],
) -> Twin {
    let about = About {
        id: task.id(),
        kind: prepared.pack.kind.clone(),
        title: prepared.imprint.title.clone(),
        author: prepared.imprint.author.clone(),
        language: prepared.pack.language.clone(),
        date: prepared.imprint.date,
        web,
        endings: outputs
            .iter()
            .map(|output| output.ending().to_owned())
            .collect(),
    };
    Twin {
        linked: twin::linked(facts, &about),
        annex: Annex::of(task.project, task.index, facts, &about),
        about,
    }
}

/// The forms besides the PDF, with the digest of what only they say.
fn others_recipe(prepared: &Prepared<'_>) -> BTreeMap<String, String> {
    let others = prepared
        .outputs
        .iter()
        .filter(|output| **output != Output::Pdf);
    let own = |output: &Output| match (output, &prepared.card, &prepared.twin) {
        (Output::Card, Some(card), _) => card.source.text().to_owned(),
        (Output::AkomaNtoso, _, Some(twin)) => {
            let annex = twin.annex.as_ref();
            annex.map(Annex::identity).unwrap_or_default()
        }
        (Output::Html | Output::JsonLd, _, Some(twin)) => {
            serde_json::to_string(&(&twin.about, &twin.linked)).unwrap_or_default()
        }
        _ => String::new(),
    };
    let others = others.map(|output| {
        let digest = disk::sha256(own(output).as_bytes());
        (output.ending().to_owned(), digest)
    });
    others.collect()
}

/// Whether a document says something of an entry of the registry that something is wrong with.
fn says_what_is_broken(rendered: &Rendered, workspace: &Workspace) -> bool {
    let entry = |pointer: &str| pointer.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let wrong = workspace.findings.iter().filter(|finding| finding.stops());
    let places = wrong.filter_map(|finding| finding.place.as_ref());
    let broken: Vec<(&str, String)> = places
        .filter_map(|place| Some((place.file.as_str(), entry(place.pointer.as_deref()?))))
        .collect();
    let mut said = rendered.spans.iter().flat_map(|span| &span.from);
    !broken.is_empty()
        && said.any(|origin| {
            let said = entry(&origin.pointer);
            broken
                .iter()
                .any(|(file, entry)| *file == &*origin.file && *entry == said)
        })
}

/// Findings with the document that they were met in.
pub fn in_document(findings: Vec<Finding>, id: &str) -> Vec<Finding> {
    findings
        .into_iter()
        .map(|finding| finding.in_document(id))
        .collect()
}

fn with_origin(matter: Matter, origin: Option<&Origin>) -> Finding {
    let finding = Finding::new(matter);
    match origin {
        Some(origin) if origin.pointer.is_empty() => finding.at(Place::file(&*origin.file)),
        Some(origin) => finding.at(Place::field(&*origin.file, &*origin.pointer)),
        None => finding,
    }
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

/// The pictures and logos that the document shows, ready for its pages. Their names in the facts become paths
/// of a small fixed set, because the engine never forgets a path.
fn pictures(facts: &mut view::Facts, task: Task<'_>) -> Result<Vec<Picture>, Vec<Finding>> {
    let Some(document) = facts.document.as_mut() else {
        return Ok(Vec::new());
    };
    let photos = document
        .photos
        .iter_mut()
        .filter_map(|photo| photo.file.as_mut());
    let logos = document
        .publicity
        .iter_mut()
        .flat_map(|shown| &mut shown.logos);
    let logos = logos.filter_map(|logo| logo.file.as_mut());
    let mut pictures = Vec::new();
    for (at, shown) in photos.chain(logos).enumerate() {
        let file = shown.value.plain();
        let origin = shown.from.first();
        let place = origin.map_or_else(
            || task.pointer("/photo"),
            |o| Place::field(&*o.file, &*o.pointer),
        );
        let settings = &task.workspace.settings;
        let path = task.workspace.root.join(&settings.assets).join(&file);
        let bytes = disk::read(&path).map_err(|failure| vec![failure.into()])?;
        let ending = Path::new(&file).extension().and_then(|e| e.to_str());
        let ending = ending.unwrap_or_default().to_lowercase();
        let broken = |reason: String| {
            let file = file.clone();
            vec![Finding::new(Matter::BrokenPicture { file, reason }).at(place.clone())]
        };
        if !["jpg", "jpeg", "png", "webp", "svg"].contains(&ending.as_str()) {
            let reason = format!("`.{ending}` is none of .jpg, .jpeg, .png, .webp, .svg");
            return Err(broken(reason));
        }
        let ready = picture::ready(&bytes, &ending).map_err(broken)?;
        let path = format!("picture-{}.{}", at + 1, ready.ending);
        *shown = Fact::derived(
            Value::Text {
                text: format!("/{path}"),
                lang: None,
            },
            shown.from.clone(),
        );
        pictures.push(Picture {
            file,
            place,
            path,
            print: ready.print,
            web: ready.web,
        });
    }
    Ok(pictures)
}
