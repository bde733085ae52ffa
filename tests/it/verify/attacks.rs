//! Attacks on signed files: each is refused in the answer it is to be refused in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chengbao::compose::Profile;
use chengbao::verify::{Question, Verdict};

use support::attacks::{Attack, NAMES, Way, attacks};
use support::attacks_docx::{self, CHANGES, REMAINS, SIGNATURE};
use support::rooms::{examples, read};
use support::signed_docx::Parts;
use support::verified::{ask, documents, final_purpose, signed_docx, signed_pdf};

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
        // Of a file that can be read in more than one way it cannot be said what it shows.
        let is_refused = verdict == Some(Verdict::No)
            || *question == Content && verdict == Some(Verdict::Unknown);
        assert!(is_refused, "{name} {question:?}: {answers:#?}");
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

/// The signed DOCX after a change of its parts.
fn attacked(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::of(&SIGNED.1);
    change(&mut parts);
    parts.pack()
}

#[test]
fn each_of_the_six_attacks_on_a_docx_is_refused() {
    for (name, change) in CHANGES {
        refused(name, &attacked(change), &[Signature, Additions]);
    }
    refused(
        "figure changed",
        &attacked(attacks_docx::figure),
        &[Content],
    );
    refused("data changed", &attacked(attacks_docx::data), &[Content]);
    for (name, change) in REMAINS {
        refused(name, &attacked(change), &[Signature]);
    }
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    let (_, other) = documents(&report, &final_purpose(&report, Profile::Filing));
    let other = Parts::of(&signed_docx(&other, "p256")).text(SIGNATURE);
    let copied = attacked(|parts| parts.set(SIGNATURE, other));
    refused(
        "signature of another file",
        &copied,
        &[Signature, Additions],
    );
    let value = attacked(|parts| {
        let text = parts.text(SIGNATURE);
        let at = text.find("<SignatureValue>").unwrap() + 40;
        let other = if &text[at..=at] == "c" { "d" } else { "c" };
        let text = format!("{}{other}{}", &text[..at], &text[at + 1..]);
        parts.set(SIGNATURE, text);
    });
    refused("value", &value, &[Signature]);
}

#[test]
fn a_docx_without_anything_of_its_signature_is_unsigned() {
    let answers = ask(&attacked(attacks_docx::unsigned)).unwrap();
    let signature = answers.to(Signature).unwrap();
    assert_eq!(signature.verdict, Verdict::Absent);
    assert!(!answers.hold());
}
