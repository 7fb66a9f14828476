//! What each command does.

use super::arguments::{
    Arguments, Build, Check, Completions, Format, Schema, SchemaOf, Selected, Show, Stage,
};
use super::{DONE, FAULT, FOUND, print};
use crate::batch::{self, Event, Options, Outcome, Selection, Summary, Writing};
use crate::document::{Maker, Task, id};
use crate::finding::{Finding, Matter, Severity, Tongue, in_order};
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
    /// The exit code that the findings call for so far, whether or not anybody reads them.
    code: u8,
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
            code: DONE,
        }
    }

    /// Makes sure that what was printed has gone where it should.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush()?;
        self.err.flush()
    }

    /// The language of messages.
    pub(super) fn language(&self) -> Tongue {
        self.tongue
    }

    /// Prints a result.
    pub(super) fn print(&mut self, text: &str) -> Result<u8> {
        writeln!(self.out, "{text}")?;
        Ok(DONE)
    }

    /// Prints something beside the result.
    pub(super) fn note(&mut self, text: &str) -> Result<()> {
        writeln!(self.err, "{text}")
    }

    /// A sentence in the language of messages.
    pub(super) fn tongue<'s>(&self, english: &'s str, latvian: &'s str) -> &'s str {
        match self.tongue {
            Tongue::English => english,
            Tongue::Latvian => latvian,
        }
    }

    /// Prints findings; gives the exit code they call for. Findings are a result for machines, and a
    /// message beside the result for people.
    pub(super) fn tell(&mut self, findings: &[Finding]) -> Result<u8> {
        let worst = findings.iter().map(|finding| finding.severity).min();
        let code = match worst {
            Some(Severity::Fault) => FAULT,
            Some(Severity::Error) => FOUND,
            _ => DONE,
        };
        self.code = self.code.max(code);
        let to: &mut dyn Write = match self.format {
            Format::Json => self.out,
            _ => self.err,
        };
        print::findings(findings, self.format, self.tongue, self.root.as_deref(), to)?;
        Ok(self.code)
    }

    /// The exit code when the output could not be written: that of the findings where nobody wanted to
    /// read on (`pielikums list | head -1`), a fault otherwise.
    pub fn unwritten(&self, error: &std::io::Error) -> u8 {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => self.code,
            _ => FAULT,
        }
    }

    /// Opens the workspace; what is wrong with it is told.
    pub(super) fn open(&mut self) -> Result<std::result::Result<Workspace, u8>> {
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
        let writing = match build.check {
            true => Writing::Compare,
            false => Writing::Write,
        };
        self.run(&build.selectors, build.out.clone(), build.jobs, writing)
    }

    pub fn check(&mut self, check: &Check) -> Result<u8> {
        if check.fix {
            let code = self.fix(&check.selectors)?;
            if code != DONE {
                return Ok(code);
            }
        }
        self.run(&check.selectors, None, None, Writing::Nothing)
    }

    /// Makes documents, and writes them, compares them, or only looks whether they can be made.
    fn run(
        &mut self,
        selectors: &[String],
        out: Option<PathBuf>,
        jobs: Option<u16>,
        writing: Writing,
    ) -> Result<u8> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(code),
        };
        let maker = match self.maker(&workspace)? {
            Ok(maker) => maker,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(selectors.to_vec());
        let unknown = selection.check_projects(&workspace);
        if !unknown.is_empty() {
            return self.tell(&unknown);
        }
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let options = Options {
            out: out.unwrap_or_else(|| workspace.out()),
            jobs: jobs.map_or(processors, usize::from),
            writing,
        };
        let records = workspace.projects.iter();
        let bar = self.bar(records.filter(|p| selection.touches(&p.id)).count() as u64);
        let (lines, told) = channel::<String>();
        let json = self.format == Format::Json;
        let summary = {
            let tell = move |event: Event<'_>| match event {
                Event::Record => bar.inc(1),
                Event::Document { id, path, outcome } => {
                    if let Some(line) = document_line(id, path, outcome, json, writing) {
                        // Whoever listens has gone only when the run is over.
                        let _ = lines.send(line);
                    }
                }
            };
            batch::run(&workspace, &maker, &selection, &options, &tell)
        };
        // In the order of their ids: a log of yesterday can be laid beside today's.
        let mut told: Vec<String> = told.into_iter().collect();
        told.sort();
        // The findings come first where the output may be cut off: their exit code counts.
        let findings = self.tell(&summary.findings);
        for line in told {
            writeln!(self.out, "{line}")?;
        }
        self.summary(&summary, writing)?;
        findings
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

    fn summary(&mut self, summary: &Summary, writing: Writing) -> Result<()> {
        let Summary {
            written,
            current,
            stopped,
            findings,
        } = summary;
        let errors = findings.iter().filter(|f| f.stops()).count();
        let warnings = findings.len() - errors;
        if self.format == Format::Json {
            let line = json!({"summary": {
                "written": written, "current": current, "stopped": stopped,
                "errors": errors, "warnings": warnings
            }});
            return writeln!(self.out, "{line}");
        }
        let mut parts = match writing {
            Writing::Write => vec![
                format!("{}: {written}", self.tongue("written", "ierakstīti")),
                format!(
                    "{}: {current}",
                    self.tongue("as they should be", "bez izmaiņām")
                ),
            ],
            Writing::Compare => {
                vec![format!(
                    "{}: {current}",
                    self.tongue("as they should be", "atbilst")
                )]
            }
            Writing::Nothing => {
                vec![format!(
                    "{}: {current}",
                    self.tongue("can be made", "var izveidot")
                )]
            }
        };
        for (count, label) in [
            (errors, self.tongue("errors", "kļūdas")),
            (warnings, self.tongue("warnings", "brīdinājumi")),
        ] {
            if count > 0 {
                parts.push(format!("{label}: {count}"));
            }
        }
        if !stopped.is_empty() {
            let label = match writing {
                Writing::Write => self.tongue("not made", "nav izveidoti"),
                Writing::Compare => self.tongue("not as they should be", "neatbilst"),
                Writing::Nothing => self.tongue("cannot be made", "nevar izveidot"),
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
            findings.extend(found.into_iter().filter(Finding::stops));
            let Some(project) = project else { continue };
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
                let title = match maker.prepare(task) {
                    Ok(prepared) => prepared.imprint.title,
                    Err(found) => {
                        findings.extend(found);
                        "–".to_owned()
                    }
                };
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
            Ok((text, mut findings)) => {
                workspace.locate(&mut findings);
                let code = self.tell(&in_order(findings));
                writeln!(self.out, "{}", text.trim_end())?;
                code
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
) -> std::result::Result<(String, Vec<Finding>), Vec<Finding>> {
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
            Stage::Facts => serde_json::to_string_pretty(&maker.facts(task)).unwrap_or_default(),
            Stage::Source => maker.prepare(task)?.rendered.source.text().to_owned(),
            Stage::Text => {
                let prepared = maker.prepare(task)?;
                let work = || maker.text(prepared, &mut maker.press());
                let fault = |reason| vec![Finding::new(Matter::BrokeOff { reason })];
                // A thread has one pool in its life, and this one may be asked again.
                let worker = std::thread::Builder::new().stack_size(batch::STACK);
                let joined = std::thread::scope(|scope| {
                    let spawned = worker.spawn_scoped(scope, || own_pool(work));
                    let spawned = spawned.map_err(|error| error.to_string())?;
                    spawned.join().map_err(|_| "it panicked".to_owned())?
                });
                joined.map_err(fault)??
            }
        });
    }
    Ok((texts.join("\n\n"), findings))
}

/// A line about a document: of JSON always, for people only if something was written.
fn document_line(
    id: &str,
    path: &Path,
    outcome: &Outcome,
    json: bool,
    writing: Writing,
) -> Option<String> {
    let path = path.display().to_string().replace('\\', "/");
    if !json {
        return matches!(outcome, Outcome::Written { .. }).then_some(path);
    }
    let word = match (outcome, writing) {
        (Outcome::Written { .. }, _) => "written",
        (Outcome::Current, Writing::Nothing) => "sound",
        (Outcome::Current, _) => "current",
        (Outcome::Stopped, _) => "stopped",
    };
    let mut line = json!({"document": id, "outcome": word, "path": path});
    if let Outcome::Written { pages } = outcome {
        line["pages"] = json!(pages);
    }
    Some(line.to_string())
}
