//! The workspace: a folder with `pielikums.toml`, which says where records, registry, templates, assets
//! and output are, and what the house style is.

use super::check;
use super::json_file::{JsonFile, LARGEST};
use super::leaf::Id;
use super::model::Project;
use super::registry::Registry;
use super::schema::{Gaps, ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, Shape};
use super::settings::{self, SETTINGS, Settings};
use super::shelf::Shelf;
use super::tidy;
use crate::disk;
use crate::fact::normalise;
use crate::finding::{Finding, Matter, Place};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// The SHA-256 of the file, where it is known without reading it.
    pub sha256: Option<String>,
    /// Another file with the same id, if there is one.
    pub twin: Option<String>,
}

/// What can be understood of a record that cannot be as a whole.
#[derive(Debug)]
pub struct Part {
    /// The record as far as it goes.
    pub project: Project,
    /// What was left out of it.
    pub gaps: Gaps,
}

/// What is known of a record whose file has not changed, without reading it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The project's id.
    pub id: &'a str,
    /// The SHA-256 of the file.
    pub sha256: Option<&'a str>,
}

impl From<disk::Failure> for Finding {
    fn from(failure: disk::Failure) -> Finding {
        let path = failure.path.display().to_string();
        let reason = failure.plain_reason();
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
        Workspace::open_knowing(root, |_, _| |_: &str| None::<Known<'_>>)
    }

    /// Opens the workspace in a folder. `knowing` is given the folder and its settings, and gives what tells
    /// of a record that is known already, by its file: of ten thousand records, few need be read.
    pub fn open_knowing<'k, K: Fn(&str) -> Option<Known<'k>>>(
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
        let (settings, wrong) = settings::read(root, &bytes);
        let Some(settings) = settings else {
            return Err(wrong);
        };
        let name = |base: &str| named(root, &root.join(settings.registry()).join(base));
        let files = Files {
            places: name(FILES[0]).into(),
            organisations: name(FILES[1]).into(),
            programmes: name(FILES[2]).into(),
        };
        let settings_stand = wrong.is_empty();
        let mut findings = wrong;
        let places = read_registry(root, &files.places, &PLACES, &mut findings);
        let organisations =
            read_registry(root, &files.organisations, &ORGANISATIONS, &mut findings);
        let programmes = read_registry(root, &files.programmes, &PROGRAMMES, &mut findings);
        // Where a file cannot be understood at all, everything would be missing from it. What is wrong with the
        // form of the records is told all the same.
        let is_there = settings_stand || disk::is_folder(&root.join(settings.registry()));
        let (true, Some(places), Some(organisations), Some(programmes)) =
            (is_there, places, organisations, programmes)
        else {
            findings.extend(wrong_forms(root, &settings));
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
        let gaps = [
            (&files.places, &places.2),
            (&files.organisations, &organisations.2),
            (&files.programmes, &programmes.2),
        ];
        more.retain(|finding| {
            let at = |finding: &Finding| {
                let place = finding.place.as_ref()?;
                Some((place.file.clone(), place.pointer.clone()))
            };
            let is_told = findings.iter().any(|other| at(other) == at(finding));
            let of = gaps.iter().find(|(file, _)| {
                let place = finding.place.as_ref();
                place.is_some_and(|place| *place.file == ***file)
            });
            !is_told && !of.is_some_and(|(_, gaps)| gaps.could_cause(finding))
        });
        locate_registry(root, &files, &mut more);
        findings.extend(more);
        let known = knowing(root, &settings);
        let projects = list_projects(root, &settings, known);
        let projects = projects.map_err(|failure| vec![failure.into()])?;
        let workspace = Workspace {
            root: root.to_owned(),
            settings,
            settings_digest: disk::sha256(&bytes),
            registry,
            files,
            projects,
            findings,
        };
        if settings_stand {
            return Ok(workspace);
        }
        // Nothing is made with settings that were not understood; what is wrong with the records is told with them.
        let records = workspace.projects.iter();
        let wrong = records.flat_map(|file| workspace.load(file).1);
        let wrong: Vec<Finding> = wrong.filter(Finding::stops).collect();
        Err([workspace.findings, wrong].concat())
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
        let (record, findings) = self.load_or_part(project);
        (record.ok(), findings)
    }

    /// Reads and checks one project. Of a record that cannot be understood as a whole, what can be understood is
    /// checked and given as the error: nothing is made of it, but what else is wrong with it can be told.
    pub fn load_or_part(
        &self,
        project: &ProjectFile,
    ) -> (Result<Project, Option<Part>>, Vec<Finding>) {
        let (source, texts) = match open_source(&project.path, &project.file) {
            Ok(opened) => opened,
            Err(findings) => return (Err(None), findings),
        };
        let (record, mut findings) = PROJECT.read(&source);
        let left_out = Gaps::of_whole(&findings);
        let record = record.ok_or_else(|| {
            let (project, gaps) = PROJECT.in_parts(&source)?;
            Some(Part { project, gaps })
        });
        let known = match &record {
            Ok(record) => Some((record, &left_out)),
            Err(part) => part.as_ref().map(|part| (&part.project, &part.gaps)),
        };
        if let Some((known, gaps)) = known {
            let mut more = check::check(known, project, self);
            more.retain(|finding| !gaps.could_cause(finding));
            // Of a broken entry of the registry, the country is not known.
            if self.findings.iter().any(Finding::stops) {
                more.retain(|finding| !matches!(finding.matter, Matter::OrderNamesAbsent { .. }));
            }
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

    /// The folders with people's own files: records, registry, templates, pictures.
    pub fn folders(&self) -> [PathBuf; 4] {
        let settings = &self.settings;
        [
            settings.projects.as_path(),
            settings.registry(),
            settings.templates(),
            settings.assets.as_path(),
        ]
        .map(|folder| self.root.join(folder))
    }

    /// Whether a path is one of people's own files, would be among them, or would have them in it.
    pub fn keeps(&self, path: &Path) -> bool {
        let folders = self.folders();
        let mut folders = folders
            .iter()
            .filter(|folder| !disk::is_within(&self.root, folder));
        disk::is_within(path, &self.root.join(SETTINGS))
            || disk::is_within(&self.root, path)
            || folders.any(|folder| disk::is_within(path, folder) || disk::is_within(folder, path))
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
            let path = self.root.join(&file);
            if file == SETTINGS {
                let text = disk::read(&path)
                    .ok()
                    .and_then(|b| String::from_utf8(b).ok());
                settings::locate(&text.unwrap_or_default(), findings);
            } else if let Ok((source, _)) = open_source(&path, &file) {
                source.locate(findings);
            }
        }
    }
}

/// What is wrong with the form of every record by itself, whatever the registry holds.
fn wrong_forms(root: &Path, settings: &Settings) -> Vec<Finding> {
    let projects = list_projects(root, settings, |_| None).unwrap_or_default();
    let wrong = projects
        .iter()
        .flat_map(|file| match open_source(&file.path, &file.file) {
            Ok((source, mut findings)) => {
                findings.extend(PROJECT.read(&source).1);
                findings
            }
            Err(findings) => findings,
        });
    wrong.filter(Finding::stops).collect()
}

/// The content of a file of the registry, and its JSON; nothing where it cannot be understood.
fn read_registry<T: JsonSchema + DeserializeOwned + Default>(
    root: &Path,
    file: &str,
    shape: &Shape<T>,
    findings: &mut Vec<Finding>,
) -> Option<(T, serde_json::Value, Gaps)> {
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
            // Of a broken entry, as much is left out as it takes: only those who ask for it are concerned.
            let part = || shape.in_parts(&source);
            let part = || part().filter(|(_, gaps)| gaps.are_within_entries());
            let whole = content.map(|content| (content, Gaps::default()));
            let (content, gaps) = whole.or_else(part)?;
            Some((content, source.value, gaps))
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

fn list_projects<'k>(
    root: &Path,
    settings: &Settings,
    known: impl Fn(&str) -> Option<Known<'k>>,
) -> Result<Vec<ProjectFile>, disk::Failure> {
    let folder = root.join(&settings.projects);
    let mut projects = Vec::new();
    // Where the records have no folder of their own, what is in the other folders is none of them.
    let others = [
        &settings.out,
        settings.registry(),
        settings.templates(),
        &settings.assets,
        Path::new("adopted"),
    ];
    let mut others: Vec<PathBuf> = others.map(|other| root.join(other)).to_vec();
    others.retain(|other| *other != folder && other.starts_with(&folder));
    for path in disk::files_below(&folder)? {
        let is_other = others.iter().any(|other| path.starts_with(other));
        if is_other
            || path
                .extension()
                .is_none_or(|extension| !extension.eq_ignore_ascii_case("json"))
        {
            continue;
        }
        let file = named(root, &path);
        let known = known(&file);
        let told = known.map(|known| known.id.to_owned());
        let told = told.or_else(|| told_id(&path));
        let id = told.unwrap_or_else(|| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        });
        projects.push(ProjectFile {
            id,
            path,
            file,
            sha256: known.and_then(|known| known.sha256).map(str::to_owned),
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
    let told = serde_json::from_slice::<OnlyId>(bytes).ok()?.id.0;
    // As the whole record is read.
    normalise(&told).ok()
}

fn named(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
