//! Editions: files an earlier program made (`tests/data/editions/`) get the answers they got then, from `verify`,
//! `import`, `check` and `sign --status`. Never writes over an answer that is recorded.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails there"
)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chengbao::edition::Edition;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// The editions, each with the SHA-256 of its answers. A change of an answer changes this list as well, in a
/// commit that says why.
const EDITIONS: &[(&str, &str)] = &[(
    "0",
    "89a40589f90b03958e747dc4d2501833f5f49c5d4df119fc6baa9a1e22f11841",
)];

/// When files are asked about; all certificates but the expired one are valid.
const NOW: &str = "1811822400";

/// When no certificate is valid any more, 2200-01-01.
const LATER: &str = "7258118400";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn editions() -> PathBuf {
    root().join("tests/data/editions")
}

fn digest(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

/// The program in a folder at a time. Of what it says to people only marks are read.
fn program(folder: &Path, time: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chengbao"))
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", time)
        .env("CHENGBAO_FONTS", root().join("fonts"))
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap()
}

fn exit(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// The files below a folder, by their path from there with `/`.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let below = files(&entry.path()).into_iter();
            found.extend(below.map(|path| format!("{name}/{path}")));
        } else {
            found.insert(name);
        }
    }
    found
}

/// Exit status and the six answers, by their ids.
fn verify(folder: &Path, name: &str, time: &str, trusted: bool) -> String {
    let mut arguments = vec!["verify", name, "--format", "json"];
    if trusted {
        arguments.extend(["--trust", "trusted"]);
    }
    let output = program(folder, time, &arguments);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut said = vec![exit(&output).to_string()];
    for answer in told["files"][0]["answers"].as_array().unwrap() {
        let [question, verdict] = ["question", "verdict"].map(|key| answer[key].as_str().unwrap());
        said.push(format!("{question}={verdict}"));
    }
    said.join(" ")
}

/// Exit status, whether there were notes, and what was written: bytes by digest. A report file that is written
/// anew, as from a page, has comments for people in it, and is recorded by its data alone.
fn import(folder: &Path, name: &str) -> Value {
    let out = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let source = folder.join(name);
    let arguments = ["import", source.to_str().unwrap(), "-o", "report.yaml"];
    let output = program(out.path(), NOW, &arguments);
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let mut written = Map::new();
    for file in files(out.path()) {
        let bytes = std::fs::read(out.path().join(&file)).unwrap();
        let is_new = name.ends_with(".html") && file == "report.yaml";
        let what = if is_new {
            let data: serde_yaml::Value = serde_yaml::from_slice(&bytes).unwrap();
            let data = serde_json::to_value(data).unwrap();
            format!("data {}", digest(sorted(&data).to_string().as_bytes()))
        } else {
            digest(&bytes)
        };
        written.insert(file, what.into());
    }
    let notes = said.lines().any(|line| line.starts_with("note:"));
    json!({"exit": exit(&output), "notes": notes, "files": written})
}

/// The same with the keys of every object in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<_> = object.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            let entries = entries.into_iter();
            Value::Object(entries.map(|(key, it)| (key.clone(), sorted(it))).collect())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// Exit status and the findings: code, severity, path and place.
fn check(folder: &Path, name: &str) -> Value {
    let output = program(folder, NOW, &["check", name, "--format", "json"]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = told["files"][0]["findings"].as_array().unwrap();
    let finding = |it: &Value| {
        let word = |key: &str| it[key].as_str().unwrap();
        let place = match (&it["line"], &it["column"]) {
            (Value::Null, _) => "-".to_owned(),
            (line, column) => format!("{line}:{column}"),
        };
        let path = Some(word("path")).filter(|path| !path.is_empty());
        let path = path.unwrap_or("-");
        format!("{} {} {path} {place}", word("code"), word("severity"))
    };
    let findings: Vec<String> = findings.iter().map(finding).collect();
    json!({"exit": exit(&output), "findings": findings})
}

/// Exit status, the approvals that hold (person, post, day, accepted warnings) and the next step: a role, or
/// `export` once all have signed; null where the records are damaged.
fn status(folder: &Path, name: &str) -> Value {
    let output = program(folder, NOW, &["sign", name, "--status"]);
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    let mut lines: Vec<&str> = said.lines().collect();
    let last = lines.pop().unwrap_or_default();
    let next = match last.split_once(" --as ") {
        Some((_, role)) => role.split(' ').next(),
        None => last.contains("chengbao export ").then_some("export"),
    };
    // The first word is the role's name in print.
    let approvals = lines.iter().filter_map(|line| line.split_once("  "));
    let approvals: Vec<&str> = approvals.map(|(_, rest)| rest).collect();
    json!({"exit": exit(&output), "approved": approvals, "next": next})
}

/// All that is said of a file.
fn answers(folder: &Path, name: &str) -> Value {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let mut said = Map::new();
    said.insert("sha256".to_owned(), digest(&bytes).into());
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    match extension {
        Some("pdf" | "docx" | "html") => {
            let trusted = verify(folder, name, NOW, true);
            let is_signed = !trusted.contains("signature=absent") && trusted.contains('=');
            let mut verified = json!({"untrusted": verify(folder, name, NOW, false)});
            if is_signed {
                verified["later"] = verify(folder, name, LATER, true).into();
            }
            verified["trusted"] = trusted.into();
            said.insert("verify".to_owned(), verified);
            said.insert("import".to_owned(), import(folder, name));
        }
        Some("yaml") if !name.ends_with(".signoff.yaml") => {
            said.insert("check".to_owned(), check(folder, name));
            said.insert("status".to_owned(), status(folder, name));
        }
        Some("yaml" | "png" | "pem") => {}
        _ => panic!("{name}: nothing is asked about such files"),
    }
    Value::Object(said)
}

/// All that is said of an edition, by file.
fn edition(folder: &Path) -> Map<String, Value> {
    let mut names = files(folder);
    names.remove("answers.json");
    let names: Vec<String> = names.into_iter().collect();
    let said: Vec<Value> = names.par_iter().map(|name| answers(folder, name)).collect();
    names.into_iter().zip(said).collect()
}

/// What rules that came later find in these files besides: all of them warnings, and true. Nothing else may be new, and
/// nothing that was found may be missing.
const FOUND_LATER: [(&str, &str); 1] = [
    // 废止5件 in the text, while the figure of the table was changed after it was signed off.
    (
        "0/reports/changed.yaml check findings",
        "CB401 warning overview 17:28",
    ),
];

/// The findings of today without those that later rules add.
fn as_then(at: &str, now: &Value) -> Value {
    let is_later = |finding: &Value| {
        let mut later = FOUND_LATER.iter();
        later.any(|(file, line)| at == *file && finding == line)
    };
    match now.as_array() {
        Some(findings) => findings
            .iter()
            .filter(|it| !is_later(it))
            .cloned()
            .collect(),
        None => now.clone(),
    }
}

/// Where two answers differ, each place on a line.
fn differences(at: &str, then: &Value, now: &Value, found: &mut Vec<String>) {
    match (then, now) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let [then, now] = [one, other].map(|it| it.get(key).unwrap_or(&Value::Null));
                differences(&format!("{at} {key}"), then, now, found);
            }
        }
        _ if *then == as_then(at, now) => {}
        _ => found.push(format!("{at}:\n  then {then}\n  now  {now}")),
    }
}

#[test]
fn every_file_of_an_earlier_program_gets_the_answers_it_got_then() {
    let mut wrong = Vec::new();
    for (name, _) in EDITIONS {
        let folder = editions().join(name);
        let said = edition(&folder);
        let recorded = folder.join("answers.json");
        if !recorded.exists() {
            // For a new edition alone: what is there is never written over.
            let bless = std::env::var_os("CHENGBAO_BLESS").is_some();
            assert!(bless, "{}: no answers are recorded", recorded.display());
            let text = serde_json::to_string_pretty(&said).unwrap();
            std::fs::write(&recorded, format!("{text}\n")).unwrap();
            wrong.push(format!("{name}: answers written; look at them"));
            continue;
        }
        let then: Map<String, Value> =
            serde_json::from_slice(&std::fs::read(recorded).unwrap()).unwrap();
        for file in said.keys().filter(|file| !then.contains_key(*file)) {
            wrong.push(format!("{name}/{file}: a file without a recorded answer"));
        }
        for (file, then) in &then {
            match said.get(file) {
                None => wrong.push(format!("{name}/{file}: a recorded answer without a file")),
                Some(now) => differences(&format!("{name}/{file}"), then, now, &mut wrong),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn recorded_answers_stay_as_they_were_recorded() {
    let folders = std::fs::read_dir(editions()).unwrap().map(Result::unwrap);
    let mut there: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
    there.retain(|path| path.is_dir());
    assert_eq!(there.len(), EDITIONS.len(), "{there:?}");
    // Every edition but today's is kept.
    assert!(Edition::ALL.len() <= EDITIONS.len() + 1);
    for (name, pinned) in EDITIONS {
        let recorded = std::fs::read(editions().join(name).join("answers.json")).unwrap();
        assert_eq!(digest(&recorded), *pinned, "the answers of edition {name}");
    }
}
