//! Workers as processes of their own. The engine remembers former work behind locks that threads of one
//! process wait for; processes do not wait for each other. And where the engine takes its process down (a
//! stack that overflows, memory that runs out), only the document in hand is lost, and named.
//!
//! A worker reads requests from its standard input, a line of JSON each, and answers with messages on its
//! standard output. It writes files; what the ledger says of them is kept by the process that started it.
//!
//! It loads templates and settings itself, and says first which these are: where they were changed after the
//! run had begun, the run does without it and makes the rest from what it has loaded, so that a run never mixes
//! two states. The next one makes what the change reaches.

use super::aim::{Aim, Event, Options, Outcome, Stopped};
use super::ledger::{Entry, Ledger, Line};
use super::plan::{Plan, tools};
use super::run::Run;
use super::selection::Selection;
use super::stamps::Stamps;
use super::worker::Worker;
use super::writer::{Done, Keep, Writer};
use crate::adopted::Register;
use crate::disk;
use crate::document::Maker;
use crate::finding::Finding;
use crate::record::{ProjectFile, Workspace};
use crate::typeset::in_worker;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// The allocator of a worker takes memory when it is needed and not in large pieces before: in a long run it
/// needs 35 MiB instead of 60, and is as fast. Nor does a worker start threads of its own: there is a worker for
/// each processor.
const FRUGAL: [(&str, &str); 2] = [
    ("MIMALLOC_ARENA_EAGER_COMMIT", "0"),
    ("RAYON_NUM_THREADS", "1"),
];

/// What a worker is told first.
#[derive(Serialize, Deserialize)]
struct Orders {
    out: PathBuf,
    force: bool,
    corrections: bool,
    selectors: Vec<String>,
}

/// A record that a worker is to do.
#[derive(Serialize, Deserialize)]
struct Request {
    id: String,
    path: PathBuf,
    file: String,
    twin: Option<String>,
    /// What the ledger says of it.
    entry: Option<Entry>,
}

/// What a worker says.
#[derive(Serialize, Deserialize)]
enum Message {
    /// What it works with: the digest of what is not of one record (see `Plan`).
    Ready {
        tools: String,
    },
    Begun(String),
    Document(String, PathBuf, Outcome),
    Noted(Line),
    Filed(Line, PathBuf),
    /// The record is done.
    Record {
        findings: Vec<Finding>,
        stopped: Vec<Stopped>,
        expected: Vec<PathBuf>,
        unread: Vec<PathBuf>,
    },
}

/// A worker, seen from the process that started it.
pub(super) struct Crewman {
    child: Child,
    requests: ChildStdin,
    messages: BufReader<ChildStdout>,
}

impl Drop for Crewman {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Crewman {
    /// Starts a worker; not one that would work with other templates or settings than this run.
    pub fn start(program: &Path, run: &Run<'_>) -> io::Result<Crewman> {
        let mut child = Command::new(program)
            .arg("--workspace")
            .arg(&run.workspace.root)
            .arg("worker")
            .envs(FRUGAL)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let gone = || io::Error::other("the worker has no pipe");
        let mut crewman = Crewman {
            requests: child.stdin.take().ok_or_else(gone)?,
            messages: BufReader::new(child.stdout.take().ok_or_else(gone)?),
            child,
        };
        match crewman.next() {
            Some(Message::Ready { tools }) if tools == run.plan.tools => {}
            _ => return Err(io::Error::other("the worker is of another state")),
        }
        crewman.send(&Orders {
            // As it is called here: it works in the same folder.
            out: run.options.out.clone(),
            force: run.options.force,
            corrections: run.options.corrections,
            selectors: run.selection.selectors().to_vec(),
        })?;
        Ok(crewman)
    }

    fn send(&mut self, what: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(what)?;
        line.push(b'\n');
        self.requests.write_all(&line)
    }

    /// What it says next; nothing if it has gone.
    fn next(&mut self) -> Option<Message> {
        let mut line = String::new();
        self.messages.read_line(&mut line).ok()?;
        serde_json::from_str(&line).ok()
    }

    /// Has a record done. An error says that the worker is gone, and with which document in hand.
    pub fn record(
        &mut self,
        run: &Run<'_>,
        file: &ProjectFile,
        hand: &dyn Fn(Done),
    ) -> Result<(), Option<String>> {
        let request = Request {
            id: file.id.clone(),
            path: file.path.clone(),
            file: file.file.clone(),
            twin: file.twin.clone(),
            entry: run.plan.ledger.records().get(&file.id).cloned(),
        };
        self.send(&request).map_err(|_| None)?;
        let mut begun = None;
        while let Some(message) = self.next() {
            match message {
                // Said once, and heard when it was started.
                Message::Ready { .. } => break,
                Message::Begun(id) => {
                    (run.tell)(Event::Begun { id: &id });
                    begun = Some(id);
                }
                Message::Document(id, path, outcome) => {
                    begun = None;
                    run.done(&id, &path, &outcome);
                }
                Message::Noted(line) => hand(Done::Noted(line)),
                Message::Filed(line, path) => hand(Done::Filed(line, path)),
                Message::Record {
                    findings,
                    stopped,
                    expected,
                    unread,
                } => {
                    run.found(findings);
                    run.also_stopped(stopped);
                    if let Ok(mut folder) = run.folder.lock() {
                        folder.looked.insert(file.file.clone());
                        folder.expected.extend(expected);
                        folder.unread.extend(unread);
                    }
                    return Ok(());
                }
            }
        }
        Err(begun)
    }
}

/// Says messages to the process that started this one.
struct Mouth<'a>(Mutex<&'a mut (dyn Write + Send)>);

impl Mouth<'_> {
    fn say(&self, message: &Message) -> io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        let mut out = self
            .0
            .lock()
            .map_err(|_| io::Error::other("it broke off"))?;
        out.write_all(&line)?;
        out.flush()
    }
}

/// Keeps what the ledger is to say by saying it.
struct Saying<'m, 'a>(&'m Mouth<'a>);

impl Saying<'_, '_> {
    fn said(&self, message: &Message) -> Result<(), disk::Failure> {
        self.0.say(message).map_err(|reason| disk::Failure {
            path: PathBuf::new(),
            reason,
            writing: true,
        })
    }
}

impl Keep for Saying<'_, '_> {
    fn note(&mut self, line: Line) -> Result<(), disk::Failure> {
        self.said(&Message::Noted(line))
    }

    fn filed(&mut self, line: Line, path: &Path, _: &Stamps) -> Result<(), disk::Failure> {
        self.said(&Message::Filed(line, path.to_owned()))
    }
}

/// Works for the process that started this one, until that has nothing more to be done.
pub fn serve(
    workspace: &Workspace,
    maker: &Maker,
    stop: &AtomicBool,
    input: &mut (dyn BufRead + Send),
    output: &mut (dyn Write + Send),
) -> io::Result<()> {
    // Without it, what was adopted would be made like anything else.
    let register = Register::open(&workspace.root);
    let register = register.map_err(|_| io::Error::other("the register cannot be read"))?;
    let mouth = Mouth(Mutex::new(output));
    let tools = tools(workspace, maker);
    mouth.say(&Message::Ready { tools })?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    let orders: Orders = serde_json::from_str(&line)?;
    let selection = Selection::new(orders.selectors);
    let options = Options {
        force: orders.force,
        corrections: orders.corrections,
        ..Options::new(orders.out, Aim::Build, stop)
    };
    let (nothing, stamps) = (Ledger::default(), Stamps::default());
    let out = &options.out;
    let all = Plan::new(workspace, maker, out, &nothing, &stamps, &register);
    let served = in_worker(|| -> io::Result<()> {
        let mut requests = input.lines();
        while let Some(line) = requests.next().transpose()? {
            let request: Request = serde_json::from_str(&line)?;
            let file = ProjectFile {
                id: request.id,
                path: request.path,
                file: request.file,
                sha256: None,
                twin: request.twin,
            };
            let known = request.entry.map(|entry| (file.id.clone(), entry));
            let mut ledger = Ledger::default();
            ledger.extend(known);
            let plan = Plan {
                ledger: &ledger,
                ..all.clone()
            };
            let tell = |event: Event<'_>| {
                let message = match event {
                    Event::Begun { id } => Message::Begun(id.to_owned()),
                    Event::Document { id, path, outcome } => {
                        Message::Document(id.to_owned(), path.to_owned(), outcome.clone())
                    }
                    Event::Records(_) | Event::Record => return,
                };
                // Whoever started this one has gone: nobody would know of what is written now.
                if mouth.say(&message).is_err() {
                    std::process::exit(2);
                }
            };
            let run = Run::new(workspace, maker, &selection, &options, &plan, &tell);
            let writer = RefCell::new(Writer::new(&run, Saying(&mouth), &stamps));
            let hand = |done: Done| writer.borrow_mut().write(done);
            run.guarded(&mut Worker::new(&run, &hand), &file);
            drop(writer);
            let (summary, folder) = run.into_parts();
            mouth.say(&Message::Record {
                findings: summary.findings,
                stopped: summary.stopped,
                expected: folder.expected.into_iter().collect(),
                unread: folder.unread.into_iter().collect(),
            })?;
        }
        Ok(())
    });
    served.map_err(io::Error::other)?
}
