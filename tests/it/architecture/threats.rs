//! What `docs/threats.md` says is so: its tests exist, in both languages the same, and its list of unfinished crates is
//! that of the lock file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::rust::walk;

const PAGES: [&str; 2] = ["docs/threats.md", "docs/threats.zh-CN.md"];

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// What stands between backquotes.
fn quoted(page: &str) -> BTreeSet<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

/// The tests that a page names: words joined to a sentence.
fn tests(page: &str) -> BTreeSet<&str> {
    let is_test = |word: &&str| {
        let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        word.matches('_').count() > 1 && word.chars().all(is_part)
    };
    quoted(page).into_iter().filter(is_test).collect()
}

#[test]
fn the_tests_that_the_page_names_exist() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["crates", "src", "tests"] {
        walk(&top.join(folder), &mut paths);
    }
    let code: String = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let [english, chinese] = PAGES.map(read);
    let named = tests(&english);
    assert!(named.len() > 30, "{}", named.len());
    assert_eq!(named, tests(&chinese));
    let missing: Vec<&&str> = named
        .iter()
        .filter(|name| !code.contains(&format!("fn {name}()")))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_unfinished_crate_is_named() {
    let lock = read("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1).map(|package| {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key));
            line.map_or("", |value| value.trim_matches([' ', '=', '"']))
        };
        (value("name"), value("version"))
    });
    let unfinished: BTreeSet<(&str, &str)> = packages
        .filter(|(_, version)| version.split('+').next().unwrap().contains('-'))
        .collect();
    for page in PAGES {
        let text = read(page);
        let list = text.lines().find(|line| line.contains("`cms` 0."));
        let list = list.unwrap();
        let named: BTreeSet<(&str, &str)> = list
            .split('`')
            .skip(1)
            .step_by(2)
            .zip(list.split('`').skip(2).step_by(2))
            .filter_map(|(name, after)| {
                let whole = after.trim_start();
                let end = whole.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c)));
                let version = whole
                    .get(..end.unwrap_or(whole.len()))?
                    .trim_end_matches('.');
                version
                    .starts_with(|c: char| c.is_ascii_digit())
                    .then_some((name, version))
            })
            .collect();
        assert_eq!(named, unfinished, "{page}");
    }
}
