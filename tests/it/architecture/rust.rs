//! Rust files as far as the walls ask: code without comments and tests, and the strings in it.

use std::path::{Path, PathBuf};

/// One file of a crate's `src/`.
#[derive(Default)]
pub(crate) struct File {
    /// From `src/` down, with `/`; in the crate of signatures, which is one module, with `signature/` before it.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
    /// Without test modules; none of it where it is test code as a whole.
    pub(crate) own: String,
    /// Without comments and test modules; strings are empty.
    pub(crate) code: String,
    /// What stood in the strings, escapes as written.
    pub(crate) strings: Vec<String>,
}

impl File {
    /// The room it is in: the folder under `src/`, or the file's own name.
    pub(crate) fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }
}

/// The folder of a crate that is one module.
const SIGNATURE: &str = "crates/signature/src";

/// Every file of the crates that is not test code.
pub(crate) fn sources() -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = std::fs::read_dir(top.join("crates")).unwrap();
    let crates = crates.map(|entry| entry.unwrap().path().join("src"));
    let mut folders: Vec<PathBuf> = crates.filter(|src| src.is_dir()).collect();
    folders.push(top.join("src"));
    let mut files = Vec::new();
    for src in &folders {
        let mut paths = Vec::new();
        walk(src, &mut paths);
        assert!(!paths.is_empty(), "{}", src.display());
        files.extend(paths.iter().map(|path| file(src, path)));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 500, "{} files", files.len());
    files
}

/// Every file of Rust under a folder.
pub(crate) fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn file(src: &Path, path: &Path) -> File {
    let text = std::fs::read_to_string(path).unwrap();
    let parts = path
        .strip_prefix(src)
        .unwrap()
        .iter()
        .map(|part| part.to_string_lossy());
    let path = parts.collect::<Vec<_>>().join("/");
    let path = match src.ends_with(SIGNATURE) {
        true => format!("signature/{path}"),
        false => path,
    };
    let is_test = path
        .split(['/', '.'])
        .any(|part| matches!(part, "tests" | "testing"));
    let own = if is_test {
        ""
    } else {
        text.split("#[cfg(test)]\nmod tests {").next().unwrap()
    };
    let (code, strings) = split(own);
    let own = own.to_owned();
    File {
        path,
        code,
        strings,
        own,
        text,
    }
}

/// Whether a text has a word that is no part of a longer one.
pub(crate) fn whole_word(text: &str, word: &str) -> bool {
    let is_part =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    text.match_indices(word).any(|(at, _)| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
    })
}

/// Code and strings of a text.
pub(crate) fn split(text: &str) -> (String, Vec<String>) {
    let (mut code, mut strings) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |at| &rest[at..]);
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |at| &rest[at + 2..]);
        } else if let Some(hashes) = raw(rest) {
            let open = hashes + 2;
            let close = format!("\"{}", "#".repeat(hashes));
            let end = rest[open..].find(&close).expect("a raw string ends");
            strings.push(rest[open..open + end].to_owned());
            code.push_str("\"\"");
            rest = &rest[open + end + close.len()..];
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.expect("a string ends");
            strings.push(rest[1..=end].to_owned());
            code.push_str("\"\"");
            rest = &rest[end + 2..];
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            rest = &rest[length..];
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (code, strings)
}

/// The number of `#` where a raw string begins.
fn raw(text: &str) -> Option<usize> {
    let tail = text.strip_prefix('r')?;
    let hashes = tail.len() - tail.trim_start_matches('#').len();
    tail[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a character literal, which may be a quotation mark; lifetimes are none.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return inner[2..].find('\'').map(|at| at + 4);
    }
    let c = inner.chars().next()?;
    inner[c.len_utf8()..]
        .starts_with('\'')
        .then(|| c.len_utf8() + 2)
}

#[test]
fn comments_strings_and_characters_are_distinguished() {
    let (code, strings) = split(
        "a // b\nc(\"d \\\" // e\") '\"' 'x' '\\n' r#\"f \"g\"# <'h> /* \"i\" */ \"\" br\"j\"",
    );
    assert_eq!(code, "a \nc(\"\") ' ' ' ' ' ' \"\" <'h>  \"\" b\"\"");
    assert_eq!(strings, ["d \\\" // e", "f \"g", "", "j"]);
}
