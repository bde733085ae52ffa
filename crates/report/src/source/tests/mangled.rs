//! No input makes it panic, and every place it returns is a range of the text.

use proptest::prelude::*;

use super::*;
use chengbao_base::text::Bilingual as _;

/// A report with every feature of YAML that is supported.
const WHOLE: &str = "form: a-form-2021   # 格式\nyear: 2024\ntitle: |\n  淮安市人民政府\n  2024年报告\n\
    date: &d '2025-01-24'\noverview: >-\n  2024年，\n  我市\n\n  二段\ndecisions:\n  rules: {issued: 1, \"in_force\": , x}\n\
    requests:\n  # 自然人\n  received: [3001, 53, ~, /, \"6\\t1\", 4 , 3119]\n  refused: &r\n  - 1\n  -\n  - - a\n    - b: c\n\
    \x20 total: *r\nappeals: {a: [b: c, ? d : e], f: *d}\nother: |2-\n\n    甲\n   乙\n...\n";

/// Pieces that YAML gives a meaning to.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ": ",
    "- ",
    "? ",
    "|",
    ">",
    "|\n",
    "&a ",
    "*a",
    "*r",
    "!!str ",
    "'",
    "\"",
    "\\",
    "#",
    " #",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    " ",
    "  ",
    "\t",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "%TAG ! a\n",
    "<<: ",
    "\u{FEFF}",
    "\u{85}",
    "\u{2028}",
    "：",
    "，",
    "甲",
    "@",
    "`",
];

fn check_node(source: &Source, node: &Node) {
    check_place(&source.text, node.place);
    for (_, place) in line_places(source, node) {
        check_place(&source.text, place);
    }
    match &node.kind {
        NodeKind::Scalar(scalar) => {
            let written = source.slice(node.place);
            let is_alias = written.starts_with('*');
            let is_one_line = !written.contains(['\n', '\r']);
            let is_plain = scalar.style == ScalarStyle::Plain && is_one_line && !is_alias;
            assert!(
                !is_plain || written == scalar.text,
                "{written:?} {scalar:?}"
            );
            let opens: &[char] = match scalar.style {
                ScalarStyle::Plain => &[],
                ScalarStyle::SingleQuoted => &['\'', '*'],
                ScalarStyle::DoubleQuoted => &['"', '*'],
                ScalarStyle::Literal => &['|', '*'],
                ScalarStyle::Folded => &['>', '*'],
            };
            assert!(
                opens.is_empty() || written.starts_with(opens),
                "{written:?} {scalar:?}"
            );
        }
        NodeKind::Sequence(items) => items.iter().for_each(|it| check_node(source, it)),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                check_node(source, &entry.key);
                check_node(source, &entry.value);
            }
        }
    }
}

fn check_place(text: &str, place: Span) {
    assert!(text.get(place.start..place.end).is_some(), "{place:?}");
    let before = text.get(..place.start).unwrap().replace("\r\n", "\n");
    let is_within_break = text.get(..place.start).unwrap().ends_with('\r')
        && text.get(place.start..).unwrap().starts_with('\n');
    let lines: Vec<&str> = before.split(['\n', '\r']).collect();
    let column = lines.last().unwrap().chars().count() + 1;
    assert!(
        is_within_break || (place.line as usize, place.column as usize) == (lines.len(), column),
        "{place:?}"
    );
}

fn check_bytes(bytes: &[u8]) {
    match Source::parse("report.yaml", bytes) {
        Ok(source) => {
            check_node(&source, &source.root);
            for problem in &source.problems {
                check_place(&source.text, problem.place().unwrap());
            }
        }
        Err(error) => {
            assert!(!error.text().zh.is_empty());
            let text = String::from_utf8(bytes.to_vec()).unwrap_or_default();
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            if let (Some(place), false) = (error.place(), text.is_empty()) {
                check_place(text, place);
            }
        }
    }
}

/// A change of the whole report: at a place, delete some characters and insert a piece.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    (any::<prop::sample::Index>(), 0..4_usize, piece)
}

fn changed(changes: &[(prop::sample::Index, usize, String)]) -> String {
    let mut characters: Vec<char> = WHOLE.chars().collect();
    for (at, length, piece) in changes {
        let start = at.index(characters.len() + 1);
        let end = (start + length).min(characters.len());
        characters.splice(start..end, piece.chars());
    }
    characters.into_iter().collect()
}

#[test]
fn the_whole_report_is_read() {
    check_bytes(WHOLE.as_bytes());
    assert!(parse(WHOLE).is_ok(), "{:?}", parse(WHOLE));
}

proptest! {
    #[test]
    fn mangled_reports_are_read_or_refused(changes in prop::collection::vec(change(), 1..6)) {
        check_bytes(changed(&changes).as_bytes());
    }

    #[test]
    fn pieces_of_yaml_are_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check_bytes(pieces.concat().as_bytes());
    }

    #[test]
    fn bytes_are_read_or_refused(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..9)) {
        let mut whole = WHOLE.as_bytes().to_vec();
        let start = at.index(whole.len());
        whole.splice(start..(start + bytes.len() / 2).min(WHOLE.len()), bytes);
        check_bytes(&whole);
    }
}
