//! Final documents, and the same signed: what attacks are made on and judges are asked about.

use std::sync::Arc;

use chengbao::compose::{Purpose, SignedOff, compose};
use chengbao::document::{Document, SignOffLine};
use chengbao::pipeline;
use chengbao::signature::keys::Signer;
use chengbao::signature::pdf::{Appearance, PdfSignError, Request, Seal, sign};
use jiff::tz::Offset;

use super::keys;
use super::rooms::{FACES, examples, pictures, read};

/// A purpose whose report is signed off.
pub fn signed_off(record: &[u8]) -> Purpose {
    let line = |role: &str, name: &str| SignOffLine {
        role: role.to_owned(),
        name: name.to_owned(),
        post: None,
        date: "2025年1月20日".to_owned(),
    };
    Purpose {
        draft: false,
        signed_off: Some(SignedOff {
            approvals: vec![
                line("拟稿", "张三"),
                line("审核", "李四"),
                line("签发", "王五"),
            ],
            off: Vec::new(),
            record: Arc::from(record),
        }),
        ..Purpose::default()
    }
}

/// The final PDF of an example.
pub fn final_pdf(example: &str) -> Vec<u8> {
    let all = examples();
    let found = all.iter().find(|(name, ..)| name == example);
    let (_, form, yaml) = found.unwrap_or_else(|| panic!("no example {example}"));
    let report = read(form, yaml);
    let purpose = signed_off(b"version: 1\nrecords: []\n");
    let document: Document = compose(&report, &purpose, &pictures(&report));
    let made = pipeline::pdf(&document, &FACES).unwrap_or_else(|error| panic!("{error}"));
    made.bytes
}

/// A request that asks for nothing special.
pub fn request<'s>(signer: &dyn Signer) -> Request<'_, 's, PdfSignError> {
    Request {
        signer,
        at: "2026-12-01T02:00:00Z".parse().unwrap(),
        offset: Offset::from_seconds(8 * 3600).unwrap(),
        stamp: None,
        appearance: Appearance::AsItIs,
        name: Some("示例市人民政府办公室".to_owned()),
        reason: None,
        location: None,
    }
}

/// A key of the tests.
pub fn signer(kind: &str) -> Box<dyn Signer> {
    let source = keys::sources(None).into_iter();
    let mut source = source.filter(|source| source.kind == kind);
    source.next().unwrap().open()
}

/// The final PDF of an example, signed.
pub fn signed_pdf(example: &str) -> Vec<u8> {
    let signer = signer("p256");
    sign(&final_pdf(example), &mut request(signer.as_ref())).unwrap()
}

/// A red disc on transparent ground, which is the seal of nobody.
pub fn disc() -> Seal {
    let side = 120_i32;
    let mut alpha = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let (dx, dy) = (2 * x + 1 - side, 2 * y + 1 - side);
            let distance = dx * dx + dy * dy;
            let ring = 110 * 110..=118 * 118;
            alpha.push(if ring.contains(&distance) { 255 } else { 0 });
        }
    }
    Seal {
        width: 120,
        height: 120,
        rgb: [220, 30, 30].repeat(alpha.len()),
        alpha: Some(alpha),
        size: None,
    }
}
