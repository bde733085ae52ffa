//! Documents forged before a trusted key signs them: signature and chain are good, and no forgery is
//! said to match its data. Honest documents are, those of another edition too.

use std::collections::BTreeSet;

use chengbao::compose::Profile;
use chengbao::verify::{Question, Verdict};
use rayon::prelude::*;

use support::forged_docx::{FORGERIES, Forgery, ILLUSTRATED};
use support::rooms::{examples, read};
use support::signed_docx::Parts;
use support::verified::{ask, documents, expect, final_purpose, signed_docx};

/// The final DOCX of an example.
fn base(name: &str) -> Vec<u8> {
    let (_, form, yaml) = examples()
        .into_iter()
        .find(|(known, ..)| known == name)
        .unwrap();
    let report = read(&form, &yaml);
    documents(&report, &final_purpose(&report, Profile::Filing)).1
}

/// What is wrong with the answers about a forgery; none if it is refused.
fn passed(base: &[u8], (kind, name, forge): Forgery) -> Option<String> {
    let mut parts = Parts::of(base);
    let before = parts.clone();
    forge(&mut parts);
    let about = format!("{kind}: {name}");
    if parts == before {
        return Some(format!("{about}: nothing was forged"));
    }
    let answers = match ask(&signed_docx(&parts.pack(), "p256")) {
        Ok(answers) => answers,
        Err(error) => return Some(format!("{about}: {error}")),
    };
    for question in [Question::Signature, Question::Chain] {
        if answers.to(question).unwrap().verdict != Verdict::Yes {
            return Some(format!("{about}: {question:?} {answers:#?}"));
        }
    }
    let content = answers.to(Question::Content).map(|answer| answer.verdict);
    let is_refused = !answers.hold() && content != Some(Verdict::Yes);
    (!is_refused).then(|| format!("{about}: {answers:#?}"))
}

#[test]
fn no_forgery_signed_by_a_trusted_key_is_said_to_match_its_data() {
    let [plain, illustrated] = ["zfxxgk-2021", "shili-2024-chart"].map(base);
    let all = FORGERIES.par_iter().map(|forgery| (&plain, *forgery));
    let all = all.chain(
        ILLUSTRATED
            .par_iter()
            .map(|forgery| (&illustrated, *forgery)),
    );
    let passed: Vec<String> = all
        .filter_map(|(base, forgery)| passed(base, forgery))
        .collect();
    assert!(passed.is_empty(), "{}", passed.join("\n"));
    let kinds: BTreeSet<&str> = FORGERIES.iter().chain(ILLUSTRATED).map(|it| it.0).collect();
    let names: BTreeSet<(&str, &str)> = FORGERIES
        .iter()
        .chain(ILLUSTRATED)
        .map(|it| (it.0, it.1))
        .collect();
    assert_eq!(
        names.len(),
        FORGERIES.len() + ILLUSTRATED.len(),
        "two forgeries of one name"
    );
    assert!(
        names.len() >= 150 && kinds.len() >= 18,
        "{} of {} kinds",
        names.len(),
        kinds.len()
    );
}

#[test]
fn what_deserves_it_gets_a_no_with_its_name() {
    let plain = base("zfxxgk-2021");
    for (kind, name, says) in [
        ("second main part", "named after signatures", "两个正文部件"),
        (
            "alternative content",
            "unknown namespace",
            "AlternateContent",
        ),
        ("symbols", "instead of a figure", "w:sym"),
        ("hidden", "run", "隐藏文字"),
        ("colour", "white run", "浅色"),
        ("direction", "override", "双向控制符"),
        ("direction", "run", "双向文字"),
        ("surroundings", "text box", "文本框"),
        ("surroundings", "footnote", "脚注"),
        ("tracked", "inserted", "修订"),
        ("fields", "DDEAUTO", "页码以外的域"),
        ("remote", "template", "指向文件之外"),
        ("imported content", "HTML", "altChunk"),
        ("macros", "project alone", "宏"),
        ("macros", "type alone", "宏"),
        ("protection", "removed", "只读保护"),
        ("words", "ruby", "拼音"),
        ("words", "figure", "999999"),
    ] {
        let mut parts = Parts::of(&plain);
        let is_it = |it: &&Forgery| (it.0, it.1) == (kind, name);
        FORGERIES.iter().find(is_it).unwrap().2(&mut parts);
        let answers = ask(&signed_docx(&parts.pack(), "p256")).unwrap();
        let content = answers.to(Question::Content).unwrap();
        assert_eq!(
            content.verdict,
            Verdict::No,
            "{kind}: {name}: {}",
            content.text.zh
        );
        assert!(
            content.text.zh.contains(says),
            "{kind}: {name}: {}",
            content.text.zh
        );
    }
}

#[test]
fn bytes_outside_the_zip_file_are_refused() {
    let signed = signed_docx(&base("zfxxgk-2021"), "p256");
    let directory = signed
        .windows(4)
        .rposition(|it| it == b"PK\x01\x02")
        .unwrap();
    for at in [0, directory, signed.len()] {
        let mut file = signed.clone();
        let more = if at == 0 {
            b"PK\x03\x04".as_slice()
        } else {
            b"AAAA"
        };
        file.splice(at..at, more.iter().copied());
        let answers = ask(&file).unwrap();
        assert!(!answers.hold(), "{at}");
        assert_ne!(
            answers.to(Question::Content).unwrap().verdict,
            Verdict::Yes,
            "{at}"
        );
    }
}

/// What is done to the parts of a file.
type Change = fn(&mut Parts);

/// What another edition may write otherwise: names of styles, runs, sizes and distances.
const EDITIONS: &[(&str, Change)] = &[
    ("name of a style", |parts| {
        parts.replace(
            "word/styles.xml",
            "w:val=\"主送机关\"",
            "w:val=\"收文机关\"",
        );
    }),
    ("alias of a style", |parts| {
        parts.replace("word/styles.xml", "w:val=\"公文标题\"", "w:val=\"标题\"");
    }),
    ("line pitch", |parts| {
        let text = parts
            .text("word/styles.xml")
            .replace("w:line=\"579\"", "w:line=\"560\"");
        parts.set("word/styles.xml", text);
    }),
    ("size", |parts| {
        let text = parts
            .text("word/styles.xml")
            .replace("<w:sz w:val=\"44\"/>", "<w:sz w:val=\"42\"/>");
        parts.set("word/styles.xml", text);
    }),
    ("runs", |parts| {
        parts.replace(
            "word/document.xml",
            "一、",
            "一</w:t></w:r><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>、",
        );
    }),
    ("margins", |parts| {
        parts.replace("word/document.xml", "w:top=\"2098\"", "w:top=\"2100\"")
    }),
    ("kept together", |parts| {
        parts.replace("word/document.xml", "<w:keepNext/>", "")
    }),
    ("height of rows", |parts| {
        let height = regex::Regex::new("w:trHeight w:val=\"\\d+\"").unwrap();
        let text = parts.text("word/document.xml");
        let text = height
            .replace_all(&text, "w:trHeight w:val=\"400\"")
            .into_owned();
        parts.set("word/document.xml", text);
    }),
    ("settings", |parts| {
        parts.replace("word/settings.xml", "w:percent=\"100\"", "w:percent=\"90\"")
    }),
    ("blanks in tags", |parts| {
        parts.replace("word/document.xml", "<w:p>", "<w:p >")
    }),
];

#[test]
fn honest_documents_match_their_data_in_every_edition() {
    for (name, form, yaml) in examples() {
        let report = read(&form, &yaml);
        for profile in Profile::ALL {
            let docx = documents(&report, &final_purpose(&report, profile)).1;
            for (edition, change) in EDITIONS {
                let mut parts = Parts::of(&docx);
                let is_there = *edition != "kept together"
                    || parts.text("word/document.xml").contains("<w:keepNext/>");
                if !is_there
                    || *edition == "height of rows"
                        && !parts.text("word/document.xml").contains("<w:tr>")
                {
                    continue;
                }
                change(&mut parts);
                let signed = signed_docx(&parts.pack(), "p256");
                let answers = expect(&signed, "yes yes absent yes yes yes");
                let content = answers.to(Question::Content).unwrap();
                assert_eq!(
                    content.details["compared"], "text",
                    "{name} {profile:?} {edition}"
                );
            }
        }
    }
}
