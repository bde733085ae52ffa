//! Attacks on the package: files that two programs would read differently, and changed bytes.

use chengbao::signature::docx::{DocxSignature, OpcError, inspect};

use crate::support::signed_docx::Parts;
use crate::{SIGNATURE, SIGNED, attacked, look};

#[test]
fn a_package_that_could_be_read_in_two_ways() {
    // Two entries of one name, by bytes: no writer makes such a file.
    let twice = attacked(|parts| parts.set("word/documenu.xml", "<x/>"));
    let twice = renamed(twice, b"word/documenu.xml", b"word/document.xml", 2);
    assert!(
        matches!(inspect(&twice), Err(OpcError::Package { .. })),
        "{:?}",
        inspect(&twice)
    );
    // A name before the bytes that is not the one in the directory.
    let apart = renamed(
        SIGNED.clone(),
        b"word/document.xml",
        b"word/documenu.xml",
        1,
    );
    assert!(
        matches!(inspect(&apart), Err(OpcError::Package { .. })),
        "{:?}",
        inspect(&apart)
    );
    let large = attacked(|parts| parts.set("word/Document.xml", "<x/>"));
    assert_eq!(
        inspect(&large).unwrap_err(),
        OpcError::Twice {
            name: "/word/Document.xml".to_owned()
        }
    );
    let hidden = attacked(|parts| parts.set("word\\document.xml", "<x/>"));
    assert!(matches!(inspect(&hidden), Err(OpcError::Name { .. })));
    let mut before = b"MZ".to_vec();
    before.extend_from_slice(&SIGNED);
    assert!(
        matches!(inspect(&before), Err(OpcError::Package { .. })),
        "{:?}",
        inspect(&before)
    );
    let bomb = attacked(|parts| parts.set("word/bomb.xml", &" ".repeat(32 << 20)));
    assert!(matches!(inspect(&bomb), Err(OpcError::TooLarge { .. })));
    for cut in [0, 1, SIGNED.len() / 2, SIGNED.len() - 1] {
        assert!(inspect(&SIGNED[..cut]).is_err());
    }
}

/// The file with the first `count` places of a name replaced by one as long.
fn renamed(mut file: Vec<u8>, from: &[u8], to: &[u8], count: usize) -> Vec<u8> {
    let places = file
        .windows(from.len())
        .enumerate()
        .filter(|(_, window)| *window == from);
    let places: Vec<usize> = places.map(|(at, _)| at).take(count).collect();
    assert_eq!(places.len(), count);
    for at in places {
        file[at..at + to.len()].copy_from_slice(to);
    }
    file
}

#[test]
fn no_changed_byte_of_a_signature_passes() {
    let whole = look(&SIGNED);
    let text = Parts::of(&SIGNED).text(SIGNATURE);
    for at in (0..text.len()).step_by(97) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(other) = String::from_utf8(bytes) else {
            continue;
        };
        let found = look(&attacked(|parts| parts.set(SIGNATURE, &other)));
        if found.faults.is_empty() && found.uncovered.is_empty() {
            // The certificates above the signer's are not signed by it.
            assert_eq!(found.certificate, whole.certificate, "byte {at}");
            assert!(found.others != whole.others, "byte {at}");
        }
    }
}

#[test]
fn no_changed_byte_of_the_file_passes_that_changes_what_is_in_it() {
    let whole = Parts::of(&SIGNED);
    for at in (0..SIGNED.len()).step_by(211) {
        let mut file = SIGNED.clone();
        file[at] ^= 0x21;
        let Ok(found) = inspect(&file) else { continue };
        let is_good = |it: &DocxSignature| it.faults.is_empty() && it.uncovered.is_empty();
        if !found.signatures.is_empty() && found.signatures.iter().all(is_good) {
            assert!(Parts::of(&file) == whole, "byte {at}");
        }
    }
}
