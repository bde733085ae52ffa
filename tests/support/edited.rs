//! Any bytes as a signed document or as edits of one of this program, all the way through `verify`. Shared by the proof
//! that nothing makes it panic and by the fuzz targets; an edit arrives behind compression and cross-references.

use std::sync::{Arc, LazyLock};

use chengbao::compose::{Purpose, compose};
use chengbao::document::Document;
use chengbao::formats::opc::Package;
use chengbao::formats::pdf::{PdfFile, examine};
use chengbao::picture::Pictures;
use chengbao::pipeline;
use chengbao::report::Report;
use chengbao::signature::pdf::inspect;
use chengbao::source::Source;

use super::forge::Forge;
use super::rooms::FACES;
use super::signed_docx::Parts;
use super::verified::{FORMS, ask};

/// Objects that are looked at, and how far their streams are inflated.
const MAX_OBJECTS: usize = 5_000;
const MAX_BYTES: usize = 1 << 20;
/// Maximum edits of one document.
const MAX_EDITS: usize = 16;

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let form = FORMS.iter().next().unwrap();
    let source = Source::parse("report.yaml", form.example.as_bytes()).unwrap();
    let report = Report::read(form, &Arc::new(source));
    compose(&report, &Purpose::default(), &Pictures::default())
});

static PDF: LazyLock<Forge> =
    LazyLock::new(|| Forge::of(&pipeline::pdf(&DOCUMENT, &FACES).unwrap().bytes));

static DOCX: LazyLock<Parts> = LazyLock::new(|| Parts::of(&pipeline::docx(&DOCUMENT).unwrap()));

/// Takes bytes away at a place of a piece of a document, and puts others in.
struct Edit<'b> {
    piece: usize,
    at: usize,
    removed: usize,
    added: &'b [u8],
}

/// Which piece (two bytes), at which place (three), how many bytes are taken away and how many follow (one each).
fn edits(mut bytes: &[u8]) -> Vec<Edit<'_>> {
    let mut edits = Vec::new();
    while let [one, two, high, middle, low, removed, added, rest @ ..] = bytes
        && edits.len() < MAX_EDITS
    {
        let (own, next) = rest.split_at(rest.len().min(usize::from(*added)));
        edits.push(Edit {
            piece: usize::from(u16::from_be_bytes([*one, *two])),
            at: u32::from_be_bytes([0, *high, *middle, *low]) as usize,
            removed: usize::from(*removed),
            added: own,
        });
        bytes = next;
    }
    edits
}

impl Edit<'_> {
    fn make(&self, bytes: &mut Vec<u8>) {
        let start = self.at % (bytes.len() + 1);
        let end = (start + self.removed).min(bytes.len());
        bytes.splice(start..end, self.added.iter().copied());
    }
}

/// Reads a PDF strictly: what is plain can be read, and what is found has its place in the file.
pub fn read_pdf(bytes: &[u8]) {
    let Ok(file) = PdfFile::open(bytes) else {
        return;
    };
    let is_plain = examine(&file).is_ok();
    for number in file.numbers().take(MAX_OBJECTS) {
        let stored = file.get(number);
        assert!(stored.is_some() || !is_plain, "object {number}");
        let Some(stored) = stored else { continue };
        assert_eq!(stored.number, Some(number));
        if let Some(data) = &stored.data {
            assert!(data.end <= bytes.len());
            let _ = file.content(&stored, MAX_BYTES);
        }
    }
    let _ = inspect(bytes);
}

/// Verifies a PDF, or edits of one that nobody signed; whether it was an edit.
pub fn verify_pdf(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"%PDF-") {
        answered(bytes);
        return false;
    }
    let mut forge = PDF.clone();
    let numbers: Vec<u32> = forge.objects.keys().copied().collect();
    for edit in edits(bytes) {
        let number = numbers[edit.piece % numbers.len()];
        if forge.objects[&number].data.is_some() {
            let mut content = forge.content(number);
            edit.make(&mut content);
            forge.set_content(number, &content);
        } else {
            let mut text = forge.text(number).to_owned().into_bytes();
            edit.make(&mut text);
            let text = String::from_utf8_lossy(&text).into_owned();
            forge.objects.get_mut(&number).unwrap().text = text;
        }
    }
    let file = forge.write();
    read_pdf(&file);
    assert!(!answered(&file), "it holds without a signature");
    true
}

/// Verifies a DOCX, or edits of one that nobody signed; whether it was an edit.
pub fn verify_docx(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        let _ = Package::read(bytes);
        answered(bytes);
        return false;
    }
    let mut parts = DOCX.clone();
    let names = parts.names();
    for edit in edits(bytes) {
        let name = &names[edit.piece % names.len()];
        let mut part = parts.bytes(name);
        edit.make(&mut part);
        parts.set(name, part);
    }
    assert!(!answered(&parts.pack()), "it holds without a signature");
    true
}

/// Whether a file holds; every answer has words.
fn answered(bytes: &[u8]) -> bool {
    let Ok(answers) = ask(bytes) else {
        return false;
    };
    for answer in &answers.answers {
        assert!(!answer.text.zh.is_empty() && !answer.text.en.is_empty());
    }
    answers.hold()
}
