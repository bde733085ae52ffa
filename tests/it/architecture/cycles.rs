//! Imports between files run in circles only where a file of the circle says why, in its head comment:
//! ``//! Cycle with `other`, `third`: reason.``
//!
//! A name that a module passes on counts as an import of the file that defines it. The file a module begins
//! with (`mod.rs`, `lib.rs`) may always name its parts.

use std::collections::{BTreeMap, BTreeSet};

use super::rust::{File, sources};

/// The names of a module from its crate down; in the crate of signatures with `signature` first.
type Path = Vec<String>;

/// What a file takes from elsewhere.
#[derive(Default)]
struct Imports {
    /// By the name it has in the file.
    names: BTreeMap<String, Path>,
    /// Every path of an import, and those from `crate`, `self` or `super` in the code itself.
    paths: Vec<Path>,
}

/// The files of all crates by their module.
struct Crates<'f> {
    files: BTreeMap<Path, &'f File>,
    imports: BTreeMap<Path, Imports>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The module of a file.
fn module(path: &str) -> Path {
    let stem = path.strip_suffix(".rs").unwrap();
    let mut parts: Path = stem.split('/').map(str::to_owned).collect();
    if matches!(parts.last().unwrap().as_str(), "lib" | "main" | "mod") {
        parts.pop();
    }
    parts
}

/// The paths of a `use`, each with the name it gets.
fn paths_of(tree: &str) -> Vec<(Path, String)> {
    let tree = tree.trim();
    let Some((before, list)) = tree.strip_suffix('}').and_then(|it| it.split_once('{')) else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Path = path.split("::").map(|it| it.trim().to_owned()).collect();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = match name.trim() {
            "" => path.last().unwrap().clone(),
            name => name.to_owned(),
        };
        return vec![(path, name)];
    };
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ => {}
        }
        if c != ',' || depth > 0 {
            items.last_mut().unwrap().push(c);
        }
    }
    let items = items.iter().filter(|item| !item.trim().is_empty());
    items
        .flat_map(|item| paths_of(&format!("{before}{}", item.trim())))
        .collect()
}

fn imports(code: &str) -> Imports {
    let mut imports = Imports::default();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let found = statement.match_indices("use ").find(|(at, _)| {
            let before = statement[..*at].chars().next_back();
            !before.is_some_and(is_word)
        });
        let Some((at, _)) = found.filter(|_| statement.ends_with(';')) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..at]);
        for (path, name) in paths_of(&statement[at + 4..statement.len() - 1]) {
            imports.paths.push(path.clone());
            imports.names.insert(name, path);
        }
    }
    for root in ["crate::", "self::", "super::"] {
        for (at, _) in rest.match_indices(root) {
            let before = &rest[..at];
            // `pub(in crate::x)` imports nothing.
            let is_part = before.ends_with(|c| is_word(c) || c == ':');
            if is_part || before.ends_with("(in ") {
                continue;
            }
            let path: String = rest[at..]
                .chars()
                .take_while(|c| is_word(*c) || *c == ':')
                .collect();
            let path = path.trim_end_matches(':').split("::").map(str::to_owned);
            imports.paths.push(path.collect());
        }
    }
    imports
}

impl<'f> Crates<'f> {
    fn of(files: &'f [File]) -> Self {
        let files = files.iter().map(|file| (module(&file.path), file));
        let files: BTreeMap<Path, &File> = files.filter(|(path, _)| !path.is_empty()).collect();
        let imports = files
            .iter()
            .map(|(path, file)| (path.clone(), imports(&file.code)));
        Self {
            imports: imports.collect(),
            files,
        }
    }

    /// The file that defines what a path in a module leads to, if it is one of ours.
    fn definition(&self, from: &[String], path: &[String], depth: usize) -> Option<Path> {
        let (first, mut rest) = path.split_first()?;
        let mut at = from.to_vec();
        match first.as_str() {
            "crate" if from[0] == "signature" => at.truncate(1),
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop();
                while rest.first().is_some_and(|it| it == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            part => {
                at.push(part.to_owned());
                if !self.files.contains_key(&at) {
                    return None;
                }
            }
        }
        while let Some((next, further)) = rest.split_first() {
            at.push(next.clone());
            if !self.files.contains_key(&at) {
                at.pop();
                break;
            }
            rest = further;
        }
        // What the module passes on is defined elsewhere.
        let passed_on = rest.first().and_then(|name| {
            let path = self.imports.get(&at)?.names.get(name)?;
            let is_own = at == from || depth > 8;
            self.definition(&at, path, depth + 1).filter(|_| !is_own)
        });
        passed_on.or_else(|| self.files.contains_key(&at).then_some(at))
    }

    /// The modules that each imports.
    fn arrows(&self) -> BTreeMap<&Path, BTreeSet<Path>> {
        let arrows = self.imports.iter().map(|(module, imports)| {
            let paths = imports.paths.iter();
            let found = paths.filter_map(|path| self.definition(module, path, 0));
            (module, found.filter(|to| !to.starts_with(module)).collect())
        });
        arrows.collect()
    }

    /// The circles: modules that each lead to all others of it.
    fn circles(&self) -> BTreeSet<Vec<Path>> {
        let arrows = self.arrows();
        let mut reach: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
        for from in arrows.keys() {
            let (mut seen, mut next) = (BTreeSet::new(), vec![*from]);
            while let Some(at) = next.pop() {
                let more = arrows.get(at).into_iter().flatten();
                next.extend(more.filter(|to| seen.insert(*to)));
            }
            reach.insert(from, seen);
        }
        let circle = |from: &&Path| -> Vec<Path> {
            let back = reach[from].iter().filter(|to| reach[**to].contains(from));
            back.map(|to| (*to).clone()).collect()
        };
        let circles = reach.keys().map(circle);
        circles.filter(|circle| circle.len() > 1).collect()
    }
}

/// The files that a head comment states a cycle with, if it gives a reason.
fn stated(text: &str) -> Vec<&str> {
    let head = text.lines().take_while(|line| line.starts_with("//!"));
    for line in head {
        if let Some(stated) = line.strip_prefix("//! Cycle with ")
            && let Some((files, reason)) = stated.split_once(": ")
            && reason.len() > 20
        {
            return files.split('`').skip(1).step_by(2).collect();
        }
    }
    Vec::new()
}

/// Circles without a stated reason.
fn unexplained(files: &[File]) -> Vec<String> {
    let crates = Crates::of(files);
    let circles = crates.circles();
    let is_explained = |circle: &&Vec<Path>| {
        circle.iter().any(|own| {
            let others = circle.iter().filter(|it| it != &own);
            let others: BTreeSet<&str> = others.map(|it| it.last().unwrap().as_str()).collect();
            let stated: BTreeSet<&str> = stated(&crates.files[own].text).into_iter().collect();
            stated == others
        })
    };
    let wrong = circles.iter().filter(|circle| !is_explained(circle));
    wrong
        .map(|circle| {
            let files = circle.iter().map(|it| crates.files[it].path.as_str());
            files.collect::<Vec<_>>().join(", ")
        })
        .collect()
}

#[test]
fn no_imports_run_in_a_circle_without_a_reason() {
    let wrong = unexplained(&sources());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_circle_is_found_and_so_is_its_reason() {
    let file = |path: &str, text: &str, code: &str| File {
        path: path.to_owned(),
        text: text.to_owned(),
        code: code.to_owned(),
        ..File::default()
    };
    let files = |reason: &str| {
        [
            file(
                "a/mod.rs",
                "",
                "mod b; mod c; pub use b::{B, self as other}; use c::C;",
            ),
            file("a/b.rs", reason, "use super::c::{self, C};"),
            file("a/c.rs", "", "use std::fmt; fn f() -> crate::a::B {}"),
            file(
                "d.rs",
                "",
                "use crate::a::B; pub(crate) use crate::{a, e::{E}};",
            ),
            file("e.rs", "", "fn f(a: super::a::B) {}"),
        ]
    };
    let circle = ["a/b.rs, a/c.rs"];
    assert_eq!(unexplained(&files("")), circle);
    assert_eq!(
        unexplained(&files("//! B.\n//! Cycle with `c`: ?\n")),
        circle
    );
    let reason = "they are two halves of one thing.";
    let other = format!("//! B.\n//! Cycle with `d`: {reason}\n");
    assert_eq!(unexplained(&files(&other)), circle);
    let stated = format!("//! B.\n//! Cycle with `c`: {reason}\n");
    assert_eq!(unexplained(&files(&stated)), [""; 0]);
}
