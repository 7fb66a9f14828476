//! The run: workers make documents, one writer writes them; whatever happens to one leaves the others.

use super::selection::Selection;
use super::settle::Settling;
use crate::disk;
use crate::document::{Maker, Task, id, in_document};
use crate::finding::{Finding, Matter, Place, Severity};
use crate::record::{ProjectFile, Workspace};
use crate::typeset::{Press, forget, own_pool};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// The stack of a worker, in bytes: the engine nests deeply.
pub const STACK: usize = 16 << 20;

/// How a run is to be done.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder for the documents.
    pub out: PathBuf,
    /// How many workers.
    pub jobs: usize,
    /// What becomes of the documents that were made.
    pub writing: Writing,
}

/// What becomes of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// They are written where they differ.
    Write,
    /// They are compared with what is there; nothing is written.
    Compare,
    /// Nothing: they were made to see whether they can be.
    Nothing,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was written.
    Written {
        /// Its pages.
        pages: usize,
    },
    /// What is there is what would be written.
    Current,
    /// It was not made, or not written; the findings say why.
    Stopped,
}

/// What happens in a run, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// A document is done.
    Document {
        /// `ttchan/annex-502`
        id: &'a str,
        /// The file.
        path: &'a Path,
        /// What became of it.
        outcome: &'a Outcome,
    },
    /// A record with all its documents is done.
    Record,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many documents were written.
    pub written: usize,
    /// How many were as they should be.
    pub current: usize,
    /// The documents that were not made, and records that could not be read.
    pub stopped: Vec<String>,
    /// Everything found, in order.
    pub findings: Vec<Finding>,
}

/// A finished document on its way to the disk.
struct Finished {
    id: String,
    path: PathBuf,
    pdf: Vec<u8>,
    pages: usize,
}

/// What the workers share.
struct Run<'a> {
    workspace: &'a Workspace,
    maker: &'a Maker,
    selection: &'a Selection,
    options: &'a Options,
    tell: &'a (dyn Fn(Event<'_>) + Sync),
    summary: Mutex<Summary>,
    /// The files that belong to documents, for finding those that belong to none.
    expected: Mutex<BTreeSet<PathBuf>>,
    /// The folders of records that could not be read.
    unread: Mutex<BTreeSet<PathBuf>>,
}

/// Makes the documents that are asked for. Never stops half-way: what can be made is made.
pub fn run(
    workspace: &Workspace,
    maker: &Maker,
    selection: &Selection,
    options: &Options,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Summary {
    let run = Run {
        workspace,
        maker,
        selection,
        options,
        tell,
        summary: Mutex::default(),
        expected: Mutex::default(),
        unread: Mutex::default(),
    };
    let asked = |project: &&ProjectFile| selection.touches(&project.id);
    let projects: Vec<&ProjectFile> = workspace.projects.iter().filter(asked).collect();
    run.work(&projects);
    let expected = run.expected.into_inner().unwrap_or_default();
    let mut summary = run.summary.into_inner().unwrap_or_default();
    if options.writing == Writing::Compare && selection.is_all() {
        let unread = run.unread.into_inner().unwrap_or_default();
        let orphans = orphans(workspace, options, &expected, &unread);
        summary.findings.extend(orphans);
    }
    summary
        .findings
        .extend(maker.packs.findings.iter().cloned());
    summary.findings.extend(workspace.findings.iter().cloned());
    workspace.locate(&mut summary.findings);
    summary.findings = crate::finding::in_order(summary.findings);
    summary.stopped.sort();
    summary.stopped.dedup();
    summary
}

/// Documents in the folder that belong to no record.
///
/// Those of a record that could not be read may well belong to it.
fn orphans(
    workspace: &Workspace,
    options: &Options,
    expected: &BTreeSet<PathBuf>,
    unread: &BTreeSet<PathBuf>,
) -> Vec<Finding> {
    let files = match disk::files_below(&options.out) {
        Ok(files) => files,
        Err(failure) => return vec![failure.into()],
    };
    let pdf = |path: &PathBuf| path.extension().is_some_and(|e| e == "pdf");
    let orphans = files
        .into_iter()
        .filter(pdf)
        .filter(|path| !expected.contains(path))
        .filter(|path| !unread.iter().any(|folder| path.starts_with(folder)));
    orphans
        .map(|path| {
            let path = workspace.name(&path);
            let place = Place::file(&path);
            Finding::new(Matter::OutOrphan { path }).at(place)
        })
        .collect()
}

impl Run<'_> {
    fn work(&self, projects: &[&ProjectFile]) {
        let jobs = self.options.jobs.clamp(1, projects.len().max(1));
        let next = AtomicUsize::new(0);
        // A short queue: finished documents wait for the disk, not in memory.
        let (writer, finished) = sync_channel::<Finished>(jobs * 2);
        thread::scope(|scope| {
            for worker in 0..jobs {
                let (writer, next) = (writer.clone(), &next);
                let spawned = thread::Builder::new()
                    .name(format!("worker-{worker}"))
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || {
                        let pooled = own_pool(|| self.worker(projects, next, &writer));
                        if let Err(reason) = pooled {
                            self.broke_off("", reason);
                        }
                    });
                if let Err(error) = spawned {
                    self.broke_off("", error.to_string());
                }
            }
            drop(writer);
            for document in finished {
                self.write(&document);
            }
        });
    }

    fn worker(&self, projects: &[&ProjectFile], next: &AtomicUsize, writer: &SyncSender<Finished>) {
        let mut press = self.maker.press();
        while let Some(file) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
            let done = catch_unwind(AssertUnwindSafe(|| self.record(file, &mut press, writer)));
            if let Err(panic) = done {
                self.broke_off(&file.id, reason(panic));
                press = self.maker.press();
            }
            (self.tell)(Event::Record);
        }
    }

    /// One record: read, checked, and each of its documents made.
    fn record(&self, file: &ProjectFile, press: &mut Press, writer: &SyncSender<Finished>) {
        let (project, findings) = self.workspace.load(file);
        let Some(project) = project else {
            if let Ok(mut unread) = self.unread.lock() {
                unread.insert(self.options.out.join(&file.id));
            }
            self.found(findings, Some(&file.id));
            return;
        };
        let mut settling = Settling::new(&self.workspace.settings, file, &project);
        let findings = settling.settle(findings);
        self.found(self.selection.check_documents(&project), None);
        for (index, document) in project.documents.iter().enumerate() {
            let id = id(&project, document);
            let path = self.path(project.id.as_str(), document.id.as_str());
            if let Ok(mut expected) = self.expected.lock() {
                expected.insert(path.clone());
            }
            if !self.selection.takes(&project, document) {
                continue;
            }
            let task = Task {
                workspace: self.workspace,
                file,
                project: &project,
                index,
            };
            if findings.iter().any(|finding| concerns(finding, index)) {
                self.stopped(&id, &path, self.maker.also_wrong(task));
                continue;
            }
            if self.options.writing == Writing::Nothing || self.workspace.settings.is_strict() {
                let wrong = in_document(self.maker.wrong_prose(task), &id);
                let wrong = settling.settle(wrong);
                let raised = |f: &Finding| f.stops() && f.matter.severity() == Severity::Warning;
                if wrong.iter().any(raised) {
                    self.stopped(&id, &path, wrong);
                    continue;
                }
                self.found(wrong, None);
            }
            let made = catch_unwind(AssertUnwindSafe(|| {
                let prepared = self.maker.prepare(task)?;
                self.maker.make(prepared, press)
            }));
            forget();
            match made {
                Ok(Ok((sheet, doubts))) => {
                    let doubts = settling.settle(in_document(doubts, &id));
                    if doubts.iter().any(Finding::stops) {
                        self.stopped(&id, &path, doubts);
                        continue;
                    }
                    self.found(doubts, None);
                    // The writer ends only after all workers have.
                    let _ = writer.send(Finished {
                        id,
                        path,
                        pdf: sheet.pdf,
                        pages: sheet.pages,
                    });
                }
                Ok(Err(findings)) => {
                    let findings = settling.settle(in_document(findings, &id));
                    self.stopped(&id, &path, findings);
                }
                Err(panic) => {
                    *press = self.maker.press();
                    let reason = reason(panic);
                    let place = Place::field(&file.file, format!("/documents/{index}"));
                    let finding = Finding::new(Matter::BrokeOff { reason }).at(place);
                    self.stopped(&id, &path, in_document(vec![finding], &id));
                }
            }
        }
        if self.options.writing == Writing::Nothing && self.selection.takes_all(&project) {
            self.found(settling.unmet(), None);
        }
        self.found(findings, None);
    }

    fn path(&self, project: &str, document: &str) -> PathBuf {
        let folder = self.options.out.join(project);
        folder.join(format!("{document}.pdf"))
    }

    fn write(&self, document: &Finished) {
        let Finished { id, path, .. } = document;
        let before = match self.options.writing {
            Writing::Nothing => Ok(Some(document.pdf.clone())),
            _ => disk::read_if_there(path),
        };
        let outcome = match before {
            Ok(Some(bytes)) if bytes == document.pdf => Outcome::Current,
            Ok(before) if self.options.writing == Writing::Compare => {
                let told = self.workspace.name(path);
                let place = Place::file(&told);
                let matter = match before {
                    Some(_) => Matter::OutDiffers { path: told },
                    None => Matter::OutMissing { path: told },
                };
                return self.stopped(id, path, vec![Finding::new(matter).at(place)]);
            }
            Ok(_) => match disk::write_whole(path, &document.pdf) {
                Ok(()) => Outcome::Written {
                    pages: document.pages,
                },
                Err(failure) => return self.stopped(id, path, vec![failure.into()]),
            },
            Err(failure) => return self.stopped(id, path, vec![failure.into()]),
        };
        if let Ok(mut summary) = self.summary.lock() {
            match outcome {
                Outcome::Current => summary.current += 1,
                _ => summary.written += 1,
            }
        }
        let outcome = &outcome;
        (self.tell)(Event::Document { id, path, outcome });
    }

    fn stopped(&self, id: &str, path: &Path, findings: Vec<Finding>) {
        self.found(findings, Some(id));
        let outcome = &Outcome::Stopped;
        (self.tell)(Event::Document { id, path, outcome });
    }

    fn found(&self, findings: Vec<Finding>, stopped: Option<&str>) {
        if let Ok(mut summary) = self.summary.lock() {
            summary.findings.extend(findings);
            summary.stopped.extend(stopped.map(str::to_owned));
        }
    }

    fn broke_off(&self, id: &str, reason: String) {
        let finding = Finding::new(Matter::BrokeOff { reason });
        self.found(vec![finding], Some(id).filter(|id| !id.is_empty()));
    }
}

/// Whether a finding about a record stops the document at `index`: one that stands in another document's
/// part of the record does not.
fn concerns(finding: &Finding, index: usize) -> bool {
    let pointer = finding
        .place
        .as_ref()
        .and_then(|place| place.pointer.as_deref());
    let document = pointer.and_then(|pointer| pointer.strip_prefix("/documents/"));
    let at = document.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
    finding.stops() && at.is_none_or(|at| at == index)
}

fn reason(panic: Box<dyn std::any::Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "for an unknown reason".into())
}
