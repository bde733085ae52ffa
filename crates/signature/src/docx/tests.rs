//! Signatures made here are read back, cover the whole package, and any change is refused.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::Scheme;
use crate::keys::{KeyError, Signer, from_pem};

const TYPES: &str = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
    <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
    <Default Extension='xml' ContentType='application/xml'/>\
    <Override PartName='/word/document.xml' ContentType='application/x-main+xml'/></Types>";

fn relationships(inside: &[(&str, &str, &str)]) -> String {
    let inside = inside.iter().map(|(id, kind, target)| {
        format!("<r:Relationship Id='{id}' Type='{kind}' Target='{target}'/>")
    });
    let inside: String = inside.collect();
    format!(
        "<r:Relationships xmlns:r='{}'>{inside}</r:Relationships>",
        super::relationships::SPACE
    )
}

type Parts = Vec<(String, Vec<u8>)>;

/// A small package.
fn parts() -> Parts {
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        (
            "_rels/.rels",
            relationships(&[
                ("b", "urn:main", "word/document.xml"),
                ("a", "urn:core", "core.xml"),
            ]),
        ),
        ("word/document.xml", "<d>3119</d>".to_owned()),
        (
            "word/_rels/document.xml.rels",
            relationships(&[("c", "urn:data", "../公 文.xml")]),
        ),
        ("公 文.xml", "<data/>".to_owned()),
        ("core.xml", "<core/>".to_owned()),
    ];
    parts
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .into()
}

fn pack(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unpack(bytes: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let entries = (0..zip.len()).map(|at| {
        let mut entry = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    });
    entries.collect()
}

fn signer(name: &str) -> Box<dyn Signer> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
    let read = |end: &str| std::fs::read_to_string(format!("{folder}/{name}.{end}.pem")).unwrap();
    from_pem(&read("key"), &read("chain")).unwrap()
}

fn signed(name: &str) -> Vec<u8> {
    sign::<OpcError>(
        &pack(&parts()),
        signer(name).as_ref(),
        "2025-01-24T10:00:00.5+08:00".parse().unwrap(),
        None,
    )
    .unwrap()
}

/// The only signature of a package.
fn only(bytes: &[u8]) -> DocxSignature {
    let mut inspection = inspect(bytes).unwrap();
    assert_eq!(
        (inspection.signatures.len(), &inspection.remains),
        (1, &Vec::new())
    );
    inspection.signatures.remove(0)
}

#[test]
fn what_every_kind_of_key_signs_is_read_back() {
    for name in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"] {
        let signature = only(&signed(name));
        assert_eq!(
            (&signature.faults, &signature.value),
            (&Vec::new(), &Ok(())),
            "{name}"
        );
        assert_eq!(signature.uncovered, []);
        assert_eq!(signature.covered.len(), parts().len() - 1);
        assert_eq!(
            signature.certificate.as_ref(),
            Some(signer(name).certificate())
        );
        assert_eq!(signature.others.len(), 1);
        assert_eq!(signature.time, Some("2025-01-24T02:00:00Z".into()));
        assert_eq!(signature.stamp, None);
    }
}

#[test]
fn signing_is_the_same_each_time_and_leaves_entries_as_they_are_packed() {
    let (before, after) = (pack(&parts()), signed("p256"));
    assert_eq!(after, signed("p256"));
    let (old, new) = (unpack(&before), unpack(&after));
    assert!(
        old.iter()
            .map(|(name, _)| name)
            .eq(new.iter().take(old.len()).map(|(name, _)| name))
    );
    assert_eq!(new.len(), old.len() + 3);
    // From its name on, an entry is the same bytes.
    let entry = |bytes: &[u8]| {
        let at = bytes
            .windows(8)
            .position(|window| window == b"core.xml")
            .unwrap();
        bytes[at..at + 16].to_vec()
    };
    assert_eq!(entry(&before), entry(&after));
}

#[test]
fn a_package_is_signed_once() {
    let again = sign::<OpcError>(
        &signed("p256"),
        signer("p256").as_ref(),
        jiff::Timestamp::UNIX_EPOCH,
        None,
    );
    assert_eq!(again.unwrap_err(), OpcError::Signed);
}

#[test]
fn a_stamp_is_over_the_canonical_value() {
    let mut octets = Vec::new();
    let mut stamp = |asked: &[u8]| {
        octets = asked.to_vec();
        Ok::<_, OpcError>(b"token".to_vec())
    };
    let bytes = sign(
        &pack(&parts()),
        signer("p256").as_ref(),
        jiff::Timestamp::UNIX_EPOCH,
        Some(&mut stamp),
    )
    .unwrap();
    let signature = only(&bytes);
    assert_eq!(signature.faults, []);
    assert_eq!(signature.stamp.as_deref(), Some(&b"token"[..]));
    assert_eq!(signature.stamped_octets, octets);
    let text = String::from_utf8(octets).unwrap();
    assert!(
        text.starts_with("<SignatureValue xmlns=\"http://www.w3.org/2000/09/xmldsig#\">"),
        "{text}"
    );
    // What asks may fail.
    let mut refuse = |_: &[u8]| Err(OpcError::Signed);
    let refused = sign(
        &pack(&parts()),
        signer("p256").as_ref(),
        jiff::Timestamp::UNIX_EPOCH,
        Some(&mut refuse),
    );
    assert_eq!(refused.unwrap_err(), OpcError::Signed);
}

#[test]
fn a_key_without_a_name_in_xml_signatures_is_refused() {
    #[derive(Debug)]
    struct National(Box<dyn Signer>);
    impl Signer for National {
        fn certificate(&self) -> &x509_cert::Certificate {
            self.0.certificate()
        }
        fn chain(&self) -> &[x509_cert::Certificate] {
            &[]
        }
        fn scheme(&self) -> Scheme {
            Scheme::Sm2
        }
        fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
            self.0.sign(message)
        }
    }
    let signer = National(signer("p256"));
    let refused = sign::<OpcError>(&pack(&parts()), &signer, jiff::Timestamp::UNIX_EPOCH, None);
    assert!(matches!(refused, Err(OpcError::Kind { .. })));
}

/// What is said of the signed package once a part is another one, or, where there is nothing to replace,
/// an additional one.
fn changed(part: &str, from: &str, to: &str) -> DocxSignature {
    let mut parts = unpack(&signed("p256"));
    match parts.iter_mut().find(|(name, _)| name == part) {
        Some((_, bytes)) => {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
            *bytes = text.replace(from, to).into_bytes();
        }
        None => parts.push((part.to_owned(), to.as_bytes().to_vec())),
    }
    only(&pack(&parts))
}

fn check(part: &str, from: &str, to: &str, expected: DocxDefect) {
    assert_eq!(changed(part, from, to).faults, [expected], "{from} → {to}");
}

const SIG: &str = "_xmlsignatures/sig1.xml";

#[test]
fn changes_of_parts_are_named() {
    let part = || "/word/document.xml".to_owned();
    check(
        "word/document.xml",
        "3119",
        "3120",
        DocxDefect::Changed { part: part() },
    );
    let rels = || "/word/_rels/document.xml.rels".to_owned();
    check(
        "word/_rels/document.xml.rels",
        "../公 文.xml",
        "../core.xml",
        DocxDefect::Relationships { part: rels() },
    );
    check(
        "word/_rels/document.xml.rels",
        "Target=",
        "TargetMode='External' Target=",
        DocxDefect::Relationships { part: rels() },
    );
    // What the transform leaves out changes nothing.
    let same = changed(
        "word/_rels/document.xml.rels",
        "Target=",
        "TargetMode='Internal' Target=",
    );
    assert_eq!((same.faults, same.uncovered), (Vec::new(), Vec::new()));
    let found = "application/x-other+xml".to_owned();
    let signed = "application/x-main+xml".to_owned();
    check(
        "[Content_Types].xml",
        "x-main",
        "x-other",
        DocxDefect::ContentType {
            part: part(),
            signed,
            found,
        },
    );
    let core = changed("word/document.xml", "3119", "3120");
    assert!(!core.covered.contains(&part()) && core.covered.contains(&"/core.xml".to_owned()));
}

#[test]
fn what_is_added_is_named() {
    let added = changed("word/header1.xml", "", "<h/>");
    assert_eq!(added.faults, []);
    assert_eq!(
        added.uncovered,
        [Uncovered::Part("/word/header1.xml".to_owned())]
    );
    let added = changed(
        "_rels/.rels",
        "</r:R",
        "<r:Relationship Id='z' Type='urn:x' Target='core.xml'/></r:R",
    );
    let part = "/_rels/.rels".to_owned();
    let (id, target) = ("z".to_owned(), "core.xml".to_owned());
    assert_eq!(
        (added.faults, added.uncovered),
        (
            Vec::new(),
            vec![Uncovered::Relationship { part, id, target }]
        )
    );
    let added = changed(
        "_xmlsignatures/_rels/origin.sigs.rels",
        "</R",
        "<Relationship Id='z' Type='urn:x' Target='core.xml'/></R",
    );
    assert_eq!(added.uncovered.len(), 2, "{:?}", added.uncovered);
}

#[test]
fn changes_within_the_signature_are_named() {
    for (from, to, fault) in [
        (
            "2025-01-24T02:00:00Z</mdssi",
            "2025-01-25T02:00:00Z</mdssi",
            DocxDefect::Object {
                id: "idPackageObject".to_owned(),
            },
        ),
        (
            "<ColorDepth>32",
            "<ColorDepth>16",
            DocxDefect::Object {
                id: "idOfficeObject".to_owned(),
            },
        ),
        (
            "2025-01-24T02:00:00Z</xd",
            "2025-01-25T02:00:00Z</xd",
            DocxDefect::Object {
                id: "idSignedProperties".to_owned(),
            },
        ),
        // Another value of the right length.
        (
            "<SignatureValue>",
            "<SignatureValue>AAAA",
            DocxDefect::Value,
        ),
        (
            "URI=\"#idOfficeObject\"",
            "URI=\"#idSignatureTime\"",
            DocxDefect::Wrapped {
                detail: String::new(),
            },
        ),
        (
            "Id=\"idOfficeObject\"",
            "Id=\"idSignatureTime\"",
            DocxDefect::Wrapped {
                detail: String::new(),
            },
        ),
        (
            "ecdsa-sha256",
            "ecdsa-sha1",
            DocxDefect::Weak { uri: String::new() },
        ),
        (
            "ecdsa-sha256",
            "ecdsa-sm2",
            DocxDefect::Unchecked {
                what: String::new(),
            },
        ),
        (
            "<KeyInfo>",
            "<KeyInfo><KeyValue></KeyValue>",
            DocxDefect::Value,
        ),
    ] {
        let found = changed(SIG, from, to);
        if from == "<KeyInfo>" {
            // Nothing that is signed.
            assert_eq!(found.faults, []);
            continue;
        }
        let is_kind =
            |found: &DocxDefect| std::mem::discriminant(found) == std::mem::discriminant(&fault);
        assert!(
            found.faults.iter().any(is_kind),
            "{from}: {:?}",
            found.faults
        );
        assert!(
            found.value.is_err() || from.contains("02:00") || from.contains("Color"),
            "{from}"
        );
    }
}
