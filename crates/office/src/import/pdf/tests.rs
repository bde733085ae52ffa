//! What other programs write is read however they spell it; what costs more than any report is refused.

use lopdf::{Document, SaveOptions};

use super::{Embedded, lenient, strict};
use crate::import::ImportError;
use heavy_pdf::{DATA, HeavyPdf, LISTED, SPECIFICATION, deflate};

#[path = "../../../../../tests/support/heavy_pdf.rs"]
#[expect(
    unreachable_pub,
    reason = "shared with the measurements of whole programs"
)]
mod heavy_pdf;

fn read(bytes: &[u8]) -> Result<Vec<Embedded>, ImportError> {
    lenient::attachments(bytes)
}

/// Whether the one embedded file is read.
#[track_caller]
fn is_read(bytes: &[u8]) {
    let files = read(bytes).unwrap();
    let [file] = files.as_slice() else {
        panic!("{} files", files.len());
    };
    assert_eq!(file.name, "a.yaml");
    assert_eq!(file.relation, b"Source");
    assert_eq!(file.bytes, DATA.as_bytes());
    // None of them is written as this program writes.
    assert!(strict::attachments(bytes).is_err());
}

#[track_caller]
fn is_refused(bytes: &[u8], expected: &ImportError) {
    let error = read(bytes).map(|files| files.len()).unwrap_err();
    assert_eq!(error, *expected);
    assert!(strict::attachments(bytes).is_err());
}

#[track_caller]
fn is_damaged(bytes: &[u8]) {
    let Err(ImportError::DamagedPdf { detail }) = read(bytes).map(|files| files.len()) else {
        panic!("not damaged");
    };
    assert!(!detail.zh.contains(|c: char| c.is_ascii()), "{}", detail.zh);
}

fn plain() -> Vec<u8> {
    HeavyPdf::new(LISTED).write("")
}

/// Where the table of cross-references starts.
fn table(bytes: &[u8]) -> usize {
    let mut words = bytes.windows(8);
    words.rposition(|it| it == b"xref\n0 1").unwrap()
}

/// The plain file with a text in the place of another.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(plain()).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn both_lists_and_either_of_them_lead_to_the_file() {
    is_read(&plain());
    let (list, tree) = LISTED.split_at(10);
    is_read(&HeavyPdf::new(list).write(""));
    is_read(&HeavyPdf::new(tree).write(""));
    let mut file = HeavyPdf::new("/Names 6 0 R");
    file.object(6, "<</EmbeddedFiles 7 0 R>>");
    file.object(7, "<</Kids 8 0 R>>");
    file.object(8, "[9 0 R]");
    file.object(9, "<</Limits[(a)(b)]/Names 10 0 R>>");
    file.object(10, "[(a.yaml)5 0 R]");
    is_read(&file.write(""));
    assert!(read(&HeavyPdf::new("").write("")).unwrap().is_empty());
}

#[test]
fn files_saved_again_are_read() {
    for (packs, rows) in [(false, false), (false, true), (true, true)] {
        let options = SaveOptions::builder()
            .use_object_streams(packs)
            .use_xref_streams(rows)
            .build();
        let mut document = Document::load_mem(&plain()).unwrap();
        document.compress();
        let mut bytes = Vec::new();
        document.save_with_options(&mut bytes, options).unwrap();
        is_read(&bytes);
    }
}

#[test]
fn what_is_spelled_in_other_ways_is_read() {
    // Lengths stay, so that objects stay where they are.
    for (from, to) in [
        ("/Length 11>>\nstream\n", "/Length 99>>\nstream\n"),
        ("/Length 11>>\nstream\n", "/Length  1>>\nstream\n"),
        ("/Length 11>>\nstream\n", "/Lengthy 1>>\nstream\n"),
        ("/Length 11>>\nstream\n", "/Length 11>>\nstream\r"),
        ("/Length 11>>\nstream\n", "/Length 4>>\nstream\r\n"),
        ("/Length 11>>\nstream\n", "/Length 4>>\nstream \n"),
        ("/Type/Filespec/F(a.yaml)", "/F(b.yaml)/F#/X#/F(a#\\a)"),
        ("/F(a.yaml)/UF(a.yaml)", "/UF<612e79616d6c>    "),
        ("\n%%EOF", "\n"),
        ("\n%%EOF\n", "\n%%EOF\nstartxref what comes after the end"),
    ] {
        is_read(&changed(from, to));
    }
    let late = [b"X-Mail: 1\r\n\r\n", plain().as_slice()].concat();
    is_read(&late);
    let mut file = HeavyPdf::new(LISTED);
    file.stream(4, "/Length 7 0 R/Filter[/ASCIIHexDecode/FlateDecode]", &{
        let digits: Vec<String> = deflate(DATA.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x} "))
            .collect();
        digits.concat().into_bytes()
    });
    is_read(&file.write(""));
    let mut file = HeavyPdf::new(LISTED);
    // The same bytes.
    file.stream(4, "/Filter/ASCII85Decode", b"H\"CE)3Zp1\n31,K=~>");
    is_read(&file.write(""));
    let mut file = HeavyPdf::new(LISTED);
    let rows: Vec<u8> = DATA.bytes().flat_map(|byte| [0, byte]).collect();
    file.stream(
        4,
        "/Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns 1>>]",
        &deflate(&rows),
    );
    is_read(&file.write(""));
}

#[test]
fn updates_replace_and_remove() {
    let base = changed("a.yaml)/UF(a", "b.yaml)/UF(b");
    let start = table(&base);
    let update = |object: &str, row: &str| {
        let mut bytes = base.clone();
        let at = bytes.len();
        bytes.extend(object.bytes());
        let rows = row.replace("AT", &format!("{at:010}"));
        let end = bytes.len();
        let trailer = format!("trailer\n<</Size 9/Root 1 0 R/Prev {start}>>");
        bytes.extend(format!("xref\n{rows}{trailer}\nstartxref\n{end}\n%%EOF\n").bytes());
        bytes
    };
    let object = format!("5 0 obj\n{SPECIFICATION}\nendobj\n");
    is_read(&update(&object, "5 1\nAT 00000 n \n"));
    let removed = update("", "5 1\n0000000000 00001 f \n");
    assert!(read(&removed).unwrap().is_empty());
}

#[test]
fn hybrid_files_are_read() {
    let mut file = HeavyPdf::new("/AF[6 0 R]");
    let pack = deflate(format!("6 0 {SPECIFICATION}").as_bytes());
    file.stream(7, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &pack);
    file.here(8);
    let start = table(&file.clone().write(""));
    file.stream(8, "/Type/XRef/Size 9/W[1 1 1]/Index[6 1]", &[2, 7, 0]);
    file.row(6, "0000000000 00000 f \n");
    is_read(&file.write(&format!("/XRefStm {start}")));
}

#[test]
fn what_does_not_lead_anywhere_is_damaged_or_empty() {
    is_damaged(b"%PDF-1.7\n");
    is_damaged(b"%PDF-1.7\nstartxref\n9\n%%EOF\n");
    is_damaged(&changed("startxref", "startxfer"));
    is_damaged(&changed("/Root 1 0 R", "/Root 7 0 R"));
    is_damaged(&changed("/Root 1 0 R", "/Boot 1 0 R"));
    is_damaged(&changed("/Root 1 0 R", "/Root 1 0  "));
    is_damaged(&changed("<</Type/Catalog", "  /Type/Catalog"));
    is_refused(
        &HeavyPdf::new(LISTED).write("/Encrypt 2 0 R"),
        &ImportError::EncryptedPdf,
    );
    for (from, to) in [
        ("4 0 obj", "7 0 obj"),
        ("EF<</F 4 0 R/UF 4 0 R>>", "EF<</F 5 0 R/UF 5 0 R>>"),
        ("EF<</F 4 0 R/UF 4 0 R>>", "EF 5 0 R                "),
    ] {
        let bytes = changed(from, to);
        assert!(read(&bytes).unwrap().is_empty(), "{to}");
    }
    // References that lead to each other, a stream whose length is itself, an object stream within itself.
    let mut file = HeavyPdf::new("/AF 6 0 R/Names 7 0 R");
    file.object(6, "7 0 R");
    file.object(7, "6 0 R");
    assert!(read(&file.write("")).unwrap().is_empty());
    let mut file = HeavyPdf::new(LISTED);
    file.stream(4, "/Filter 4 0 R/DecodeParms 4 0 R", DATA.as_bytes());
    file.stream(6, "/Type/ObjStm/N 7 0 R/First 6 0 R", b"7 0 1");
    assert!(
        read(&file.write_stream(&[(7, 6), (5, 7), (6, 6)]))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn circles_and_depth_cost_nothing() {
    let start = table(&plain());
    is_read(&HeavyPdf::new(LISTED).write(&format!("/Prev {start}")));
    is_read(&HeavyPdf::new(LISTED).write("/Prev 99999999999"));
    is_read(&heavy_pdf::nested(1_000_000));
    is_read(&heavy_pdf::dictionaries(300_000));
    is_read(&heavy_pdf::tree_of_itself(200));
    is_read(&heavy_pdf::levels(700));
}

#[test]
fn an_object_that_many_rows_lead_to_is_not_read_for_each() {
    is_read(&heavy_pdf::rows(300_000));
    is_refused(&heavy_pdf::rows(1_000_001), &ImportError::TooLarge);
}

#[test]
fn trees_beyond_the_bounds_are_refused() {
    is_refused(&heavy_pdf::tree_of_itself(201), &ImportError::TooLarge);
    is_refused(
        &heavy_pdf::tree_of_itself(2_000_000),
        &ImportError::TooLarge,
    );
    is_refused(&heavy_pdf::levels(10_000), &ImportError::TooLarge);
    let many = "6 0 R ".repeat(201);
    let file = HeavyPdf::new(&format!("/AF[{many}]"));
    is_refused(&file.write(""), &ImportError::TooLarge);
}

#[test]
fn what_unpacks_to_far_more_is_refused() {
    is_refused(&heavy_pdf::object_streams(200), &ImportError::TooLarge);
    // 2 GB.
    is_refused(&heavy_pdf::embedded(13 << 20), &ImportError::TooLarge);
    is_refused(
        &heavy_pdf::streams_in_streams(500, 20 << 20),
        &ImportError::TooLarge,
    );
    // Two of the streams are unpacked, the rest of 8 GB is not.
    assert_eq!(read(&heavy_pdf::object_streams(2)).unwrap().len(), 1);
}

#[test]
fn sections_within_sections_are_refused() {
    is_read(&heavy_pdf::sections(100, 1000));
    is_refused(&heavy_pdf::sections(500, 4 << 20), &ImportError::TooLarge);
    is_refused(&heavy_pdf::sections(2000, 0), &ImportError::TooLarge);
}

#[test]
fn no_change_of_a_byte_makes_the_reader_panic() {
    let mut file = HeavyPdf::new(LISTED);
    let pack = deflate(b"7 0 8 6 [5 0 R] <</A(b)>>");
    file.stream(6, "/Type/ObjStm/N 2/First 8/Filter/FlateDecode", &pack);
    let streams = file.write_stream(&[(7, 6), (8, 6)]);
    let mut results = [0, 0];
    for bytes in [plain(), streams] {
        for at in 0..bytes.len() {
            for new in b"\0 09<>[(/%R\xff" {
                let mut bytes = bytes.clone();
                bytes[at] = *new;
                results[usize::from(read(&bytes).is_ok())] += 1;
            }
            for length in [1, 2, 7] {
                let mut bytes = bytes.clone();
                bytes.drain(at..(at + length).min(bytes.len()));
                results[usize::from(read(&bytes).is_ok())] += 1;
            }
            results[usize::from(read(&bytes[..at]).is_ok())] += 1;
        }
    }
    let [refused, accepted] = results;
    assert!(refused > 1000 && accepted > 1000, "{results:?}");
}
