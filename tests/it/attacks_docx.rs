//! Attacks on a signed DOCX: each is noticed, and said of the part it was made on.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod package;
mod structure;

use std::sync::LazyLock;

use chengbao::signature::docx::{DocxSignature, Fault, Inspection, Uncovered, inspect};
use support::attacks_docx::{
    self as attacks, DATA, DOCUMENT, PLAIN_AND_MACROS, RELATIONSHIPS, SETTINGS, SIGNATURE,
};
use support::rooms::root;
use support::signed_docx::{Parts, documents, sign, signer};

/// A signed document.
static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| sign(&documents()[0].1, "p256"));

fn attacked(attack: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::of(&SIGNED);
    attack(&mut parts);
    parts.pack()
}

fn look(file: &[u8]) -> DocxSignature {
    let Inspection {
        mut signatures,
        remains,
        ..
    } = inspect(file).unwrap();
    assert_eq!((signatures.len(), remains), (1, Vec::new()));
    signatures.remove(0)
}

/// What is said after an attack: all faults, all that is not covered.
#[track_caller]
fn check(attack: impl FnOnce(&mut Parts), faults: &[Fault], uncovered: &[Uncovered]) {
    let signature = look(&attacked(attack));
    assert_eq!(signature.faults, faults);
    assert_eq!(signature.uncovered, uncovered);
    for said in signature.faults.iter().map(Fault::text) {
        assert!(!said.zh.is_empty() && said.zh != said.en);
    }
}

fn changed(part: &str) -> Fault {
    Fault::Changed {
        part: format!("/{part}"),
    }
}

#[test]
fn what_is_not_attacked_is_good() {
    check(|_| (), &[], &[]);
    for (name, document) in documents() {
        for key in ["rsa2048", "p384"] {
            let signature = look(&sign(&document, key));
            assert_eq!(
                (signature.faults, signature.uncovered),
                (Vec::new(), Vec::new()),
                "{name}"
            );
            assert!(signature.covered.contains(&"/docProps/core.xml".to_owned()));
        }
    }
}

#[test]
fn a_figure_changed() {
    check(attacks::figure, &[changed(DOCUMENT)], &[]);
}

#[test]
fn a_part_added_with_a_relationship() {
    for (part, kind) in [
        ("header9.xml", "header"),
        ("chunk.xml", "aFChunk"),
        ("comments.xml", "comments"),
    ] {
        let relationship = Uncovered::Relationship {
            part: format!("/{RELATIONSHIPS}"),
            id: "z".to_owned(),
            target: part.to_owned(),
        };
        let part_itself = Uncovered::Part(format!("/word/{part}"));
        check(
            |parts| attacks::add(parts, part, kind),
            &[],
            &[relationship, part_itself],
        );
    }
}

#[test]
fn properties_added() {
    let relationship = Uncovered::Relationship {
        part: "/_rels/.rels".to_owned(),
        id: "z".to_owned(),
        target: "docProps/custom.xml".to_owned(),
    };
    let part = Uncovered::Part("/docProps/custom.xml".to_owned());
    check(attacks::properties, &[], &[relationship, part]);
}

#[test]
fn the_data_changed() {
    check(attacks::data, &[changed(DATA)], &[]);
}

#[test]
fn a_relationship_led_elsewhere() {
    let fault = |part: &str| Fault::Relationships {
        part: format!("/{part}"),
    };
    check(attacks::relationship, &[fault(RELATIONSHIPS)], &[]);
    check(attacks::main, &[fault("_rels/.rels")], &[]);
    check(attacks::without_relationship, &[fault(RELATIONSHIPS)], &[]);
}

#[test]
fn a_content_type_changed() {
    let (plain, macros) = PLAIN_AND_MACROS;
    let fault = Fault::ContentType {
        part: format!("/{DOCUMENT}"),
        signed: plain.to_owned(),
        found: macros.to_owned(),
    };
    check(attacks::macros, &[fault], &[]);
}

#[test]
fn a_signature_copied_from_another_file() {
    let (mut from, mut to) = (
        Parts::of(&SIGNED),
        Parts::of(&sign(&documents()[1].1, "p256")),
    );
    to.set(SIGNATURE, from.text(SIGNATURE));
    let copied = look(&to.pack());
    assert_eq!(copied.value, Ok(()));
    for part in [DOCUMENT, "customXml/item1.xml", "docProps/core.xml"] {
        assert!(
            copied.faults.contains(&changed(part)),
            "{part}: {:?}",
            copied.faults
        );
    }
    // Onto a file with the same parts but for one figure's data.
    from.replace("customXml/item1.xml", "<total>", "<total>1");
    assert_eq!(look(&from.pack()).faults, [changed("customXml/item1.xml")]);
}

#[test]
fn the_protection_taken_away() {
    let off: attacks::Change =
        |parts| parts.replace(SETTINGS, "w:enforcement=\"1\"", "w:enforcement=\"0\"");
    check(off, &[changed(SETTINGS)], &[]);
    check(attacks::unprotected, &[changed(SETTINGS)], &[]);
    let removed = Fault::Removed {
        part: format!("/{SETTINGS}"),
    };
    check(|parts| parts.remove(SETTINGS), &[removed], &[]);
}

#[test]
fn the_signature_taken_away() {
    for (name, attack) in attacks::REMAINS {
        let left = inspect(&attacked(attack)).unwrap();
        assert!(left.signatures.is_empty(), "{name}");
        assert!(!left.remains.is_empty(), "{name}");
    }
    // With all that leads to it: then it is a file that was never signed.
    let without = inspect(&attacked(attacks::unsigned)).unwrap();
    assert_eq!(
        (without.signatures, without.remains),
        (Vec::new(), Vec::new())
    );
}

/// A file LibreOffice 7.4 signed with the key `rsa2048`.
#[test]
fn a_file_libreoffice_signed_is_read_and_attacks_on_it_are_named() {
    let file = std::fs::read(root().join("tests/data/signed/libreoffice.docx")).unwrap();
    let signature = look(&file);
    assert_eq!(
        (&signature.faults, &signature.value),
        (&Vec::new(), &Ok(()))
    );
    assert_eq!(
        signature.certificate.as_ref(),
        Some(signer("rsa2048").certificate())
    );
    let properties = Uncovered::Properties("/docProps/core.xml".to_owned());
    assert_eq!(signature.uncovered, std::slice::from_ref(&properties));
    let mut parts = Parts::of(&file);
    parts.replace(DOCUMENT, "3119", "3120");
    parts.replace("customXml/item1.xml", "3119", "3120");
    parts.replace(RELATIONSHIPS, "www.gov.cn", "www.example.cn");
    parts.set("word/header1.xml", "<h/>");
    let found = look(&parts.pack());
    let expected = [
        changed("customXml/item1.xml"),
        Fault::Relationships {
            part: format!("/{RELATIONSHIPS}"),
        },
        changed(DOCUMENT),
    ];
    assert_eq!(found.faults, expected);
    let added = Uncovered::Part("/word/header1.xml".to_owned());
    assert_eq!(found.uncovered, [properties, added]);
}
