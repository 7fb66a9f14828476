//! Commands that run over many documents: build, check, status.

use super::arguments::{Build, Check, Format, Status};
use super::commands::Desk;
use super::{DONE, FAULT, FOUND, INTERRUPTED, PROGRAM, STOP, words};
use crate::adopted::{Adoption, Register};
use crate::batch::{
    self, Aim, Difference, Event, Memory, Options, Outcome, Reason, Selection, Shard, Summary,
    changed_facts,
};
use crate::document::Maker;
use crate::finding::{Finding, Matter};
use crate::record::{Known, Workspace};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::json;
use std::io::{IsTerminal, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

/// How often a line tells how far a long run is, where there is no terminal.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many messages of a run may wait to be told.
const QUEUE: usize = 1024;
/// How many bytes of lines are written at once.
const AT_ONCE: usize = 1 << 16;
/// How many changes of a document are shown; the others are counted.
const SHOWN: usize = 6;

/// A run that was asked for.
#[derive(Default)]
pub(super) struct Job {
    pub selectors: Vec<String>,
    pub out: Option<PathBuf>,
    pub jobs: Option<u16>,
    pub force: bool,
    pub prune: bool,
    pub corrections: bool,
    pub shard: Option<Shard>,
}

/// A document that is done.
struct Told {
    id: String,
    path: String,
    outcome: Outcome,
}

enum Message {
    Records(usize),
    Record,
    Document(Box<Told>),
}

impl Desk<'_> {
    pub fn build(&mut self, build: &Build) -> Result<u8> {
        let job = Job {
            selectors: build.selectors.clone(),
            out: build.out.clone(),
            jobs: build.jobs,
            force: build.force,
            prune: build.prune,
            corrections: build.corrections,
            shard: build.shard,
        };
        match (build.why, build.check) {
            (true, _) => self.look(job, true, false),
            (_, true) => self.run(job, Aim::Compare),
            _ => self.run(job, Aim::Build),
        }
    }

    pub fn check(&mut self, check: &Check) -> Result<u8> {
        if check.fix {
            let code = self.fix(&check.selectors)?;
            if code != DONE {
                return Ok(code);
            }
        }
        let job = Job {
            selectors: check.selectors.clone(),
            ..Job::default()
        };
        self.run(job, Aim::Check)
    }

    pub fn status(&mut self, status: &Status) -> Result<u8> {
        let job = Job {
            selectors: status.selectors.clone(),
            out: status.out.clone(),
            ..Job::default()
        };
        self.look(job, false, status.check)
    }

    /// Works for a build in another process.
    pub fn worker(&mut self) -> Result<u8> {
        // The records are named by whoever asks; none need be read to know its id.
        let unread = Known {
            id: "",
            sha256: None,
        };
        let root = match self.root() {
            Ok(root) => root,
            Err(findings) => return self.tell(&findings),
        };
        let opened = Workspace::open_knowing(&root, |_, _| |_: &str| Some(unread));
        let opened = opened.and_then(|workspace| {
            let maker = Maker::load(&workspace)?;
            Ok((workspace, maker))
        });
        let (workspace, maker) = match opened {
            Ok(opened) => opened,
            Err(findings) => return self.tell(&findings),
        };
        let mut input = std::io::BufReader::new(std::io::stdin());
        let served = batch::serve(
            &workspace,
            &maker,
            &STOP,
            &mut input,
            &mut std::io::stdout(),
        );
        Ok(served.map_or(FAULT, |()| DONE))
    }

    fn run(&mut self, job: Job, aim: Aim) -> Result<u8> {
        let (workspace, memory, maker) = match self.open_all_with(job.out.as_deref(), job.shard)? {
            Ok(opened) => opened,
            Err(code) => {
                if self.format == Format::Human {
                    let nothing = match aim {
                        Aim::Build => self.tongue(
                            "nothing was made: this concerns all documents",
                            "nekas nav izveidots: tas attiecas uz visiem dokumentiem",
                        ),
                        _ => self.tongue(
                            "no document was looked at: this concerns all of them",
                            "dokumenti nav aplūkoti: tas attiecas uz visiem",
                        ),
                    };
                    writeln!(self.err, "{nothing}")?;
                }
                return Ok(code);
            }
        };
        self.made(&workspace, &maker, memory, job, aim)
    }

    /// Runs over the documents of an opened workspace, and tells what came of it.
    pub(super) fn made(
        &mut self,
        workspace: &Workspace,
        maker: &Maker,
        memory: Memory,
        job: Job,
        aim: Aim,
    ) -> Result<u8> {
        let corrections = job.corrections;
        let out = job.out.clone().unwrap_or_else(|| workspace.out());
        let (summary, told) = match self.over(workspace, maker, memory, job, aim)? {
            Ok(done) => done,
            Err(code) => return Ok(code),
        };
        // The findings come first where the output may be cut off: their exit code counts.
        let findings = self.tell(&summary.findings);
        if self.format != Format::Json {
            self.written(&told, corrections, &out)?;
        }
        self.summary(&summary, aim)?;
        match summary.not_reached.is_empty() && !STOP.load(Ordering::Relaxed) {
            true => findings,
            false => findings.map(|_| INTERRUPTED),
        }
    }

    /// Runs over documents; gives what came of it, and of each document, in the order of their ids.
    fn over(
        &mut self,
        workspace: &Workspace,
        maker: &Maker,
        memory: Memory,
        job: Job,
        aim: Aim,
    ) -> Result<std::result::Result<(Summary, Vec<Told>), u8>> {
        let out = job.out.unwrap_or_else(|| workspace.out());
        if let Some(forbidden) = self.forbidden(workspace, &out) {
            return Ok(Err(self.tell(&[forbidden])?));
        }
        let selection = Selection::new(job.selectors);
        let unknown = selection.check_projects(workspace);
        if !unknown.is_empty() {
            return Ok(Err(self.tell(&unknown)?));
        }
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let options = Options {
            out,
            jobs: job.jobs.map_or(processors, usize::from),
            aim,
            force: job.force,
            prune: job.prune,
            corrections: job.corrections,
            shard: job.shard,
            stop: &STOP,
            holder: holder(),
            program: PROGRAM.get().cloned(),
        };
        // Few wait: whoever makes is not to be far ahead of who tells, nor are ten thousand messages to be kept.
        let (sender, messages) = sync_channel::<Message>(QUEUE);
        let tell = move |event: Event<'_>| {
            let message = match event {
                Event::Records(count) => Message::Records(count),
                Event::Record => Message::Record,
                Event::Begun { .. } => return,
                Event::Document { id, path, outcome } => Message::Document(Box::new(Told {
                    id: id.to_owned(),
                    path: path.display().to_string().replace('\\', "/"),
                    outcome: outcome.clone(),
                })),
            };
            // Whoever listens has gone when the run is over, or when nothing can be written.
            let _ = sender.send(message);
        };
        let mut told = Vec::new();
        let mut progress = Progress::new(self.format == Format::Human);
        let summary = std::thread::scope(|scope| {
            let run = std::thread::Builder::new().stack_size(crate::typeset::STACK);
            let (workspace, selection, options) = (workspace, &selection, &options);
            let run = run.spawn_scoped(scope, move || {
                batch::run(workspace, maker, memory, selection, options, &tell)
            })?;
            // Gone with this block: where nothing can be written any more, the run does not wait for who listens.
            let messages = messages;
            // Told as it happens, for programs that follow the run; what comes at once is written at once.
            let mut waiting = String::new();
            loop {
                let message = match messages.try_recv() {
                    Err(TryRecvError::Empty) => {
                        self.out.write_all(waiting.as_bytes())?;
                        self.out.flush()?;
                        waiting.clear();
                        messages.recv_timeout(PATIENCE)
                    }
                    Err(TryRecvError::Disconnected) => Err(RecvTimeoutError::Disconnected),
                    Ok(message) => Ok(message),
                };
                match message {
                    Ok(Message::Records(count)) => progress.begin(count),
                    Ok(Message::Record) => progress.step(),
                    Ok(Message::Document(document)) => {
                        progress.documents += 1;
                        let json = self.format == Format::Json;
                        if json {
                            waiting.push_str(&line(&document));
                            if waiting.len() > AT_ONCE {
                                self.out.write_all(waiting.as_bytes())?;
                                waiting.clear();
                            }
                        }
                        let is_current = matches!(document.outcome, Outcome::Current);
                        if aim == Aim::Look || !(json || is_current) {
                            told.push(*document);
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if let Some(line) = progress.line() {
                    writeln!(self.err, "{line}")?;
                }
            }
            self.out.write_all(waiting.as_bytes())?;
            run.join()
                .map_err(|_| std::io::Error::other("the run broke off"))
        })?;
        progress.end();
        told.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Ok((summary, told)))
    }

    /// The documents that were written, with what changed in them, and at the end the facts that did it.
    fn written(&mut self, told: &[Told], corrections: bool, out: &Path) -> Result<()> {
        let mut differences: Vec<&Difference> = Vec::new();
        for document in told {
            let difference = match &document.outcome {
                Outcome::Written { difference, .. } => {
                    writeln!(self.out, "{}", document.path)?;
                    difference.as_ref()
                }
                Outcome::WouldChange { .. } if corrections => {
                    for draft in [document.id.clone(), batch::listed(&document.id)] {
                        let path = batch::drafted(out, &draft).display().to_string();
                        writeln!(self.out, "{}", path.replace('\\', "/"))?;
                    }
                    None
                }
                _ => None,
            };
            let Some(difference) = difference else {
                continue;
            };
            let changes = difference.short();
            for change in changes.iter().take(SHOWN) {
                writeln!(self.out, "    {change}")?;
            }
            if changes.len() > SHOWN {
                let more = self.tongue("more", "vēl").to_owned();
                writeln!(self.out, "    … {more}: {}", changes.len() - SHOWN)?;
            }
            differences.push(difference);
        }
        self.changed_facts(differences.into_iter())
    }

    /// The facts that changed, each with the number of documents that say it.
    pub(super) fn changed_facts<'d>(
        &mut self,
        differences: impl Iterator<Item = &'d Difference>,
    ) -> Result<()> {
        let facts = changed_facts(differences);
        if !facts.is_empty() {
            let title = self.tongue("changed facts", "mainītie fakti").to_owned();
            writeln!(self.err, "{title}:")?;
        }
        for (change, documents) in facts {
            let word = self.tongue("documents", "dokumenti").to_owned();
            let fact = words::fact(change, self.language());
            writeln!(self.err, "    {fact} ({word}: {documents})")?;
        }
        Ok(())
    }

    /// The state of each document, and why it is not as it should be; nothing is made.
    fn look(&mut self, job: Job, all: bool, check: bool) -> Result<u8> {
        let (workspace, memory, maker) = match self.open_all_with(job.out.as_deref(), job.shard)? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let json = self.format == Format::Json;
        let human = !json;
        let everything = job.selectors.is_empty();
        let (summary, told) = match self.over(&workspace, &maker, memory, job, Aim::Look)? {
            Ok(done) => done,
            Err(code) => return Ok(code),
        };
        let width = told.iter().map(|t| t.id.len()).max().unwrap_or(0);
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for document in told.iter().filter(|_| human) {
            let state = words::state(&document.outcome);
            *counts.entry(state).or_default() += 1;
            let word = words::told_state(state, self.language()).to_owned();
            let why = match &document.outcome {
                Outcome::Stopped { why } => {
                    self.stopped_by(&document.id, why, &workspace, &summary)
                }
                outcome => self.because(outcome, all),
            };
            let mut why = why.into_iter();
            match why.next() {
                None => writeln!(self.out, "{:width$}  {word}", document.id)?,
                Some(first) => writeln!(self.out, "{:width$}  {word}: {first}", document.id)?,
            }
            for more in why {
                writeln!(self.out, "{:width$}    {more}", "")?;
            }
        }
        for stopped in &summary.stopped {
            // A record that cannot be read has no documents to tell of.
            if human && !stopped.id.contains('/') {
                let word = words::told_state("failed", self.language()).to_owned();
                let why = self.stopped_by(&stopped.id, &stopped.why, &workspace, &summary);
                writeln!(
                    self.out,
                    "{:width$}  {word}: {}",
                    stopped.id,
                    why.join("; ")
                )?;
                *counts.entry("failed").or_default() += 1;
            }
        }
        if everything && let Ok(register) = Register::open(&workspace.root) {
            let mut alone: Vec<&Adoption> = register.entries().iter().collect();
            alone.retain(|one| {
                register.latest(&one.document) == Some(*one)
                    && !told.iter().any(|told| told.id == one.document)
            });
            for adoption in alone {
                let word = self.tongue("adopted; no record has it", "pieņemts; ierakstos tā nav");
                let word = word.to_owned();
                match json {
                    true => writeln!(
                        self.out,
                        "{}",
                        json!({"document": adoption.document, "state": "adopted-without-record", "version": adoption.version})
                    )?,
                    false => writeln!(self.out, "{:width$}  {word}", adoption.document)?,
                }
            }
        }
        for orphan in &summary.orphans {
            let word = words::told_state("orphan", self.language()).to_owned();
            match json {
                true => writeln!(self.out, "{}", json!({"path": orphan, "state": "orphan"}))?,
                false => writeln!(self.out, "{orphan}  {word}")?,
            }
        }
        if human && !all && !counts.is_empty() {
            let counts: Vec<String> = counts
                .into_iter()
                .map(|(state, n)| format!("{}: {n}", words::told_state(state, self.language())))
                .collect();
            writeln!(self.err, "{}", counts.join("; "))?;
        }
        let faults: Vec<_> = summary
            .findings
            .iter()
            .filter(|finding| {
                finding.severity == crate::finding::Severity::Fault
                    || summary.refused
                    || matches!(finding.matter, Matter::BrokenLedger { .. })
            })
            .cloned()
            .collect();
        let code = self.tell(&faults)?;
        let sound = summary.stale == 0
            && !summary.refused
            && summary.stopped.is_empty()
            && summary.would_change.is_empty()
            && summary.orphans.is_empty();
        Ok(match check && !sound {
            true => code.max(FOUND),
            false => code,
        })
    }

    /// What stops a document, or a record with all its documents: a sentence for each code.
    fn stopped_by(
        &self,
        id: &str,
        codes: &[String],
        workspace: &Workspace,
        summary: &Summary,
    ) -> Vec<String> {
        let project = id.split('/').next().unwrap_or(id);
        let record = workspace.projects.iter().find(|file| file.id == project);
        let record = record.map(|file| file.file.as_str());
        let concerns = |finding: &&Finding| {
            let place = finding.place.as_ref().map(|place| place.file.as_str());
            match &finding.document {
                Some(document) => document == id,
                None => place == record,
            }
        };
        let sentence = |code: &String| {
            let mut all = summary
                .findings
                .iter()
                .filter(|f| f.code() == code.as_str());
            // What is wrong with a template or the registry concerns them all.
            let found = all.clone().find(concerns).or_else(|| all.next());
            found.map_or_else(
                || code.clone(),
                |found| format!("{} [{code}]", found.say(self.language()).message),
            )
        };
        codes.iter().map(sentence).collect()
    }

    /// Why a document is not as it should be: all that is known, or the first of it.
    fn because(&self, outcome: &Outcome, all: bool) -> Vec<String> {
        let tongue = self.language();
        let lines: Vec<String> = match outcome {
            Outcome::Stale { reasons } => match reasons.as_slice() {
                [Reason::New | Reason::Missing { form: None }] if !all => Vec::new(),
                reasons => reasons
                    .iter()
                    .map(|reason| words::reason(reason, tongue))
                    .collect(),
            },
            Outcome::Adopted { version } => vec![version.to_string()],
            Outcome::WouldChange { difference, .. } => difference.short(),
            _ => Vec::new(),
        };
        if all || lines.len() <= 2 {
            return lines;
        }
        let more = format!("… {}: {}", self.tongue("more", "vēl"), lines.len() - 1);
        vec![lines[0].clone(), more]
    }

    fn summary(&mut self, summary: &Summary, aim: Aim) -> Result<()> {
        let errors = summary.findings.iter().filter(|f| f.stops()).count();
        let warnings = summary.findings.len() - errors;
        if self.format == Format::Json {
            let line = json!({"summary": {
                "written": summary.written, "current": summary.current, "adopted": summary.adopted,
                "would_change": summary.would_change, "stopped": summary.stopped,
                "orphans": summary.orphans, "pruned": summary.pruned,
                "not_reached": summary.not_reached, "errors": errors, "warnings": warnings
            }});
            return writeln!(self.out, "{line}");
        }
        let current = summary.current;
        let mut parts = Vec::new();
        if aim == Aim::Build {
            parts.push(format!(
                "{}: {}",
                self.tongue("written", "ierakstīti"),
                summary.written
            ));
        }
        let label = match aim {
            Aim::Compare => self.tongue("as they should be", "atbilst"),
            Aim::Check => self.tongue("can be made", "var izveidot"),
            _ => self.tongue("as they should be", "bez izmaiņām"),
        };
        parts.push(format!("{label}: {current}"));
        for (count, label) in [
            (summary.adopted, self.tongue("adopted", "pieņemti")),
            (
                summary.orphans.len(),
                self.tongue("of no record", "bez ieraksta"),
            ),
            (summary.pruned.len(), self.tongue("taken away", "izņemti")),
            (errors, self.tongue("errors", "kļūdas")),
            (warnings, self.tongue("warnings", "brīdinājumi")),
        ] {
            if count > 0 {
                parts.push(format!("{label}: {count}"));
            }
        }
        let would = &summary.would_change;
        if !would.is_empty() {
            let label = self.tongue("adopted, but would change", "pieņemti, bet mainītos");
            parts.push(format!("{label}: {} ({})", would.len(), would.join(", ")));
        }
        let stopped = &summary.stopped;
        if !stopped.is_empty() {
            let label = match aim {
                Aim::Compare => self.tongue("not as they should be", "neatbilst"),
                Aim::Check => self.tongue("cannot be made", "nevar izveidot"),
                _ => self.tongue("not made", "nav izveidoti"),
            };
            let told = stopped.iter().map(|one| match one.why.is_empty() {
                true => one.id.clone(),
                false => format!("{}: {}", one.id, one.why.join(", ")),
            });
            let told: Vec<String> = told.collect();
            parts.push(format!("{label}: {} ({})", stopped.len(), told.join("; ")));
        }
        let documents = self.tongue("documents", "dokumenti");
        writeln!(self.err, "{documents} – {}", parts.join("; "))?;
        let nothing = summary.written == 0 && stopped.is_empty() && would.is_empty() && errors == 0;
        for path in &summary.pruned {
            let word = self.tongue("taken away", "izņemts").to_owned();
            writeln!(self.err, "{word}: {path}")?;
        }
        if aim == Aim::Build && nothing && current > 0 {
            let line = self.tongue(
                "nothing to write: every document is as it should be",
                "nav ko rakstīt: visi dokumenti ir aktuāli",
            );
            writeln!(self.err, "{line}")?;
        }
        if !summary.not_reached.is_empty() {
            let line = self.tongue(
                "ended before its time; records not looked at, which the next build makes",
                "pārtraukts; ieraksti, kas nav apskatīti un ko izveidos nākamreiz",
            );
            writeln!(self.err, "{line}: {}", summary.not_reached.len())?;
        }
        Ok(())
    }
}

/// A line of JSON about a document.
fn line(told: &Told) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        document: &'a str,
        path: &'a str,
        state: &'a str,
        #[serde(flatten)]
        outcome: &'a Outcome,
    }
    let line = Line {
        document: &told.id,
        path: &told.path,
        state: words::state(&told.outcome),
        outcome: &told.outcome,
    };
    let mut line = serde_json::to_string(&line).unwrap_or_default();
    line.push('\n');
    line
}

/// Who runs this, for others who find the folder locked.
pub(super) fn holder() -> String {
    let set = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok());
    let parts = [
        set(&["USER", "USERNAME", "LOGNAME"]),
        set(&["HOSTNAME", "COMPUTERNAME"]),
        Some(format!("process {}", std::process::id())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How far a run is: a bar on a terminal, a line now and then elsewhere.
struct Progress {
    bar: ProgressBar,
    lines: bool,
    records: usize,
    done: usize,
    documents: usize,
    started: Instant,
    told: Instant,
}

impl Progress {
    fn new(wanted: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let target = match wanted && terminal {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = "{bar:40} {pos}/{len}  {per_sec}  {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Progress {
            bar,
            lines: wanted && !terminal,
            records: 0,
            done: 0,
            documents: 0,
            started: Instant::now(),
            told: Instant::now(),
        }
    }

    fn begin(&mut self, records: usize) {
        self.records = records;
        self.bar.set_length(records as u64);
    }

    fn step(&mut self) {
        self.done += 1;
        self.bar.inc(1);
    }

    /// A line about how far it is, if it is time for one.
    fn line(&mut self) -> Option<String> {
        if !self.lines || self.told.elapsed() < PATIENCE || self.done == 0 {
            return None;
        }
        self.told = Instant::now();
        let seconds = self.started.elapsed().as_secs_f64();
        let rest = seconds / self.done as f64 * (self.records - self.done.min(self.records)) as f64;
        let rate = self.documents as f64 / seconds;
        Some(format!(
            "{}/{}  {rate:.0}/s  {rest:.0} s",
            self.done, self.records
        ))
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
