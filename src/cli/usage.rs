//! What clap says of a wrong command line, in Chinese before its own English.

use std::error::Error as _;
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
        ErrorKind::MissingRequiredArgument => format!("缺少 {}。", missing(&argument)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值。"),
        ErrorKind::InvalidValue => format!(
            "{argument} 的值“{value}”不可用，可用的有：{}。",
            named(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let range = error.source().and_then(|source| range(&source.to_string()));
            let should = range.map(|(least, most)| format!("，应为 {least} 至 {most} 的整数"));
            let should = should.or_else(|| {
                let said = error.source()?.to_string();
                // Our own parsers say it in Chinese first.
                let (zh, _) = said.split_once('。')?;
                Some(format!("：{zh}"))
            });
            format!(
                "{argument} 的值“{value}”不可用{}。",
                should.unwrap_or_default()
            )
        }
        ErrorKind::ArgumentConflict => format!(
            "{argument} 不能与 {} 同用，或只能出现一次。",
            named(ContextKind::PriorArg)
        ),
        _ => "命令行有误。".to_owned(),
    }
}

/// What is missing: where one of several will do, clap writes `<--key <FILE>|--token <LABEL>>`.
fn missing(named: &str) -> String {
    let one = |name: &str| match name.strip_prefix("<--").and_then(|it| it.strip_suffix('>')) {
        Some(names) => format!("--{}", names.replace('|', " 或 ")),
        None => name.to_owned(),
    };
    named.split('、').map(one).collect::<Vec<_>>().join("、")
}

/// The bounds in a parser's “0 is not in 1..=9999”.
fn range(said: &str) -> Option<(u64, u64)> {
    let (_, range) = said.rsplit_once(" is not in ")?;
    let (least, most) = range.split_once("..=")?;
    Some((least.parse().ok()?, most.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_a_number_are_read_from_what_the_parser_says() {
        let command = clap::Command::new("x").arg(
            clap::Arg::new("n")
                .long("n")
                .value_parser(clap::value_parser!(u32).range(1..=9)),
        );
        let told = |value| {
            let error = command.clone().try_get_matches_from(["x", "--n", value]);
            sentence(&error.unwrap_err())
        };
        assert_eq!(told("0"), "--n <n> 的值“0”不可用，应为 1 至 9 的整数。");
        assert_eq!(told("a"), "--n <n> 的值“a”不可用。");
    }

    #[test]
    fn one_of_several_that_are_missing_is_named_plainly() {
        let group = "<--key <FILE>|--pkcs11-module <PATH>>";
        let told = missing(&format!("--as <ROLE>、{group}"));
        assert_eq!(told, "--as <ROLE>、--key <FILE> 或 --pkcs11-module <PATH>");
    }
}
