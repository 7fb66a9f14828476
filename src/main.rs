//! The program: everything it does is in [`pielikums::cli`].

use std::process::ExitCode;

/// The engine allocates all the time and on all threads; this allocator takes a tenth less time for it than
/// the system's, does not make two workers wait for each other, and keeps the memory of a long run flat.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The engine and the parsers nest deeply; the main thread's stack is another on every system.
const STACK: usize = 32 << 20;

fn main() -> ExitCode {
    pielikums::cli::as_program();
    let work = || {
        let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
        pielikums::cli::run(std::env::args_os(), &mut out, &mut err)
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        _ => ExitCode::from(2),
    }
}
