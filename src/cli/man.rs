//! `man`: prints the man page, or writes one page per command into a folder.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use super::exit::{Exit, Failure};
use super::shell::Shell;
use super::write;

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The folder for the pages.
    #[arg(
        short,
        long,
        value_name = "DIR",
        help = "在文件夹 DIR 中生成总页和各命令的手册页。Write the page of the program and of each command to the folder DIR"
    )]
    output: Option<PathBuf>,
}

/// The pages of `cli`, the whole command line.
pub(super) fn run(args: &ManArgs, mut cli: clap::Command, shell: &Shell) -> Result<Exit, Failure> {
    cli.build();
    let Some(folder) = &args.output else {
        shell.console.content(&page(&cli)?);
        return Ok(Exit::Done);
    };
    write::directory(folder)?;
    let name = |command: &clap::Command| {
        let full = command.get_display_name().unwrap_or(command.get_name());
        folder.join(format!("{full}.1"))
    };
    for command in std::iter::once(&cli).chain(cli.get_subcommands()) {
        let target = name(command);
        write::replace(&target, &page(command)?)?;
        shell.console.line(&target.display().to_string());
    }
    Ok(Exit::Done)
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .render(&mut page)
        .map_err(|error| Failure::usage(format!("无法生成手册页：{error}"), error.to_string()))?;
    Ok(page)
}
