//! What `verify` says: of the documents this program makes, of the same after attacks, of files from
//! elsewhere, and of no bytes at all.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod attacks;
mod bounds;
mod elsewhere;
mod further;
mod honest;
mod layout;
mod mangled;
mod program;

use chengbao::compose::{Profile, Purpose, compose};
use chengbao::pipeline;
use chengbao::signature::trust::Anchors;
use chengbao::verify::{Question, Verdict};
use support::rooms::{self, FACES, examples, read};
use support::verified::{
    ask_trusting, documents, expect, final_purpose, sign_off, signed_docx, signed_pdf, text_of,
    verdicts,
};
use support::word::Word;

/// All six, without a time stamp.
const GOOD: &str = "yes yes absent yes yes yes";
/// A final document nobody has signed with a key.
const UNSIGNED: &str = "absent absent absent absent yes yes";

#[test]
fn every_final_document_says_its_data_and_carries_its_sign_off() {
    for (name, form, yaml) in examples() {
        let report = read(&form, &yaml);
        for profile in Profile::ALL {
            let (pdf, docx) = documents(&report, &final_purpose(&report, profile));
            for file in [&pdf, &docx] {
                let answers = expect(file, UNSIGNED);
                let content = answers.to(Question::Content).unwrap();
                assert_eq!(content.details["compared"], "bytes", "{name} {profile:?}");
                assert!(text_of(&answers, Question::SignOff).contains("签发 王五"));
            }
        }
    }
}

#[test]
fn signed_documents_are_good_in_all_six() {
    for (_, form, yaml) in examples() {
        let report = read(&form, &yaml);
        let (pdf, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
        expect(&signed_pdf(&pdf, "p256"), GOOD);
        let answers = expect(&signed_docx(&docx, "rsa2048"), GOOD);
        let content = answers.to(Question::Content).unwrap();
        assert_eq!(content.details["compared"], "parts");
    }
}

#[test]
fn whose_signature_it_is_cannot_be_said_without_a_trusted_certificate() {
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    let (pdf, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
    for file in [signed_pdf(&pdf, "p384"), signed_docx(&docx, "p384")] {
        let answers = ask_trusting(&file, &Anchors::default()).unwrap();
        assert_eq!(verdicts(&answers), "yes unknown absent yes yes yes");
        assert!(!answers.hold());
        assert!(text_of(&answers, Question::Chain).contains("--trust"));
        // Another root than the one the key's certificate leads to.
        let other = support::keys::file("p256.cert.pem");
        let other = Anchors::from_pem_or_der(&other).unwrap();
        let answers = ask_trusting(&file, &other).unwrap();
        assert_eq!(answers.to(Question::Chain).unwrap().verdict, Verdict::No);
    }
}

#[test]
fn a_draft_has_no_sign_off_and_says_its_data_all_the_same() {
    for (_, form, yaml) in examples() {
        let report = read(&form, &yaml);
        let draft = Purpose {
            draft: true,
            ..Purpose::default()
        };
        let (pdf, docx) = documents(&report, &draft);
        for file in [pdf, docx] {
            let answers = expect(&file, "absent absent absent absent absent yes");
            assert!(text_of(&answers, Question::SignOff).contains("草稿"));
            assert!(text_of(&answers, Question::Signature).contains("没有签名"));
        }
    }
}

#[test]
fn a_sign_off_of_other_figures_does_not_hold() {
    let (_, form, yaml) = examples().remove(1);
    let signed = read(&form, &yaml);
    let figure = "1362";
    let other = if yaml.contains(figure) {
        yaml.replacen(figure, "1363", 1)
    } else {
        yaml.replacen(": [", ": [9", 1)
    };
    assert_ne!(other, yaml);
    let changed = read(&form, &other);
    let purpose = final_purpose(&signed, Profile::Filing);
    let (pdf, docx) = documents(&changed, &purpose);
    for file in [pdf, docx] {
        let answers = expect(&file, "absent absent absent absent no yes");
        assert!(
            text_of(&answers, Question::SignOff).contains("有改动"),
            "{answers:#?}"
        );
    }
}

#[test]
fn a_sign_off_that_is_not_complete_or_damaged_is_refused() {
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    let mut purpose = final_purpose(&report, Profile::Filing);
    let record = |purpose: &mut Purpose, bytes: Vec<u8>, lines: usize| {
        let signed_off = purpose.signed_off.as_mut().unwrap();
        signed_off.record = bytes.into();
        signed_off.approvals.truncate(lines);
    };
    record(&mut purpose, sign_off(&report, 2).bytes().unwrap(), 2);
    let answers = expect(
        &documents(&report, &purpose).0,
        "absent absent absent absent no yes",
    );
    assert!(text_of(&answers, Question::SignOff).contains("签发"));
    // The name of who signed is another in the record: its head does not hold any more.
    let forged = String::from_utf8(sign_off(&report, 3).bytes().unwrap()).unwrap();
    let forged = forged.replace("王五", "赵六").into_bytes();
    let mut purpose = final_purpose(&report, Profile::Filing);
    record(&mut purpose, forged, 3);
    let pdf = documents(&report, &purpose).0;
    // The block in print has another name than the record.
    expect(&pdf, "absent absent absent absent no no");
    record(&mut purpose, b"version: 1\n".to_vec(), 0);
    expect(
        &documents(&report, &purpose).0,
        "absent absent absent absent no yes",
    );
}

#[test]
fn another_report_inside_is_not_what_the_document_says() {
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let document = compose(&report, &Purpose::default(), &rooms::pictures(&report));
    let mut other = document.clone();
    let yaml = yaml.replacen("2025-0", "2025-1", 1);
    let data = read(&form, &yaml);
    let foreign = compose(&data, &Purpose::default(), &rooms::pictures(&data));
    other.data = foreign.data;
    let pdf = pipeline::pdf(&other, &FACES).unwrap().bytes;
    let answers = expect(&pdf, "absent absent absent absent absent no");
    assert!(
        text_of(&answers, Question::Content).contains('月'),
        "{answers:#?}"
    );
    let docx = pipeline::docx(&other).unwrap();
    expect(&docx, "absent absent absent absent absent no");
}

#[test]
fn a_cell_of_a_docx_typed_over_is_named() {
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let (_, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
    let figure = regex::Regex::new(r"<w:t[^>]*>(\d{3,})</w:t>").unwrap();
    let mut typed = Word::open(&docx);
    let mut before = String::new();
    typed.edit("word/document.xml", |text| {
        let found = figure.captures(text).unwrap();
        before = found[1].to_owned();
        let at = found.get(1).unwrap();
        format!("{}987654{}", &text[..at.start()], &text[at.end()..])
    });
    let answers = expect(&typed.bytes(), "absent absent absent absent yes no");
    let told = text_of(&answers, Question::Content);
    assert!(
        told.contains("987654") && told.contains(&before) && told.contains('“'),
        "{told}"
    );
}

#[test]
fn a_docx_with_hidden_changes_is_reported_by_what_it_shows() {
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let (_, docx) = documents(&report, &Purpose::default());
    let body_end = "<w:sectPr";
    for (more, says) in [
        ("<w:p><w:r><w:t>附加的话</w:t></w:r></w:p>", "附加的话"),
        (
            "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            "框中的话",
        ),
        ("<w:altChunk r:id=\"x\"/>", "altChunk"),
        (
            "<w:p><w:pPr><w:pStyle w:val=\"SignOff\"/></w:pPr><w:r><w:t>签发：赵六</w:t></w:r></w:p>",
            "赵六",
        ),
    ] {
        let mut word = Word::open(&docx);
        word.edit("word/document.xml", |text| {
            let at = text.rfind(body_end).unwrap();
            format!("{}{more}{}", &text[..at], &text[at..])
        });
        let answers = expect(&word.bytes(), "absent absent absent absent absent no");
        assert!(
            text_of(&answers, Question::Content).contains(says),
            "{answers:#?}"
        );
    }
    // A change that is not shown: another program saved it.
    let mut word = Word::open(&docx);
    word.edit("word/document.xml", |text| {
        text.replacen("<w:p>", "<w:p >", 1)
    });
    let answers = expect(&word.bytes(), "absent absent absent absent absent yes");
    assert_eq!(
        answers.to(Question::Content).unwrap().details["compared"],
        "text"
    );
}
