//! CB005: cells, texts and head keys have values that can be read as what they are.

use super::cells::{cell_fix, span_of};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::form::{CellId, CellKind};
use crate::report::{Diagnostic, DiagnosticKind, Regrouped, Unread};

pub(super) struct CellValue;

static INFO: RuleInfo = RuleInfo {
    code: "CB005",
    name: "cell-value",
    severity: Severity::Error,
    summary: "单元格应填能认准的数：阿拉伯数字整数（金额可有小数），前面不补 0",
    summary_en: "a cell contains a whole number that can be read in one way only (an amount may have decimals)",
    why: "“1.203”“12,34”“三”“012”这样的写法，不同的人、不同的软件会读成不同的数；报告中的数字不能靠推测。",
    why_en: "People and programs differ in how they read `1.203`, `12,34`, Chinese numerals or `012`; the figures of a report must not depend on a guess.",
    clause: "GB/T 15835—2011",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  licensing: {decisions: 52.847}\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "disclosure:\n  licensing: {decisions: 52847}\n",
        previous: None,
    },
};

impl Rule for CellValue {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for diagnostic in &context.report.diagnostics {
            let finding =
                |message| Finding::new(&INFO, &diagnostic.path, diagnostic.place, message);
            match &diagnostic.kind {
                DiagnosticKind::BadCell {
                    cell,
                    kind,
                    text,
                    why,
                } => findings.push(bad_cell(context, *cell, *kind, text, *why)),
                DiagnosticKind::WrongShape { label, expected } => {
                    findings.push(finding(Text::new(
                        format!("“{label}”的写法不对，应为{}。", expected.zh),
                        format!("`{}` should be {}.", diagnostic.path, expected.en),
                    )))
                }
                DiagnosticKind::CellCount {
                    label,
                    columns,
                    found,
                    regrouped,
                } => findings.push(count(
                    diagnostic,
                    label,
                    columns,
                    *found,
                    regrouped.as_ref(),
                )),
                DiagnosticKind::BadValue {
                    text,
                    expected,
                    why,
                } => {
                    let message = why.clone().unwrap_or_else(|| {
                        Text::new(
                            format!("无法识别“{text}”，这里应填{}。", expected.zh),
                            format!(
                                "`{text}` is not valid here; this should be {}.",
                                expected.en
                            ),
                        )
                    });
                    let mut bad = finding(message);
                    bad.stated = Some(text.clone());
                    findings.push(bad);
                }
                _ => {}
            }
        }
    }
}

fn bad_cell(context: &Context<'_>, id: CellId, kind: CellKind, text: &str, why: Unread) -> Finding {
    let report = context.report;
    let (name, path) = span_of(report, id);
    let (wanted, wanted_en) = match kind {
        CellKind::Count => ("不小于 0 的整数", "a whole number, 0 or more"),
        CellKind::Signed => (
            "整数（减少的填负数）",
            "a whole number, negative for a decrease",
        ),
        CellKind::Decimal => ("不小于 0 的数", "a number, 0 or more"),
        CellKind::Text => ("文字", "text"),
    };
    // What the sums require takes precedence over how the cell is written.
    let asked = context.sums().meant.get(&id).map(i128::to_string);
    let joined = (why == Unread::Split).then(|| text.replace(',', ""));
    let expected = asked.clone().or_else(|| joined.clone());
    let message = Text::new(
        format!("{name}：填报“{text}”，应为{wanted}。"),
        format!("{path}: stated `{text}`, should be {wanted_en}."),
    );
    let fix = expected
        .as_deref()
        .and_then(|expected| cell_fix(report, id, expected, false));
    let help = match asked.filter(|asked| joined.as_ref() != Some(asked)) {
        Some(asked) => Some(Text::new(
            format!("从同行、同列的其他数字推算，此格应为 {asked}，请与台账核实后填写。"),
            format!(
                "by the other figures of its row and column this should be {asked}; verify it against your records before you enter it."
            ),
        )),
        None => help(why, joined.as_deref()),
    };
    let place = report.cell(id).and_then(|cell| cell.place);
    let mut finding = Finding::new(&INFO, path, place, message).fix(fix);
    finding.help = help;
    finding.stated = Some(text.to_owned());
    finding.expected = expected;
    finding
}

/// What to do about a cell that cannot be read.
fn help(why: Unread, joined: Option<&str>) -> Option<Text> {
    let (zh, en) = match (why, joined) {
        (Unread::Split, Some(number)) => {
            return Some(Text::new(
                format!("括号里的逗号把一个数分成了两个，请核对后写作 {number}。"),
                format!(
                    "inside braces the comma splits one number into two; check it and write {number}."
                ),
            ));
        }
        (Unread::TwoReadings, _) => (
            "这样写可以读成不止一个数。请重新写出这个数，不加千位逗号和空格；整数不带小数点。",
            "this can be read as more than one number; write it without commas and blanks, and a whole number without a point.",
        ),
        (Unread::Dash, _) => (
            "没有的填 0，不适用的填 /；还不知道的，空着不填。",
            "write 0 for none and / for not applicable; leave it blank if it is not known yet.",
        ),
        (Unread::Numerals, _) => (
            "请用 0 至 9 写出这个数。",
            "write the number in the digits 0 to 9.",
        ),
        (Unread::Notation, _) => (
            "请写出完整的数，前面不补 0，不用科学记数法。",
            "write out the number, without zeros in front and without an exponent.",
        ),
        (Unread::Split | Unread::Other, _) => return None,
    };
    Some(Text::new(zh, en))
}

fn count(
    diagnostic: &Diagnostic,
    label: &str,
    columns: &[String],
    found: usize,
    regrouped: Option<&Regrouped>,
) -> Finding {
    let wanted = columns.len();
    let message = Text::new(
        format!("“{label}”应填 {wanted} 个数，实有 {found} 个。"),
        format!(
            "`{}` needs {wanted} figures but has {found}.",
            diagnostic.path
        ),
    );
    let help = match regrouped {
        Some(Regrouped { written, .. }) => {
            let whole = written.replace(',', "");
            Text::new(
                format!("“{written}”中的逗号把一个数分成了两个，请核对后写作 {whole}。"),
                format!(
                    "the comma in `{written}` splits one number into two; check it and write {whole}."
                ),
            )
        }
        None => Text::new(
            format!("依次为：{}。", columns.join("、")),
            format!("in this order: {}.", columns.join(", ")),
        ),
    };
    Finding::new(&INFO, &diagnostic.path, diagnostic.place, message)
        .help(help)
        .fix(
            regrouped
                .map(|regrouped| Fix::replace(regrouped.place, regrouped.fixed.clone(), false)),
        )
}
