//! Ordinary and hostile zip files.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const SMALL: Bounds = Bounds {
    files: 4,
    file: 2 << 20,
    all: 4 << 20,
    ratio: 100,
};

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

fn zip(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Replaces bytes: hostile files contain what the crate does not write.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut count = 0;
    for at in 0..=bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            count += 1;
        }
    }
    assert!(count > 0);
    bytes
}

fn names(bytes: &[u8]) -> Result<Vec<String>, Refused> {
    unpack(bytes, SMALL).map(|files| files.into_keys().collect())
}

#[test]
fn files_are_there_by_name_and_what_a_desktop_leaves_is_not() {
    let bytes = zip(
        &[
            ("甲/a.yaml", b"a"),
            ("__MACOSX/甲/._a.yaml", b"x"),
            ("甲/.DS_Store", b"x"),
        ],
        stored(),
    );
    let files = unpack(&bytes, SMALL).unwrap();
    assert_eq!(
        files.into_iter().collect::<Vec<_>>(),
        [("甲/a.yaml".to_owned(), Arc::from(b"a".as_slice()))]
    );
}

#[test]
fn names_in_gbk_are_read() {
    let (gbk, ..) = GB18030.encode("报告");
    let bytes = patched(zip(&[("abcd.yaml", b"")], stored()), b"abcd", &gbk);
    assert_eq!(names(&bytes).unwrap(), ["报告.yaml"]);
    let bytes = patched(
        zip(&[("abcd.yaml", b"")], stored()),
        b"abcd",
        b"\xff\xff\xff\xff",
    );
    assert!(matches!(names(&bytes), Err(Refused::Name(_))));
}

#[test]
fn hostile_names_are_refused() {
    for name in [
        "../a.yaml",
        "/a.yaml",
        "a\\b.yaml",
        "C:a.yaml",
        "a\u{202e}.yaml",
        "a/../../b",
    ] {
        let plain = "x".repeat(name.len());
        let bytes = zip(&[(&plain, b"a")], stored());
        let bytes = patched(bytes, plain.as_bytes(), name.as_bytes());
        assert!(matches!(names(&bytes), Err(Refused::Name(_))), "{name:?}");
    }
}

#[test]
fn a_name_is_there_once() {
    let bytes = zip(&[("a.yaml", b"a"), ("b.yaml", b"b")], stored());
    let bytes = patched(bytes, b"b.yaml", b"a.yaml");
    assert_eq!(names(&bytes).unwrap_err(), Refused::Overlap);
    let bytes = zip(&[("./a.yaml", b"a"), ("a.yaml", b"b")], stored());
    assert_eq!(
        names(&bytes).unwrap_err(),
        Refused::Twice("a.yaml".to_owned())
    );
}

#[test]
fn bombs_are_recognised_by_what_is_inflated() {
    let zeros = vec![0; 1 << 20];
    let deflated = SimpleFileOptions::default();
    let bytes = zip(&[("a", &zeros)], deflated);
    assert_eq!(names(&bytes).unwrap_err(), Refused::Ratio(100));
    // The directory claims that it is small.
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let lying = patched(bytes, &size, &[1, 0, 0, 0]);
    assert!(matches!(
        names(&lying).unwrap_err(),
        Refused::Ratio(_) | Refused::Damaged(_)
    ));

    let large = vec![0; SMALL.file + 1];
    let bytes = zip(&[("a", &large)], stored());
    assert_eq!(
        names(&bytes).unwrap_err(),
        Refused::FileTooLarge("a".to_owned(), 2)
    );
    let half = &large[..SMALL.file];
    let bytes = zip(&[("a", half), ("b", half), ("c", b"c")], stored());
    assert_eq!(names(&bytes).unwrap_err(), Refused::TooLarge(4));
    let many = [
        ("a", b"".as_slice()),
        ("b", b""),
        ("c", b""),
        ("d", b""),
        ("e", b""),
    ];
    assert_eq!(
        names(&zip(&many, stored())).unwrap_err(),
        Refused::TooMany(4)
    );
    let nine: Vec<_> = "abcdefghi".split("").filter(|c| !c.is_empty()).collect();
    let nine: Vec<_> = nine.into_iter().map(|c| (c, b"".as_slice())).collect();
    assert_eq!(
        names(&zip(&nine, stored())).unwrap_err(),
        Refused::TooMany(4)
    );
}

#[test]
fn links_and_encrypted_files_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a", "/etc/passwd", stored()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(names(&bytes).unwrap_err(), Refused::Special("a".to_owned()));

    let mut bytes = self::zip(&[("a", b"abc")], stored());
    // The flag of both headers (APPNOTE 4.4.4).
    for (head, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let start = bytes.windows(4).position(|four| four == head).unwrap();
        bytes[start + at] |= 1;
    }
    assert_eq!(
        names(&bytes).unwrap_err(),
        Refused::Encrypted("a".to_owned())
    );
}

#[test]
fn what_is_no_zip_file_is_damaged() {
    let bytes = zip(&[("a", b"abc")], stored());
    assert!(matches!(names(b"form: x"), Err(Refused::Damaged(_))));
    assert!(matches!(
        names(&bytes[..bytes.len() - 5]),
        Err(Refused::Damaged(_))
    ));
    let broken = patched(bytes, b"abc", b"abd");
    assert!(matches!(names(&broken), Err(Refused::Damaged(_))));
}
