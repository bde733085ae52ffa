//! CB004: every table, group and row of the form is present.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::bare_label;
use crate::report::DiagnosticKind;

pub(super) struct MissingKey;

/// The rule's description.
pub static INFO: RuleInfo = RuleInfo {
    code: "CB004",
    name: "missing-key",
    severity: Severity::Error,
    summary: "年度、发布机关以及所用格式的各表、各行应齐全",
    summary_en: "year, issuing body and every table and row of the form are present",
    why: "统一格式的表格逐行固定，缺行就不是规定的格式，上级也无法汇总。没有发生的填 0，不能删行。",
    why_en: "The rows of the official tables are fixed; without one of them the report is not on the official form, and a higher body cannot add it up. Where nothing happened enter 0; do not delete the row.",
    clause: "所用格式的表、行",
    bad: Example {
        year: 2024,
        yaml: "requests:\n  other: [14, 1, 0, 0, 0, 1, 16]    # 2021年格式此项分三行\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "requests:\n  other:\n    uncorrected: [7, 1, 0, 0, 0, 0, 8]\n    unpaid:      [2, 0, 0, 0, 0, 0, 2]\n    other:       [5, 0, 0, 0, 0, 1, 6]\n",
        previous: None,
    },
};

impl Rule for MissingKey {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for diagnostic in &context.report.diagnostics {
            let (message, help) = match &diagnostic.kind {
                DiagnosticKind::MissingKey { label } => {
                    let section = diagnostic.path.split('.').next().unwrap_or_default();
                    let counts = context.report.form.section(section).is_some();
                    missing(&diagnostic.path, label, counts)
                }
                DiagnosticKind::UndividedRow { label, rows } => {
                    undivided(&diagnostic.path, label, rows)
                }
                _ => continue,
            };
            let finding = Finding::new(&INFO, &diagnostic.path, diagnostic.place, message);
            let finding = finding.help(help);
            findings.push(match diagnostic.kind {
                DiagnosticKind::MissingKey { .. } => finding.left_out(context),
                _ => finding,
            });
        }
    }
}

/// `counts`: whether it is part of a table, where 0 means that nothing happened.
fn missing(path: &str, label: &str, counts: bool) -> (Text, Text) {
    let (key, name) = (path.rsplit('.').next().unwrap_or(path), bare_label(label));
    (
        Text::new(format!("缺少“{label}”。"), format!("`{path}` is missing.")),
        if counts {
            Text::new(
                format!("请补写“{name}: ……”；没有发生的填 0。"),
                format!("add the key `{key}:`; where nothing happened enter 0."),
            )
        } else {
            Text::new(
                format!("请补写“{name}: ……”。"),
                format!("add the key `{key}:`."),
            )
        },
    )
}

fn undivided(path: &str, label: &str, rows: &[String]) -> (Text, Text) {
    (
        Text::new(
            format!("“{label}”在所用格式中分 {} 行填写，没有分行。", rows.len()),
            format!(
                "`{path}` has {} rows in this form, but is not divided into them.",
                rows.len()
            ),
        ),
        Text::new(
            format!("请分别填写：{}。", rows.join("；")),
            format!("enter each row: {}.", rows.join("; ")),
        ),
    )
}
