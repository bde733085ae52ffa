//! CB005: what stands in a cell, a text or a key beside the sections can be read as what it is.

use super::cells::{fixed, span_of};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::form::{CellId, CellKind};
use crate::report::{Fault, FaultKind, Regrouped};

pub(super) struct CellValue;

static INFO: RuleInfo = RuleInfo {
    code: "CB005",
    name: "cell-value",
    severity: Severity::Error,
    summary: "单元格填阿拉伯数字的整数（金额可有小数），不带分节号、单位、正负号和多余的零",
    summary_en: "a cell is a whole number in plain ASCII digits (an amount may have decimals)",
    why: "“1,234”“１２”“三”“012”这样的写法，不同软件会读成不同的数；报告中的数字不能靠猜。",
    why_en: "Programs differ in how they read `1,234`, full-width digits, numerals or `012`; a figure of a report must not rest on a guess.",
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
        for fault in &context.report.faults {
            let finding = |message| Finding::new(&INFO, &fault.path, fault.place, message);
            match &fault.kind {
                FaultKind::BadCell {
                    cell,
                    kind,
                    text,
                    mended,
                } => findings.push(bad_cell(context, *cell, *kind, text, mended.as_deref())),
                FaultKind::WrongShape { label, expected } => findings.push(finding(Text::new(
                    format!("“{label}”的写法不对，应为{}。", expected.zh),
                    format!("`{}` should be {}.", fault.path, expected.en),
                ))),
                FaultKind::CellCount {
                    label,
                    columns,
                    found,
                    regrouped,
                } => findings.push(count(fault, label, columns, *found, regrouped.as_ref())),
                FaultKind::BadValue {
                    text,
                    expected,
                    mended,
                } => {
                    let mut bad = finding(Text::new(
                        format!("“{text}”不能读懂，应为{}。", expected.zh),
                        format!("`{text}` cannot be read; this should be {}.", expected.en),
                    ));
                    bad.stated = Some(text.clone());
                    bad.expected.clone_from(mended);
                    let plain = mended.clone().filter(|mended| is_plain(mended));
                    findings.push(bad.fix(plain.zip(fault.place).map(|(replacement, place)| {
                        Fix {
                            place,
                            replacement,
                            safe: true,
                        }
                    })));
                }
                _ => {}
            }
        }
    }
}

/// Whether YAML reads a text as it stands, whatever it is put behind: no mark that means something.
fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-（）".contains(c);
    text.chars().all(is_plain) && !text.starts_with('-')
}

fn bad_cell(
    context: &Context<'_>,
    id: CellId,
    kind: CellKind,
    text: &str,
    mended: Option<&str>,
) -> Finding {
    let report = context.report;
    let (name, path) = span_of(report, id);
    let (wanted, wanted_en) = match kind {
        CellKind::Count => ("不小于 0 的整数", "a whole number from 0"),
        CellKind::Signed => (
            "整数（减少的填负数）",
            "a whole number, negative for a decrease",
        ),
        CellKind::Decimal => ("不小于 0 的数", "a number from 0"),
        CellKind::Text => ("文字", "text"),
    };
    // What the sums ask for weighs more than how the cell is written.
    let asked = context.sums().meant.get(&id).map(i128::to_string);
    let inferred = asked.is_some() && asked.as_deref() != mended;
    let expected = asked.clone().or_else(|| mended.map(str::to_owned));
    let message = Text::new(
        format!("{name}：填报“{text}”，应为{wanted}。"),
        format!("{path}: stated `{text}`, should be {wanted_en}."),
    );
    let fix = expected
        .as_deref()
        .and_then(|expected| fixed(report, id, expected, !inferred));
    let help = match (&asked, mended) {
        (Some(asked), _) if inferred => Some(Text::new(
            format!("从同行、同列的其他数字推算，此格应为 {asked}，请核对后填写。"),
            format!(
                "the other figures of its row and column ask for {asked}; check before you fill it in."
            ),
        )),
        (_, Some(mended)) if fix.is_none() => Some(Text::new(
            format!("请写作 {mended}。"),
            format!("write it as {mended}."),
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
    fault: &Fault,
    label: &str,
    columns: &[String],
    found: usize,
    regrouped: Option<&Regrouped>,
) -> Finding {
    let wanted = columns.len();
    let message = Text::new(
        format!("“{label}”应填 {wanted} 个数，实有 {found} 个。"),
        format!(
            "`{}` takes {wanted} figures, {found} are given.",
            fault.path
        ),
    );
    let help = match regrouped {
        Some(Regrouped { written, .. }) => {
            let whole = written.replace(',', "");
            Text::new(
                format!("“{written}”中的逗号把一个数分成了两个，请写作 {whole}。"),
                format!("the comma of `{written}` cuts one number in two; write {whole}."),
            )
        }
        None => Text::new(
            format!("依次为：{}。", columns.join("、")),
            format!("in this order: {}.", columns.join(", ")),
        ),
    };
    Finding::new(&INFO, &fault.path, fault.place, message)
        .help(help)
        .fix(regrouped.map(|regrouped| Fix {
            place: regrouped.place,
            replacement: regrouped.mended.clone(),
            safe: true,
        }))
}
