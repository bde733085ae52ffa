//! The program knows no form: neither Rust nor the page contains the name of a form, its family or its
//! authority, nor a part of one that identifies it.

use std::collections::BTreeSet;
use std::path::Path;

use chengbao::form::Forms;

use super::rust::{File, sources, split, whole_word};

/// English words of forms' names that do not identify a form.
const ANY_REPORT: &[&str] = &[
    "a",
    "annual",
    "building",
    "format",
    "government",
    "information",
    "of",
    "on",
    "report",
    "the",
];

/// What every report is called.
const ENDING: &str = "年度报告";

/// How long a part of a name is that still identifies a form.
const PIECE: usize = 4;

/// The rooms that know no form, so that their own tests need none either.
const KNOW_NO_FORM: &[&str] = &[
    "document",
    "docx",
    "feature",
    "formats",
    "html",
    "jobs",
    "pdf",
    "picture",
    "signature",
    "source",
    "style",
    "text",
    "txt",
    "typeset",
];

/// What forms are called.
#[derive(Default)]
struct Names {
    /// Ids, of forms and families, and English words: whole words in a text.
    words: BTreeSet<String>,
    /// Pieces of Chinese names, anywhere in a text.
    pieces: BTreeSet<String>,
}

fn names() -> Names {
    let mut names = Names::default();
    for form in Forms::builtin().unwrap().iter() {
        names.words.insert(form.id.clone());
        names.words.insert(form.family.clone());
        let english = form.name.en.to_lowercase();
        let english = english.split(|c: char| !c.is_alphabetic() && c != '-');
        let telling = english.filter(|word| !word.is_empty() && !ANY_REPORT.contains(word));
        names.words.extend(telling.map(str::to_owned));
        names.pieces.insert(form.authority.clone());
        let title = form.title.concat().replace("{issuer}", "");
        for name in [form.name.zh.as_str(), &title] {
            let name = name
                .split(['（', '('])
                .next()
                .unwrap()
                .replace("{year}年", "");
            let name: Vec<char> = name.trim_end_matches(ENDING).chars().collect();
            names
                .pieces
                .extend(name.windows(PIECE).map(String::from_iter));
        }
    }
    names
}

impl Names {
    /// Those that a text contains.
    fn named_in(&self, text: &str) -> Vec<&str> {
        let lower = text.to_lowercase();
        let words = self.words.iter().filter(|word| whole_word(&lower, word));
        let pieces = self.pieces.iter().filter(|piece| text.contains(*piece));
        words.chain(pieces).map(String::as_str).collect()
    }
}

/// The code and the strings of a file of Rust. A rule's examples are reports, and reports name their form.
fn text_of(file: &File) -> String {
    let mut text = file.code.clone();
    let strings = match file.path.starts_with("check/rules/") {
        true => split(&without_examples(&file.own)).1,
        false => file.strings.clone(),
    };
    for string in strings {
        text.push('\n');
        text.push_str(&string);
    }
    text
}

fn without_examples(text: &str) -> String {
    let mut examples = text.split("Example {\n");
    let mut kept = examples.next().unwrap().to_owned();
    for example in examples {
        kept.push_str(example.split_once("\n    }").map_or("", |(_, after)| after));
    }
    kept
}

#[test]
fn no_code_names_a_form() {
    let names = names();
    assert!(names.words.len() > 4 && names.pieces.len() > 6);
    let mut wrong = Vec::new();
    for file in sources() {
        let text = text_of(&file);
        let named = names.named_in(&text).into_iter();
        wrong.extend(named.map(|name| format!("{}: {name}", file.path)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_test_of_a_room_that_knows_no_form_names_one() {
    let names = names();
    let files = sources();
    for room in KNOW_NO_FORM {
        assert!(files.iter().any(|file| file.room() == *room), "{room}");
    }
    let mut wrong = Vec::new();
    for file in files
        .iter()
        .filter(|file| KNOW_NO_FORM.contains(&file.room()))
    {
        let (code, strings) = split(&file.text);
        let text = format!("{code}\n{}", strings.join("\n"));
        let named = names.named_in(&text).into_iter();
        wrong.extend(named.map(|name| format!("{}: {name}", file.path)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_of_the_page_names_a_form() {
    let names = names();
    let (mut files, mut wrong) = (0, Vec::new());
    for folder in ["src", "crates"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        walk(&folder, &mut |path, text| {
            files += 1;
            let named = names.named_in(text).into_iter();
            wrong.extend(named.map(|name| format!("{}: {name}", path.display())));
        });
    }
    assert!(files > 20, "{files} files of the page");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every file of a page under a folder, with its text.
fn walk(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().map(|ending| ending.to_string_lossy());
        if path.is_dir() {
            walk(&path, each);
        } else if ending.is_some_and(|it| ["js", "mjs", "html", "css", "svg"].contains(&&*it)) {
            each(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn a_name_of_a_form_is_noticed() {
    let names = names();
    for form in Forms::builtin().unwrap().iter() {
        let title = form.title.concat();
        for text in [
            form.id.as_str(),
            form.name.zh.as_str(),
            form.name.en.as_str(),
            &form.authority,
            &title,
        ] {
            assert!(!names.named_in(text).is_empty(), "{text}");
        }
        let id = format!("<option value='{}'>", form.family);
        assert_eq!(names.named_in(&id), [form.family.as_str()]);
    }
    assert_eq!(
        names.named_in("机关的年度报告，annual report of a government"),
        [""; 0]
    );
    let rule = "why: \"甲\",\n    bad: Example {\n        yaml: \"乙\",\n    },\n    good: 丙";
    assert_eq!(split(&without_examples(rule)).1, ["甲"]);
    let rule = File {
        path: "check/rules/late.rs".to_owned(),
        own: rule.to_owned(),
        ..File::default()
    };
    assert_eq!(text_of(&rule), "\n甲");
}
