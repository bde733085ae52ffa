//! What is written is read back; ambiguous files are refused.

use super::parse::Parser;
use super::*;

/// A page with a line of text, and a table of cross-references.
fn base() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>",
        "<</Nothing true>>",
        "<</Length 34>>\nstream\nBT /F1 12 Tf 72 700 Td (one) Tj ET\nendstream",
    ];
    let (mut out, mut rows) = ("%PDF-1.7\n".to_owned(), String::new());
    for (object, number) in objects.iter().zip(1..) {
        rows.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, count) = (out.len(), objects.len() + 1);
    out.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}

fn parse(text: &str) -> Option<Value> {
    let mut parser = Parser::new(text.as_bytes(), 0);
    let value = parser.value()?;
    parser.skip();
    (parser.at() == text.len()).then_some(value)
}

#[test]
fn what_is_written_is_read_back() {
    for text in [
        "<</A 1/B -2.50/C[true false null 7 0 R(x\\)\\(\\\\)<00FF>/N#20m]/D<</E/F>>>>",
        "<</Long(a\\rb)/Zero 0/Real .5/Plus +3>>",
        "<<>>",
    ] {
        let value = parse(text).unwrap();
        let mut written = Vec::new();
        write_dictionary(&mut written, value.as_dictionary().unwrap());
        let again = parse(std::str::from_utf8(&written).unwrap());
        assert_eq!(again, Some(value), "{text}");
    }
    let umlaut = Value::text("签名 ü");
    assert_eq!(umlaut.as_text().unwrap(), "签名 ü");
    assert_eq!(Value::number(119.055), Value::Real("119.06".to_owned()));
    assert_eq!(Value::number(3.0), Value::Integer(3));
}

#[test]
fn other_keys_and_other_values_than_numbers_are_noticed() {
    let value = parse("<</B 1/D 2/C 3>>").unwrap();
    let entries = value.as_dictionary().unwrap();
    assert_eq!(entries.key_besides(&["B"]), Some(b"C".as_slice()));
    assert_eq!(entries.key_besides(&["D", "C", "B", "A"]), None);
    assert!(entries.has_only(&["B", "C", "D"]) && !entries.has_only(&["B", "D"]));
    assert!(Dictionary::default().has_only(&[]));
    let numbers = |text: &str| parse(text).unwrap().as_numbers::<2>();
    assert_eq!(numbers("[1 -.5]"), Some([1.0, -0.5]));
    for text in ["[1]", "[1 2 3]", "[1/A]", "[1 2 0 R]", "1", "<<>>"] {
        assert_eq!(numbers(text), None, "{text}");
    }
}

#[test]
fn strings_are_read_as_the_standard_has_them() {
    let check = |text: &str, expected: &[u8]| {
        let Some(Value::String(bytes, _)) = parse(text) else {
            panic!("{text}");
        };
        assert_eq!(bytes, expected, "{text}");
    };
    check("(a\\101\\7\\n(b)\\\nc)", b"aA\x07\n(b)c");
    check("(a\r\nb)", b"a\nb");
    check("<48 65 6C6>", b"Hel\x60");
}

#[test]
fn what_may_be_taken_two_ways_is_not_read() {
    for text in [
        "<</A 1/A 2>>",
        "<</A>>",
        "<</A 1",
        "(a",
        "<0g>",
        "1.2.3",
        "--1",
        "99999999999999999999",
        "truely",
        "/A#2",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    assert_eq!(parse(&deep), None);
}

#[test]
fn an_object_that_was_taken_away_stays_away() {
    let mut bytes = base();
    let start = bytes.len();
    let prev = PdfFile::open(&bytes).unwrap().sections()[0].offset;
    let update = format!(
        "xref\n3 1\n0000000000 00001 f \ntrailer\n<</Size 11/Root 1 0 R/Prev {prev}>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend_from_slice(update.as_bytes());
    let file = PdfFile::open(&bytes).unwrap();
    assert!(file.get(3).is_none() && file.get(4).is_some());
}

#[test]
fn cross_references_that_lead_nowhere_or_in_a_circle_are_refused() {
    let check = |change: &dyn Fn(&str) -> String| {
        let text = String::from_utf8(base()).unwrap();
        let changed = change(&text);
        assert_ne!(changed, text);
        assert!(PdfFile::open(changed.as_bytes()).is_err(), "{changed}");
    };
    let start = PdfFile::open(&base()).unwrap().sections()[0].offset;
    let prev = |place: usize| format!("<</Prev {place}/Size");
    check(&|text| text.replace("<</Size", &prev(start)));
    check(&|text| text.replace("<</Size", &prev(3)));
    check(&|text| text.replace("<</Size", &prev(usize::MAX)));
    check(&|text| text.replace("xref\n0 ", "xref\n0 99"));
    check(&|text| text.replace("/Root 1 0 R", ""));
    check(&|text| text.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 5 0 R"));
    check(&|text| text.replace("%%EOF", "%%EO"));
}

#[test]
fn a_length_that_leads_to_itself_ends() {
    let text = String::from_utf8(base()).unwrap();
    // As long as what it takes the place of, so that everything stays where it is.
    let changed = text.replacen("/Length 34", "/Length 5 0 R", 1);
    let shift = changed.len() - text.len();
    let start = PdfFile::open(text.as_bytes()).unwrap().sections()[0].offset;
    let changed = changed.replace(
        &format!("startxref\n{start}"),
        &format!("startxref\n{}", start + shift),
    );
    let file = PdfFile::open(changed.as_bytes()).unwrap();
    assert!(file.get(5).is_none());
}

#[test]
fn predictors_are_undone() {
    let check = |kind: u8, rows: [[u8; 2]; 2], expected: [u8; 4]| {
        let mut bytes = Vec::new();
        for row in rows {
            bytes.push(kind);
            bytes.extend(row);
        }
        let parameters = Dictionary::of([
            ("Predictor", Value::Integer(15)),
            ("Columns", Value::Integer(2)),
        ]);
        let dictionary = Dictionary::of([
            ("Filter", Value::name("FlateDecode")),
            ("DecodeParms", Value::Dictionary(parameters)),
        ]);
        let packed = deflate(&bytes);
        let decoded = super::inflate::decoded(&packed, &dictionary, 1000);
        assert_eq!(decoded.unwrap(), expected, "{kind}");
        assert!(super::inflate::decoded(&packed, &dictionary, 3).is_none());
    };
    check(0, [[1, 2], [3, 4]], [1, 2, 3, 4]);
    check(1, [[1, 1], [3, 1]], [1, 2, 3, 4]);
    check(2, [[1, 2], [2, 2]], [1, 2, 3, 4]);
    check(3, [[1, 2], [3, 2]], [1, 2, 3, 4]);
    check(4, [[1, 1], [2, 1]], [1, 2, 3, 4]);
}
