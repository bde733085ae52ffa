//! Ctrl-C: the current file is finished or dropped completely, then the run ends. A second one ends it
//! at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::{Exit, Failure};
use chengbao_base::text::Text;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C requests an end instead of killing. Only commands that write files call this;
/// the others leave nothing half done.
pub(super) fn watch() {
    // If the system allows no handler, Ctrl-C kills the process: files are complete even then.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

/// Whether Ctrl-C was pressed.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// How the run then ends.
pub(super) fn failure() -> Failure {
    let text = Text::new(
        "已中断，其余文件没有生成。",
        "interrupted; the other files were not written",
    );
    Failure::new(Exit::Interrupted, text)
}
