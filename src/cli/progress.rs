//! A progress bar on stderr, where that is a terminal and the work lasts.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Progress over a number of files.
pub(super) struct Progress {
    bar: ProgressBar,
    since: Instant,
    terminal: bool,
}

impl Progress {
    pub(super) fn new(files: usize) -> Self {
        let bar =
            ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}  {elapsed}") {
            bar.set_style(style);
        }
        Self {
            bar,
            since: Instant::now(),
            terminal: files > 1 && Console::is_watched(),
        }
    }

    /// One more file is done; `say` prints its messages, clear of the bar.
    pub(super) fn step(&self, say: impl FnOnce()) {
        if self.terminal && self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.suspend(say);
        self.bar.inc(1);
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
