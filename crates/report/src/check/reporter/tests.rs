//! How findings are reported, kept by snapshots.

use super::*;
use crate::check::testing::{findings, over_example};
use crate::check::{Finding, RULES, Stage, unreadable};
use crate::form::Forms;
use crate::report::Report;
use crate::source::Source;
use chengbao_base::text::{Lang, legible};

/// A wrong total, a wrong count, a blank total, an unreadable cell, an odd spelling, text that contradicts the
/// tables, an invisible character, a section left out.
const BROKEN: &str = "\
issuer: 示例市\u{200b}人民政府
date: 2025-04-01
overview: |
  2024年，全市坚持以人民为中心，深入贯彻落实《中华人民共和国政府信息公开条例》，扎实做好政府信息公开各项工作，依法主动公开，加强信息管理、平台建设和监督保障，全市新收政府信息公开申请500件。
disclosure:
  licensing: {decisions: 52.847}
  fees: {amount: '1,203.50'}
  licence: {decisions: 1}
requests:
  granted: [186, 21, 1, 2, 9, 3, 223]
  partially_granted: [43, 7, 0, 0, 3, 0, 52]
appeals:
  reconsideration: [14, 3, 5, 2, ~]
problems: ~
other_matters: 无
";

fn forms() -> Forms {
    Forms::builtin().unwrap()
}

fn broken() -> (Report, Vec<Finding>) {
    let report = over_example(2024, BROKEN);
    let found = findings(&report, None);
    (report, found)
}

fn checked<'a>(report: &'a Report, findings: &'a [Finding]) -> Checked<'a> {
    Checked {
        name: "报告/2024 年.yaml",
        form: Some(&report.form.id),
        text: &report.source.text,
        findings,
        off: &[],
    }
}

#[test]
fn people_see_the_line_and_what_is_marked() {
    let (report, found) = broken();
    let file = checked(&report, &found);
    insta::assert_snapshot!("text_zh", text(&[file], Lang::Zh, Look::default()));
    insta::assert_snapshot!("text_en", text(&[file], Lang::En, Look::default()));
}

#[test]
fn programs_get_one_object() {
    let (report, found) = broken();
    insta::assert_snapshot!(
        "json",
        json(&[checked(&report, &found)], Stage::Finished, Lang::Zh)
    );
}

#[test]
fn code_scanning_gets_a_sarif_log() {
    let (report, found) = broken();
    let log = sarif(&[checked(&report, &found)], &forms(), Lang::Zh);
    let log = log.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!("sarif", log);
}

/// Columns of a terminal: a full-width character takes two.
fn columns(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width()
}

#[test]
fn carets_stand_under_what_they_mark_behind_full_width_characters() {
    let report = over_example(2024, "issuer: 示例市\u{200b}人民政府\n");
    let found = findings(&report, None);
    let shown = text(&[checked(&report, &found)], Lang::Zh, Look::default());
    let line = shown
        .lines()
        .position(|line| line.contains("issuer: 示"))
        .unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    let (before, _) = lines[line].split_once("<U+200B>").unwrap();
    let (blank, _) = lines[line + 1].split_once('^').unwrap();
    assert_eq!(columns(before), columns(blank), "{shown}");
}

#[test]
fn a_file_that_cannot_be_read_is_reported_without_its_text() {
    let error = Source::parse("2024.yaml", "year: [2024".as_bytes()).unwrap_err();
    let finding = [unreadable(&error)];
    let file = Checked {
        name: "2024.yaml",
        form: None,
        text: "",
        findings: &finding,
        off: &[],
    };
    let shown = text(&[file], Lang::Zh, Look::default());
    assert!(shown.starts_with("错误[CB001]："), "{shown}");
    assert!(shown.contains("--> 2024.yaml:1"), "{shown}");
    assert!(shown.ends_with("1 处错误\n"), "{shown}");
    for told in [
        json(&[file], Stage::Finished, Lang::En),
        sarif(&[file], &forms(), Lang::En),
    ] {
        serde_json::from_str::<serde_json::Value>(&told).unwrap();
    }
}

#[test]
fn a_place_is_counted_in_characters_over_lines() {
    let text = "甲: |\n  乙丙\n  丁\n";
    let start = text.find('|').unwrap();
    let place = crate::source::Span {
        start,
        end: text.len() - 1,
        line: 1,
        column: 4,
    };
    let region = region::Region::of(text, place);
    assert_eq!(
        (region.end_line, region.end_column, region.length),
        (3, 4, 10)
    );
}

#[test]
fn every_rule_is_explained_by_code_and_by_name() {
    for rule in RULES {
        let info = rule.info();
        let page = explain(info.code, &forms(), Lang::Zh).unwrap();
        assert_eq!(explain(info.name, &forms(), Lang::Zh), Some(page.clone()));
        assert_eq!(
            explain(&info.code.to_lowercase(), &forms(), Lang::Zh),
            Some(page.clone())
        );
        let first = info
            .bad
            .yaml
            .lines()
            .next()
            .unwrap()
            .trim_start_matches('\u{feff}');
        assert!(page.contains(info.clause) && page.contains(&*legible::one_line(first)));
        assert!(
            explain(info.code, &forms(), Lang::En)
                .unwrap()
                .contains(info.why_en)
        );
    }
    assert_eq!(explain("CB999", &forms(), Lang::Zh), None);
    insta::assert_snapshot!("explain", explain("CB301", &forms(), Lang::Zh).unwrap());
}

#[test]
fn a_file_that_cannot_be_opened_names_no_rule() {
    let none = std::io::Error::from(std::io::ErrorKind::NotFound);
    let finding = [unreadable(&crate::source::io_error(
        "2024.yaml",
        &none,
        false,
    ))];
    let file = Checked {
        name: "2024.yaml",
        form: None,
        text: "",
        findings: &finding,
        off: &[],
    };
    let shown = text(&[file], Lang::Zh, Look::default());
    assert!(
        shown.starts_with("错误：找不到文件“2024.yaml”。"),
        "{shown}"
    );
    assert!(json(&[file], Stage::Finished, Lang::Zh).contains("CB001"));
}
