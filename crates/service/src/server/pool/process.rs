//! One worker process: started with pipes, asked, killed when it is no longer wanted.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;

use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::server::task::{Frame, Reply, Task};

/// How a worker is started: a program that calls [`crate::server::serve_tasks`] on its input and output.
#[derive(Debug, Clone)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Its environment; it gets nothing else, so no secret of the service.
    pub environment: Vec<(OsString, OsString)>,
}

/// A worker that is running.
pub(super) struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Process {
    pub(super) fn start(command: &WorkerCommand) -> io::Result<Self> {
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            .env_clear()
            .envs(
                command
                    .environment
                    .iter()
                    .map(|(name, value)| (name, value)),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What it says of a crash may quote a report.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self {
            child,
            input,
            output,
        })
    }

    /// Whether it has not ended while it was idle.
    pub(super) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Has a task done. After an error the worker is of no use any more.
    pub(super) async fn ask(&mut self, task: Task) -> io::Result<Reply> {
        task.into_frame().send(&mut self.input).await?;
        Reply::of_frame(Frame::receive(&mut self.output).await?)
    }

    /// Kills it; how it ended, by itself or now.
    pub(super) async fn end(mut self) -> String {
        // It may have ended by itself.
        let _ = self.child.start_kill();
        match self.child.wait().await {
            Ok(status) => status.to_string(),
            Err(error) => error.kind().to_string(),
        }
    }
}
