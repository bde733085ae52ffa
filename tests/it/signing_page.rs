//! The page for an office that has never signed anything: its commands are run as they stand there,
//! and what it promises of them holds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The blocks of a kind on a page, in order.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("docs").join(page)).unwrap();
    let opening = format!("```{kind}\n");
    let blocks = text.split(&opening).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn both_pages_have_the_same_commands() {
    let commands = blocks("signing.zh-CN.md", "sh");
    assert!(commands.len() >= 4);
    assert_eq!(commands, blocks("signing.md", "sh"));
}

/// Whether a line begins as the page shows it; `…` stands for what differs each time.
fn says(line: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let mut rest = line.strip_prefix(parts.next().unwrap());
    for part in parts {
        rest = rest.and_then(|rest| Some(rest.split_once(part)?.1));
    }
    rest.is_some()
}

#[test]
fn the_commands_of_the_page_do_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let example = root().join("templates/zfxxgk-2021/example.yaml");
    std::fs::copy(example, folder.path().join("2024.yaml")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_chengbao")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths(
        std::iter::once(program.to_owned()).chain(std::env::split_paths(&path)),
    )
    .unwrap();
    let mut said = String::new();
    for block in blocks("signing.zh-CN.md", "sh") {
        let done = Command::new("sh")
            .args(["-e", "-c", &block])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("CHENGBAO_FONTS", root().join("fonts"))
            .output()
            .unwrap();
        let out = String::from_utf8(done.stdout).unwrap();
        let errors = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{block}\n{out}\n{errors}");
        said.push_str(&out);
    }
    // The answers on the page, but for the dates.
    let plain = |line: &str| -> String { line.chars().filter(|c| !c.is_ascii_digit()).collect() };
    let lines: Vec<String> = said.lines().map(plain).collect();
    for block in blocks("signing.zh-CN.md", "text") {
        for line in block.lines() {
            let shown = plain(line);
            let shown = shown.split("+:").next().unwrap();
            let found = lines.iter().any(|said| says(said, shown));
            assert!(found, "not said: {line}\n{said}");
        }
    }
}
