//! Reports read from YAML, valid and invalid.

use std::sync::Arc;

use super::*;
use crate::form::{Form, FormFiles};

/// A form of one text and one table with every kind of cell and a named column group.
const FORM: &str = "
id: small
version: 1
name: {zh: 小表, en: small}
authority: 无
years: {from: 2000}
title: ['{issuer}', '{year}年']
sections:
  - {id: overview, label: 一、总体情况, text: {placeholder: （文字描述）}}
  - id: figures
    label: 二、数字
    table:
      widths: [1, 1, 1, 1]
      size: 10
      panels:
        - columns:
            - {id: a, label: 甲}
            - {id: b, label: 乙, kind: signed}
          rows:
            - {id: first, label: 一、第一行（注）}
            - id: second
              label: （二）第二组
              heads:
                - {id: inner, label: 1.内行}
                - {id: outer, label: 2.外行}
        - columns: [{id: amount, label: 金额, kind: decimal}]
          rows: [{id: fees, label: 收费}]
        - columns:
            - {id: left, label: 左组, heads: [{id: x, label: 子}, {id: y, label: 丑}]}
";

const HEAD: &str = "form: small\nyear: 2024\nissuer: 某局\n";
const TABLE: &str = "figures:\n  first: [1, -2]\n  second: {inner: [~, /], outer: {b: 3}}\n  fees: 1.50\n  left: [7, 8]\n";

fn read(yaml: &str) -> Report {
    let typography = include_str!("../../../../templates/gbt9704/typography.yaml");
    let form = Form::parse(FormFiles {
        folder: "small",
        form: FORM,
        typography: Some(typography),
        example: "",
    })
    .unwrap();
    let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
    Report::read(&Arc::new(form), &Arc::new(source))
}

fn cell(report: &Report, path: &str) -> Value {
    report.cell_at(path).unwrap().value.clone()
}

/// The one diagnostic of a report, with the text it points to.
#[track_caller]
fn diagnostic(yaml: &str, path: &str, at: &str) -> DiagnosticKind {
    let report = read(yaml);
    let [diagnostic] = report.diagnostics.as_slice() else {
        panic!("{:#?}", report.diagnostics);
    };
    assert_eq!(diagnostic.path, path);
    let place = diagnostic.place.unwrap();
    assert!(
        report.source.slice(place).starts_with(at),
        "{:?}",
        report.source.slice(place)
    );
    diagnostic.kind.clone()
}

#[test]
fn rows_are_read_as_lists_mappings_and_single_values() {
    let report = read(&format!("{HEAD}overview: 文字\n{TABLE}"));
    assert_eq!(report.diagnostics, []);
    assert_eq!(cell(&report, "figures.first.a"), Value::Count(1));
    assert_eq!(cell(&report, "figures.first.b"), Value::Count(-2));
    assert_eq!(cell(&report, "figures.second.inner.a"), Value::Blank);
    assert_eq!(
        cell(&report, "figures.second.inner.b"),
        Value::NotApplicable
    );
    assert_eq!(cell(&report, "figures.second.outer.a"), Value::Blank);
    assert_eq!(cell(&report, "figures.second.outer.b"), Value::Count(3));
    assert_eq!(cell(&report, "figures.left.y"), Value::Count(8));
    assert_eq!(
        report.cell_at("figures.fees.amount").unwrap().printed(),
        "1.50"
    );
}

#[test]
fn chinese_labels_stand_for_ids_with_and_without_ordinal_and_note() {
    let report = read(
        "格式: small\n年度: 2024年\n发布机关: 某局\n总体情况: 文字\n二、数字:\n  第一行: {甲: 1, 乙: -2}\n  \
         (二)第二组: {1．内行: [~, /], 外行: {乙: 3}}\n  收费: {金额: 1.50}\n  左组: [7, 8]\n",
    );
    assert_eq!(report.diagnostics, []);
    assert_eq!(report.cells.len(), 9);
    let english = read(&format!("{HEAD}overview: 文字\n{TABLE}"));
    let values = |report: &Report| {
        report
            .cells
            .iter()
            .map(|c| c.value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&report), values(&english));
    assert_eq!(report.year().unwrap().value, 2024);
    assert_eq!(report.title_lines(), ["某局", "2024年"]);
}

#[test]
fn every_line_of_a_text_knows_its_place() {
    let report = read(&format!(
        "{HEAD}overview: |\n  　　第一段。\n\n  第二段。\n{TABLE}"
    ));
    let text = report.texts[0].as_ref().unwrap();
    let lines: Vec<_> = text
        .lines
        .iter()
        .map(|line| {
            (
                line.place.line,
                report.source.slice(line.place),
                line.value.as_str(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [(5, "第一段。", "第一段。"), (7, "第二段。", "第二段。")]
    );
    assert_eq!(text.characters(), 8);
}

#[test]
fn unknown_keys_are_reported_with_what_was_probably_meant() {
    let kind = diagnostic(&format!("{HEAD}overveiw: 文字\n{TABLE}"), "", "overveiw");
    let DiagnosticKind::UnknownKey { nearest, .. } = kind else {
        panic!("{kind:?}");
    };
    assert_eq!(nearest.as_deref(), Some("overview"));
}

#[test]
fn a_key_given_by_id_and_by_label_is_repeated() {
    let kind = diagnostic(&format!("{HEAD}年度: 2023\n{TABLE}"), "", "年度");
    assert_eq!(
        kind,
        DiagnosticKind::RepeatedKey {
            key: "年度".into(),
            first_line: 2
        }
    );
}

#[test]
fn rows_left_out_are_missing_and_sums_cannot_use_them() {
    let yaml = format!("{HEAD}{}", TABLE.replace("  first: [1, -2]\n", ""));
    let kind = diagnostic(&yaml, "figures.first", "second");
    assert_eq!(
        kind,
        DiagnosticKind::MissingKey {
            label: "一、第一行（注）".into()
        }
    );
    assert_eq!(cell(&read(&yaml), "figures.first.a").number(), None);
}

#[test]
fn one_row_where_the_form_has_several_is_a_fault_of_its_own() {
    let yaml = format!(
        "{HEAD}{}",
        TABLE.replace("{inner: [~, /], outer: {b: 3}}", "[1, 2]")
    );
    let kind = diagnostic(&yaml, "figures.second", "[1, 2]");
    assert!(matches!(kind, DiagnosticKind::UndividedRow { rows, .. } if rows.len() == 2));
}

#[test]
fn thousands_separators_in_a_list_are_seen_through() {
    let regrouped = |list: &str| {
        let yaml = format!("{HEAD}{}", TABLE.replace("[1, -2]", list));
        match diagnostic(&yaml, "figures.first", list) {
            DiagnosticKind::CellCount { regrouped, .. } => regrouped.map(|r| (r.written, r.fixed)),
            kind => panic!("{kind:?}"),
        }
    };
    let some = |written: &str, fixed: &str| Some((written.to_owned(), fixed.to_owned()));
    assert_eq!(regrouped("[1,234, -2]"), some("1,234", "1234"));
    assert_eq!(
        regrouped("[1,234,567, 2,000]"),
        some("1,234,567", "1234567, 2000")
    );
    // A space after the comma, a leading zero, too few digits: another figure, not the rest of one.
    assert_eq!(regrouped("[1, 234, -2]"), None);
    assert_eq!(regrouped("[0,234, -2]"), None);
    assert_eq!(regrouped("[1,23, -2]"), None);
    assert_eq!(regrouped("[1]"), None);
}

#[test]
fn a_cell_that_cannot_be_read_points_at_itself() {
    let yaml = format!("{HEAD}{}", TABLE.replace("[1, -2]", "[0123, -2]"));
    let kind = diagnostic(&yaml, "figures.first.a", "0123");
    let why = Unread::Notation;
    assert!(matches!(kind, DiagnosticKind::BadCell { why: found, .. } if found == why));
    assert_eq!(cell(&read(&yaml), "figures.first.a").number(), None);
}

/// The canonical spelling in the one diagnostic of a report.
#[track_caller]
fn spelling(yaml: &str, path: &str, at: &str) -> String {
    match diagnostic(yaml, path, at) {
        DiagnosticKind::Spelling { plain, .. } => plain,
        kind => panic!("{kind:?}"),
    }
}

#[test]
fn a_number_or_day_that_is_only_spelled_differently_is_read_as_what_it_is() {
    let sound = read(&format!("{HEAD}date: 2025-01-24\n{TABLE}"));
    let json = String::from_utf8(canonical_json(&sound)).unwrap();
    for (place, spelled, path, plain) in [
        ("first: [1,", "+1", "figures.first.a", "1"),
        ("first: [1,", "\"1件\"", "figures.first.a", "1"),
        ("first: [1,", "1.0", "figures.first.a", "1"),
        ("left: [7,", "７", "figures.left.x", "7"),
        ("fees: 1.50", "'１.50'", "figures.fees.amount", "1.50"),
        ("date: 2025-01-24", "2025/1/24", "date", "2025-01-24"),
        (
            "date: 2025-01-24",
            "二〇二五年一月二十四日",
            "date",
            "2025-01-24",
        ),
        ("year: 2024", "２０２４", "year", "2024"),
    ] {
        let written = format!("{HEAD}date: 2025-01-24\n{TABLE}");
        let end = if place.ends_with(',') { "," } else { "" };
        let before = place
            .trim_end_matches(|c: char| c == ',' || c == '-' || c == '.' || c.is_ascii_digit());
        let yaml = written.replacen(place, &format!("{before}{spelled}{end}"), 1);
        assert_ne!(yaml, written, "{place}");
        assert_eq!(spelling(&yaml, path, spelled), plain);
        // What is signed stays the same, before and after the fix.
        let found = String::from_utf8(canonical_json(&read(&yaml))).unwrap();
        assert_eq!(found, json, "{spelled}");
    }
}

#[test]
fn a_number_that_a_comma_splits_in_braces_is_put_together_but_not_believed() {
    let braces = |inner: &str| format!("{HEAD}{}", TABLE.replace("[1, -2]", inner));
    let split = |inner: &str, path: &str, text: &str| {
        let yaml = braces(inner);
        let kind = diagnostic(&yaml, path, text);
        let is_split = |kind: &DiagnosticKind| matches!(kind, DiagnosticKind::BadCell { why: Unread::Split, text: found, .. } if found == text);
        assert!(is_split(&kind), "{kind:?}");
        assert_eq!(cell(&read(&yaml), path).number(), None);
    };
    split("{a: 1,024, b: -2}", "figures.first.a", "1,024");
    split("{b: -2, a: 1,024,567}", "figures.first.a", "1,024,567");
    // Two of them end alike: not a key that occurs twice.
    let report = read(&braces("{a: 1,000, b: 2,000}"));
    assert_eq!(
        (report.diagnostics.len(), report.source.problems.len()),
        (2, 0)
    );
    for inner in ["{a: 1, 024}", "{a: 1,24}", "{a: 0,024}", "{a: 1,024: 3}"] {
        let report = read(&braces(inner));
        let is_unknown =
            |it: &super::Diagnostic| matches!(it.kind, DiagnosticKind::UnknownKey { .. });
        assert!(report.diagnostics.iter().any(is_unknown), "{inner}");
    }
}

#[test]
fn values_beside_the_sections_are_checked() {
    let kind = diagnostic(
        &format!("{HEAD}date: 2025-02-30\n{TABLE}"),
        "date",
        "2025-02-30",
    );
    assert!(matches!(
        kind,
        DiagnosticKind::BadValue { why: Some(_), .. }
    ));
    let kind = diagnostic(&format!("{HEAD}level: 国家\n{TABLE}"), "level", "国家");
    assert!(
        matches!(kind, DiagnosticKind::BadValue { expected, why: None, .. } if expected.zh.contains("市级"))
    );
}

const LETTER: &str = "circular: {number: 某函〔2025〕3号, to: 某办, date: 2025-01-24}\n";

#[test]
fn a_covering_letter_is_read_in_both_languages_and_every_value_knows_its_place() {
    let report = read(&format!(
        "{HEAD}{TABLE}公函:\n  发文机关标志: 某市某局\n  发文字号: 某函〔2025〕3号\n  标题: |\n    某局\n    关于某事的函\n  \
         主送机关: 某办\n  正文: 请审阅。\n  署名: 某局办\n  成文日期: 2025-01-24\n  附件: [甲, 乙]\n"
    ));
    assert_eq!(report.diagnostics, []);
    let lines: Vec<_> = report
        .all_text()
        .into_iter()
        .filter(|line| line.path.starts_with("circular."))
        .map(|line| {
            assert_eq!(report.source.slice(line.place), line.text);
            (line.path, line.text)
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("circular.mark", "某市某局"),
            ("circular.number", "某函〔2025〕3号"),
            ("circular.title", "某局"),
            ("circular.title", "关于某事的函"),
            ("circular.to", "某办"),
            ("circular.text", "请审阅。"),
            ("circular.issuer", "某局办"),
            ("circular.annexes", "甲"),
            ("circular.annexes", "乙"),
        ]
    );
    let circular = report.circular().unwrap();
    assert_eq!(circular.date().unwrap().value.to_string(), "2025-01-24");
    assert_eq!(circular.annex_count(), 2);
}

#[test]
fn the_letters_values_are_fields_of_the_report_and_only_those_given() {
    let given = |letter: &str| {
        let report = read(&format!("{HEAD}{TABLE}{letter}"));
        assert_eq!(report.diagnostics, []);
        let fields = fields(&report).into_iter();
        let fields = fields.filter(|field| field.path.starts_with("circular"));
        fields
            .map(|field| (field.path, field.text))
            .collect::<Vec<_>>()
    };
    let field = |path: &str, text: &str| (format!("circular.{path}"), text.to_owned());
    assert_eq!(given(""), []);
    assert_eq!(given("circular: ~\n"), []);
    assert_eq!(
        given(LETTER),
        [
            field("number", "某函〔2025〕3号"),
            field("to", "某办"),
            field("date", "2025-01-24")
        ]
    );
    let annexes = "circular: {to: 某办, date: 2025-01-24, annexes: [甲, 乙]}\n";
    assert_eq!(given(annexes)[2], field("annexes", "甲\n乙"));
    let text = "circular: {to: 某办, date: 2025-01-24, annexes: \"甲\\n乙\"}\n";
    assert_eq!(given(text), given(annexes));
    let json = String::from_utf8(canonical_json(&read(&format!("{HEAD}{TABLE}{LETTER}"))));
    assert!(json.unwrap().starts_with(
        "{\"circular.date\":\"2025-01-24\",\"circular.number\":\"某函〔2025〕3号\",\"circular.to\":\"某办\","
    ));
}

#[test]
fn a_letter_goes_to_somebody_and_bears_a_date() {
    let missing = |letter: &str, path: &str| {
        let kind = diagnostic(
            &format!("{HEAD}{TABLE}{letter}"),
            path,
            letter.trim_start_matches("circular: "),
        );
        assert!(
            matches!(kind, DiagnosticKind::MissingKey { .. }),
            "{kind:?}"
        );
    };
    missing("circular: {date: 2025-01-24}", "circular.to");
    missing("circular: {to: 某办}", "circular.date");
    // The report's own date is enough.
    let dated = format!("{HEAD}date: 2025-01-24\n{TABLE}circular: {{to: 某办}}");
    assert_eq!(read(&dated).diagnostics, []);
    // One diagnostic for one value: what cannot be read is not also missing.
    let unread = format!("{HEAD}date: 某日\n{TABLE}circular: {{to: 某办}}");
    assert!(matches!(
        diagnostic(&unread, "date", "某日"),
        DiagnosticKind::BadValue { .. }
    ));
    let unread = format!("{HEAD}{TABLE}circular: {{to: [某办], date: 2025-01-24}}");
    assert!(matches!(
        diagnostic(&unread, "circular.to", "[某办]"),
        DiagnosticKind::BadValue { .. }
    ));
}

#[test]
fn what_a_letter_cannot_hold_is_a_fault_with_the_nearest_key() {
    let of = |letter: &str, path: &str, at: &str| {
        diagnostic(&format!("{HEAD}{TABLE}circular: {letter}"), path, at)
    };
    let head = "to: 某办, date: 2025-01-24";
    let kind = of(&format!("{{{head}, nubmer: 3}}"), "circular", "nubmer");
    assert!(
        matches!(kind, DiagnosticKind::UnknownKey { nearest, .. } if nearest.as_deref() == Some("number"))
    );
    let kind = of(&format!("{{{head}, 主送机关: 某厅}}"), "circular", "主送");
    assert!(matches!(kind, DiagnosticKind::RepeatedKey { .. }));
    let kind = of("某办", "circular", "某办");
    assert!(matches!(kind, DiagnosticKind::WrongShape { .. }));
    let kind = of(&format!("{{{head}, text: [甲]}}"), "circular.text", "[甲]");
    assert!(matches!(kind, DiagnosticKind::WrongShape { .. }));
    let kind = of(
        &format!("{{{head}, annexes: {{甲: 乙}}}}"),
        "circular.annexes",
        "{甲",
    );
    assert!(matches!(kind, DiagnosticKind::WrongShape { .. }));
    let kind = of(
        &format!("{{{head}, annexes: [甲, [乙]]}}"),
        "circular.annexes",
        "[乙]",
    );
    assert!(matches!(kind, DiagnosticKind::BadValue { .. }));
}
