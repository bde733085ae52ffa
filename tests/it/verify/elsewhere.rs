//! Files without data inside get the first four answers and none about their content; what is no document gets
//! none.

use chengbao::signature::trust::Anchors;
use chengbao::verify::{Answers, Question, VerifyError};

use support::verified::{ask, ask_trusting, expect, verdicts};
use support::word::Word;

/// A page made by hand, as any program may.
fn foreign_pdf() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"0 0 m 9 9 l S".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn files_from_elsewhere_get_the_first_four_answers_and_do_not_hold() {
    // Not written as this program writes: whether it has data cannot be said.
    expect(
        &foreign_pdf(),
        "absent absent absent absent unknown unknown",
    );
    let circulated = std::fs::read("tests/data/forms/zfxxgk-2021-circulated.docx").unwrap();
    expect(&circulated, "absent absent absent absent - absent");
    expect(
        &Word::open(&circulated).bytes(),
        "absent absent absent absent - absent",
    );
}

#[test]
fn a_docx_another_program_signed_is_looked_at_like_ours() {
    let signed = std::fs::read("tests/data/signed/libreoffice.docx").unwrap();
    let answers = ask(&signed).unwrap();
    assert_eq!(answers.answers.len(), 5);
    assert_eq!(
        verdicts(&answers),
        "yes no absent yes - absent",
        "{answers:#?}"
    );
}

#[test]
fn what_is_no_document_is_reported() {
    for bytes in [
        b"".as_slice(),
        b"form: a-form\n",
        b"<html>",
        b"\xD0\xCF\x11\xE0",
    ] {
        assert_eq!(ask(bytes).unwrap_err(), VerifyError::Kind);
    }
    // The beginning of a document is none that could be trusted in anything.
    for bytes in [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04"] {
        assert!(!ask(bytes).unwrap().hold());
    }
}

#[test]
fn a_good_signature_by_an_unknown_key_is_not_called_false() {
    let file = |name: &str| std::fs::read(format!("tests/data/elsewhere/{name}")).unwrap();
    let anchors = Anchors::from_pem_or_der(&file("root.pem")).unwrap();
    let first = |answers: &Answers| {
        let all = verdicts(answers);
        let first = all.split(' ').take(4).map(str::to_owned);
        first.collect::<Vec<_>>()
    };
    let signed = ask_trusting(&file("p521.pdf"), &anchors).unwrap();
    assert_eq!(first(&signed)[..2], ["yes", "yes"], "{signed:#?}");
    for (name, kind) in [("rsa1024.pdf", "RSA 1024"), ("secp256k1.pdf", "secp256k1")] {
        let answers = ask_trusting(&file(name), &anchors).unwrap();
        assert_eq!(
            first(&answers),
            ["unknown", "yes", "absent", "unknown"],
            "{answers:#?}"
        );
        let why = &answers.to(Question::Signature).unwrap().text;
        assert!(why.zh.contains(kind) && why.en.contains(kind), "{why:?}");
        assert!(!answers.hold());
    }
}
