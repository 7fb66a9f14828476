//! What all documents share: the standard library, the project's Typst library, and the fonts.

use crate::language::divisions;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use typst::foundations::{Binding, Bytes, IntoValue, Value};
use typst::syntax::{FileId, RootedPath, Source, SyntaxKind, VirtualPath, VirtualRoot, ast};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};

/// The parts of the world that never change between documents.
pub struct Stock {
    /// The standard library, for pages and for web pages: `sys.inputs.form` tells the project's own library
    /// which of the two is being made.
    pub(super) library: LazyHash<Library>,
    pub(super) library_of_web: LazyHash<Library>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) sources: HashMap<FileId, Source>,
    paths: HashMap<FileId, String>,
    /// The library files that are a workspace's own.
    own: HashSet<FileId>,
    /// What each library file imports itself.
    imports: HashMap<FileId, Vec<Option<FileId>>>,
    /// The files that the fonts are in, each with its family.
    faces: Vec<(String, String)>,
    /// The files that are no fonts, though they are called so.
    broken_fonts: Vec<String>,
}

impl Stock {
    /// Takes Typst files and fonts from a tree of files; everything else in it is passed over.
    pub fn new<'a>(files: impl Iterator<Item = (&'a str, &'a Cow<'static, [u8]>)>) -> Stock {
        // The engine asks where words may be divided.
        hypher::teach(divisions);
        let mut sources = HashMap::new();
        let mut paths = HashMap::new();
        let mut own = HashSet::new();
        let mut fonts: Vec<Font> = Vec::new();
        let mut faces = Vec::new();
        let mut broken_fonts = Vec::new();
        for (path, content) in files {
            let ending = path.rsplit('.').next().unwrap_or_default();
            match ending {
                "typ" => {
                    let (Some(id), Ok(text)) = (file_id(path), std::str::from_utf8(content)) else {
                        continue;
                    };
                    sources.insert(id, Source::new(id, text.to_owned()));
                    paths.insert(id, path.to_owned());
                    if matches!(content, Cow::Owned(_)) {
                        own.insert(id);
                    }
                }
                "ttf" | "otf" => {
                    let bytes = match content {
                        Cow::Borrowed(bytes) => Bytes::new(*bytes),
                        Cow::Owned(bytes) => Bytes::new(bytes.clone()),
                    };
                    let in_file: Vec<Font> = Font::iter(bytes).collect();
                    if in_file.is_empty() {
                        broken_fonts.push(path.to_owned());
                    }
                    let named = |font: &Font| (font.info().family.clone(), path.to_owned());
                    faces.extend(in_file.iter().map(named));
                    fonts.extend(in_file);
                }
                _ => {}
            }
        }
        let imports = sources.iter().map(|(id, source)| (*id, imports(source)));
        Stock {
            imports: imports.collect(),
            library: library("page"),
            library_of_web: library("web"),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            paths,
            faces,
            broken_fonts,
            own,
        }
    }

    /// The path of a library file.
    pub(super) fn path(&self, id: FileId) -> Option<&str> {
        self.paths.get(&id).map(String::as_str)
    }

    /// The library files that a source imports, and those that they import.
    pub fn imported(&self, source: &Source) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut waiting = imports(source);
        while let Some(id) = waiting.pop() {
            // What is imported by a computed path may be any file.
            let Some(id) = id else {
                return self.paths.values().map(String::as_str).collect();
            };
            let (Some(path), Some(imports)) = (self.path(id), self.imports.get(&id)) else {
                continue;
            };
            if found.insert(path) {
                waiting.extend(imports);
            }
        }
        found
    }

    /// The files that fonts of some families are in.
    pub fn faces(&self, families: &[String]) -> BTreeSet<&str> {
        let of_family = |(family, _): &&(String, String)| {
            families.iter().any(|f| f.eq_ignore_ascii_case(family))
        };
        let files = self.faces.iter().filter(of_family);
        files.map(|(_, file)| file.as_str()).collect()
    }

    /// The file that a font is in.
    pub(super) fn file_of(&self, font: &Font) -> Option<&str> {
        let at = self.fonts.iter().position(|other| other == font)?;
        Some(&self.faces.get(at)?.1)
    }

    /// Whether a library file is the workspace's own: those in the program are as they should be.
    pub(super) fn is_own(&self, id: FileId) -> bool {
        self.own.contains(&id)
    }

    /// The files that should be fonts, and are none that can be read.
    pub fn broken_fonts(&self) -> &[String] {
        &self.broken_fonts
    }

    /// Whether there is a family of fonts.
    pub fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }

    /// What the families cover together.
    pub fn coverage(&self, families: &[String]) -> Coverage<'_> {
        let of_family = |font: &&Font| {
            let family = &font.info().family;
            families
                .iter()
                .any(|name| name.eq_ignore_ascii_case(family))
        };
        Coverage {
            fonts: self.fonts.iter().filter(of_family).collect(),
            known: [0; 10],
        }
    }
}

/// The standard library for a form of documents.
fn library(form: &str) -> LazyHash<Library> {
    // PDF/UA wants row headers, which Typst 0.15 keeps behind this feature.
    // Web pages are made by the same engine, which has that behind a feature, too.
    let features = [Feature::A11yExtras, Feature::Html].into_iter().collect();
    let inputs = [("form".into(), form.into_value())].into_iter().collect();
    let library = Library::builder().with_features(features);
    let mut library = library.with_inputs(inputs).build();
    // A value is a string wherever it stands, but these two would make code of a string.
    for name in ["eval", "plugin"] {
        let nothing = Binding::detached(Value::None);
        library.global.scope_mut().bind(name.into(), nothing);
    }
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
}

/// The files that a source itself imports; nothing for one whose path is computed.
fn imports(source: &Source) -> Vec<Option<FileId>> {
    let mut found = Vec::new();
    let mut nodes = vec![source.root()];
    while let Some(node) = nodes.pop() {
        let named = match node.kind() {
            SyntaxKind::ModuleImport => node.cast::<ast::ModuleImport>().map(|i| i.source()),
            SyntaxKind::ModuleInclude => node.cast::<ast::ModuleInclude>().map(|i| i.source()),
            _ => None,
        };
        match named {
            Some(ast::Expr::Str(path)) => {
                let folder = source.id().vpath().parent();
                let path = folder.and_then(|folder| folder.join(&path.get()).ok());
                found.push(path.and_then(|path| file_id(path.get_without_slash())));
            }
            Some(_) => found.push(None),
            None => {}
        }
        nodes.extend(node.children());
    }
    found
}

/// What characters some families of fonts can show.
pub struct Coverage<'a> {
    fonts: Vec<&'a Font>,
    /// The letters of Latin writing that are known to be covered, a bit for each: nearly all text is of them.
    known: [u64; 10],
}

impl Coverage<'_> {
    /// The characters of a text that none of the fonts can show, each once, in the order of the text.
    pub fn lacks(&mut self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        for c in text.chars() {
            if !self.covers(c) && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
        lacking
    }

    fn covers(&mut self, c: char) -> bool {
        let number = u32::from(c);
        let bit = 1 << (number % 64);
        let known = self.known.get_mut(number as usize / 64);
        if known.as_ref().is_some_and(|known| **known & bit != 0) {
            return true;
        }
        let has = |font: &&Font| font.info().coverage.contains(number);
        let covered = c == ' ' || c == '\u{a0}' || self.fonts.iter().any(has);
        if let (Some(known), true) = (known, covered) {
            *known |= bit;
        }
        covered
    }
}

/// The id of a path in the virtual file system. Ids are never freed by the engine, so only fixed paths
/// get one.
pub(super) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{path}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}
