//! Open files: each connection is one, and systems give a process a few at first and more when it asks.

/// Files that are open beside connections: of the database, the store, the log, the runtime.
#[cfg(unix)]
const OTHERS: u64 = 256;

/// How many of `wanted` connections the process may have open together, after asking for as many.
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
    // Where it may not be raised it stays as it is.
    let given = setrlimit(Resource::Nofile, limit).map_or(current, |()| asked);
    let most = usize::try_from(given.saturating_sub(OTHERS)).unwrap_or(usize::MAX);
    most.clamp(1, wanted.max(1))
}

/// As many as are wanted: sockets are not files there.
#[cfg(not(unix))]
pub(super) fn connections(wanted: usize) -> usize {
    wanted
}
