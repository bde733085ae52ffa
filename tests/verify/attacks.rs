//! Attacks on signed files: each is refused in the answer it is to be refused in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chengbao::document::Profile;
use chengbao::verify::{Question, Verdict};

use crate::support::attacks::{Attack, NAMES, Way, attacks};
use crate::support::rooms::{examples, read};
use crate::support::verified::{ask, documents, final_purpose, signed_docx, signed_pdf};
use crate::support::word::Word;

/// The same report signed off and signed: PDF and DOCX.
static SIGNED: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| {
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let (pdf, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
    (signed_pdf(&pdf, "p256"), signed_docx(&docx, "p256"))
});

#[track_caller]
fn refused(name: &str, file: &[u8], questions: &[Question]) {
    let answers = ask(file).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!answers.hold(), "{name}: {answers:#?}");
    for question in questions {
        let answer = answers.to(*question);
        let verdict = answer.map(|answer| answer.verdict);
        assert_eq!(
            verdict,
            Some(Verdict::No),
            "{name} {question:?}: {answers:#?}"
        );
    }
}

use Question::{Additions, Content, Signature};

/// Where each of the twelve is to be refused beside the signature itself, where it is made behind it.
fn where_updated(name: &str) -> &'static [Question] {
    match name {
        "annotation appended" | "page overwritten" | "font swapped" | "widget moved" => {
            &[Additions, Content]
        }
        "cross-references with another page" | "metadata changed" | "attachment replaced" => {
            &[Additions]
        }
        _ => &[Signature],
    }
}

#[test]
fn each_of_the_twelve_attacks_on_a_pdf_is_refused() {
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    let (pdf, _) = documents(&report, &final_purpose(&report, Profile::Filing));
    let mut made = BTreeSet::new();
    for Attack { name, way, bytes } in attacks(&SIGNED.0, &signed_pdf(&pdf, "p256")) {
        made.insert(name);
        match way {
            Way::Update => refused(name, &bytes, where_updated(name)),
            Way::InPlace | Way::InGap => refused(name, &bytes, &[Signature]),
        }
    }
    assert_eq!(made, BTreeSet::from(NAMES));
}

#[test]
fn a_base_without_its_signature_is_unsigned() {
    let end = SIGNED
        .0
        .windows(6)
        .position(|part| part == b"%%EOF\n")
        .unwrap()
        + 6;
    let answers = ask(&SIGNED.0[..end]).unwrap();
    let signature = answers.to(Signature).unwrap();
    assert_eq!(signature.verdict, Verdict::Absent);
    assert!(!answers.hold());
}

#[test]
fn attacks_on_a_signed_docx_are_refused() {
    let figure = regex::Regex::new(r"<w:t[^>]*>(\d{3,})</w:t>").unwrap();
    let attack = |change: fn(&mut Word, &regex::Regex)| {
        let mut word = Word::open(&SIGNED.1);
        change(&mut word, &figure);
        word.bytes()
    };
    let typed = attack(|word, figure| {
        word.edit("word/document.xml", |text| {
            let at = figure.captures(text).unwrap().get(1).unwrap().range();
            format!("{}987654{}", &text[..at.start], &text[at.end..])
        });
    });
    refused("typed over", &typed, &[Signature, Additions, Content]);
    let styles = attack(|word, _| {
        word.edit("word/styles.xml", |text| {
            text.replacen("w:val=\"32\"", "w:val=\"2\"", 1)
        })
    });
    refused("styles", &styles, &[Signature, Additions]);
    let unsigned = attack(|word, _| {
        word.edit("_rels/.rels", |text| {
            let tags =
                regex::Regex::new(r"<Relationship [^>]*digital-signature/origin[^>]*/>").unwrap();
            tags.replace(text, "").into_owned()
        });
    });
    refused("signature removed", &unsigned, &[Signature]);
    let value = attack(|word, _| {
        word.edit("_xmlsignatures/sig1.xml", |text| {
            let at = text.find("SignatureValue").unwrap() + 40;
            let at = at + text[at..].find(['A', 'b']).unwrap();
            format!("{}c{}", &text[..at], &text[at + 1..])
        });
    });
    refused("value", &value, &[Signature]);
}
