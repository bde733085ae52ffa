//! Attacks on the package: files that two programs would read differently, and changed bytes.

use chengbao::signature::docx::{DocxSignature, OpcError, inspect};

use super::{SIGNED, attacked, look};
use support::attacks_docx::SIGNATURE;
use support::signed_docx::Parts;
use support::verified::ask;

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
    let bomb = attacked(|parts| parts.set("word/bomb.xml", " ".repeat(32 << 20)));
    assert!(matches!(inspect(&bomb), Err(OpcError::TooLarge { .. })));
    for cut in [0, 1, SIGNED.len() / 2, SIGNED.len() - 1] {
        assert!(inspect(&SIGNED[..cut]).is_err());
    }
}

#[test]
fn bytes_behind_the_packed_data_of_an_entry_are_refused() {
    let whole = Parts::of(&SIGNED);
    for name in ["word/document.xml", "[Content_Types].xml", SIGNATURE] {
        for more in [b"\0".as_slice(), b"more", b"\x03\0", &[0; 5000]] {
            let file = behind(&SIGNED, name, more);
            // Lenient readers see nothing of it.
            assert!(Parts::of(&file) == whole, "{name}");
            let refused = inspect(&file).unwrap_err();
            assert!(matches!(refused, OpcError::Package { .. }), "{refused:?}");
            assert!(refused.to_string().contains(name), "{refused}");
            assert!(ask(&file).is_ok_and(|answers| !answers.hold()), "{name}");
        }
    }
}

/// The file with bytes behind the packed data of an entry, of which they are a part by all its headers.
fn behind(file: &[u8], name: &str, more: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    let word = |file: &[u8], at: usize| usize::from(u16::from_le_bytes([file[at], file[at + 1]]));
    let long = |file: &[u8], at: usize| {
        usize::try_from(u32::from_le_bytes(file[at..at + 4].try_into().unwrap())).unwrap()
    };
    let find = |file: &[u8], mark: &[u8], from: usize| {
        let mut windows = file.windows(4).skip(from);
        from + windows.position(|window| window == mark).unwrap()
    };
    let raise = |file: &mut Vec<u8>, at: usize| {
        let value = u32::try_from(long(file, at) + more.len()).unwrap();
        file[at..at + 4].copy_from_slice(&value.to_le_bytes());
    };
    let end = file.len() - 22;
    let count = word(&file, end + 10);
    let mut heads = vec![long(&file, end + 16)];
    for _ in 1..count {
        let last = *heads.last().unwrap();
        heads.push(find(&file, b"PK\x01\x02", last + 4));
    }
    let named = |head: &&usize| {
        file[**head + 46..].starts_with(name.as_bytes()) && word(&file, **head + 28) == name.len()
    };
    let head = *heads.iter().find(named).unwrap();
    let start = long(&file, head + 42);
    let data = start + 30 + word(&file, start + 26) + word(&file, start + 28);
    let place = data + long(&file, head + 20);
    for other in &heads {
        if long(&file, other + 42) > start {
            raise(&mut file, other + 42);
        }
    }
    raise(&mut file, head + 20);
    raise(&mut file, start + 18);
    raise(&mut file, end + 16);
    file.splice(place..place, more.iter().copied());
    file
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

/// What is signed within a signature: changed bytes of it are looked for here and there, all others
/// one by one.
fn signed_ranges(text: &str) -> Vec<std::ops::Range<usize>> {
    let range = |start: &str, end: &str| {
        let at = text.find(start).unwrap();
        at..at + text[at..].find(end).unwrap() + end.len()
    };
    vec![
        range("<SignedInfo>", "</SignedInfo>"),
        range("<Object Id=\"idPackageObject\">", "</Object>"),
        range("<Object Id=\"idOfficeObject\">", "</Object>"),
        range("<xd:SignedProperties ", "</xd:SignedProperties>"),
        // The signer's certificate is long, and none of it may pass; those above it may.
        range("<X509Certificate>", "</X509Data>"),
    ]
}

#[test]
fn no_changed_byte_of_a_signature_passes() {
    let whole = look(&SIGNED);
    let text = Parts::of(&SIGNED).text(SIGNATURE);
    let ranges = signed_ranges(&text);
    let mut passed = Vec::new();
    for at in 0..text.len() {
        if at % 97 > 0 && ranges.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(other) = String::from_utf8(bytes) else {
            continue;
        };
        let found = look(&attacked(|parts| parts.set(SIGNATURE, other)));
        if found.faults.is_empty() && found.uncovered.is_empty() {
            assert_eq!(found.certificate, whole.certificate, "byte {at}");
            passed.push((at, found.others != whole.others));
        }
    }
    // The certificates above the signer's are not signed by it: a path is built from them that ends at a
    // trusted one or does not. The XML declaration is no part of what is read, and what says another
    // version or encoding is refused. Nothing else of a signature may be another.
    let declaration = 0..text.find("?>").unwrap() + 2;
    let above = text.find("</X509Certificate>").unwrap();
    let above = above..text.find("</KeyInfo>").unwrap();
    let passed: Vec<_> = passed
        .into_iter()
        .filter(|(at, others)| !(declaration.contains(at) || *others && above.contains(at)))
        .map(|(at, _)| text.get(at.saturating_sub(40)..at + 20).unwrap_or_default())
        .collect();
    assert!(passed.is_empty(), "{passed:#?}");
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
