//! Packages that could be read in two ways are refused strictly, and read leniently.

use super::{Package, PackageError};
use crate::formats::zip::{Packing, Zip};

const TYPES: &[u8] =
    b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = Zip::with_capacity(1000);
    for (name, bytes) in entries {
        zip.add(name, bytes, Packing::Deflated(None)).unwrap();
    }
    zip.finish().unwrap()
}

fn package() -> Vec<u8> {
    packed(&[
        ("[Content_Types].xml", TYPES),
        ("a.xml", b"<a/>"),
        ("b.xml", b"<b/>"),
    ])
}

#[test]
fn parts_are_found_whatever_the_case_of_their_names() {
    let package = Package::read(&package()).unwrap();
    assert_eq!(package.part("/A.XML").unwrap().bytes, b"<a/>");
    assert!(package.part("/[Content_Types].xml").is_none());
    assert_eq!(package.relationships("/").unwrap(), []);
}

#[test]
fn bytes_outside_the_entries_are_refused() {
    let good = package();
    let entry = good.windows(4).rposition(|it| it == b"PK\x03\x04").unwrap();
    let directory = good.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    for at in [0, entry, directory, good.len()] {
        let mut bytes = good.clone();
        bytes.splice(at..at, *b"AAAA");
        // The offsets of the directory are put right, so that lenient readers see nothing.
        let moved = |bytes: &mut Vec<u8>, place: usize, from: usize| {
            let field: &mut [u8] = &mut bytes[place..place + 4];
            let value = u32::from_le_bytes(field.try_into().unwrap());
            let value = if value as usize >= from {
                value + 4
            } else {
                value
            };
            field.copy_from_slice(&value.to_le_bytes());
        };
        let end = bytes
            .windows(4)
            .rposition(|it| it == b"PK\x05\x06")
            .unwrap();
        moved(&mut bytes, end + 16, at);
        let heads: Vec<usize> = (0..bytes.len() - 4)
            .filter(|place| &bytes[*place..place + 4] == b"PK\x01\x02")
            .collect();
        for head in heads {
            moved(&mut bytes, head + 42, at);
        }
        let error = Package::read(&bytes).unwrap_err();
        let expected = matches!(
            error,
            PackageError::Outside { .. } | PackageError::Damaged { .. }
        );
        assert!(expected, "{at}: {error:?}");
        assert!(Package::lenient(&bytes).is_ok(), "{at}");
    }
}

#[test]
fn a_comment_of_the_file_is_refused() {
    let mut bytes = package();
    let end = bytes.len();
    bytes[end - 2] = 4;
    bytes.extend_from_slice(b"AAAA");
    assert!(matches!(
        Package::read(&bytes),
        Err(PackageError::Outside { .. })
    ));
}

#[test]
fn names_that_stand_for_others_are_refused() {
    let with = |name: &str| {
        packed(&[
            ("[Content_Types].xml", TYPES),
            ("a.xml", b"<a/>"),
            (name, b"<b/>"),
        ])
    };
    let twice = with("A.xml");
    assert!(matches!(
        Package::read(&twice),
        Err(PackageError::Twice { .. })
    ));
    let lenient = Package::lenient(&twice).unwrap();
    assert_eq!(lenient.part("/A.xml").unwrap().bytes, b"<a/>");
    for name in ["b\\c.xml", "b/../c.xml", "b%2Fc.xml"] {
        assert!(
            matches!(Package::read(&with(name)), Err(PackageError::Name { .. })),
            "{name}"
        );
    }
    let none = packed(&[("a.xml", b"<a/>")]);
    assert!(matches!(
        Package::read(&none),
        Err(PackageError::Damaged { .. })
    ));
    assert!(Package::lenient(&none).is_ok());
}

#[test]
fn bombs_are_refused() {
    let bomb = vec![b' '; 4 << 20];
    let bytes = packed(&[("[Content_Types].xml", TYPES), ("a.xml", &bomb)]);
    assert!(matches!(
        Package::read(&bytes),
        Err(PackageError::TooLarge { .. })
    ));
}
