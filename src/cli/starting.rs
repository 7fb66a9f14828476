//! Commands for people who begin: a workspace, a record, a document in it; what a code means; mending.

use super::DONE;
use super::arguments::{Explain, Init, New, Novelty};
use super::commands::Desk;
use crate::disk;
use crate::finding::{CODES, Finding, Matter, Place, Severity, example, nearest};
use crate::record::{
    Document, FILES, ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, ProjectFile, SETTINGS, Workspace,
    append, check_project_id, tidy,
};
use std::io::Result;
use std::path::{Path, PathBuf};

const TOML: &str = include_str!("starter/pielikums.toml");
const COUNCIL: &str = include_str!("starter/organisations.json");
const RECORD: &str = include_str!("starter/project.json");
const ANNEX: &str = include_str!("starter/annex.json");
const RELEASE: &str = include_str!("starter/release.json");
const DECISION: &str = include_str!("starter/decision.json");
/// The year of a new record. There is no clock here: the author fills in the year.
const YEAR: &str = "2027";

impl Desk<'_> {
    /// What a code means, with an example; all codes if none is named.
    pub fn explain(&mut self, explain: &Explain) -> Result<u8> {
        let word = |severity: Severity| match severity {
            Severity::Fault => self.tongue("fault", "kļūme"),
            Severity::Error => self.tongue("error", "kļūda"),
            Severity::Warning => self.tongue("warning", "brīdinājums"),
        };
        let Some(asked) = &explain.code else {
            let width = CODES.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
            let lines: Vec<String> = CODES
                .iter()
                .map(|(code, severity)| format!("{code:width$}  {}", word(*severity)))
                .collect();
            return self.print(&lines.join("\n"));
        };
        let asked = asked.trim_matches(['[', ']']);
        let Some((code, severity)) = CODES.iter().find(|(code, _)| *code == asked) else {
            let matter = Matter::UnknownReference {
                kind: "code".into(),
                value: asked.to_owned(),
                suggestion: nearest(asked, CODES.iter().map(|(code, _)| *code)),
            };
            return self.tell(&[Finding::new(matter)]);
        };
        let meaning = match severity {
            // Of these no document is made or left out; each tells itself what can be done.
            Severity::Error if code.starts_with("adopted/") || code.starts_with("out/") => self
                .tongue(
                    "something is not as it was adopted or made; the command says so with exit code 1, and nothing that was adopted is changed",
                    "kaut kas nav tāds, kāds pieņemts vai izveidots; komanda to pasaka ar izejas kodu 1, un nekas no pieņemtā netiek mainīts",
                ),
            Severity::Fault => self.tongue(
                "the machine failed; the exit code is 2",
                "kļūdījusies iekārta; izejas kods ir 2",
            ),
            Severity::Error => self.tongue(
                "the document is not made until it is mended",
                "kamēr tā nav izlabota, dokuments netiek veidots",
            ),
            Severity::Warning => self.tongue(
                "the document is made all the same; `[severity]` in pielikums.toml can make it an error or turn it off, `accepted` in a record acknowledges it",
                "dokuments tomēr tiek veidots; `[severity]` datnē pielikums.toml to var padarīt par kļūdu vai izslēgt, `accepted` ierakstā – pieņemt",
            ),
        };
        let mut text = format!("{code} – {}: {meaning}", word(*severity));
        if let Some(example) = example(code, self.language()) {
            let head = self.tongue("Example:", "Piemērs:");
            text.push_str(&format!("\n\n{head}\n\n{}", example));
        }
        self.print(&text)
    }

    /// A new workspace with one small project that builds.
    pub fn init(&mut self, init: &Init) -> Result<u8> {
        let root = &init.folder;
        let schema = |value: &serde_json::Value| format!("{value:#}\n");
        let files = [
            (SETTINGS.to_owned(), TOML.to_owned()),
            (format!("registry/{}", FILES[1]), COUNCIL.to_owned()),
            ("projects/paraugs.json".to_owned(), sample()),
            (
                "schema/project.schema.json".to_owned(),
                schema(PROJECT.schema()),
            ),
            (
                "schema/places.schema.json".to_owned(),
                schema(PLACES.schema()),
            ),
            (
                "schema/organisations.schema.json".to_owned(),
                schema(ORGANISATIONS.schema()),
            ),
            (
                "schema/programmes.schema.json".to_owned(),
                schema(PROGRAMMES.schema()),
            ),
        ];
        let there: Vec<Finding> = files
            .iter()
            .map(|(name, _)| root.join(name))
            .filter(|path| path.exists())
            .map(|path| already_there(&path))
            .collect();
        if let Some(first) = there.first() {
            return self.tell(std::slice::from_ref(first));
        }
        for (name, text) in files {
            let path = root.join(&name);
            if let Err(failure) = disk::write_lasting(&path, text.as_bytes()) {
                return self.tell(&[failure.into()]);
            }
            self.print(&told(&path))?;
        }
        let next = self.tongue(
            "next: `pielikums build` in that folder; then mend the record's facts, and build again",
            "tālāk: šajā mapē `pielikums build`; pēc tam izlabojiet ieraksta faktus un veidojiet vēlreiz",
        );
        let next = next.to_owned();
        self.note(&next)?;
        Ok(DONE)
    }

    /// A new record, or a new document at the end of a record.
    pub fn new_one(&mut self, new: &New) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let known = workspace
            .projects
            .iter()
            .find(|file| file.id == new.project);
        let written = match (new.what, known) {
            (Novelty::Project, known) => new_record(&workspace, &new.project, known),
            (what, Some(file)) => new_document(&workspace, file, what),
            (_, None) => {
                let selector = new.project.clone();
                let ids = workspace.projects.iter().map(|file| file.id.as_str());
                let suggestion = nearest(&selector, ids);
                let matter = Matter::UnknownSelector {
                    selector,
                    suggestion,
                };
                Err(vec![Finding::new(matter)])
            }
        };
        match written {
            Ok(path) => self.print(&told(&path)),
            Err(findings) => self.tell(&findings),
        }
    }

    /// Mends the mechanical slips of records; a line for each file that was changed.
    pub fn fix(&mut self, selectors: &[String]) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let selection = crate::batch::Selection::new(selectors.to_vec());
        let marks = workspace.settings.house.quotes;
        let files = workspace
            .projects
            .iter()
            .filter(|file| selection.touches(&file.id));
        for file in files {
            let mended = disk::read(&file.path).map(|bytes| {
                let text = String::from_utf8(bytes).ok()?;
                let mended = tidy::mend(&text, marks);
                (mended != text).then_some(mended)
            });
            let written = mended.and_then(|mended| match mended {
                Some(mended) => disk::write_lasting(&file.path, mended.as_bytes()).map(|()| true),
                None => Ok(false),
            });
            match written {
                Ok(true) => {
                    let word = self.tongue("mended", "izlabots").to_owned();
                    self.note(&format!("{word}: {}", file.file))?;
                }
                Ok(false) => {}
                Err(failure) => {
                    self.tell(&[failure.into()])?;
                }
            }
        }
        Ok(DONE)
    }
}

fn told(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn already_there(path: &Path) -> Finding {
    let path = told(path);
    let place = Place::file(&path);
    Finding::new(Matter::AlreadyThere { path }).at(place)
}

/// A record to begin with.
fn record(id: &str, author: &str) -> String {
    RECORD
        .replace("{id}", id)
        .replace("{author}", author)
        .replace("{year}", YEAR)
}

/// The record of a new workspace: one to begin with, with words in the places that are to be filled in.
fn sample() -> String {
    let words = [
        "Parauga parka atjaunošana",
        "Projekta mērķis ir atjaunot parku.",
        "atjaunoti celiņi;",
        "ierīkots rotaļu laukums.",
        "J. Paraugs",
    ];
    let places = tidy::STARTERS.iter().zip(words);
    places.fold(record("paraugs", "dome"), |text, (place, word)| {
        text.replace(&format!("\"{place}\""), &format!("\"{word}\""))
    })
}

fn new_record(
    workspace: &Workspace,
    id: &str,
    known: Option<&ProjectFile>,
) -> std::result::Result<PathBuf, Vec<Finding>> {
    if let Some(known) = known {
        return Err(vec![already_there(Path::new(&known.file))]);
    }
    check_project_id(id).map_err(|matter| vec![Finding::new(matter)])?;
    let folder = workspace.root.join(&workspace.settings.projects);
    let path = folder.join(format!("{id}.json"));
    if path.exists() {
        return Err(vec![already_there(&path)]);
    }
    let author = workspace.registry.organisations.ids().next();
    let author = author.unwrap_or("dome");
    disk::write_lasting(&path, record(id, author).as_bytes()).map_err(|f| vec![f.into()])?;
    Ok(path)
}

fn new_document(
    workspace: &Workspace,
    file: &ProjectFile,
    what: Novelty,
) -> std::result::Result<PathBuf, Vec<Finding>> {
    let (project, findings) = workspace.load(file);
    let Some(project) = project else {
        return Err(findings);
    };
    let bytes = disk::read(&file.path).map_err(|failure| vec![failure.into()])?;
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    let (starter, stem) = match what {
        Novelty::Release => (RELEASE, "release"),
        _ => (ANNEX, "annex"),
    };
    let taken = |id: &str| {
        project
            .documents
            .iter()
            .any(|document| document.id.as_str() == id)
    };
    let numbered = (2..).map(|n| format!("{stem}-{n}"));
    let id = std::iter::once(stem.to_owned())
        .chain(numbered)
        .find(|id| !taken(id));
    let date = format!("{YEAR}-01-01");
    let decision = project.decisions.last();
    let decision = decision.map_or("1", |decision| decision.id.as_str());
    let of_it = |d: &&Document| {
        d.decision
            .as_ref()
            .is_some_and(|id| id.as_str() == decision)
    };
    let annexes = project.documents.iter().filter(of_it).count();
    let document = starter
        .replace("{id}", &id.unwrap_or_default())
        .replace("{date}", &date)
        .replace("{number}", &(annexes + 1).to_string())
        .replace("{decision}", decision);
    if what == Novelty::Annex && project.decisions.is_empty() {
        let decision = DECISION
            .replace("{author}", project.author.as_str())
            .replace("{date}", &date);
        text = appended(&text, "decisions", decision.trim(), file)?;
    }
    let text = appended(&text, "documents", document.trim(), file)?;
    disk::write_lasting(&file.path, text.as_bytes()).map_err(|failure| vec![failure.into()])?;
    Ok(file.path.clone())
}

/// The text of a record with an item more in one of its lists, with the line ends of the record.
fn appended(
    text: &str,
    list: &str,
    item: &str,
    file: &ProjectFile,
) -> std::result::Result<String, Vec<Finding>> {
    let longer = append(text, list, item).ok_or_else(|| {
        let (expected, found) = ("a list".into(), "something else".into());
        let place = Place::field(&file.file, format!("/{list}"));
        vec![Finding::new(Matter::WrongType { expected, found }).at(place)]
    })?;
    Ok(match text.contains("\r\n") {
        true => longer.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => longer,
    })
}
