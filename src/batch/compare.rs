//! What differs from an earlier state: the folder of documents as it was made last, or another workspace.

use super::book::Book;
use super::difference::Difference;
use super::ledger::LEDGER;
use super::made_files;
use super::plan::Plan;
use super::report::Changed;
use super::selection::Selection;
use super::settle::stopping;
use super::stamps::Stamps;
use super::threads::{guarded, start};
use crate::adopted::Register;
use crate::disk;
use crate::document::{Made, Maker, Prepared, Recipe, Task, id, in_document};
use crate::finding::{Finding, Matter, Place, in_order};
use crate::record::{Project, ProjectFile, Workspace};
use crate::typeset::{Press, forget, own_pool};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// An earlier state.
pub enum Earlier {
    /// A folder of documents with its ledger.
    Made(PathBuf),
    /// A workspace as it was.
    Workspace(Box<Then>),
}

/// A workspace as it was, with what makes its documents.
pub struct Then {
    /// The workspace.
    pub workspace: Workspace,
    /// What makes its documents.
    pub maker: Maker,
    /// What its files are called before their names there: `HEAD:`, `../copy/`.
    pub called: String,
}

impl Then {
    /// Findings in this workspace, at its files as they are called from outside.
    pub fn told(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        self.workspace.locate(&mut findings);
        called_from_outside(&self.called, findings)
    }
}

/// Findings in another workspace, at its files as they are called from outside.
pub fn called_from_outside(called: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    let places = findings.iter_mut().filter_map(|f| f.place.as_mut());
    // What the system could not read is called by its whole path.
    for place in places.filter(|place| !Path::new(&place.file).is_absolute()) {
        place.file = format!("{called}{}", place.file);
    }
    findings
}

/// What was found to differ.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The documents that say or look otherwise, in the order of their ids.
    pub changed: Vec<Changed>,
    /// The documents that were not there.
    pub new: Vec<String>,
    /// The documents of which it is not known what they said.
    pub unknown: Vec<String>,
    /// The documents and records that are not there any more.
    pub gone: Vec<String>,
    /// How many are the same.
    pub same: usize,
    /// The documents that could not be made, now or then.
    pub stopped: Vec<String>,
    /// What was found in records and templates as they are.
    pub findings: Vec<Finding>,
}

/// Compares the documents that are asked for with an earlier state. Nothing is written.
pub fn compare(
    workspace: &Workspace,
    maker: &Maker,
    register: &Register,
    selection: &Selection,
    earlier: &Earlier,
    jobs: usize,
) -> Comparison {
    let out = match earlier {
        Earlier::Made(out) => out.clone(),
        Earlier::Workspace(_) => workspace.out(),
    };
    // With what a killed run has noted.
    let ledger = Book::open(&out, None).ledger;
    let stamps = Stamps::open(&out, "");
    let mut plan = Plan::new(workspace, maker, &out, &ledger, &stamps, register);
    // What is as the ledger says is the same, whoever knows how it was made.
    plan.knows_making = true;
    let asked = |project: &&ProjectFile| selection.touches(&project.id);
    let projects: Vec<&ProjectFile> = workspace.projects.iter().filter(asked).collect();
    let comparing = Comparing {
        maker,
        selection,
        earlier,
        plan,
        done: Mutex::default(),
        wrong_then: Mutex::default(),
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let pooled = own_pool(|| {
            while let Some(file) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
                comparing.guarded(file);
            }
        });
        if let Err(reason) = pooled {
            comparing.broke_off(reason);
        }
    };
    let jobs = jobs.clamp(1, projects.len().max(1));
    let failed = thread::scope(|scope| start(scope, jobs, || work));
    failed
        .into_iter()
        .for_each(|reason| comparing.broke_off(reason));
    let gone = comparing.gone();
    let wrong = comparing.wrong_then.into_inner().unwrap_or_default();
    let mut comparison = comparing.done.into_inner().unwrap_or_default();
    comparison.gone.extend(gone);
    comparison.gone.sort();
    comparison.unknown.sort();
    comparison.changed.sort_by(|a, b| a.id.cmp(&b.id));
    comparison.new.sort();
    comparison.stopped.sort();
    comparison
        .findings
        .extend(maker.packs.findings.iter().cloned());
    comparison
        .findings
        .extend(workspace.findings.iter().cloned());
    workspace.locate(&mut comparison.findings);
    if let Earlier::Workspace(then) = earlier {
        comparison.findings.extend(then.told(wrong));
    }
    comparison.findings = in_order(comparison.findings);
    comparison
}

struct Comparing<'a> {
    maker: &'a Maker,
    selection: &'a Selection,
    earlier: &'a Earlier,
    plan: Plan<'a>,
    done: Mutex<Comparison>,
    /// What was wrong in the earlier workspace, so that it is not known what documents said.
    wrong_then: Mutex<Vec<Finding>>,
}

/// A record as an earlier workspace has it.
struct RecordThen<'e> {
    then: &'e Then,
    file: &'e ProjectFile,
    /// Nothing where it could not be understood.
    project: Option<Project>,
    findings: Vec<Finding>,
}

/// How a document was made before.
enum Before<'a> {
    /// It was not.
    Never,
    /// As is written down.
    Noted(Box<Made>),
    /// As the earlier workspace makes it.
    Prepared(Box<Prepared<'a>>),
    /// It was, or may have been, but what it said is not known.
    Unknown,
}

impl Comparing<'_> {
    fn note(&self, note: impl FnOnce(&mut Comparison)) {
        if let Ok(mut done) = self.done.lock() {
            note(&mut done);
        }
    }

    /// A list that lacks something says so.
    fn broke_off(&self, reason: String) {
        let finding = Finding::new(Matter::BrokeOff { reason });
        self.note(|done| done.findings.push(finding));
    }

    /// A record, whatever happens in it.
    fn guarded(&self, file: &ProjectFile) {
        if let Err(reason) = guarded(|| self.record(file)) {
            let finding = Finding::new(Matter::BrokeOff { reason }).at(Place::file(&file.file));
            self.note(|done| {
                done.findings.push(finding);
                done.stopped.push(file.id.clone());
            });
        }
    }

    fn record(&self, file: &ProjectFile) {
        if let Earlier::Made(_) = self.earlier
            && let Some(entry) = self.plan.is_done(file)
        {
            let takes = |own: &&String| {
                self.selection
                    .takes(&file.id, &format!("{}/{own}", file.id))
            };
            let ids: Vec<&str> = entry.documents.keys().map(String::as_str).collect();
            let unknown = self.selection.check_ids(&file.id, &ids);
            return self.note(|done| {
                done.same += entry.documents.keys().filter(takes).count();
                done.findings.extend(unknown);
            });
        }
        let workspace = self.plan.workspace;
        let (project, findings) = workspace.load(file);
        let stops = findings.iter().any(Finding::stops);
        self.note(|done| {
            done.findings
                .extend(findings.into_iter().filter(Finding::stops))
        });
        let Some(project) = project.filter(|_| !stops) else {
            return self.note(|done| done.stopped.push(file.id.clone()));
        };
        let ids: Vec<&str> = project.documents.iter().map(|d| d.id.as_str()).collect();
        let unknown = self.selection.check_ids(&file.id, &ids);
        let then = self.record_then(&file.id);
        let were: Vec<&str> = match (&then, self.plan.ledger.records().get(&file.id)) {
            (Some(then), _) => {
                let documents = then.project.iter().flat_map(|project| &project.documents);
                documents.map(|document| document.id.as_str()).collect()
            }
            (None, Some(entry)) if matches!(self.earlier, Earlier::Made(_)) => {
                entry.documents.keys().map(String::as_str).collect()
            }
            _ => Vec::new(),
        };
        let gone = were.into_iter().filter(|own| !ids.contains(own));
        let gone: Vec<String> = gone
            .map(|own| format!("{}/{own}", file.id))
            .filter(|id| self.selection.takes(&file.id, id))
            .collect();
        self.note(|done| {
            done.findings.extend(unknown);
            done.gone.extend(gone);
        });
        let mut press = self.maker.press();
        for (index, document) in project.documents.iter().enumerate() {
            let id = id(&project, document);
            if !self.selection.takes(&file.id, &id) {
                continue;
            }
            let task = Task {
                workspace,
                file,
                project: &project,
                index,
            };
            match self.maker.prepare(task) {
                Ok(prepared) => match self.before(&id, then.as_ref()) {
                    Ok(before) => {
                        self.document(id, prepared, before, &mut press);
                        forget();
                    }
                    Err(finding) => self.stopped(id, vec![finding]),
                },
                Err(findings) => self.stopped(id, findings),
            }
        }
    }

    /// A document that cannot be compared.
    fn stopped(&self, id: String, findings: Vec<Finding>) {
        self.note(|done| {
            done.findings.extend(in_document(findings, &id));
            done.stopped.push(id);
        });
    }

    /// A record as the earlier workspace has it.
    fn record_then(&self, project: &str) -> Option<RecordThen<'_>> {
        let Earlier::Workspace(then) = self.earlier else {
            return None;
        };
        // They are in the order of their ids.
        let files = &then.workspace.projects;
        let at = files.binary_search_by(|file| file.id.as_str().cmp(project));
        let file = files.get(at.ok()?)?;
        let (project, findings) = then.workspace.load(file);
        Some(RecordThen {
            then,
            file,
            project,
            findings,
        })
    }

    /// What was wrong then: it is not known what a document said.
    fn unknown(&self, wrong: Vec<Finding>) -> Before<'_> {
        if let Ok(mut all) = self.wrong_then.lock() {
            all.extend(wrong);
        }
        Before::Unknown
    }

    /// How a document was made before; a finding where what was adopted is not as it was frozen.
    fn before<'b>(
        &'b self,
        id: &str,
        then: Option<&'b RecordThen<'b>>,
    ) -> Result<Before<'b>, Finding> {
        if let Earlier::Made(out) = self.earlier {
            // What was adopted is what lies in the folder.
            let register = self.plan.register;
            if let Some(adoption) = register
                .latest(id)
                .filter(|_| *out == self.plan.workspace.out())
            {
                return Ok(Before::Noted(Box::new(register.made(adoption)?)));
            }
            let filed = self.plan.ledger.document(id);
            let made = filed.and_then(|filed| made_files::read(out, id, &filed.fingerprint));
            let is_there = disk::is_file(&out.join(format!("{id}.pdf")));
            return Ok(match (made, is_there) {
                (Some(made), _) => Before::Noted(Box::new(made)),
                (None, true) => Before::Unknown,
                (None, false) => Before::Never,
            });
        }
        let Some(record) = then else {
            return Ok(Before::Never);
        };
        let Then {
            workspace, maker, ..
        } = record.then;
        let stops = |findings: &[Finding]| -> Vec<Finding> {
            findings.iter().filter(|f| f.stops()).cloned().collect()
        };
        let Some(project) = &record.project else {
            return Ok(self.unknown(stops(&record.findings)));
        };
        let own = id.split_once('/').map_or(id, |(_, own)| own);
        let at = project.documents.iter().position(|d| d.id.as_str() == own);
        let Some(index) = at else {
            return Ok(Before::Never);
        };
        let task = Task {
            workspace,
            file: record.file,
            project,
            index,
        };
        let found = record.findings.clone();
        let stopped = stopping(workspace, record.file, project, index, found);
        if !stopped.is_empty() {
            return Ok(self.unknown(stopped));
        }
        Ok(match maker.prepare(task) {
            Ok(prepared) => Before::Prepared(Box::new(prepared)),
            Err(findings) if findings.is_empty() => {
                // What is wrong with the templates or the registry is told once for all documents.
                let mut shared = stops(&maker.packs.findings);
                shared.extend(stops(&workspace.findings));
                self.unknown(shared)
            }
            Err(findings) => self.unknown(in_document(findings, id)),
        })
    }

    fn document(&self, id: String, prepared: Prepared<'_>, before: Before<'_>, press: &mut Press) {
        let recipe = &prepared.recipe;
        // What was adopted keeps its looks.
        let is_adopted = self.plan.register.latest(&id).is_some();
        let is_same = |other: &Recipe| {
            let says = (&other.source, &other.imprint) == (&recipe.source, &recipe.imprint);
            let looks = (&other.library, &other.pictures, &other.others)
                == (&recipe.library, &recipe.pictures, &recipe.others);
            says && (looks || is_adopted)
        };
        let before = match before {
            Before::Never => return self.note(|done| done.new.push(id)),
            Before::Unknown => return self.note(|done| done.unknown.push(id)),
            Before::Noted(made) if is_same(&made.recipe) => {
                return self.note(|done| done.same += 1);
            }
            Before::Prepared(then) if is_same(&then.recipe) => {
                return self.note(|done| done.same += 1);
            }
            Before::Noted(made) => Ok(*made),
            Before::Prepared(then) => match self.earlier {
                Earlier::Workspace(earlier) => {
                    let maker = &earlier.maker;
                    let product = maker.make(*then, &mut maker.press());
                    product.map(|product| product.made)
                }
                Earlier::Made(_) => return,
            },
        };
        let after = self.maker.make(prepared, press);
        match (before, after) {
            (Ok(before), Ok(after)) => {
                let difference = Difference::between(&before, &after.made);
                if is_adopted && difference.passages.is_empty() {
                    return self.note(|done| done.same += 1);
                }
                let imprint = &after.made.recipe.imprint;
                let changed = Changed {
                    id,
                    title: imprint.title.clone(),
                    date: imprint.date,
                    difference,
                };
                self.note(|done| done.changed.push(changed));
            }
            (_, Err(findings)) => self.stopped(id, findings),
            (Err(findings), _) => {
                self.unknown(in_document(findings, &id));
                self.note(|done| done.unknown.push(id));
            }
        }
    }

    /// The documents that are not there any more.
    fn gone(&self) -> Vec<String> {
        let now: BTreeSet<&str> = self
            .plan
            .workspace
            .projects
            .iter()
            .map(|p| p.id.as_str())
            .collect();
        let then: Vec<String> = match self.earlier {
            Earlier::Made(_) => self.plan.ledger.records().keys().cloned().collect(),
            Earlier::Workspace(earlier) => {
                let projects = earlier.workspace.projects.iter();
                projects.map(|project| project.id.clone()).collect()
            }
        };
        let gone = then.into_iter().filter(|id| !now.contains(id.as_str()));
        gone.filter(|id| self.selection.touches(id)).collect()
    }
}

/// Whether a folder is one of documents, with what they were made from.
pub fn has_ledger(folder: &Path) -> bool {
    disk::is_file(&folder.join(LEDGER))
}
