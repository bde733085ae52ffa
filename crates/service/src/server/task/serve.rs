//! The worker process: takes tasks from its input and answers them on its output, one after the other, within
//! the limits that the system enforces. It opens no connection and no file but fonts.

use std::io::{self, Read, Write};

use super::perform::perform;
use super::{Frame, Head, Task};
use crate::server::tools::Tools;

/// Answers tasks until the input ends. A panic or a limit ends the process, which whoever asks it notices.
///
/// # Errors
/// Those of the pipes, and limits that the system refuses.
pub fn serve_tasks(tools: &Tools, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    limits::memory(tools.memory)?;
    while let Some(frame) = Frame::read(&mut input)? {
        limits::time(tools.time)?;
        let head: Head = frame.head()?;
        let task = Task {
            head,
            blobs: frame.blobs,
        };
        perform(&task, tools).into_frame().write(&mut output)?;
    }
    Ok(())
}

/// Limits of the process (getrlimit(2)).
#[cfg(unix)]
mod limits {
    use std::io;
    use std::time::Duration;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};

    fn lower(resource: Resource, limit: u64) -> io::Result<()> {
        let maximum = getrlimit(resource).maximum;
        let current = Some(maximum.map_or(limit, |maximum| maximum.min(limit)));
        Ok(setrlimit(resource, Rlimit { current, maximum })?)
    }

    /// Memory that is written to, and no image of it is left when the process is ended.
    pub(super) fn memory(bytes: u64) -> io::Result<()> {
        lower(Resource::Data, bytes)?;
        lower(Resource::Core, 0)
    }

    /// From now on.
    pub(super) fn time(time: Duration) -> io::Result<()> {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        let used = u64::try_from(used).unwrap_or(0);
        // Whole seconds, and the one that has begun.
        lower(Resource::Cpu, used + time.as_secs() + 2)
    }
}

/// Elsewhere only the time of whoever asks limits a worker.
#[cfg(not(unix))]
mod limits {
    use std::io;
    use std::time::Duration;

    #[expect(
        clippy::unnecessary_wraps,
        reason = "the same signature as where there are limits"
    )]
    pub(super) fn memory(_: u64) -> io::Result<()> {
        Ok(())
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "the same signature as where there are limits"
    )]
    pub(super) fn time(_: Duration) -> io::Result<()> {
        Ok(())
    }
}
