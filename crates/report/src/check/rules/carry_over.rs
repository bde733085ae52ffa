//! CB301: this year starts with what last year carried over.

use super::cells::{differs, span_of};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::arithmetic::Verdict;
use crate::form::{CellId, Form};

pub(super) struct CarryOver;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB301",
    name: "carry-over",
    severity: Severity::Error,
    summary: "本年的“上年结转”应等于上年报告的“结转下年度继续办理”，逐列相等",
    summary_en: "requests carried in equal those carried over in the previous report, column by column",
    why: "两份报告统计的是同一批申请。不等，说明有一年填错，或者上年的报告后来作过更正。",
    why_en: "Both reports count the same requests. Where they differ, one of them is wrong, or the previous one was corrected later.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "requests:\n  carried_in: [6, 2, 0, 0, 0, 0, 8]\n",
        previous: Some("year: 2023\nrequests:\n  carried_over: [5, 2, 0, 0, 0, 0, 7]\n"),
    },
    good: Example {
        year: 2024,
        yaml: "requests:\n  carried_in: [6, 2, 0, 0, 0, 0, 8]\n",
        previous: Some("year: 2023\nrequests:\n  carried_over: [6, 2, 0, 0, 0, 0, 8]\n"),
    },
};

impl Rule for CarryOver {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if context.last_year().is_none() {
            return;
        }
        for index in 0..context.report.form.cells.len() {
            findings.extend(carried(context, CellId(index)));
        }
    }
}

/// What last year's report carries over into this cell; `None` if nothing is.
pub(super) fn expected(context: &Context<'_>, cell: CellId) -> Option<i128> {
    let previous = context.last_year()?;
    let last = source_of(&context.report.form, cell)?;
    let number = previous.cell_at(last)?.value.number()?;
    Some(i128::from(number))
}

/// Id path of the cell of last year's form that a cell starts from.
fn source_of(form: &Form, cell: CellId) -> Option<&str> {
    let mut carries = form.carries().iter();
    let carried = carries.find(|carried| carried.this == cell)?;
    Some(&carried.last)
}

fn carried(context: &Context<'_>, id: CellId) -> Option<Finding> {
    let expected = expected(context, id)?;
    let report = context.report;
    let stated = context.figure(id)?;
    // If the sums require the same figure, they have already reported it.
    let told = |verdict: &Verdict| verdict.cell == id && verdict.expected == Some(expected);
    if stated == expected || context.sums().verdicts.iter().any(told) {
        return None;
    }
    let (name, path) = span_of(report, id);
    let source = source_of(&report.form, id)?;
    let size = (stated - expected).abs();
    let message = Text::new(
        format!("{name}：填报 {stated}，上年报告结转下年度 {expected}，相差 {size}。"),
        format!(
            "{path}: stated {stated}, but {source} of the previous report is {expected}, a difference of {size}."
        ),
    );
    let help = Text::new(
        "请核对两年的报告；上年报告已作更正的，以更正后的为准。",
        "check both reports; if the previous one was corrected, use the corrected figures.",
    );
    Some(differs(&INFO, report, id, expected, message)?.help(help))
}
