//! The run: what is as it should be is passed over, workers make the other documents, one writer writes
//! them and keeps the ledger; whatever happens to one leaves the others.

use super::aim::{Aim, Event, Options, Outcome, Stopped, Summary};
use super::book::{Book, Journal};
use super::crew::Crewman;
use super::ledger::{Entry, Filed, Ledger, Line};
use super::lock::lock;
use super::made_files;
use super::orphans::Folder;
use super::plan::{Plan, path};
use super::selection::Selection;
use super::shard::Shard;
use super::stamps::Stamps;
use super::threads::{both, guarded, in_halves, start};
use super::worker::Worker;
use super::writer::{Done, Writer};
use crate::adopted::Register;
use crate::document::Maker;
use crate::finding::{Finding, Matter, Place, in_order};
use crate::record::{Known, ProjectFile, Workspace};
use crate::typeset::own_pool;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many records make it worth while to start processes for them.
const WORTH_A_CREW: usize = 50;

/// What the workers share.
pub(super) struct Run<'a> {
    pub workspace: &'a Workspace,
    pub maker: &'a Maker,
    pub selection: &'a Selection,
    pub options: &'a Options<'a>,
    pub plan: &'a Plan<'a>,
    pub tell: &'a (dyn Fn(Event<'_>) + Sync),
    summary: Mutex<Summary>,
    /// The files that belong to documents, for finding those that belong to none.
    pub folder: Mutex<Folder>,
}

/// What is remembered of the documents in a folder.
pub struct Memory {
    book: Book,
    stamps: Stamps,
}

impl Memory {
    /// Of a folder, or of a share of it.
    pub fn open(out: &Path, shard: Option<Shard>) -> Memory {
        let name = shard.map(|shard| shard.name()).unwrap_or_default();
        // Both are large where there are many documents, and neither needs the other.
        let (book, stamps) = both(|| Book::open(out, shard), || Stamps::open(out, &name));
        Memory { book, stamps }
    }

    /// The records that have not changed since, by their files as the workspace at `root` names them.
    pub fn known(&self, root: &Path) -> HashMap<&str, Known<'_>> {
        let records: Vec<(&String, &Entry)> = self.book.ledger.records().iter().collect();
        let same = in_halves(&records, |some| {
            let known = some.iter().filter_map(|&(id, entry)| {
                let sha256 = &entry.seen.as_ref()?.sha256;
                let is_still = self.stamps.is_still(&root.join(&entry.file), sha256);
                is_still.then_some((entry.file.as_str(), id.as_str(), sha256.as_str()))
            });
            known.collect::<Vec<_>>()
        });
        let same = same.into_iter().flatten();
        let same = same.map(|(file, id, sha256)| {
            let sha256 = Some(sha256);
            (file, Known { id, sha256 })
        });
        same.collect()
    }
}

/// Makes the documents that are asked for. Never stops half-way: what can be made is made.
pub fn run(
    workspace: &Workspace,
    maker: &Maker,
    memory: Memory,
    selection: &Selection,
    options: &Options<'_>,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Summary {
    let only = |findings: Vec<Finding>| Summary {
        findings,
        refused: true,
        ..Summary::default()
    };
    // Who only looks keeps nobody out.
    let lock = match options.aim {
        Aim::Build => lock(&options.out, options.shard, &options.holder),
        _ => Ok(Vec::new()),
    };
    let _lock = match lock {
        Ok(lock) => lock,
        Err(mut findings) => {
            // Where nothing can be written, what is wrong with the records is told all the same.
            if !findings
                .iter()
                .any(|f| matches!(f.matter, Matter::Locked { .. }))
            {
                let records = workspace.projects.iter();
                let asked = records.filter(|project| selection.touches(&project.id));
                let wrong = asked.flat_map(|project| workspace.load(project).1);
                findings.extend(wrong.filter(Finding::stops));
            }
            return only(findings);
        }
    };
    let mut register = match Register::open(&workspace.root) {
        Ok(register) => register,
        Err(findings) => return only(findings),
    };
    // An adoption that was cut short comes into the register.
    let completed = match options.aim {
        Aim::Build => register.complete().err(),
        _ => None,
    };
    let Memory { mut book, stamps } = match memory.book.is_fresh() {
        true => memory,
        // Somebody else was quicker; what they made is known now.
        false => Memory::open(&options.out, options.shard),
    };
    let ledger = &book.ledger;
    let mut plan = Plan::new(workspace, maker, &options.out, ledger, &stamps, &register);
    plan.knows_making = book.is_own;
    let run = Run::new(workspace, maker, selection, options, &plan, tell);
    let asked = |project: &&ProjectFile| {
        let share = options.shard.is_none_or(|shard| shard.takes(&project.id));
        share && selection.touches(&project.id)
    };
    let projects: Vec<&ProjectFile> = workspace.projects.iter().filter(asked).collect();
    tell(Event::Records(projects.len()));
    let waiting = run.pass_over(&projects);
    let mut writer = Writer::new(&run, book.journal(), &stamps);
    run.work(&waiting, &mut writer);
    let (journal, failed) = writer.into_noted();
    let (mut summary, folder) = run.into_parts();
    book.take_in(journal);
    summary.findings.extend(failed);
    // Only where every record was looked at is it known what belongs to none.
    let looked = folder.looked.len() + folder.passed.len() >= projects.len();
    if selection.is_all() && options.shard.is_none() && looked {
        // That something adopted would change leaves no doubt about what belongs to whom.
        let waits = ["adopted/would-change", "adopted/translation-waits"];
        let is_error = |f: &Finding| f.stops() && !waits.contains(&f.code());
        let has_errors = summary.findings.iter().any(is_error)
            || maker.packs.findings.iter().any(is_error)
            || workspace.findings.iter().any(is_error);
        folder.orphans(
            workspace,
            options,
            &register,
            &mut book,
            has_errors,
            &mut summary,
        );
        if options.aim == Aim::Build && !has_errors {
            let alone = without_record(workspace, &register, &book.ledger);
            let told = alone.map(|document| {
                let adopted = document.to_owned();
                Finding::new(Matter::NoRecord { adopted }).in_document(document)
            });
            summary.findings.extend(told);
        }
    }
    summary.findings.extend(completed.map(Finding::from));
    if options.aim == Aim::Build {
        // All records were looked at, and what is kept of the making of their documents with them.
        let all = selection.is_all() && looked && summary.not_reached.is_empty();
        let is_own = book.is_own || all;
        let (closed, stamped) = both(|| book.close(is_own), || stamps.close());
        let failed = closed.and(stamped).err();
        summary.findings.extend(failed.map(Finding::from));
    }
    if let (true, Some((path, reason))) = (options.aim.trusts(), book.broken.take()) {
        let path = workspace.name(&path);
        let matter = Matter::BrokenLedger { path, reason };
        summary.findings.push(Finding::new(matter));
    }
    // Forgetting a large ledger takes as long as telling of it: nobody waits for that.
    let _ = thread::Builder::new().spawn(move || drop(book));
    summary
        .findings
        .extend(maker.packs.findings.iter().cloned());
    summary.findings.extend(workspace.findings.iter().cloned());
    workspace.locate(&mut summary.findings);
    summary.findings = in_order(summary.findings);
    summary.stopped.sort();
    summary.stopped.dedup_by(|b, a| a.id == b.id);
    summary.would_change.sort();
    summary
}

impl<'a> Run<'a> {
    pub fn new(
        workspace: &'a Workspace,
        maker: &'a Maker,
        selection: &'a Selection,
        options: &'a Options<'a>,
        plan: &'a Plan<'a>,
        tell: &'a (dyn Fn(Event<'_>) + Sync),
    ) -> Run<'a> {
        Run {
            workspace,
            maker,
            selection,
            options,
            plan,
            tell,
            summary: Mutex::default(),
            folder: Mutex::default(),
        }
    }

    /// What came of it, and what is known of the folder.
    pub fn into_parts(self) -> (Summary, Folder) {
        let summary = self.summary.into_inner().unwrap_or_default();
        (summary, self.folder.into_inner().unwrap_or_default())
    }

    /// Documents and records that a worker in a process of its own could not make.
    pub fn also_stopped(&self, stopped: Vec<Stopped>) {
        if let Ok(mut summary) = self.summary.lock() {
            summary.stopped.extend(stopped);
        }
    }

    /// Tells of the records that need not be looked at; gives the others.
    fn pass_over<'p>(&self, projects: &[&'p ProjectFile]) -> Vec<&'p ProjectFile> {
        let sound = !self.workspace.findings.iter().any(Finding::stops)
            && !self.maker.packs.findings.iter().any(Finding::stops);
        let known = made_files::are_there(&self.options.out);
        if !self.options.aim.trusts() || self.options.force || !sound || !known {
            return projects.to_vec();
        }
        // Each asks the file system for its files, which is most of what there is to do.
        let threads = self
            .options
            .jobs
            .clamp(1, projects.len().div_ceil(64).max(1));
        let share = projects.len().div_ceil(threads).max(1);
        let waiting = |files: &[&'p ProjectFile]| -> Vec<&'p ProjectFile> {
            // Of what was adopted, who asks how things stand wants to know whether all of it is as it was frozen.
            let looks = self.options.aim == Aim::Look;
            let is_altered = |file: &ProjectFile, entry: &Entry| {
                let mut adopted = entry.documents.iter().filter(|(_, f)| f.adopted.is_some());
                adopted.any(|(own, _)| {
                    let id = format!("{}/{own}", file.id);
                    !self.plan.register.altered(&id).is_empty()
                })
            };
            let waits = |file: &&ProjectFile| match self.plan.is_done(file) {
                Some(entry) if !(looks && is_altered(file, entry)) => {
                    self.is_done(file, entry);
                    false
                }
                _ => true,
            };
            files.iter().copied().filter(waits).collect()
        };
        thread::scope(|scope| {
            let started: Vec<_> = projects
                .chunks(share)
                .map(|files| {
                    let thread = thread::Builder::new().spawn_scoped(scope, || waiting(files));
                    (files, thread)
                })
                .collect();
            // Where a thread cannot be had or breaks off, its records are looked at.
            let joined = started.into_iter().flat_map(|(files, thread)| {
                let waiting = thread.ok().and_then(|thread| thread.join().ok());
                waiting.unwrap_or_else(|| files.to_vec())
            });
            joined.collect()
        })
    }

    /// Tells of a record of which nothing changed.
    fn is_done(&self, file: &ProjectFile, entry: &Entry) {
        // Of what is only built, nobody asks again what else is in the folder.
        let passes = self.options.aim == Aim::Build && !entry.strangers && !self.options.prune;
        if let Ok(mut folder) = self.folder.lock() {
            match passes {
                true => folder.passed.insert(file.id.clone()),
                false => folder.looked.insert(file.file.clone()),
            };
        }
        let documents: Vec<&str> = entry.documents.keys().map(String::as_str).collect();
        let unknown = self.selection.check_ids(&file.id, &documents);
        self.found(unknown);
        for (own, filed) in &entry.documents {
            let id = format!("{}/{own}", file.id);
            let path = path(&self.options.out, &file.id, own);
            if !passes {
                self.expects(&path);
                for ending in filed.others.keys() {
                    self.expects(&path.with_extension(ending));
                }
            }
            if !self.selection.takes(&file.id, &id) {
                continue;
            }
            self.found(filed.findings.clone());
            let outcome = match self.plan.register.latest(&id) {
                Some(adoption) => Outcome::Adopted {
                    version: adoption.version,
                },
                None => Outcome::Current,
            };
            self.done(&id, &path, &outcome);
        }
        self.found(entry.findings.clone());
        (self.tell)(Event::Record);
    }

    fn work(&self, projects: &[&ProjectFile], writer: &mut Writer<'_, '_, Journal>) {
        let jobs = self.options.jobs.clamp(1, projects.len().max(1));
        let program = self.options.program.as_deref();
        let crew = program.filter(|_| {
            jobs > 1 && projects.len() >= WORTH_A_CREW && self.options.aim == Aim::Build
        });
        let next = AtomicUsize::new(0);
        // A short queue: finished documents wait for the disk, not in memory.
        let (sender, finished) = sync_channel::<Done>(jobs * 2);
        thread::scope(|scope| {
            let worker = || {
                let (sender, next) = (sender.clone(), &next);
                move || {
                    // The writer ends only after all workers have.
                    let hand = |done: Done| {
                        let _ = sender.send(done);
                    };
                    match crew {
                        Some(program) => self.crewman(program, projects, next, &hand),
                        None => self.alone(|| self.next(projects, next), &hand),
                    }
                }
            };
            let failed = start(scope, jobs, worker);
            failed.into_iter().for_each(|reason| self.broke_off(reason));
            drop(sender);
            for done in finished {
                writer.write(done);
            }
        });
    }

    /// The next record to be done, if the run is not to end.
    fn next<'p>(
        &self,
        projects: &[&'p ProjectFile],
        next: &AtomicUsize,
    ) -> Option<&'p ProjectFile> {
        while let Some(file) = projects.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !self.options.stop.load(Ordering::Relaxed) {
                return Some(file);
            }
            if let Ok(mut summary) = self.summary.lock() {
                summary.not_reached.push(file.id.clone());
            }
        }
        None
    }

    /// A record, whatever happens in it.
    pub fn guarded(&self, worker: &mut Worker<'_>, file: &ProjectFile) {
        if let Err(reason) = guarded(|| worker.record(file)) {
            let finding = Finding::new(Matter::BrokeOff { reason });
            self.stopped_record(&file.id, vec![finding]);
            worker.recover();
        }
    }

    /// A worker in a process of its own. One that goes down takes only the record in hand with it.
    fn crewman(
        &self,
        program: &Path,
        projects: &[&ProjectFile],
        next: &AtomicUsize,
        hand: &(dyn Fn(Done) + Sync),
    ) {
        let mut crewman = None;
        while let Some(file) = self.next(projects, next) {
            if crewman.is_none() {
                match Crewman::start(program, self) {
                    Ok(started) => crewman = Some(started),
                    Err(_) => {
                        // Without processes of its own, or where they would not make what this run makes, it
                        // goes on by itself.
                        let mut first = Some(file);
                        let rest = || first.take().or_else(|| self.next(projects, next));
                        return self.alone(rest, hand);
                    }
                }
            }
            let Some(working) = crewman.as_mut() else {
                continue;
            };
            if let Err(in_hand) = working.record(self, file, hand) {
                crewman = None;
                let reason = "its worker went down".to_owned();
                let place = Place::file(&file.file);
                let finding = Finding::new(Matter::BrokeOff { reason }).at(place);
                match in_hand {
                    Some(id) => {
                        let own = id.split_once('/').map_or("", |(_, own)| own);
                        let path = path(&self.options.out, &file.id, own);
                        self.stopped(&id, &path, vec![finding.in_document(&id)]);
                    }
                    None => self.stopped_record(&file.id, vec![finding]),
                }
                self.unread(file);
            }
            (self.tell)(Event::Record);
        }
    }

    /// A worker on this thread.
    fn alone<'p>(
        &self,
        mut rest: impl FnMut() -> Option<&'p ProjectFile> + Send,
        hand: &(dyn Fn(Done) + Sync),
    ) {
        let pooled = own_pool(|| {
            let mut worker = Worker::new(self, hand);
            while let Some(file) = rest() {
                self.guarded(&mut worker, file);
                (self.tell)(Event::Record);
            }
        });
        if let Err(reason) = pooled {
            self.broke_off(reason);
        }
    }

    /// Notes a file that belongs to a document.
    pub fn expects(&self, path: &Path) {
        if let Ok(mut folder) = self.folder.lock() {
            folder.expected.insert(path.to_owned());
        }
    }

    /// Notes a record that could not be read: what is in its folder may well belong to it.
    pub fn unread(&self, file: &ProjectFile) {
        if let Ok(mut folder) = self.folder.lock() {
            folder.unread.insert(self.options.out.join(&file.id));
        }
    }

    pub fn found(&self, findings: Vec<Finding>) {
        if findings.is_empty() {
            return;
        }
        if let Ok(mut summary) = self.summary.lock() {
            summary.findings.extend(findings);
        }
    }

    /// Counts and tells what became of a document.
    pub fn done(&self, id: &str, path: &Path, outcome: &Outcome) {
        if let Ok(mut summary) = self.summary.lock() {
            match outcome {
                Outcome::Written { .. } => summary.written += 1,
                Outcome::Current | Outcome::Sound => summary.current += 1,
                Outcome::Stale { .. } => summary.stale += 1,
                Outcome::Adopted { .. } => summary.adopted += 1,
                Outcome::WouldChange { .. } => summary.would_change.push(id.to_owned()),
                Outcome::Stopped { why } => summary.stopped.push(Stopped {
                    id: id.to_owned(),
                    why: why.clone(),
                }),
            }
        }
        (self.tell)(Event::Document { id, path, outcome });
    }

    /// A document that was not made, because of findings.
    pub fn stopped(&self, id: &str, path: &Path, findings: Vec<Finding>) {
        let why = self.codes(&findings);
        self.found(findings);
        self.done(id, path, &Outcome::Stopped { why });
    }

    /// A record of which no document could be made.
    pub fn stopped_record(&self, id: &str, findings: Vec<Finding>) {
        let why = self.codes(&findings);
        self.found(findings);
        if let Ok(mut summary) = self.summary.lock() {
            let id = id.to_owned();
            summary.stopped.push(Stopped { id, why });
        }
    }

    /// The codes of what stops something; where nothing is told of it here, it is the templates or the
    /// registry, which are told once.
    fn codes(&self, findings: &[Finding]) -> Vec<String> {
        let shared = || {
            self.maker
                .packs
                .findings
                .iter()
                .chain(&self.workspace.findings)
        };
        let codes = |findings: &mut dyn Iterator<Item = &Finding>| -> Vec<String> {
            let stopping = findings.filter(|finding| finding.stops());
            let mut codes: Vec<String> = stopping.map(|f| f.code().to_owned()).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        match codes(&mut findings.iter()) {
            own if own.is_empty() => codes(&mut shared()),
            own => own,
        }
    }

    fn broke_off(&self, reason: String) {
        self.found(vec![Finding::new(Matter::BrokeOff { reason })]);
    }
}

/// Adopted documents that no record has any more, in the order of their names, as the ledger knows after a run
/// over all records.
pub fn without_record<'a>(
    workspace: &'a Workspace,
    register: &'a Register,
    ledger: &'a Ledger,
) -> impl Iterator<Item = &'a str> + 'a {
    let has_record = move |document: &str| {
        let project = document.split('/').next().unwrap_or_default();
        // They are in the order of their ids.
        let projects = &workspace.projects;
        let found = projects.binary_search_by(|file| file.id.as_str().cmp(project));
        found.is_ok() && ledger.document(document).is_some()
    };
    let entries = register.entries().iter();
    let adopted: BTreeSet<&str> = entries.map(|adoption| adoption.document.as_str()).collect();
    adopted.into_iter().filter(move |one| !has_record(one))
}

/// What the ledger keeps of a document that was stopped: its file, if it has one, is as it was.
pub(super) fn stopped_line(before: Option<&Filed>, file: &ProjectFile, document: &str) -> Line {
    let mut filed = before.cloned().unwrap_or_default();
    filed.stopped = true;
    // What was doubted stays; what was found is looked at again each time, and told then.
    let doubts = filed.doubts().to_vec();
    Line::Document {
        project: file.id.clone(),
        file: file.file.clone(),
        id: document.to_owned(),
        filed: filed.with(Vec::new(), doubts),
    }
}
