//! The log: one JSON object per line on stderr. It holds ids, routes, statuses and times, never a word of
//! a report, a token or a file's name, and nothing that acts on a terminal.

use std::io;

use tracing_subscriber::fmt::format::FmtSpan;

use chengbao_base::text::legible::JsonLines;

/// Starts the log of the process; a second call does nothing.
pub fn start() {
    let log = tracing_subscriber::fmt()
        .json()
        .with_span_events(FmtSpan::NONE)
        .with_target(false)
        .with_writer(|| JsonLines(io::stderr()))
        .finish();
    drop(tracing::subscriber::set_global_default(log));
    // The message of a panic may quote the data; its location never does.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panicked");
    }));
}
