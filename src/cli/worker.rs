//! `worker`: the process that `serve` starts for work on what comes from outside. People do not call it.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::exit::{Exit, Failure};
use super::policy::PolicyArgs;
use super::shell::Shell;
use chengbao_base::text::Text;
use chengbao_service::server::{Limits, Tools, WorkerCommand, serve_tasks};

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub(super) struct WorkerArgs {
    /// Pages.
    #[arg(
        long,
        value_name = "N",
        help = "文件最多的页数。Maximum pages of a document"
    )]
    pages: usize,
    /// Memory.
    #[arg(
        long,
        value_name = "BYTES",
        help = "最多用多少字节内存。Maximum bytes of memory"
    )]
    memory: u64,
    /// Time.
    #[arg(
        long,
        value_name = "SECONDS",
        help = "每件工作最多用多少秒处理器时间。Maximum seconds of processor time for one task"
    )]
    seconds: u64,
    #[command(flatten)]
    policy: PolicyArgs,
}

/// Variables of the environment that a worker gets: where fonts are, and what the system needs.
const VARIABLES: &[&str] = &[
    "APPDATA",
    "CHENGBAO_FAULTS",
    "CHENGBAO_FONTS",
    "HOME",
    "LD_LIBRARY_PATH",
    "LOCALAPPDATA",
    "PATH",
    "ProgramData",
    "SystemRoot",
    "TMPDIR",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
];

/// The allocator takes memory in pieces of so many KiB, not of a gigabyte, which would count against the limit
/// before anything is in it.
const ALLOCATOR: [&str; 2] = ["MIMALLOC_ARENA_RESERVE", "65536"];

/// How `serve` starts its workers: this program, with the same forms, fonts and policy.
pub(super) fn command(
    shell: &Shell,
    limits: &Limits,
    policy: &PolicyArgs,
) -> io::Result<WorkerCommand> {
    let mut arguments: Vec<OsString> = vec!["worker".into()];
    let mut option = |name: &str, value: OsString| arguments.extend([name.into(), value]);
    let (templates, fonts) = shell.folders();
    for folder in templates {
        option("--template", absolute(folder)?);
    }
    for folder in fonts {
        option("--fonts", absolute(folder)?);
    }
    if let Some(file) = policy.file() {
        option("--policy", absolute(file)?);
    }
    option("--pages", limits.pages.to_string().into());
    option("--memory", limits.memory.to_string().into());
    option("--seconds", limits.processor_seconds().to_string().into());
    let variables = VARIABLES.iter();
    let allocator = ALLOCATOR.map(OsString::from);
    Ok(WorkerCommand {
        program: program()?,
        arguments,
        environment: variables
            .filter_map(|name| Some((OsString::from(name), env::var_os(name)?)))
            .chain([allocator.into()])
            .collect(),
    })
}

fn absolute(path: &Path) -> io::Result<OsString> {
    std::path::absolute(path).map(PathBuf::into_os_string)
}

/// This program, even if another version has been installed in its place meanwhile.
fn program() -> io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    match link.exists() {
        true => Ok(link),
        false => env::current_exe(),
    }
}

pub(super) fn run(args: &WorkerArgs, shell: &Shell) -> Result<Exit, Failure> {
    // What a panic says may quote a report, and the log quotes none.
    std::panic::set_hook(Box::new(|_| {}));
    // If the machine runs out of memory, a worker goes before the service does. Elsewhere than on Linux there
    // is no such file.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    let tools = Tools {
        forms: shell.forms()?,
        faces: shell.faces()?,
        office: args.policy.office()?,
        pages: args.pages,
        memory: args.memory,
        time: Duration::from_secs(args.seconds),
        #[cfg(feature = "judges")]
        strike: super::faults::strike,
    };
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    match serve_tasks(&tools, BufReader::new(input), output) {
        Ok(()) => Ok(Exit::Done),
        Err(error) => Err(Failure::new(
            Exit::Fault,
            Text::new(
                format!("处理进程中断：{error}。"),
                format!("the worker process stopped: {error}"),
            ),
        )),
    }
}
