//! CB005: cells, texts and head keys have values that can be read as what they are.

use super::cells::{cell_fix, span_of};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::form::{CellId, CellKind};
use crate::report::{Diagnostic, DiagnosticKind, Regrouped};

pub(super) struct CellValue;

static INFO: RuleInfo = RuleInfo {
    code: "CB005",
    name: "cell-value",
    severity: Severity::Error,
    summary: "单元格应只填阿拉伯数字整数（金额可有小数），不写千位逗号、单位、正负号，前面不补 0",
    summary_en: "a cell contains a whole number in plain digits (an amount may have decimals)",
    why: "“1,234”“１２”“三”“012”这样的写法，不同软件会读成不同的数；报告中的数字不能靠推测。",
    why_en: "Programs differ in how they read `1,234`, full-width digits, Chinese numerals or `012`; the figures of a report must not depend on a guess.",
    clause: "GB/T 15835—2011",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  licensing: {decisions: 52，847}\n",
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
                    fixed,
                } => findings.push(bad_cell(context, *cell, *kind, text, fixed.as_deref())),
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
                    fixed,
                } => {
                    let mut bad = finding(Text::new(
                        format!("无法识别“{text}”，这里应填{}。", expected.zh),
                        format!(
                            "`{text}` is not valid here; this should be {}.",
                            expected.en
                        ),
                    ));
                    bad.stated = Some(text.clone());
                    bad.expected.clone_from(fixed);
                    let plain = fixed.clone().filter(|fixed| is_plain(fixed));
                    findings.push(
                        bad.fix(
                            plain
                                .zip(diagnostic.place)
                                .map(|(replacement, place)| Fix::replace(place, replacement, true)),
                        ),
                    );
                }
                _ => {}
            }
        }
    }
}

/// Whether YAML reads a text unchanged wherever it is put: it has no mark with a special meaning.
fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-（）".contains(c);
    text.chars().all(is_plain) && !text.starts_with('-')
}

fn bad_cell(
    context: &Context<'_>,
    id: CellId,
    kind: CellKind,
    text: &str,
    fixed: Option<&str>,
) -> Finding {
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
    let inferred = asked.is_some() && asked.as_deref() != fixed;
    let expected = asked.clone().or_else(|| fixed.map(str::to_owned));
    let message = Text::new(
        format!("{name}：填报“{text}”，应为{wanted}。"),
        format!("{path}: stated `{text}`, should be {wanted_en}."),
    );
    let fix = expected
        .as_deref()
        .and_then(|expected| cell_fix(report, id, expected, !inferred));
    let help = match (&asked, fixed) {
        (Some(asked), _) if inferred => Some(Text::new(
            format!("从同行、同列的其他数字推算，此格应为 {asked}，请与台账核实后填写。"),
            format!(
                "by the other figures of its row and column this should be {asked}; verify it against your records before you enter it."
            ),
        )),
        (_, Some(fixed)) if fix.is_none() => Some(Text::new(
            format!("请写作 {fixed}。"),
            format!("write it as {fixed}."),
        )),
        _ => None,
    };
    let place = report.cell(id).and_then(|cell| cell.place);
    let mut finding = Finding::new(&INFO, path, place, message).fix(fix);
    finding.help = help;
    finding.stated = Some(text.to_owned());
    finding.expected = expected;
    finding
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
                format!("“{written}”中的逗号把一个数分成了两个，请写作 {whole}。"),
                format!("the comma in `{written}` splits one number into two; write {whole}."),
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
            regrouped.map(|regrouped| Fix::replace(regrouped.place, regrouped.fixed.clone(), true)),
        )
}
