//! What clap says of a wrong command line, in Chinese before its own English.

use std::io::Write as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::Exit;

/// Prints help, version or what is wrong.
pub(super) fn answer(error: &Error) -> Exit {
    let wrong = error.use_stderr();
    if wrong && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = writeln!(std::io::stderr().lock(), "错误：{}", sentence(error));
    }
    let _ = error.print();
    if wrong { Exit::Usage } else { Exit::Done }
}

fn sentence(error: &Error) -> String {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项。"),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令。", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}。"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值。"),
        ErrorKind::InvalidValue => format!(
            "{argument} 的值“{value}”不可用，可用的有：{}。",
            named(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => format!("{argument} 的值“{value}”不可用。"),
        ErrorKind::ArgumentConflict => format!(
            "{argument} 不能与 {} 同用，或只能出现一次。",
            named(ContextKind::PriorArg)
        ),
        _ => "命令行有误。".to_owned(),
    }
}
