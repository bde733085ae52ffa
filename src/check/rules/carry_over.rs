//! CB301: this year begins with what last year left over.

use super::cells::{differs, span_of};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::arithmetic::Verdict;
use crate::form::{CellId, CellSpec, Content, Form};

pub(super) struct CarryOver;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB301",
    name: "carry-over",
    severity: Severity::Error,
    summary: "本年的上年结转等于上年报告的结转下年度，逐列相等",
    summary_en: "what was carried in is what last year’s report carried over, column by column",
    why: "两份报告说的是同一批申请。不等，说明有一年填错，或者上年的报告后来作过更正。",
    why_en: "Both reports speak of the same requests. Where they differ one of them is wrong, or last year’s was corrected later.",
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

/// What last year's report leaves over for this cell; `None` where nothing is carried into it.
pub(super) fn expected(context: &Context<'_>, cell: CellId) -> Option<i128> {
    let previous = context.last_year()?;
    let spec = context.report.form.spec(cell)?;
    let last = source_of(&context.report.form, spec)?;
    let number = previous.cell_at(&last)?.value.number()?;
    Some(i128::from(number))
}

/// Id path of the cell of last year's form that a cell begins with.
fn source_of(form: &Form, spec: &CellSpec) -> Option<String> {
    let section = form.sections.get(spec.section)?;
    let Content::Table(table) = &section.content else {
        return None;
    };
    table
        .panels
        .get(spec.panel)?
        .carries
        .iter()
        .find_map(|carry| {
            let row = format!("{}.{}", section.id, carry.this);
            let column = spec
                .path
                .strip_prefix(&row)
                .filter(|rest| rest.starts_with('.'))?;
            Some(format!("{}.{}{column}", section.id, carry.last))
        })
}

fn carried(context: &Context<'_>, id: CellId) -> Option<Finding> {
    let expected = expected(context, id)?;
    let report = context.report;
    let cell = report.cell(id)?;
    let stated = i128::from(cell.value.number()?);
    // Where the sums ask for the same figure they have told it.
    let told = |verdict: &Verdict| verdict.cell == id && verdict.expected == Some(expected);
    if stated == expected || context.sums().verdicts.iter().any(told) {
        return None;
    }
    let (name, path) = span_of(report, id);
    let source = source_of(&report.form, report.form.spec(id)?)?;
    let size = (stated - expected).abs();
    let message = Text::new(
        format!("{name}：填报 {stated}，上年报告结转下年度 {expected}，相差 {size}。"),
        format!(
            "{path}: stated {stated}, last year’s {source} is {expected}, a difference of {size}."
        ),
    );
    let help = Text::new(
        "请核对两年的报告；上年报告已作更正的，以更正后的为准。",
        "check both reports; where last year’s was corrected, hold this one against the corrected one.",
    );
    Some(differs(&INFO, report, id, expected, message)?.help(help))
}
