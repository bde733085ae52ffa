//! Turns a panic into an internal error: exit 3, with a message that names the file
//! being processed.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::exit::{Exit, Failure};
use chengbao_base::text::Text;

thread_local! {
    /// Whether this thread does guarded work.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Message and place of the last panic of this thread.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does the work; a panic becomes a failure that names `what` (a file; empty for the whole run).
pub(super) fn guard<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if GUARDED.get() {
                remember(info);
            } else {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // Nothing of the work is used after a panic.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    outcome.map_err(|_| {
        let detail = LAST.with_borrow(String::clone);
        let (zh, en) = if what.is_empty() {
            (String::new(), String::new())
        } else {
            (
                format!("处理“{what}”时"),
                format!(" while working on `{what}`"),
            )
        };
        Failure::new(
            Exit::Fault,
            Text::new(
                format!("程序内部错误，{zh}中止（{detail}）。未生成文件，请把这一行反馈给开发者。"),
                format!(
                    "internal error{en} ({detail}); no file was written; please report this line"
                ),
            ),
        )
    })
}

/// A state that the program excludes; `detail` is for developers.
pub(super) fn fault(detail: &str) -> Failure {
    Failure::new(
        Exit::Fault,
        Text::new(
            format!("程序内部错误（{detail}）。未生成文件，请把这一行反馈给开发者。"),
            format!("internal error ({detail}); no file was written; please report this line"),
        ),
    )
}

fn remember(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    let place = info
        .location()
        .map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
    LAST.set(format!("{message}; {place}").replace('\n', " "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_fault_that_names_the_file() {
        let failure = guard("某.yaml", || panic!("out of cheese")).unwrap_err();
        assert_eq!(failure.exit, Exit::Fault);
        for text in [&failure.text.zh, &failure.text.en] {
            assert!(
                text.contains("某.yaml") && text.contains("out of cheese"),
                "{text}"
            );
        }
        assert_eq!(guard("x", || 7), Ok(7));
    }
}
