//! Open files: each connection is one, and systems allow a process a few at first and more on request.

/// Open files other than connections: of the database, the store, the log, the runtime.
#[cfg(unix)]
const OTHERS: u64 = 256;

/// How many of `wanted` connections the process may have open together, after requesting that many.
#[cfg(unix)]
pub(super) fn connections(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = u64::try_from(wanted)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHERS);
    let has = getrlimit(Resource::Nofile);
    let (Some(current), maximum) = (has.current, has.maximum) else {
        return wanted;
    };
    let asked = maximum
        .map_or(needed, |maximum| maximum.min(needed))
        .max(current);
    let limit = Rlimit {
        current: Some(asked),
        maximum,
    };
    // If it may not be raised, it stays as it is.
    let given = setrlimit(Resource::Nofile, limit).map_or(current, |()| asked);
    let most = usize::try_from(given.saturating_sub(OTHERS)).unwrap_or(usize::MAX);
    most.clamp(1, wanted.max(1))
}

/// All wanted connections: sockets are not files here.
#[cfg(not(unix))]
pub(super) fn connections(wanted: usize) -> usize {
    wanted
}
