//! The program's edge: command line, files, terminal, exit status. One file per command.
//!
//! It knows no rule and no layout; what it says about a report comes from the other modules, and
//! they get as values everything that depends on the machine.

mod answers;
mod args;
mod batch;
mod changes;
mod check;
mod clock;
mod completions;
mod console;
#[cfg(feature = "serve")]
mod data;
mod examine;
mod exit;
mod explain;
mod export;
#[cfg(feature = "judges")]
mod faults;
mod findings;
mod fix;
mod fontdirs;
mod fonts;
mod forms;
mod globals;
mod guard;
mod import;
mod interrupt;
mod keys;
mod load;
mod lock;
mod man;
mod new;
mod overwrite;
mod pictures;
mod policy;
mod progress;
mod purpose;
mod recorded;
mod schema;
mod seal;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod sign;
mod signed;
mod signoff;
mod targets;
mod template;
pub mod tsa;
mod usage;
mod verify;
mod watch;
#[cfg(feature = "serve")]
mod worker;
mod write;

use std::ffi::OsString;

use clap::FromArgMatches as _;

pub use exit::Exit;

use args::{Cli, Command};
use exit::Failure;
use shell::Shell;

/// Runs the program with its arguments, the program's name first. Prints, reads and writes as the
/// command says; never panics.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let matches = args::command().try_get_matches_from(&arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage::answer(error, &arguments),
    };
    let shell = Shell::new(&cli.globals);
    let outcome = guard::guard("", || command(&cli.command, &shell));
    let exit = outcome.and_then(|done| done).unwrap_or_else(|failure| {
        shell.console.error(&failure.text);
        failure.exit
    });
    match shell.console.trouble() {
        Some(text) => {
            shell.console.error(&text);
            exit.max(Exit::Usage)
        }
        None => exit,
    }
}

fn command(command: &Command, shell: &Shell) -> Result<Exit, Failure> {
    match command {
        Command::New(args) => new::run(args, shell),
        Command::Check(args) => check::run(args, shell),
        Command::Explain(args) => explain::run(args, shell),
        Command::Export(args) => export::run(args, shell),
        Command::Watch(args) => watch::run(args, shell),
        Command::Sign(args) => sign::run(args, shell),
        Command::Import(args) => import::run(args, shell),
        Command::Verify(args) => verify::run(args, shell),
        Command::Forms(args) => forms::run(args, shell),
        Command::Fonts(args) => fonts::run(args, shell),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, shell),
        #[cfg(feature = "serve")]
        Command::Worker(args) => worker::run(args, shell),
        Command::Schema(args) => schema::run(args, shell),
        Command::Completions(args) => Ok(completions::run(args, args::command(), shell)),
        Command::Man(args) => man::run(args, args::command(), shell),
    }
}
