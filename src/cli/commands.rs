//! What each command does.

use super::arguments::{Arguments, Completions, Format, Schema, SchemaOf, Selected, Show, Stage};
use super::{DONE, FAULT, FOUND, print};
use crate::adopted::Register;
use crate::batch::{Memory, Selection, Shard};
use crate::disk;
use crate::document::{Maker, Task, id};
use crate::finding::{Finding, Matter, Severity, Tongue, in_order};
use crate::record::{ORGANISATIONS, PLACES, PROGRAMMES, PROJECT, ProjectFile, Workspace};
use crate::typeset::in_worker;
use clap::CommandFactory;
use serde_json::json;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

/// The files of a document: how their names end, and their sizes in bytes.
type Sizes = Vec<(&'static str, u64)>;

/// What was opened; or the exit code where it could not be.
pub(super) type Opened<T> = std::result::Result<T, u8>;

/// Where the results and messages of one command go, and how.
pub(super) struct Desk<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) err: &'a mut dyn Write,
    pub(super) format: Format,
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

    /// Forgets the exit code of what was done before.
    pub(super) fn again(&mut self) {
        self.code = DONE;
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
        // Written at once: a large batch has thousands, and each write waits for the system.
        let mut told = Vec::new();
        let root = self.root.as_deref();
        print::findings(findings, self.format, self.tongue, root, &mut told)?;
        to.write_all(&told)?;
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
    pub(super) fn open(&mut self) -> Result<Opened<Workspace>> {
        let opened = self.root().and_then(|root| Workspace::open(&root));
        Ok(match opened {
            Ok(workspace) => Ok(workspace),
            Err(findings) => Err(self.tell(&in_order(findings))?),
        })
    }

    /// Opens the workspace and its packs.
    pub(super) fn open_all(&mut self) -> Result<Opened<(Workspace, Maker)>> {
        let workspace = match self.open()? {
            Ok(workspace) => workspace,
            Err(code) => return Ok(Err(code)),
        };
        Ok(self.maker(&workspace)?.map(|maker| (workspace, maker)))
    }

    /// Opens the workspace and its packs, with what is remembered of the documents (see `open_with`).
    pub(super) fn open_all_with(
        &mut self,
        out: Option<&Path>,
        shard: Option<Shard>,
    ) -> Result<Opened<(Workspace, Memory, Maker)>> {
        let (workspace, memory) = match self.open_with(out, shard)? {
            Ok(opened) => opened,
            Err(code) => return Ok(Err(code)),
        };
        Ok(self
            .maker(&workspace)?
            .map(|maker| (workspace, memory, maker)))
    }

    /// The folder of the workspace.
    pub(super) fn root(&mut self) -> std::result::Result<PathBuf, Vec<Finding>> {
        let root = match &self.workspace {
            Some(folder) => Ok(folder.clone()),
            None => Workspace::find(Path::new(".")),
        };
        let root = root.map_err(|finding| vec![finding])?;
        self.root = Some(root.clone());
        Ok(root)
    }

    /// Opens the workspace with what is remembered of the documents in `out`, or in its own folder for them:
    /// the ids of records that have not changed are known without reading them.
    pub(super) fn open_with(
        &mut self,
        out: Option<&Path>,
        shard: Option<Shard>,
    ) -> Result<Opened<(Workspace, Memory)>> {
        let mut memory = None;
        let opened = self.root().and_then(|root| {
            Workspace::open_knowing(&root, |root, settings| {
                let own = root.join(&settings.out);
                let memory = &*memory.insert(Memory::open(out.unwrap_or(&own), shard));
                let known = memory.known(root);
                move |file: &str| known.get(file).copied()
            })
        });
        let opened = opened.map(|workspace| {
            let own = || Memory::open(out.unwrap_or(&workspace.out()), shard);
            let memory = memory.take().unwrap_or_else(own);
            (workspace, memory)
        });
        Ok(match opened {
            Ok(workspace) => Ok(workspace),
            Err(findings) => Err(self.tell(&in_order(findings))?),
        })
    }

    /// What forbids that something is written to a path, if something does.
    pub(super) fn forbidden(&self, workspace: &Workspace, path: &Path) -> Option<Finding> {
        let told = path.display().to_string();
        if Register::guards(&workspace.root, path) {
            return Some(Finding::new(Matter::Guarded { path: told }));
        }
        let keeps = workspace.keeps(path);
        keeps.then(|| Finding::new(Matter::OwnPlace { path: told }))
    }

    pub(super) fn maker(&mut self, workspace: &Workspace) -> Result<Opened<Maker>> {
        Ok(match Maker::load(workspace) {
            Ok(maker) => Ok(maker),
            Err(findings) => Err(self.tell(&in_order(findings))?),
        })
    }

    pub fn list(&mut self, list: &Selected) -> Result<u8> {
        let (workspace, maker) = match self.open_all()? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let selection = Selection::new(list.selectors.clone());
        let mut findings = selection.check_projects(&workspace);
        let mut rows: Vec<([String; 3], Sizes)> = Vec::new();
        for file in workspace
            .projects
            .iter()
            .filter(|p| selection.touches(&p.id))
        {
            let (project, found) = workspace.load(file);
            findings.extend(found.into_iter().filter(Finding::stops));
            let Some(project) = project else { continue };
            let ids: Vec<&str> = project.documents.iter().map(|d| d.id.as_str()).collect();
            findings.extend(selection.check_ids(&file.id, &ids));
            for (index, document) in project.documents.iter().enumerate() {
                if !selection.takes(&file.id, &id(&project, document)) {
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
                let id = id(&project, document);
                let pdf = workspace.out().join(format!("{id}.pdf"));
                let sizes = maker.outputs_of(document, &workspace).into_iter();
                let sizes = sizes.filter_map(|output| {
                    let size = disk::size(&output.beside(&pdf)).ok()?;
                    Some((output.ending(), size))
                });
                let sizes = sizes.collect();
                rows.push(([id, kind, title], sizes));
            }
        }
        let width = |column: usize| rows.iter().map(|(row, _)| row[column].len()).max();
        let (first, second) = (width(0).unwrap_or(0), width(1).unwrap_or(0));
        for ([id, kind, title], sizes) in &rows {
            match self.format {
                Format::Json => {
                    let bytes: serde_json::Map<String, serde_json::Value> = sizes
                        .iter()
                        .map(|(ending, size)| ((*ending).to_owned(), json!(size)))
                        .collect();
                    let line = json!({"id": id, "kind": kind, "title": title, "bytes": bytes});
                    writeln!(self.out, "{line}")?;
                }
                _ => {
                    let sizes: Vec<String> = sizes
                        .iter()
                        .map(|(ending, size)| format!("{ending} {} KB", size.div_ceil(1024)))
                        .collect();
                    let sizes = match sizes.is_empty() {
                        true => String::new(),
                        false => format!("  ({})", sizes.join(", ")),
                    };
                    writeln!(self.out, "{id:first$}  {kind:second$}  {title}{sizes}")?;
                }
            }
        }
        workspace.locate(&mut findings);
        self.tell(&in_order(findings))
    }

    pub fn show(&mut self, show: &Show) -> Result<u8> {
        let (workspace, maker) = match self.open_all()? {
            Ok(opened) => opened,
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
    let (project, mut findings) = workspace.load(file);
    let Some(project) = project else {
        return Err(findings);
    };
    findings.retain(|finding| project.acceptance(finding).is_none());
    let ids: Vec<&str> = project.documents.iter().map(|d| d.id.as_str()).collect();
    let unknown = selection.check_ids(&file.id, &ids);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let documents = project.documents.iter();
    let asked = documents
        .enumerate()
        .filter(|(_, d)| selection.takes(&file.id, &id(&project, d)));
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
                let fault = |reason| vec![Finding::new(Matter::BrokeOff { reason })];
                let work = || maker.text(prepared, &mut maker.press());
                in_worker(work).map_err(fault)??
            }
        });
    }
    Ok((texts.join("\n\n"), findings))
}
