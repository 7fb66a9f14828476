//! The program: everything it does is in [`pielikums::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    let code = pielikums::cli::run(
        std::env::args_os(),
        &mut std::io::stdout(),
        &mut std::io::stderr(),
    );
    ExitCode::from(code)
}
