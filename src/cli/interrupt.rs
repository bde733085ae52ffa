//! Ctrl-C: the file at hand is finished or dropped whole, then the run ends. A second one ends it
//! at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::{Exit, Failure};
use chengbao_base::text::Text;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C asks instead of killing. Only commands that write files call this; the
/// others have nothing to leave half-done.
pub(super) fn watch() {
    // Where the system gives no handler, Ctrl-C kills the process: targets are whole even then.
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

/// How the run ends then.
pub(super) fn failure() -> Failure {
    let text = Text::new(
        "已中断，其余文件没有写出。",
        "interrupted; the other files were not written",
    );
    Failure::new(Exit::Interrupted, text)
}
