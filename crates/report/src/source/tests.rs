//! The module as a whole: bytes in, tree or error out.

mod bounds;
mod mangled;
mod places;
mod refusals;

use super::*;
use chengbao_base::text::Bilingual as _;

pub(super) fn parse(text: &str) -> Result<Source, SourceError> {
    Source::parse("report.yaml", text.as_bytes())
}

/// The tree as one line: mappings in `{}`, sequences in `[]`, null as `~`, other scalars quoted.
fn dump(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_null() => "~".to_owned(),
        NodeKind::Scalar(scalar) => format!("{:?}", scalar.text),
        NodeKind::Sequence(items) => {
            let items: Vec<String> = items.iter().map(dump).collect();
            format!("[{}]", items.join(" "))
        }
        NodeKind::Mapping(entries) => {
            let entry = |it: &Entry| format!("{}: {}", dump(&it.key), dump(&it.value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}

fn check(text: &str, expected: &str) {
    let source = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(dump(&source.root), expected, "{text:?}");
}

#[test]
fn values_stay_text_and_keep_their_order() {
    check(
        "b: 012\na: [1.50, null, '', ~, /]\n",
        r#"{"b": "012" "a": ["1.50" ~ "" ~ "/"]}"#,
    );
    check(
        "自然人: 1e3\n'总 计': \"a\\n\\u4e00\"\n",
        r#"{"自然人": "1e3" "总 计": "a\n一"}"#,
    );
    check("a:\n- b: 1\n  c:\n-\n", r#"{"a": [{"b": "1" "c": ~} ~]}"#);
    check(
        "- {a, b: , c: [d: e]}\n",
        r#"[{"a": ~ "b": ~ "c": [{"d": "e"}]}]"#,
    );
}

#[test]
fn line_breaks_of_every_system_read_the_same() {
    let text = "a: |\n  甲\n\n  乙\nb: >-\n  丙\n  丁\nc: [1,\n 2]\n";
    let expected = r#"{"a": "甲\n\n乙\n" "b": "丙 丁" "c": ["1" "2"]}"#;
    for line_break in ["\n", "\r\n", "\r"] {
        check(&text.replace('\n', line_break), expected);
    }
}

#[test]
fn an_alias_is_the_value_of_its_anchor() {
    check(
        "a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x\n",
        r#"{"a": {"b": ["1"]} "c": {"b": ["1"]} "d": "2" "e": "2"}"#,
    );
    check("- &a\n- &b 1\n- [*a, *b]\n", r#"[~ "1" [~ "1"]]"#);
}

#[test]
fn document_marks_and_the_version_directive_may_stand() {
    check("%YAML 1.2\n---\na: 1\n...\n", r#"{"a": "1"}"#);
    check("# 说明\n--- a\n", r#""a""#);
}

#[test]
fn json_is_read_too() {
    check(
        r#"{"a":[1,2,{"b":"c,]}"}],"d":null}"#,
        r#"{"a": ["1" "2" {"b": "c,]}"}] "d": ~}"#,
    );
}

#[test]
fn json_may_escape_a_character_in_two_halves() {
    check(
        r#"{"\ud870\uddd9\u6eaa": "甲\uD870\uDDD9"}"#,
        r#"{"𬇙溪": "甲𬇙"}"#,
    );
    check("a: \"\\ud870\\uddd9\\ud83d\\ude00\"\n", r#"{"a": "𬇙😀"}"#);
    // A mark that the text itself has is not taken for a half.
    check(
        "a: \"\\ufdd0\\ud870\\uddd9\u{fdd1}\"\n",
        "{\"a\": \"\\u{fdd0}𬇙\\u{fdd1}\"}",
    );
    // Without double quotes, and after a backslash, it is not an escape.
    let plain = r"\ud870\uDDD9";
    for text in [
        format!("a: {plain}\n"),
        format!("a: '{plain}'\n"),
        format!("a: |-\n  {plain}\nb: \"\\ud870\\uddd9\"\n"),
    ] {
        let source = parse(&text).unwrap();
        assert_eq!(
            source.root.get("a").unwrap().as_scalar().unwrap().text,
            plain,
            "{text:?}"
        );
    }
    check(r#"{"a": "\\ud870"}"#, r#"{"a": "\\ud870"}"#);
    let source = parse("\u{FEFF}{\"a\": \"\\ud870\\uddd9\", \"b\": 1}").unwrap();
    assert_eq!(dump(&source.root), r#"{"a": "𬇙" "b": "1"}"#);
    assert_eq!(source.slice(source.root.get("b").unwrap().place), "1");
    assert_eq!(source.notices, [Notice::ByteOrderMark]);
}

#[test]
fn a_tab_may_come_after_a_colon_and_stays_in_a_text() {
    check(
        "year:\t2024\nb: \t3 # 注\nc:\t\t甲:乙\n",
        r#"{"year": "2024" "b": "3" "c": "甲:乙"}"#,
    );
    check(
        "a:\t1\nb: |\n  甲:\t乙\nc: \"d:\te\"\nf: {g:\t2, h:\t-1}\n",
        r#"{"a": "1" "b": "甲:\t乙\n" "c": "d:\te" "f": {"g": "2" "h": "-1"}}"#,
    );
    let source = parse("a:\tb\nc:\td\n").unwrap();
    assert_eq!(source.slice(source.root.get("c").unwrap().place), "d");
}

#[test]
fn of_two_equal_keys_the_first_counts_and_every_second_is_reported() {
    let source = parse("a: 1\n'a': 2\nb: &x {c: 1, c: 2}\nd: *x\na: 3\n").unwrap();
    assert_eq!(
        dump(&source.root),
        r#"{"a": "1" "b": {"c": "1"} "d": {"c": "1"}}"#
    );
    let told: Vec<(u32, &str, u32)> = source
        .problems
        .iter()
        .map(|problem| match problem {
            SourceError::DuplicateKey {
                place,
                key,
                first_line,
            } => (place.line, key.as_str(), *first_line),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(2, "a", 1), (3, "c", 3), (5, "a", 1)]);
}

#[test]
fn a_source_measures_and_cuts_its_places() {
    let source = parse("总计: 三万\n").unwrap();
    let place = source.root.get("总计").unwrap().place;
    assert_eq!((source.slice(place), source.length(place)), ("三万", 2));
    let outside = Span {
        start: 1,
        end: 900,
        ..place
    };
    assert_eq!((source.slice(outside), source.length(outside)), ("", 0));
}

#[test]
fn a_byte_order_mark_is_dropped_and_said() {
    let source = parse("\u{FEFF}a: 1\r\n").unwrap();
    assert_eq!(source.text, "a: 1\r\n");
    assert_eq!(source.root.get("a").unwrap().place.start, 3);
    assert_eq!(source.notices.len(), 2);
    for notice in &source.notices {
        assert!(!notice.text().zh.is_empty() && !notice.text().en.is_empty());
        assert_eq!(notice.place().line, 1);
    }
}
