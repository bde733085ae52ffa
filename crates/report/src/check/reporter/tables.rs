//! Tests of the findings as tables: CSV, page, test report, summary. Whatever comes from outside stays data in each.

use super::*;
use crate::check::Finding;
use crate::check::testing::{findings, over_example};
use chengbao_base::text::Lang;

/// Two errors, of which one is about a hostile key, and warnings about texts that a spreadsheet or a browser would
/// take for something else.
const HOSTILE: &str = "\
'<script>alert(1)</script>': 1
appeals: {reconsideration: [14, 3, 5, 2, -25]}
problems: |
  存在问题=cmd,\"甲\"。。改进“情况。
  其它&问题，，<b>已改</b>。
";

fn found() -> Vec<Finding> {
    let report = over_example(2024, HOSTILE);
    let mut found = findings(&report, None);
    for finding in &mut found {
        finding.stated = finding.stated.take().map(|it| format!("=1+{it}\n\u{202e}"));
    }
    found
}

const NAME: &str = "报告/<年>&'2024\".yaml";

fn checked<'a>(name: &'a str, findings: &'a [Finding]) -> Checked<'a> {
    Checked {
        name,
        form: None,
        text: "",
        findings,
        off: &[],
    }
}

/// The cells of a table by RFC 4180.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut characters = csv.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(characters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!is_quoted && row.is_empty() && cell.is_empty());
    rows
}

#[test]
fn a_spreadsheet_gets_a_row_for_each_finding_and_no_formula() {
    let found = found();
    for lang in [Lang::Zh, Lang::En] {
        let table = csv(&[checked(NAME, &found), checked("=a.yaml", &found)], lang);
        let rows = rows(table.strip_prefix('\u{feff}').unwrap());
        assert_eq!(rows.len(), 1 + 2 * found.len());
        assert_eq!(
            rows[0].join(","),
            "file,line,column,code,rule,severity,path,message,help,stated,expected,level"
        );
        for (row, finding) in rows[1..].iter().zip(found.iter().chain(&found)) {
            assert_eq!(row.len(), rows[0].len(), "{row:?}");
            assert_eq!(row[7], finding.message.get(lang));
            let formula = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert_eq!(row.iter().find(formula), None);
            assert!(!row.concat().contains(['\n', '\u{202e}']), "{row:?}");
        }
        assert_eq!(rows[1][0], NAME);
        assert_eq!(rows[1 + found.len()][0], "'=a.yaml");
        assert!(
            rows.iter()
                .any(|row| row[9].starts_with("'=1+-25⏎<U+202E>"))
        );
    }
}

#[test]
fn a_page_runs_and_fetches_nothing_and_text_stays_text() {
    let found = found();
    for lang in [Lang::Zh, Lang::En] {
        let page = html(&[checked(NAME, &found), checked("good.yaml", &[])], lang);
        for trap in [
            "<script", "<b>", "src=", "href=", "url(", "\u{202e}", "<年>",
        ] {
            assert!(!page.contains(trap), "{trap}: {page}");
        }
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("报告/&lt;年&gt;&amp;&#39;2024&quot;.yaml"));
        assert_eq!(page.matches("<tr class=").count(), found.len());
        assert_eq!(page.matches("<table>").count(), 1);
    }
    let off = [RuleOff {
        code: "CB502",
        rule: "late",
        reason: "<b>延期".to_owned(),
    }];
    let file = Checked {
        off: &off,
        ..checked(NAME, &found)
    };
    assert!(html(&[file], Lang::Zh).contains("关闭的规则：CB502（&lt;b&gt;延期）"));
    insta::assert_snapshot!("html", html(&[checked("2024.yaml", &found[..2])], Lang::Zh));
}

#[test]
fn a_build_server_gets_failures_for_errors_and_cases_that_pass_for_warnings() {
    let found = found();
    let report = junit(
        &[checked(NAME, &found), checked("good.yaml", &[])],
        Lang::Zh,
    );
    let errors = found.iter().filter(|it| it.severity == Severity::Error);
    let errors = errors.count();
    assert!(errors > 1 && errors < found.len());
    assert_eq!(report.matches("<failure ").count(), errors);
    assert_eq!(report.matches("<testcase ").count(), found.len() + 1);
    assert_eq!(report.matches("<system-out>").count(), found.len() - errors);
    let head = format!(
        "<testsuites name=\"chengbao check\" tests=\"{}\" failures=\"{errors}\" errors=\"0\">",
        found.len() + 1
    );
    assert!(report.contains(&head), "{report}");
    assert!(!report.contains("<script") && !report.contains('\u{202e}'));
    // Each case has a name of its own.
    let names: Vec<&str> = report
        .lines()
        .filter(|it| it.contains("<testcase "))
        .collect();
    let mut single = names.clone();
    single.sort_unstable();
    single.dedup();
    assert_eq!(single.len(), names.len(), "{names:#?}");
    insta::assert_snapshot!(
        "junit",
        junit(&[checked("2024.yaml", &found[..3])], Lang::En)
    );
}

#[test]
fn many_files_are_summed_up_and_one_is_not() {
    let found = found();
    let warnings: Vec<Finding> = found
        .iter()
        .filter(|it| it.severity == Severity::Warning)
        .cloned()
        .collect();
    let mut tally = Tally::default();
    tally.add(&checked(NAME, &found));
    assert_eq!(tally.lines(Lang::Zh), Default::default());
    tally.add(&checked("b.yaml", &warnings));
    tally.add(&checked("c.yaml", &[]));
    insta::assert_snapshot!("tally_zh", tally.lines(Lang::Zh));
    insta::assert_snapshot!("tally_en", tally.lines(Lang::En));
}
