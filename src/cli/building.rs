//! Commands that run over many documents: build and check; and the worker of a build.

use super::arguments::{Build, Check, Format};
use super::commands::Desk;
use super::progress::{PATIENCE, Progress};
use super::{DONE, FAULT, INTERRUPTED, PROGRAM, STOP, words};
use crate::batch::{
    self, Aim, Difference, Event, Memory, Options, Outcome, Selection, Shard, Summary,
    changed_facts,
};
use crate::document::Maker;
use crate::finding::Place;
use crate::record::{Known, SETTINGS, Workspace};
use serde::Serialize;
use serde_json::json;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, sync_channel};

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
pub(super) struct Told {
    pub id: String,
    pub path: String,
    pub outcome: Outcome,
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
    pub(super) fn over(
        &mut self,
        workspace: &Workspace,
        maker: &Maker,
        memory: Memory,
        job: Job,
        aim: Aim,
    ) -> Result<std::result::Result<(Summary, Vec<Told>), u8>> {
        let is_setting = job.out.is_none();
        let out = job.out.unwrap_or_else(|| workspace.out());
        if let Some(mut forbidden) = self.forbidden(workspace, &out) {
            if is_setting {
                forbidden = forbidden.at(Place::field(SETTINGS, "/out"));
                workspace.locate(std::slice::from_mut(&mut forbidden));
            }
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
            (summary.pruned.len(), self.tongue("taken away", "izdzēsti")),
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
            let word = self.tongue("taken away", "izdzēsts").to_owned();
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
