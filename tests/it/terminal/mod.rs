//! Text from strangers reaches no terminal as it is: hostile texts in every field that can carry them, through every
//! command, in both languages. `CHENGBAO_PROGRAM` tries another build.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod arguments;
mod data;
mod documents;
mod hostile;
mod signer;

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::rooms::root;

/// A report without findings.
const GOOD: &str = include_str!("../../cli/good.yaml");

/// When commands run; the certificates of the tests are valid.
const NOW: &str = "1811822400";

fn words(line: &str) -> Vec<OsString> {
    line.split(' ').map(OsString::from).collect()
}

/// The program in a folder. It has fonts only where it is to lay something out.
fn program(folder: &Path, arguments: &[OsString], has_fonts: bool) -> Output {
    let own = OsString::from(env!("CARGO_BIN_EXE_chengbao"));
    let program = std::env::var_os("CHENGBAO_PROGRAM").unwrap_or(own);
    let fonts = if has_fonts {
        root().join("fonts")
    } else {
        folder.join("no-fonts")
    };
    Command::new(program)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", NOW)
        .env("CHENGBAO_FONTS", fonts)
        .env("XDG_DATA_DIRS", folder)
        .env("HOME", folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What is wrong with what a command prints, in both languages; the number of its lines in Chinese.
fn tried(folder: &Path, arguments: &[OsString], has_fonts: bool, wrong: &mut Vec<String>) -> usize {
    let mut lines = 0;
    for lang in ["en", "zh"] {
        let mut all = vec![OsString::from("--lang"), lang.into()];
        all.extend_from_slice(arguments);
        let output = program(folder, &all, has_fonts);
        if let Some(why) = hostile::wrong(&output) {
            let command: Vec<String> = arguments.iter().map(|it| short(it)).collect();
            wrong.push(format!("{lang} {}: {why}", command.join(" ")));
        }
        let newlines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        lines = newlines(&output.stdout) + newlines(&output.stderr);
    }
    lines
}

/// An argument as a failed test names it.
fn short(argument: &OsStr) -> String {
    let text: String = argument.to_string_lossy().chars().take(60).collect();
    format!("{text:?}")
}

fn reported(wrong: &[String]) {
    let first: Vec<&String> = wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} times: {first:#?}", wrong.len());
}
