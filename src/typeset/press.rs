//! One worker's press: takes a source, gives a PDF, a picture or a web page, or complaints.

use super::fits::TooWide;
use super::printed::{self, Pages, Passage};
use super::stock::{Stock, file_id};
use super::text;
use super::web::{self, Element, Machine, Web};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use typst::World;
use typst::WorldExt;
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic, Tracepoint};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, Source, Span};
use typst::text::{Font, FontBook, Lang, Locale, Region};
use typst::utils::LazyHash;
use typst::{Library, comemo};
use typst_html::HtmlDocument;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

/// What a file says of itself, and the standards that it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// The document's stable id, from which the PDF's identifier is made.
    pub ident: String,
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
    /// Year, month and day of the document.
    pub date: (i32, u8, u8),
    /// The language (ISO 639) and region (ISO 3166): `lv`, `LV`.
    pub locale: (String, String),
    /// The standards by their names in Typst: `a-2a`, `ua-1`.
    pub standards: Vec<String>,
}

/// A finished document.
#[derive(Debug)]
pub struct Sheet {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The words on them.
    pub printed: Vec<Passage>,
    /// Those of them that do not fit their place.
    pub too_wide: Vec<TooWide>,
    /// The files of the fonts that they are set in.
    pub fonts: BTreeSet<String>,
    /// Its first page as a picture (PNG), if that was asked for.
    pub preview: Option<Vec<u8>>,
    /// What the engine had doubts about.
    pub warnings: Vec<Complaint>,
}

/// Pixels for each point of a page in a preview: a page of A4 is 744 by 1052.
const PREVIEW: f64 = 1.25;

/// What the engine says is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What is wrong.
    pub message: String,
    /// What may be done about it.
    pub hint: Option<String>,
    /// Where: bytes of the source that was given, or of a library file with its path.
    pub range: Option<(Option<String>, Range<usize>)>,
    /// Whether it was met when the pages were exported, where the standards are enforced.
    pub by_export: bool,
}

/// A press with its own world; it is used by one thread.
pub struct Press {
    stock: Arc<Stock>,
    /// The source of the document in hand.
    source: Source,
    pictures: HashMap<FileId, Bytes>,
    /// Whether a web page is being made.
    is_web: bool,
}

impl Press {
    /// A press that uses a stock.
    pub fn new(stock: Arc<Stock>) -> Press {
        Press {
            stock,
            source: Source::detached(""),
            pictures: HashMap::new(),
            is_web: false,
        }
    }

    /// Takes a source in hand.
    fn take(&mut self, source: Source, pictures: Vec<(String, Vec<u8>)>, is_web: bool) {
        self.source = source;
        self.is_web = is_web;
        self.pictures = pictures
            .into_iter()
            .filter_map(|(path, bytes)| Some((file_id(&path)?, Bytes::new(bytes))))
            .collect();
    }

    /// Sets the pages of a source; what the engine has doubts about comes with them. Pictures are files at the
    /// paths by which the source names them; those paths should come from a small fixed set.
    pub fn pages(
        &mut self,
        source: Source,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<(PagedDocument, Vec<Complaint>), Vec<Complaint>> {
        self.take(source, pictures, false);
        let outcome = typst::compile::<PagedDocument>(self);
        let warnings = self.complaints(&outcome.warnings, false);
        match outcome.output {
            Ok(document) => Ok((document, warnings)),
            Err(errors) => Err(self.complaints(&errors, false)),
        }
    }

    /// The PDF of the pages that were set last.
    pub fn export(
        &self,
        document: &mut PagedDocument,
        imprint: &Imprint,
    ) -> Result<Vec<u8>, Vec<Complaint>> {
        let info = document.info_mut();
        info.title = Some(imprint.title.as_str().into());
        info.author = vec![imprint.author.as_str().into()];
        let (year, month, day) = imprint.date;
        info.date = Smart::Custom(Datetime::from_ymd(year, month, day));
        if let Ok(lang) = imprint.locale.0.parse::<Lang>() {
            let region = imprint.locale.1.parse::<Region>().ok();
            info.locale = Smart::Custom(Locale { lang, region });
        }
        let options = PdfOptions {
            ident: Smart::Custom(imprint.ident.clone()),
            creator: Smart::Custom(Some("pielikums".into())),
            standards: standards(&imprint.standards).map_err(|message| vec![plain(message)])?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|errors| self.complaints(&errors, true))
    }

    /// Makes the PDF of a source, and a picture of its first page if that is asked for.
    pub fn pdf(
        &mut self,
        source: Source,
        pictures: Vec<(String, Vec<u8>)>,
        imprint: &Imprint,
        preview: bool,
    ) -> Result<Sheet, Vec<Complaint>> {
        let (mut document, warnings) = self.pages(source, pictures)?;
        let pdf = self.export(&mut document, imprint)?;
        let Pages {
            passages: printed,
            fonts,
            too_wide,
        } = printed::of(&document, &self.source);
        let files = fonts.iter().filter_map(|font| self.stock.file_of(font));
        Ok(Sheet {
            pdf,
            pages: document.pages().len(),
            printed,
            too_wide,
            fonts: files.map(str::to_owned).collect(),
            preview: preview
                .then(|| rendered(&document, PREVIEW))
                .transpose()
                .map_err(|message| vec![plain(message)])?,
            warnings,
        })
    }

    /// A source as a web page. `said` is what machines can read of what it says, with where in the source; `head` gives
    /// what the page says of itself, and is shown what stands on it.
    pub fn web(
        &mut self,
        source: Source,
        pictures: Vec<(String, Vec<u8>)>,
        said: &[(Range<usize>, Machine)],
        head: impl FnOnce(&Element) -> Vec<Element>,
    ) -> Result<Web, Vec<Complaint>> {
        self.take(source, pictures, true);
        let outcome = typst::compile::<HtmlDocument>(self);
        let mut document = outcome
            .output
            .map_err(|errors| self.complaints(&errors, false))?;
        let place = |span: Span| {
            let range = WorldExt::range(self, DiagSpan::from(span));
            range.filter(|_| span.id() == Some(self.source.id()))
        };
        web::of(&mut document, &place, said, head).map_err(|errors| self.complaints(&errors, true))
    }

    /// The first page of a source as a picture (PNG), a pixel for each point, and the words on it that do not
    /// fit.
    pub fn picture(&mut self, source: Source) -> Result<(Vec<u8>, Vec<TooWide>), Vec<Complaint>> {
        let (document, _) = self.pages(source, Vec::new())?;
        let too_wide = printed::of(&document, &self.source).too_wide;
        let picture = rendered(&document, 1.0).map_err(|message| vec![plain(message)])?;
        Ok((picture, too_wide))
    }

    /// The text of a source's pages, as it is read.
    pub fn text(
        &mut self,
        source: Source,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<String, Vec<Complaint>> {
        let (document, _) = self.pages(source, pictures)?;
        Ok(text::of(&document))
    }

    fn complaints(&self, diagnostics: &[SourceDiagnostic], by_export: bool) -> Vec<Complaint> {
        let complaint = |diagnostic: &SourceDiagnostic| Complaint {
            message: diagnostic.message.to_string(),
            hint: diagnostic.hints.first().map(|hint| hint.v.to_string()),
            range: self.range(diagnostic),
            by_export,
        };
        let told = |d: &&SourceDiagnostic| {
            d.severity == Severity::Error || !d.message.contains("html export")
        };
        diagnostics.iter().filter(told).map(complaint).collect()
    }

    /// Where a diagnostic points: into the source if any step of its way does, else into the library. A library that
    /// cannot be imported is to blame itself; so is one of the workspace's own, unless it refuses what it was given.
    fn range(&self, diagnostic: &SourceDiagnostic) -> Option<(Option<String>, Range<usize>)> {
        let steps = diagnostic
            .trace
            .iter()
            .map(|step| DiagSpan::from(step.span));
        let spans = || std::iter::once(diagnostic.span).chain(steps.clone());
        let id = |span: &DiagSpan| match span.get() {
            DiagSpanKind::Detached => None,
            DiagSpanKind::Number { id, .. } | DiagSpanKind::Range { id, .. } => Some(id),
        };
        let mut trace = diagnostic.trace.iter();
        let imported = trace.any(|step| matches!(step.v, Tracepoint::Import(_)));
        let first = spans().next()?;
        let refuses = ["assertion failed", "panicked"].iter();
        let refuses = refuses
            .into_iter()
            .any(|by| diagnostic.message.starts_with(by));
        let is_own = id(&first).is_some_and(|id| self.stock.is_own(id)) && !refuses;
        let mine = spans().find(|span| id(span) == Some(self.source.id()));
        if let Some(span) = mine.filter(|_| !imported && !is_own) {
            return Some((None, self.range_of(span)?));
        }
        let path = self.stock.path(id(&first)?)?.to_owned();
        Some((Some(path), self.range_of(first)?))
    }

    fn range_of(&self, span: DiagSpan) -> Option<Range<usize>> {
        WorldExt::range(self, span)
    }
}

/// The first page as a PNG, with that many pixels for each point.
fn rendered(document: &PagedDocument, scale: f64) -> Result<Vec<u8>, String> {
    let page = document.pages().first().ok_or("there is no page")?;
    let options = RenderOptions {
        pixel_per_pt: scale.into(),
        ..RenderOptions::default()
    };
    let picture = typst_render::render(page, &options);
    picture.encode_png().map_err(|error| error.to_string())
}

fn plain(message: String) -> Complaint {
    Complaint {
        message,
        hint: None,
        range: None,
        by_export: true,
    }
}

fn standards(names: &[String]) -> Result<PdfStandards, String> {
    let standards: Result<Vec<PdfStandard>, String> = names
        .iter()
        .map(|name| {
            let quoted = serde_json::Value::String(name.clone());
            serde_json::from_value(quoted).map_err(|_| format!("there is no standard `{name}`"))
        })
        .collect();
    PdfStandards::new(&standards?).map_err(|error| error.message().to_string())
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        match self.is_web {
            true => &self.stock.library_of_web,
            false => &self.stock.library,
        }
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.stock.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            return Ok(self.source.clone());
        }
        let missing = || FileError::NotFound(id.vpath().get_without_slash().into());
        self.stock.sources.get(&id).cloned().ok_or_else(missing)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let missing = || FileError::NotFound(id.vpath().get_without_slash().into());
        self.pictures.get(&id).cloned().ok_or_else(missing)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.stock.fonts.get(index).cloned()
    }

    /// There is no today: a document's dates come from its record.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Forgets what the engine remembers of documents that are long done. Called after every document,
/// failed ones too: measured, it keeps memory flat and is the fastest.
pub fn forget() {
    comemo::evict(2);
}

/// The stack of a thread that sets pages, in bytes: the engine nests deeply.
pub const STACK: usize = 16 << 20;

/// Gives the thread that calls it a pool of its own, of one thread. The engine splits its work over the
/// pool it runs in; in a shared pool a waiting worker would start another document on its own stack.
pub fn own_pool<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    Ok(pool.install(work))
}

/// Does some work that rayon divides among all processors; on this thread alone where it can have no others.
pub fn on_all_processors<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => Ok(pool.install(work)),
        Err(_) => own_pool(work),
    }
}

/// Does some work on a thread as setting pages needs it: with room on its stack, and a pool of its own.
pub fn in_worker<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    let worker = std::thread::Builder::new().stack_size(STACK);
    std::thread::scope(|scope| {
        let spawned = worker.spawn_scoped(scope, || own_pool(work));
        let spawned = spawned.map_err(|error| error.to_string())?;
        spawned.join().map_err(|_| "it panicked".to_owned())?
    })
}

/// A source from its text. All have one name: the engine never forgets a path.
pub fn source(text: &str) -> Source {
    Source::detached(text)
}
