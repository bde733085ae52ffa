//! What is in `deploy/` is what the systems it is for can read, and asks the program only for what it
//! knows. Judged by systemd-analyze, hadolint and kubernetes-validate, which `tests/run` installs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join("deploy").join(name)).unwrap()
}

/// A judge of the Python packages.
fn judge(name: &str) -> Command {
    Command::new(root().join("target/judges/venv/bin").join(name))
}

/// Whether a judge is content, and what it says.
fn ask(command: &mut Command) -> (bool, String) {
    let output = command.current_dir(root()).output().unwrap();
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

/// The text as a file of that name.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// A judge is content with the text, and not once `from` has become `to`.
fn check(name: &str, text: &str, from: &str, to: &str, judged: impl Fn(&Path) -> (bool, String)) {
    let (_folder, path) = file(name, text);
    let (is_right, said) = judged(&path);
    assert!(is_right, "{name}: {said}");
    let wrong = text.replace(from, to);
    assert_ne!(wrong, text, "{name} has no `{from}`");
    let (_folder, path) = file(name, &wrong);
    let (is_right, said) = judged(&path);
    assert!(!is_right, "{name}: nothing is said of `{to}`: {said}");
}

/// The unit, with a program that is there.
fn unit() -> String {
    read("chengbao.service").replace("/usr/local/bin/chengbao", "/bin/true")
}

#[test]
fn systemd_reads_the_unit() {
    let known = "RestrictSUIDSGID=yes";
    let unknown = "RestrictSUIDGUID=yes";
    check("chengbao.service", &unit(), known, unknown, |path| {
        let (is_right, said) = ask(Command::new("systemd-analyze").arg("verify").arg(path));
        // What it does not know it only warns of.
        (is_right && said.trim().is_empty(), said)
    });
}

#[test]
fn systemd_finds_the_unit_hardened() {
    let text = unit();
    check(
        "chengbao.service",
        &text,
        "SystemCallFilter=",
        "#",
        |path| {
            let mut analyze = Command::new("systemd-analyze");
            analyze.args(["security", "--offline=true", "--no-pager", "--threshold=12"]);
            ask(analyze.arg(path))
        },
    );
}

#[test]
fn the_container_file_is_one_and_keeps_to_the_rules() {
    let text = read("Containerfile");
    check(
        "Containerfile",
        &text,
        "USER 10001:10001",
        "USER root",
        |path| ask(judge("hadolint").arg(path)),
    );
}

#[test]
fn kubernetes_knows_every_word_of_the_manifest() {
    let text = read("kubernetes.yaml");
    for (from, to) in [
        ("readinessProbe", "readynessProbe"),
        ("replicas: 3", "replicas: x"),
    ] {
        check("kubernetes.yaml", &text, from, to, |path| {
            ask(judge("kubernetes-validate").arg("--strict").arg(path))
        });
    }
}

#[test]
fn only_flags_of_the_program_are_given() {
    let mut help = Command::new(env!("CARGO_BIN_EXE_chengbao"));
    let (_, help) = ask(help.args(["serve", "--help"]));
    let known: Vec<&str> = flags(&help);
    for name in ["Containerfile", "chengbao.service", "kubernetes.yaml"] {
        let text = read(name);
        let command: String = text
            .lines()
            .filter(|line| {
                let line = line.trim_start();
                ["ExecStart=", "CMD [\"serve\"", "- --"]
                    .iter()
                    .any(|it| line.starts_with(it))
            })
            .collect();
        let given = flags(&command);
        assert!(given.contains(&"--tokens"), "{name}: {given:?}");
        for flag in given {
            assert!(known.contains(&flag), "{name}: {flag}");
        }
    }
}

/// Words that begin as flags do.
fn flags(text: &str) -> Vec<&str> {
    let is_of_word = |c: char| c.is_ascii_lowercase() || c == '-';
    text.split(|c| !is_of_word(c))
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .collect()
}

/// Whoever stops it waits longer than it drains.
#[test]
fn there_is_time_to_drain() {
    let after = |text: &str, key: &str| {
        let at = text.find(key).unwrap() + key.len();
        let digits = text[at..].split(|c: char| !c.is_ascii_digit()).next();
        digits.unwrap().parse::<u32>().unwrap()
    };
    assert!(after(&read("chengbao.service"), "TimeoutStopSec=") > 30);
    assert!(after(&read("kubernetes.yaml"), "terminationGracePeriodSeconds: ") > 30);
}
