//! What each command does.

use super::arguments::{
    Arguments, Build, Completions, Format, Schema, SchemaOf, Selected, Show, Stage,
};
use super::{DONE, FAULT, FOUND, print};
use crate::batch::{self, Event, Options, Outcome, Selection, Summary};
use crate::document::{Maker, Task, id};
use crate::finding::{Finding, Severity, Tongue, in_order};
use crate::record::{ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, ProjectFile, Workspace};
use crate::typeset::own_pool;
use clap::CommandFactory;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::{IsTerminal, Result, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

/// Where the results and messages of one command go, and how.
pub(super) struct Desk<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    format: Format,
    tongue: Tongue,
    workspace: Option<PathBuf>,
    root: Option<PathBuf>,
}

impl<'a> Desk<'a> {
    pub fn new(arguments: &Arguments, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Desk<'a> {
        Desk {
            out,
            err,
            format: arguments.format,
            tongue: arguments.tongue(),
            workspace: arguments.workspace.clone(),
            root: None,
        }
    }

    /// A sentence in the language of messages.
    fn tongue<'s>(&self, english: &'s str, latvian: &'s str) -> &'s str {
        match self.tongue {
            Tongue::English => english,
            Tongue::Latvian => latvian,
        }
    }

    /// Prints findings; gives the exit code they call for. Findings are a result for machines, and a
    /// message beside the result for people.
    fn tell(&mut self, findings: &[Finding]) -> Result<u8> {
        let to: &mut dyn Write = match self.format {
            Format::Json => self.out,
            _ => self.err,
        };
        print::findings(findings, self.format, self.tongue, self.root.as_deref(), to)?;
        let worst = findings.iter().map(|finding| finding.severity).min();
        Ok(match worst {
            Some(Severity::Fault) => FAULT,
            Some(Severity::Error) => FOUND,
            _ => DONE,
        })
    }

    /// Opens the workspace; what is wrong with it is told.
    fn open(&mut self) -> Result<std::result::Result<Workspace, u8>> {
        let root = match &self.workspace {
            Some(folder) => Ok(folder.clone()),
            None => Workspace::find(Path::new(".")),
        };
        let opened = root.map_err(|finding| vec![finding]).and_then(|root| {
            self.root = Some(root.clone());
            Workspace::open(&root)
        });
        Ok(match opened {
            Ok(workspace) => Ok(workspace),
            Err(findings) => Err(self.tell(&in_order(findings))?),
        })
    }

    fn maker(&mut self, workspace: &Workspace) -> Result<std::result::Result<Maker, u8>> {
        Ok(match Maker::load(workspace) {
            Ok(maker) => Ok(maker),
            Err(findings) => Err(self.tell(&in_order(findings))?),
        })
    }

    pub fn build(&mut self, build: &Build) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let maker = match self.maker(&workspace)? {
            Ok(maker) => maker,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(build.selectors.clone());
        let unknown = selection.check_projects(&workspace);
        if !unknown.is_empty() {
            return self.tell(&unknown);
        }
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let options = Options {
            out: build.out.clone().unwrap_or_else(|| workspace.out()),
            jobs: build.jobs.map_or(processors, usize::from),
            check: build.check,
        };
        let records = workspace
            .projects
            .iter()
            .filter(|p| selection.touches(&p.id));
        let bar = self.bar(records.count() as u64);
        let (lines, told) = channel::<String>();
        let json = self.format == Format::Json;
        let summary = {
            let lines = lines.clone();
            let tell = move |event: Event<'_>| match event {
                Event::Record => bar.inc(1),
                Event::Document { id, path, outcome } => {
                    let line = document_line(id, path, outcome, json, build.check);
                    if let Some(line) = line {
                        // Whoever listens has gone only when the run is over.
                        let _ = lines.send(line);
                    }
                }
            };
            batch::run(&workspace, &maker, &selection, &options, &tell)
        };
        drop(lines);
        // In the order of their ids: a log of yesterday can be laid beside today's.
        let mut told: Vec<String> = told.into_iter().collect();
        told.sort();
        for line in told {
            writeln!(self.out, "{line}")?;
        }
        let code = self.tell(&summary.findings)?;
        self.summary(&summary, build.check)?;
        Ok(code)
    }

    fn bar(&self, length: u64) -> ProgressBar {
        let wanted = self.format == Format::Human && std::io::stderr().is_terminal();
        let target = match wanted {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(length), target);
        let style = "{bar:40} {pos}/{len} {per_sec:.0} {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar
    }

    fn summary(&mut self, summary: &Summary, check: bool) -> Result<()> {
        let Summary {
            written,
            current,
            stopped,
            findings,
        } = summary;
        let warnings = findings.iter().filter(|f| !f.stops()).count();
        if self.format == Format::Json {
            let line = json!({"summary": {
                "written": written, "current": current, "stopped": stopped, "warnings": warnings
            }});
            return writeln!(self.out, "{line}");
        }
        let mut parts = Vec::new();
        if !check {
            parts.push(format!(
                "{}: {written}",
                self.tongue("written", "ierakstīti")
            ));
        }
        parts.push(format!(
            "{}: {current}",
            self.tongue("as they should be", "bez izmaiņām")
        ));
        if warnings > 0 {
            parts.push(format!(
                "{}: {warnings}",
                self.tongue("warnings", "brīdinājumi")
            ));
        }
        if !stopped.is_empty() {
            let label = match check {
                true => self.tongue("not as they should be", "nav, kā jābūt"),
                false => self.tongue("not made", "nav izveidoti"),
            };
            parts.push(format!(
                "{label}: {} ({})",
                stopped.len(),
                stopped.join(", ")
            ));
        }
        let documents = self.tongue("documents", "dokumenti");
        writeln!(self.err, "{documents} – {}", parts.join("; "))
    }

    pub fn check(&mut self, check: &Selected) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let maker = match self.maker(&workspace)? {
            Ok(maker) => maker,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(check.selectors.clone());
        let mut findings = selection.check_projects(&workspace);
        let mut documents = 0;
        for file in &workspace.projects {
            if !selection.touches(&file.id) {
                continue;
            }
            let (project, found) = workspace.load(file);
            let sound = !found.iter().any(Finding::stops);
            findings.extend(found);
            let Some(project) = project else { continue };
            findings.extend(selection.check_documents(&project));
            for (index, document) in project.documents.iter().enumerate() {
                if !selection.takes(&project, document) {
                    continue;
                }
                documents += 1;
                let task = Task {
                    workspace: &workspace,
                    file,
                    project: &project,
                    index,
                };
                let found = match sound {
                    true => maker.prepare(task).err().unwrap_or_default(),
                    false => maker.also_wrong(task),
                };
                let id = task.id();
                findings.extend(found.into_iter().map(|f| f.in_document(&id)));
            }
        }
        workspace.locate(&mut findings);
        let findings = in_order(findings);
        let code = self.tell(&findings)?;
        let stops = findings.iter().filter(|f| f.stops()).count();
        let warnings = findings.len() - stops;
        if self.format == Format::Json {
            let summary = json!({"documents": documents, "errors": stops, "warnings": warnings});
            writeln!(self.out, "{}", json!({ "summary": summary }))?;
        } else {
            let labels = [
                self.tongue("documents", "dokumenti"),
                self.tongue("errors", "kļūdas"),
                self.tongue("warnings", "brīdinājumi"),
            ];
            let [of_documents, of_errors, of_warnings] = labels;
            writeln!(
                self.err,
                "{of_documents}: {documents}; {of_errors}: {stops}; {of_warnings}: {warnings}"
            )?;
        }
        Ok(code)
    }

    pub fn list(&mut self, list: &Selected) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let maker = match self.maker(&workspace)? {
            Ok(maker) => maker,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(list.selectors.clone());
        let mut findings = selection.check_projects(&workspace);
        let mut rows: Vec<[String; 3]> = Vec::new();
        for file in workspace
            .projects
            .iter()
            .filter(|p| selection.touches(&p.id))
        {
            let (project, found) = workspace.load(file);
            let Some(project) = project else {
                findings.extend(found);
                continue;
            };
            findings.extend(selection.check_documents(&project));
            for (index, document) in project.documents.iter().enumerate() {
                if !selection.takes(&project, document) {
                    continue;
                }
                let task = Task {
                    workspace: &workspace,
                    file,
                    project: &project,
                    index,
                };
                let title = maker
                    .prepare(task)
                    .map_or_else(|_| "–".to_owned(), |prepared| prepared.imprint.title);
                let kind = document.kind.as_str().to_owned();
                rows.push([id(&project, document), kind, title]);
            }
        }
        let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1));
        for [id, kind, title] in &rows {
            match self.format {
                Format::Json => {
                    let line = json!({"id": id, "kind": kind, "title": title});
                    writeln!(self.out, "{line}")?;
                }
                _ => writeln!(self.out, "{id:first$}  {kind:second$}  {title}")?,
            }
        }
        workspace.locate(&mut findings);
        self.tell(&in_order(findings))
    }

    pub fn show(&mut self, show: &Show) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let maker = match self.maker(&workspace)? {
            Ok(maker) => maker,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(vec![show.document.clone()]);
        let unknown = selection.check_projects(&workspace);
        let Some(file) = workspace.projects.iter().find(|p| selection.touches(&p.id)) else {
            return self.tell(&unknown);
        };
        match shown(&workspace, &maker, file, &selection, show.stage) {
            Ok(text) => {
                writeln!(self.out, "{}", text.trim_end())?;
                Ok(DONE)
            }
            Err(mut findings) => {
                workspace.locate(&mut findings);
                self.tell(&in_order(findings))
            }
        }
    }

    pub fn schema(&mut self, schema: &Schema) -> Result<u8> {
        let schema = match schema.of {
            SchemaOf::Project => PROJECT.schema(),
            SchemaOf::Places => PLACES.schema(),
            SchemaOf::Organisations => ORGANISATIONS.schema(),
            SchemaOf::Programmes => PROGRAMMES.schema(),
        };
        writeln!(self.out, "{schema:#}")?;
        Ok(DONE)
    }

    pub fn completions(&mut self, completions: &Completions) -> Result<u8> {
        let mut command = Arguments::command();
        let mut script = Vec::new();
        clap_complete::generate(completions.shell, &mut command, "pielikums", &mut script);
        self.out.write_all(&script)?;
        Ok(DONE)
    }
}

/// What a stage of a document's making gives.
fn shown(
    workspace: &Workspace,
    maker: &Maker,
    file: &ProjectFile,
    selection: &Selection,
    stage: Stage,
) -> std::result::Result<String, Vec<Finding>> {
    let (project, findings) = workspace.load(file);
    let Some(project) = project else {
        return Err(findings);
    };
    let unknown = selection.check_documents(&project);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let documents = project.documents.iter();
    let asked = documents
        .enumerate()
        .filter(|(_, d)| selection.takes(&project, d));
    let mut texts = Vec::new();
    for (index, _) in asked {
        let task = Task {
            workspace,
            file,
            project: &project,
            index,
        };
        texts.push(match stage {
            Stage::Facts => format!("{:#}", maker.facts(task)),
            Stage::Source => maker.prepare(task)?.rendered.source,
            Stage::Text => {
                let prepared = maker.prepare(task)?;
                // The engine nests deeply: a thread with room, as in a build.
                let text = std::thread::scope(|scope| {
                    let thread = std::thread::Builder::new().stack_size(16 << 20);
                    let work = || own_pool(|| maker.text(prepared, &mut maker.press()));
                    let spawned = thread.spawn_scoped(scope, work);
                    spawned.ok().and_then(|thread| thread.join().ok())
                });
                match text {
                    Some(Ok(text)) => text?,
                    _ => String::new(),
                }
            }
        });
    }
    Ok(texts.join("\n\n"))
}

fn document_line(
    id: &str,
    path: &Path,
    outcome: &Outcome,
    json: bool,
    check: bool,
) -> Option<String> {
    let word = match outcome {
        Outcome::Written { .. } => "written",
        Outcome::Current => "current",
        Outcome::Stopped if check => "differs",
        Outcome::Stopped => "stopped",
    };
    if json {
        let mut line = json!({"document": id, "outcome": word, "path": path.display().to_string()});
        if let Outcome::Written { pages } = outcome {
            line["pages"] = json!(pages);
        }
        return Some(line.to_string());
    }
    match outcome {
        Outcome::Written { .. } => Some(path.display().to_string()),
        _ => None,
    }
}
