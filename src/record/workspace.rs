//! The workspace: a folder with `pielikums.toml`, which says where records, registry, templates, assets
//! and output are, and what the house style is.

use super::check;
use super::json_file::{JsonFile, LARGEST};
use super::leaf::Id;
use super::model::Project;
use super::registry::Registry;
use super::schema::{ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, Shape};
use super::shelf::Shelf;
use super::tidy;
use crate::disk;
use crate::finding::{CODES, Finding, Matter, Place, Severity, nearest};
use crate::language::lv::typography::House;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a workspace.
pub const SETTINGS: &str = "pielikums.toml";

/// What `pielikums.toml` says; every path is relative to its folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The folder of the project records.
    pub projects: PathBuf,
    /// The folder of the registry; `registry` if nothing is said, which then need not be there.
    pub registry: Option<PathBuf>,
    /// The folder of the workspace's own templates, which stand before those in the program; `templates`
    /// if nothing is said, which then need not be there.
    pub templates: Option<PathBuf>,
    /// The folder of pictures.
    pub assets: PathBuf,
    /// The folder of the documents.
    pub out: PathBuf,
    /// Where the documents are published on the web, `https://www.example.lv/projekti`: the page of a
    /// document is `{web}/{project}/{document}.html` there. Without it, pages name no address.
    pub web: Option<String>,
    /// The forms that documents of a kind are made in, where they are fewer than its pack has.
    pub outputs: BTreeMap<String, Vec<String>>,
    /// How the emblem of the European Union is drawn.
    pub emblem: EmblemVersion,
    /// House style.
    pub house: House,
    /// How much warnings stop, by their codes.
    pub severity: BTreeMap<String, Weight>,
}

/// Whether a text is an address below which documents can be published.
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or(text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
    rest.is_some_and(|rest| rest.contains('.') && rest.chars().all(plain))
}

/// How the emblem of the European Union is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmblemVersion {
    /// Yellow stars on blue.
    #[default]
    Colour,
    /// Black on white, where a document is printed in one colour.
    Mono,
    /// In colour within a white border, for a coloured ground.
    Reversed,
}

impl EmblemVersion {
    /// The word for it in settings and templates.
    pub fn as_str(self) -> &'static str {
        match self {
            EmblemVersion::Colour => "colour",
            EmblemVersion::Mono => "mono",
            EmblemVersion::Reversed => "reversed",
        }
    }
}

/// What a workspace makes of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// It is not told.
    Off,
    /// It is told, and stops nothing.
    Warning,
    /// It stops the document.
    Error,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            projects: "projects".into(),
            registry: None,
            templates: None,
            assets: "assets".into(),
            out: "out".into(),
            web: None,
            outputs: BTreeMap::new(),
            emblem: EmblemVersion::default(),
            house: House::default(),
            severity: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The folder of the registry.
    pub fn registry(&self) -> &Path {
        self.registry.as_deref().unwrap_or(Path::new("registry"))
    }

    /// The folder of the workspace's own templates.
    pub fn templates(&self) -> &Path {
        self.templates.as_deref().unwrap_or(Path::new("templates"))
    }

    /// Gives a warning the weight that the workspace gives it.
    pub fn weigh(&self, finding: &mut Finding) {
        if finding.severity == Severity::Warning
            && self.severity.get(finding.code()) == Some(&Weight::Error)
        {
            finding.severity = Severity::Error;
        }
    }

    /// Whether a warning about prose is to stop a document, so that prose is looked over before each build.
    pub fn is_strict(&self) -> bool {
        let prose = [
            "record/typed-fact",
            "record/contradicts-fact",
            "record/not-eu",
        ];
        let raised = |code: &&str| self.severity.get(*code) == Some(&Weight::Error);
        prose.iter().any(raised)
    }

    /// Whether the workspace wants to hear of a finding.
    pub fn wants(&self, finding: &Finding) -> bool {
        finding.severity != Severity::Warning
            || self.severity.get(finding.code()) != Some(&Weight::Off)
    }

    /// What is wrong with the table of severities: codes that are none, or that are no warnings.
    fn wrong_severity(&self) -> Option<Matter> {
        let warning = |code: &str| CODES.contains(&(code, Severity::Warning));
        let code = self.severity.keys().find(|code| !warning(code))?;
        let warnings = CODES
            .iter()
            .filter(|(_, severity)| *severity == Severity::Warning);
        Some(Matter::UnknownSeverity {
            code: code.clone(),
            is_error: CODES.iter().any(|(known, _)| known == code),
            suggestion: nearest(code, warnings.map(|(code, _)| *code)),
        })
    }

    /// The folders that must be there because the settings name them, or because nothing is without them.
    fn named_folders(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let projects = Some(("projects", self.projects.as_path()));
        let registry = self.registry.as_deref().map(|folder| ("registry", folder));
        let templates = self
            .templates
            .as_deref()
            .map(|folder| ("templates", folder));
        [projects, registry, templates].into_iter().flatten()
    }
}

/// An opened workspace: its settings and its registry; the projects are read one at a time.
#[derive(Debug)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// What its settings say.
    pub settings: Settings,
    /// The SHA-256 of the file that says it.
    pub settings_digest: String,
    /// The shared facts.
    pub registry: Registry,
    /// The registry's files as this workspace names them.
    pub files: Files,
    /// The project records, in the order of their ids.
    pub projects: Vec<ProjectFile>,
    /// What is wrong in the registry; documents that say something of it are not made.
    pub findings: Vec<Finding>,
}

/// The names of the registry's files.
#[derive(Debug, Clone)]
pub struct Files {
    /// `registry/places.json`
    pub places: Arc<str>,
    /// `registry/organisations.json`
    pub organisations: Arc<str>,
    /// `registry/programmes.json`
    pub programmes: Arc<str>,
}

/// The base names of the registry's files.
pub const FILES: [&str; 3] = ["places.json", "organisations.json", "programmes.json"];

/// A project record on the disk, not read yet.
#[derive(Debug, Clone)]
pub struct ProjectFile {
    /// The project's id; the file's base name where the record does not tell.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// The file as the workspace names it.
    pub file: String,
    /// Another file with the same id, if there is one.
    pub twin: Option<String>,
}

impl From<disk::Failure> for Finding {
    fn from(failure: disk::Failure) -> Finding {
        let path = failure.path.display().to_string();
        let reason = failure.reason.to_string();
        let place = Place::file(path.replace('\\', "/"));
        Finding::new(if failure.writing {
            Matter::Unwritable { path, reason }
        } else {
            Matter::Unreadable { path, reason }
        })
        .at(place)
    }
}

impl Workspace {
    /// The folder of the nearest `pielikums.toml` from `start` upward.
    pub fn find(start: &Path) -> Result<PathBuf, Finding> {
        disk::nearest_folder_with(start, SETTINGS).ok_or_else(|| {
            Finding::new(Matter::NoWorkspace {
                start: start.display().to_string(),
            })
        })
    }

    /// Opens the workspace in a folder: reads settings and registry, and lists the projects.
    pub fn open(root: &Path) -> Result<Workspace, Vec<Finding>> {
        Workspace::open_knowing(root, |_, _| |_: &str| None)
    }

    /// Opens the workspace in a folder. `knowing` is given the folder and its settings, and gives what tells
    /// the id of a record that is known already, by its file: of ten thousand records, few need be read.
    pub fn open_knowing<K: Fn(&str) -> Option<String>>(
        root: &Path,
        knowing: impl FnOnce(&Path, &Settings) -> K,
    ) -> Result<Workspace, Vec<Finding>> {
        let path = root.join(SETTINGS);
        if !disk::is_file(&path) {
            return Err(vec![Finding::new(Matter::NoWorkspace {
                start: root.display().to_string(),
            })]);
        }
        let bytes = disk::read(&path).map_err(|failure| vec![failure.into()])?;
        let settings = settings(&bytes).map_err(|finding| vec![finding])?;
        let name = |base: &str| named(root, &root.join(settings.registry()).join(base));
        let files = Files {
            places: name(FILES[0]).into(),
            organisations: name(FILES[1]).into(),
            programmes: name(FILES[2]).into(),
        };
        for (name, folder) in settings.named_folders() {
            if !disk::is_folder(&root.join(folder)) {
                let path = folder.display().to_string().replace('\\', "/");
                let reason = format!("there is no such folder (`{name}`)");
                let place = Place::file(SETTINGS);
                return Err(vec![
                    Finding::new(Matter::Unreadable { path, reason }).at(place),
                ]);
            }
        }
        let mut findings = Vec::new();
        let places = read_registry(root, &files.places, &PLACES, &mut findings);
        let organisations =
            read_registry(root, &files.organisations, &ORGANISATIONS, &mut findings);
        let programmes = read_registry(root, &files.programmes, &PROGRAMMES, &mut findings);
        // Where a file cannot be understood at all, everything would be missing from it.
        let (Some(places), Some(organisations), Some(programmes)) =
            (places, organisations, programmes)
        else {
            return Err(findings);
        };
        let registry = Registry {
            places: Shelf::new("places", places.0.places, &places.1),
            organisations: Shelf::new(
                "organisations",
                organisations.0.organisations,
                &organisations.1,
            ),
            programmes: Shelf::new("programmes", programmes.0.programmes, &programmes.1),
        };
        let mut more = check::check_registry(&registry, &files);
        more.retain(|finding| {
            !findings
                .iter()
                .any(|other: &Finding| other.place == finding.place)
        });
        locate_registry(root, &files, &mut more);
        findings.extend(more);
        let known = knowing(root, &settings);
        let projects = list_projects(root, &settings, known);
        let projects = projects.map_err(|failure| vec![failure.into()])?;
        Ok(Workspace {
            root: root.to_owned(),
            settings,
            settings_digest: disk::sha256(&bytes),
            registry,
            files,
            projects,
            findings,
        })
    }

    /// The pictures in the assets that a document shows: its photos, and the logos beside the emblem.
    pub fn pictures_of(&self, project: &Project, index: usize) -> Vec<String> {
        let document = &project.documents[index];
        let photos = document.photos();
        let photos = photos
            .into_iter()
            .filter_map(|(photo, _)| photo.file.clone());
        let shows = document.shows_publicity();
        let participation = project.programme.as_ref().filter(|_| shows);
        let programme = participation.and_then(|p| self.registry.programmes.get(&p.id));
        let publicity = programme.and_then(|programme| programme.publicity.as_ref());
        let own = self.registry.organisations.get(&project.author);
        let own = own
            .filter(|_| publicity.is_some())
            .and_then(|author| author.logo.as_ref());
        let logos = publicity
            .into_iter()
            .flat_map(|publicity| &publicity.logos)
            .chain(own);
        let logos = logos.map(|logo| logo.file.clone());
        photos.chain(logos).map(|file| file.0).collect()
    }

    /// Reads and checks one project. The project is absent only where its record cannot be understood;
    /// the findings tell why, and which of them stop it.
    pub fn load(&self, project: &ProjectFile) -> (Option<Project>, Vec<Finding>) {
        let (source, texts) = match open_source(&project.path, &project.file) {
            Ok(opened) => opened,
            Err(findings) => return (None, findings),
        };
        let (record, mut findings) = PROJECT.read(&source);
        if let Some(record) = &record {
            let mut more = check::check(record, project, self);
            source.locate(&mut more);
            // What the form has refused is told once, and not what is missing without it.
            let pointer = |f: &Finding| f.place.as_ref().and_then(|p| p.pointer.clone());
            let refused: Vec<String> = findings.iter().filter_map(pointer).collect();
            let told = |finding: &Finding| {
                let Some(at) = pointer(finding) else {
                    return false;
                };
                let below = format!("{at}/");
                refused
                    .iter()
                    .any(|other| *other == at || other.starts_with(&below))
            };
            more.retain(|finding| !told(finding));
            findings.extend(more);
        }
        findings.extend(texts);
        findings.extend(tidy::look(&source));
        (record, findings)
    }

    /// The digest of an entry of the registry as it stands there, `organisations/dome`.
    pub fn digest(&self, entry: &str) -> Option<&str> {
        let registry = &self.registry;
        match entry.split('/').next()? {
            "places" => registry.places.digest(entry),
            "organisations" => registry.organisations.digest(entry),
            "programmes" => registry.programmes.digest(entry),
            _ => None,
        }
    }

    /// The folder for documents.
    pub fn out(&self) -> PathBuf {
        self.root.join(&self.settings.out)
    }

    /// A path as this workspace names it: relative to its root, with `/` on every system.
    pub fn name(&self, path: &Path) -> String {
        named(&self.root, path)
    }

    /// Gives findings that point into any JSON file of the workspace their line and column.
    pub fn locate(&self, findings: &mut [Finding]) {
        let mut files: Vec<String> = findings
            .iter()
            .filter_map(|finding| finding.place.as_ref())
            .filter(|place| place.line.is_none() && place.pointer.is_some())
            .map(|place| place.file.clone())
            .collect();
        files.sort();
        files.dedup();
        for file in files {
            if let Ok((source, _)) = open_source(&self.root.join(&file), &file) {
                source.locate(findings);
            }
        }
    }
}

fn settings(bytes: &[u8]) -> Result<Settings, Finding> {
    let broken =
        |reason: String, place: Place| Finding::new(Matter::BrokenSettings { reason }).at(place);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| broken(error.to_string(), Place::file(SETTINGS)))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let settings: Settings = toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        broken(
            error.message().replace('\n', " "),
            Place::of_byte(SETTINGS, text, byte),
        )
    })?;
    match settings.wrong_severity() {
        Some(matter) => {
            let byte = match &matter {
                Matter::UnknownSeverity { code, .. } => text.find(code.as_str()),
                _ => None,
            };
            let place = Place::of_byte(SETTINGS, text, byte.unwrap_or_default());
            Err(Finding::new(matter).at(place))
        }
        None => Ok(settings),
    }
}

/// The content of a file of the registry, and its JSON; nothing where it cannot be understood.
fn read_registry<T: JsonSchema + DeserializeOwned + Default>(
    root: &Path,
    file: &str,
    shape: &Shape<T>,
    findings: &mut Vec<Finding>,
) -> Option<(T, serde_json::Value)> {
    let path = root.join(file);
    // A workspace of one project may do without a registry file that it needs nothing from.
    if !disk::is_file(&path) {
        return Some(Default::default());
    }
    match open_source(&path, file) {
        Ok((source, texts)) => {
            let (content, more) = shape.read(&source);
            findings.extend(texts);
            findings.extend(more);
            Some((content?, source.value))
        }
        Err(more) => {
            findings.extend(more);
            None
        }
    }
}

fn locate_registry(root: &Path, files: &Files, findings: &mut [Finding]) {
    for file in [&files.places, &files.organisations, &files.programmes] {
        if let Ok((source, _)) = open_source(&root.join(&**file), file) {
            source.locate(findings);
        }
    }
}

fn open_source(path: &Path, file: &str) -> Result<(JsonFile, Vec<Finding>), Vec<Finding>> {
    // Only a file that could be a record is taken into memory.
    let size = disk::size(path).map_err(|failure| vec![failure.into()])?;
    if size > LARGEST {
        let matter = Matter::TooLarge {
            bytes: size,
            limit: LARGEST,
        };
        return Err(vec![Finding::new(matter).at(Place::file(file))]);
    }
    let bytes = disk::read(path).map_err(|failure| vec![failure.into()])?;
    JsonFile::read(file, bytes)
}

fn list_projects(
    root: &Path,
    settings: &Settings,
    known: impl Fn(&str) -> Option<String>,
) -> Result<Vec<ProjectFile>, disk::Failure> {
    let folder = root.join(&settings.projects);
    let mut projects = Vec::new();
    for path in disk::files_below(&folder)? {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let file = named(root, &path);
        let told = known(&file).or_else(|| told_id(&path));
        let id = told.unwrap_or_else(|| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        });
        projects.push(ProjectFile {
            id,
            path,
            file,
            twin: None,
        });
    }
    projects.sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
    let twins: BTreeMap<usize, String> = (1..projects.len())
        .filter(|&i| projects[i].id == projects[i - 1].id)
        .flat_map(|i| {
            let (a, b) = (projects[i - 1].file.clone(), projects[i].file.clone());
            [(i, a), (i - 1, b)]
        })
        .collect();
    for (index, twin) in twins {
        projects[index].twin = Some(twin);
    }
    Ok(projects)
}

/// The id that a record gives itself, read without understanding the rest of it.
fn told_id(path: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct OnlyId {
        id: Id,
    }
    if disk::size(path).ok()? > LARGEST {
        return None;
    }
    let bytes = disk::read(path).ok()?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    Some(serde_json::from_slice::<OnlyId>(bytes).ok()?.id.0)
}

fn named(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
