//! The command line: the only room that prints.
//!
//! [`run`] can be called any number of times in a process. Exit codes: 0 all is well; 1 findings stopped
//! something; 2 the machine failed, or the arguments are wrong; 130 somebody ended it.

mod adopting;
mod arguments;
mod building;
mod commands;
mod differing;
mod print;
mod progress;
mod starting;
mod states;
mod watching;
mod words;

pub use arguments::Arguments;
use arguments::Command;
use clap::Parser;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// All that was asked for was done.
const DONE: u8 = 0;
/// Findings stopped something.
const FOUND: u8 = 1;
/// The machine failed, or the arguments are wrong.
const FAULT: u8 = 2;

/// Somebody ended the run with Ctrl-C; what was in hand was finished.
const INTERRUPTED: u8 = 130;

/// Set when the run is to end.
static STOP: AtomicBool = AtomicBool::new(false);

/// The program's own file, where this process is the program.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// For the program itself, once in a process: it can start itself again as a worker, and Ctrl-C ends a run
/// with the documents in hand; a second one ends it at once.
pub fn as_program() {
    if let Ok(path) = std::env::current_exe() {
        let _ = PROGRAM.set(path);
    }
}

/// Whether a command ends by itself when it is asked to. Others Ctrl-C ends at once, as it ends other programs;
/// nothing is half-written then, either.
fn ends_by_itself(command: &Command) -> bool {
    use Command::{Build, Check, Status, Watch, Worker};
    matches!(command, Build(_) | Check(_) | Status(_) | Watch(_) | Worker)
}

/// Runs the program with its arguments, the first of which is its name. Results go to `out`, what is
/// told to people beside them to `err`.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            let text = error.render().ansi().to_string();
            // Help is a result; a complaint about the arguments is not.
            let _ = if asked {
                write!(out, "{}", print::fit(&text, &print::Stream::Out))
            } else {
                write!(err, "{}", print::fit(&text, &print::Stream::Err))
            };
            return if asked { DONE } else { FAULT };
        }
    };
    if PROGRAM.get().is_some() && ends_by_itself(&arguments.command) {
        // Where it cannot be set, Ctrl-C ends these at once, too.
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED.into());
            }
        });
    }
    let mut desk = commands::Desk::new(&arguments, out, err);
    let code = match &arguments.command {
        Command::Build(build) => desk.build(build),
        Command::Check(check) => desk.check(check),
        Command::Status(status) => desk.status(status),
        Command::Diff(diff) => desk.diff(diff),
        Command::Watch(watch) => desk.watch(watch),
        Command::Adopt(adopt) => desk.adopt(adopt),
        Command::Verify => desk.verify(),
        Command::Ledger(ledger) => desk.ledger(ledger),
        Command::Worker => desk.worker(),
        Command::Explain(explain) => desk.explain(explain),
        Command::Init(init) => desk.init(init),
        Command::New(new) => desk.new_one(new),
        Command::List(list) => desk.list(list),
        Command::Show(show) => desk.show(show),
        Command::Schema(schema) => desk.schema(schema),
        Command::Completions(completions) => desk.completions(completions),
    };
    let flushed = desk.flush();
    code.and_then(|code| flushed.map(|()| code))
        .unwrap_or_else(|error| desk.unwritten(&error))
}
