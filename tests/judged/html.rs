//! The Nu Html Checker, the W3C's own, on the HTML page: syntax, content models, table geometry,
//! what `headers` and `aria-labelledby` name, and the stylesheet.

use std::process::Command;

use serde_json::Value;

use crate::judge::{ask, cases, folder};
use support::{rooms, runs};

#[test]
fn the_nu_checker_finds_nothing_wrong_with_any_page() {
    let folder = folder();
    let cases = cases(folder.path(), (runs::cases() / 10).clamp(10, 200));
    let mut command = Command::new("java");
    command.arg("-jar");
    command.arg(rooms::root().join("target/judges/vnu.jar"));
    command.args(["--format", "json", "--stdout", "--exit-zero-always"]);
    let verdict = ask(command.args(cases.iter().map(|case| case.html())));
    let verdict: Value = serde_json::from_str(&verdict).unwrap();
    let messages = verdict["messages"].as_array().unwrap();
    let wrong: Vec<_> = messages.iter().filter(|said| !is_meant(said)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What it remarks on and is meant: the ranks of headings are those of the text (层次序数), which may
/// leave one out.
fn is_meant(message: &Value) -> bool {
    let said = message["message"].as_str().unwrap();
    message["type"] == "info" && said.contains("skipping") && said.contains("heading level")
}
