//! `completions`: prints a script that lets a shell complete the command line.

use clap::Args;
use clap_complete::Shell as Kind;

use super::exit::Exit;
use super::shell::Shell;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL", help = "哪种 shell。Which shell")]
    kind: Kind,
}

/// The script for `command`, the whole command line.
pub(super) fn run(args: &CompletionsArgs, mut command: clap::Command, shell: &Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.kind, &mut command, "chengbao", &mut script);
    shell.console.content(&script);
    Exit::Done
}
