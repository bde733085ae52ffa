//! Who imports whom, who touches the world outside, how long a file is.

use std::collections::BTreeSet;
use std::path::Path;

use super::rust::{File, sources};

/// What each module may know of the others in its crate; what crates may know of each other, their
/// manifests say and the compiler holds. A new arrow is a decision: it is made here and in
/// docs/architecture.md.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    // base
    ("text", &[]),
    ("edition", &[]),
    ("feature", &["text"]),
    ("files", &["text"]),
    ("style", &[]),
    ("picture", &["formats", "text"]),
    // What more than one writer writes alike, and more than one reader reads; it knows none of them.
    ("formats", &["text"]),
    // report
    ("source", &[]),
    ("form", &["source"]),
    ("report", &["form", "source"]),
    ("file", &["form", "report", "source"]),
    ("check", &["file", "form", "report", "source"]),
    // paper
    ("document", &[]),
    ("typeset", &["document"]),
    ("pdf", &["document", "typeset"]),
    ("docx", &["document"]),
    ("html", &["document"]),
    ("txt", &["document"]),
    // office
    ("compose", &[]),
    ("signoff", &["compose"]),
    ("import", &[]),
    ("pipeline", &[]),
    (
        "publish",
        &["compose", "import", "pipeline", "signoff", "verify"],
    ),
    ("verify", &["compose", "import", "pipeline", "signoff"]),
    // service: what is to be done is text that `jobs` does not read.
    ("jobs", &[]),
    ("server", &["jobs"]),
    ("cli", &[]),
];

/// The crates that each crate may know, by the dependencies of its manifest: down only, and `report`,
/// `paper` and `signature` never each other.
const CRATES: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("report", &["base"]),
    ("paper", &["base"]),
    ("signature", &["base"]),
    ("office", &["base", "paper", "report", "signature"]),
    (
        "service",
        &["base", "office", "paper", "report", "signature"],
    ),
];

#[test]
fn manifests_name_only_the_crates_below() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, below) in CRATES {
        let manifest = top.join(format!("crates/{name}/Cargo.toml"));
        let manifest = std::fs::read_to_string(manifest).unwrap();
        let named: Vec<&str> = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("chengbao-"))
            .map(|rest| rest.split(['.', ' ', '=']).next().unwrap())
            .collect();
        assert_eq!(named, *below, "{name}");
    }
    let folders = std::fs::read_dir(top.join("crates")).unwrap().count();
    assert_eq!(folders, CRATES.len(), "crates without a line here");
}

#[test]
fn every_module_imports_only_what_it_may_know() {
    let mut wrong = Vec::new();
    for file in sources() {
        // One module over one crate: what it may know, its manifest says.
        if file.room() == "signature" || TOPS.contains(&file.room()) {
            continue;
        }
        let may = MAY_IMPORT.iter().find(|(room, _)| *room == file.room());
        let (room, may) = may.unwrap_or_else(|| panic!("{} is in no module", file.path));
        for other in imports(&file) {
            if other != *room && !may.contains(&other.as_str()) {
                wrong.push(format!("{} imports {other}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The files that a crate begins with.
const TOPS: &[&str] = &["lib", "main"];

/// Modules that may touch the world outside: the edge.
const EDGE: &[&str] = &["cli", "lib", "main", "server"];

/// The rooms a file names after `crate::`, in `use` lists and in paths.
fn imports(file: &File) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for rest in file.code.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            // Of a list the first step of each item: `{check, text::Text}`.
            Some(list) => top_level(list),
            None => vec![rest.to_owned()],
        };
        for path in list {
            let name: String = path
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                rooms.insert(name);
            }
        }
    }
    rooms
}

/// The items of a `use` list, nested lists within their item.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ => {}
        }
        items.last_mut().unwrap().push(c);
    }
    items
        .iter()
        .map(|item| item.trim_start_matches(',').to_owned())
        .collect()
}

#[test]
fn imports_are_found_in_lists_and_paths() {
    let file = File {
        path: "check/x.rs".to_owned(),
        code: "use crate::{cli, form::{Form, Slot}, text::Text};\nfn f() -> crate::report::Cell"
            .to_owned(),
        ..File::default()
    };
    assert_eq!(
        imports(&file).into_iter().collect::<Vec<_>>(),
        ["cli", "form", "report", "text"]
    );
}

/// The world outside: files, environment, clock, chance, other programs, the network.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "fs::",
    "File::",
    "OpenOptions",
    "std::env",
    "env::",
    "SystemTime",
    "Instant",
    "Zoned::now",
    "Timestamp::now",
    "std::process",
    "Command::new",
    "std::net",
    "RandomState",
    "tempfile",
    "println!",
    "eprintln!",
];

/// Who may touch what of it beside the edge: what is found at a place that begins so.
const MAY: &[(&str, &[&str])] = &[
    // The one way to open files.
    ("files.rs", &["std::fs", "fs::", "File::", "OpenOptions"]),
    ("typeset/faces/", &["std::fs", "fs::", "File::"]),
    // The forms' texts are compiled in from a folder the build script writes to.
    ("form/builtin.rs", &["env::"]),
    // What is kept is kept somewhere, and grows old.
    ("jobs/", &["SystemTime", "Instant"]),
    (
        "jobs/blobs/local.rs",
        &["std::fs", "fs::", "File::", "tempfile"],
    ),
    // How a bucket is reached.
    ("jobs/blobs/open.rs", &["std::env", "env::"]),
    ("jobs/sql/open.rs", &["std::fs", "fs::", "OpenOptions"]),
    // Tests.
    ("jobs/sql/plans.rs", &["tempfile"]),
    ("jobs/worker/tests.rs", &["tempfile"]),
];

#[test]
fn nothing_but_the_edge_the_font_finder_and_the_keepers_of_jobs_touches_the_world_outside() {
    let mut wrong = Vec::new();
    for file in sources() {
        if EDGE.contains(&file.room()) {
            continue;
        }
        for word in OUTSIDE.iter().filter(|word| mentions(&file.code, word)) {
            let may = |(place, words): &(&str, &[&str])| {
                file.path.starts_with(place) && words.contains(word)
            };
            if !MAY.iter().any(may) {
                wrong.push(format!("{}: {word}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Ways to read a file that follow any link and wait for any pipe; only `files` may use them. Folders are opened to be
/// synced.
const OPENS: &[&str] = &[
    "File::open(",
    "File::options(",
    "fs::read(",
    "fs::read_to_string(",
    "OpenOptions::new(",
];

#[test]
fn files_are_opened_in_one_way() {
    const FOLDERS: &[&str] = &["cli/write.rs", "jobs/blobs/local.rs"];
    // Creates a file of its own, after `files` has looked at what is there.
    const DATABASE: &str = "jobs/sql/open.rs";
    let mut wrong = Vec::new();
    for file in sources() {
        let is_exempt = file.path == "files.rs"
            || file.path == DATABASE
            || FOLDERS.contains(&file.path.as_str());
        let found = OPENS.iter().filter(|word| mentions(&file.code, word));
        wrong.extend(
            found
                .filter(|_| !is_exempt)
                .map(|word| format!("{}: {word}", file.path)),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words by which something is printed.
const PRINTING: &[&str] = &[
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "stdout",
    "stderr",
    "prompt_password",
];

/// Who may print: the console, which makes every character seen; who else names a stream and why.
const PRINTERS: &[(&str, &[&str])] = &[
    ("cli/console.rs", &["stdout", "stderr"]),
    // The bar is drawn on it, of characters of its own.
    ("cli/progress.rs", &["stderr"]),
    // Frames to the service, which started it.
    ("cli/worker.rs", &["stdout"]),
    // A sentence in front of what is typed unseen.
    ("cli/keys.rs", &["prompt_password"]),
    // The log, through a writer that makes every character seen.
    ("server/log.rs", &["stderr"]),
    // Pipes from and to the workers.
    ("server/pool/process.rs", &["stdout", "stderr"]),
];

#[test]
fn only_the_console_prints() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for file in sources() {
        for word in PRINTING.iter().filter(|word| mentions(&file.code, word)) {
            let may = |(path, words): &&(&str, &[&str])| *path == file.path && words.contains(word);
            match PRINTERS.iter().find(may) {
                Some((path, _)) => drop(used.insert((*path, *word))),
                None => wrong.push(format!("{}: {word}", file.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let allowed: usize = PRINTERS.iter().map(|(_, words)| words.len()).sum();
    assert_eq!(
        used.len(),
        allowed,
        "more is allowed than is used: {used:?}"
    );
    // What a log gets goes through the writer.
    let log = sources()
        .into_iter()
        .find(|file| file.path == "server/log.rs")
        .unwrap();
    assert!(log.code.contains("JsonLines(io::stderr())"), "{}", log.code);
}

/// Sentences can only be made of what is seen; so that they cannot be made otherwise, their parts are private, and a
/// text from outside has no `Display`.
#[test]
fn what_is_shown_to_people_has_no_second_way_in() {
    let file = |path: &str| {
        sources()
            .into_iter()
            .find(|file| file.path == path)
            .unwrap()
    };
    let foreign = file("text/foreign.rs");
    assert!(
        !foreign.code.contains("Display for Foreign")
            && foreign.code.contains("struct Foreign(String);")
    );
    let sentence = file("text/sentence.rs");
    for kept in ["struct Sentence(String);", "struct Lines(String);"] {
        assert!(sentence.code.contains(kept), "{kept}");
    }
    for opened in [
        "DerefMut",
        "AsMut",
        "From<String> for Sentence",
        "Deserialize",
    ] {
        assert!(!sentence.code.contains(opened), "{opened}");
    }
    // Lines of something else's layout: the renderer of findings, the page of a rule, clap.
    let laid_out = sources()
        .into_iter()
        .filter(|file| mentions(&file.code, "laid_out"));
    let laid_out: Vec<String> = laid_out.map(|file| file.path).collect();
    assert_eq!(
        laid_out,
        [
            "check/reporter/explain.rs",
            "check/reporter/text.rs",
            "cli/usage.rs",
            "text/sentence.rs"
        ]
    );
}

#[test]
fn the_service_knows_no_terminal_opens_no_file_and_starts_only_its_workers() {
    const NEVER: &[&str] = &[
        "std::fs",
        "fs::",
        "File::open",
        "OpenOptions",
        "std::env",
        "Command::new",
        "std::process",
        "ureq",
        "tempfile",
        "println!",
        "eprintln!",
        "TcpStream",
    ];
    // The only program that it starts is its own worker.
    const WORKER: (&str, [&str; 2]) = ("server/pool/process.rs", ["Command::new", "std::process"]);
    let files: Vec<File> = sources();
    let files: Vec<&File> = files
        .iter()
        .filter(|file| file.room() == "server")
        .collect();
    assert!(files.len() > 10, "{} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        if imports(file).contains("cli") {
            wrong.push(format!("{} imports cli", file.path));
        }
        let may = |word: &str| file.path == WORKER.0 && WORKER.1.contains(&word);
        let found = NEVER
            .iter()
            .filter(|word| !may(word) && mentions(&file.code, word));
        wrong.extend(found.map(|word| format!("{}: {word}", file.path)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether code has a word that is not the end of a longer one.
fn mentions(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut wrong = Vec::new();
    for file in sources() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{} does not open with what it is for", file.path));
        }
        let lines = file.text.lines().count();
        if lines > 500 {
            wrong.push(format!("{} has {lines} lines", file.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
