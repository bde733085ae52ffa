//! Explains a wrong command line: in Chinese, or in clap's own English with `--lang en`.

use clap::Error;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;

use super::console;
use super::exit::{Exit, Failure};
use chengbao_base::text::{self, Lang, Lines, Text};

/// Prints help, version or the error.
pub(super) fn answer(mut error: Error, arguments: &[OsString]) -> Exit {
    let wrong = error.use_stderr();
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let lang = if wants_english(arguments) {
        Lang::En
    } else {
        Lang::Zh
    };
    if let Some(Failure { exit, text }) = lacking(&error) {
        console::to_stderr(&console::mistake(&text, lang, false));
        return exit;
    }
    if wrong && !is_help && lang == Lang::Zh {
        let text = Text::new(sentence(&error), "");
        console::to_stderr(&console::mistake(&text, lang, false));
        return Exit::Usage;
    }
    seen(&mut error);
    let has_colour = console::is_coloured(wrong);
    let rendered = error.render();
    let said = if has_colour {
        rendered.ansi().to_string()
    } else {
        rendered.to_string()
    };
    let said = Lines::laid_out(&said, has_colour);
    if wrong {
        console::to_stderr(&said);
        Exit::Usage
    } else {
        console::to_stdout(&said);
        Exit::Done
    }
}

/// Every character of what was given can be seen: clap lays its sentences out in lines.
fn seen(error: &mut Error) {
    let words = |text: &String| text::shown(text);
    // What clap suggests quotes what was given.
    let plain = |text: &StyledStr| StyledStr::from(text::shown(&text.to_string()));
    let context: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| {
            let value = match value {
                ContextValue::String(text) => ContextValue::String(words(text)),
                ContextValue::Strings(texts) => {
                    ContextValue::Strings(texts.iter().map(words).collect())
                }
                ContextValue::StyledStrs(texts) => {
                    ContextValue::StyledStrs(texts.iter().map(plain).collect())
                }
                _ => return None,
            };
            Some((kind, value))
        })
        .collect();
    for (kind, value) in context {
        error.insert(kind, value);
    }
}

/// A command that this build lacks.
fn lacking(error: &Error) -> Option<Failure> {
    if cfg!(feature = "serve") || error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(given)) if given == "serve" => {
            Some(Failure::lacking("chengbao serve", "serve"))
        }
        _ => None,
    }
}

/// Whether `--lang en` is among the arguments, which could not be parsed.
fn wants_english(arguments: &[OsString]) -> bool {
    let follows =
        |pair: &[OsString]| matches!(pair, [flag, lang] if flag == "--lang" && lang == "en");
    arguments.windows(2).any(follows) || arguments.iter().any(|argument| argument == "--lang=en")
}

fn sentence(error: &Error) -> String {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text::shown(text),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => match named(ContextKind::SuggestedArg).as_str() {
            "" => format!(
                "没有“{argument}”这个选项，用法见 {} --help。",
                called(error)
            ),
            similar => format!("没有“{argument}”这个选项，是不是“{similar}”？"),
        },
        ErrorKind::InvalidSubcommand => {
            let given = named(ContextKind::InvalidSubcommand);
            match named(ContextKind::SuggestedSubcommand).as_str() {
                "" => format!("没有“{given}”这个命令，全部命令见 chengbao --help。"),
                similar => format!("没有“{given}”这个命令，是不是“{similar}”？"),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let called = called(error);
            match (missing(&argument).as_str(), called.as_str()) {
                (
                    "<FILE>..." | "<FILE>",
                    "chengbao check" | "chengbao export" | "chengbao watch" | "chengbao sign",
                ) => format!("没有写数据文件，如 {called} 2024.yaml。"),
                (missing, _) => format!("缺少 {missing}，用法见 {called} --help。"),
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值。"),
        ErrorKind::InvalidValue => format!(
            "{argument} 的值“{value}”无法使用，可用的有：{}。",
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
                "{argument} 的值“{value}”无法使用{}。",
                should.unwrap_or_default()
            )
        }
        ErrorKind::ArgumentConflict => format!(
            "{argument} 不能与 {} 同用，或只能出现一次。",
            named(ContextKind::PriorArg)
        ),
        _ => "命令有误，用法见 chengbao --help。".to_owned(),
    }
}

/// The command that was called, such as `chengbao check`, from clap's line of usage.
fn called(error: &Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let words = usage
        .split_whitespace()
        .skip_while(|word| *word != "chengbao");
    let words = words.take_while(|word| word.starts_with(|first: char| first.is_ascii_lowercase()));
    match words.collect::<Vec<_>>().join(" ") {
        none if none.is_empty() => "chengbao".to_owned(),
        command => command,
    }
}

/// What is missing; for alternatives clap writes `<--key <FILE>|--token <LABEL>>`.
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
        assert_eq!(told("0"), "--n <n> 的值“0”无法使用，应为 1 至 9 的整数。");
        assert_eq!(told("a"), "--n <n> 的值“a”无法使用。");
    }

    #[cfg(not(feature = "serve"))]
    #[test]
    fn a_build_without_the_service_names_the_feature() {
        for line in [
            "chengbao serve",
            "chengbao serve --listen 0.0.0.0:80 --help",
        ] {
            let given = super::super::args::command().try_get_matches_from(line.split(' '));
            let failure = lacking(&given.unwrap_err()).unwrap();
            assert_eq!(failure.exit, Exit::Usage);
            let zh = "“chengbao serve”无法使用：本程序编译时未启用功能 serve，";
            assert!(failure.text.zh.starts_with(zh), "{}", failure.text.zh);
            assert!(failure.text.en.contains("without the feature `serve`"));
        }
    }

    #[test]
    fn one_of_several_that_are_missing_is_named_plainly() {
        let group = "<--key <FILE>|--pkcs11-module <PATH>>";
        let told = missing(&format!("--as <ROLE>、{group}"));
        assert_eq!(told, "--as <ROLE>、--key <FILE> 或 --pkcs11-module <PATH>");
    }
}
