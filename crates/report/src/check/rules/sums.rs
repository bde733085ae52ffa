//! Shared by the rules about sums: a verdict of the arithmetic as a finding.
//!
//! Cycle with `balance`, `column_total`, `group_total`, `row_total`, `total_missing`: a finding of one of these
//! rules names the others that the same cell breaks, and each rule's name is in its own file only.

use super::cells::{cell_fix, span_of};
use super::{
    Context, Finding, RuleInfo, balance, carry_over, column_total, group_total, row_total,
    total_missing, words,
};
use crate::check::arithmetic::{Breach, Verdict};
use crate::form::{CellId, Equation, EquationKind};
use crate::report::Value;

/// Adds the findings of one kind of breach.
pub(super) fn report(
    context: &Context<'_>,
    breach: Breach,
    info: &RuleInfo,
    findings: &mut Vec<Finding>,
) {
    let verdicts = context.sums().verdicts.iter();
    findings.extend(
        verdicts
            .filter(|verdict| verdict.breach == breach)
            .map(|verdict| finding(context, verdict, info)),
    );
}

fn finding(context: &Context<'_>, verdict: &Verdict, info: &RuleInfo) -> Finding {
    let report = context.report;
    let (_, path) = span_of(report, verdict.cell);
    let cell = report.cell(verdict.cell);
    let place = cell.and_then(|cell| cell.place);
    let mut finding = Finding::new(info, path, place, words::message(report, verdict));
    finding.help = words::help(report, verdict);
    finding.stated = cell
        .filter(|cell| !matches!(cell.value, Value::Blank | Value::Missing))
        .map(|cell| cell.text.clone());
    finding.expected = verdict.expected.map(|expected| expected.to_string());
    if let Some(equation) = report.form.equations.get(verdict.equation) {
        let terms = others(equation, verdict.cell);
        finding.terms = terms
            .map(|term| span_of(report, term).1.to_owned())
            .collect();
    }
    finding.also = verdict.also.iter().map(|breach| rule(*breach)).collect();
    let carried = carry_over::expected(context, verdict.cell);
    if carried.is_some() && carried == verdict.expected {
        finding.also.push(carry_over::INFO.name);
    }
    // Only a total that is certainly wrong is fixed without asking; everything else is a suggestion.
    if verdict.fits {
        let fix = verdict.expected.map(|expected| expected.to_string());
        finding.fix =
            fix.and_then(|figure| cell_fix(report, verdict.cell, &figure, verdict.restates));
    }
    if verdict.breach == Breach::TotalMissing {
        finding = finding.left_out(context);
    }
    if finding.fix.is_none() && finding.help.is_none() {
        finding.help = words::unfixed(verdict);
    }
    finding
}

/// The other cells of an equation.
fn others(equation: &Equation, cell: CellId) -> impl Iterator<Item = CellId> {
    let cells = equation.left.iter().chain(&equation.right);
    cells.copied().filter(move |other| *other != cell)
}

fn rule(breach: Breach) -> &'static str {
    match breach {
        Breach::Sum(EquationKind::RowTotal) => row_total::INFO.name,
        Breach::Sum(EquationKind::ColumnTotal) => column_total::INFO.name,
        Breach::Sum(EquationKind::Balance) => balance::INFO.name,
        Breach::Sum(EquationKind::GroupTotal) => group_total::INFO.name,
        Breach::TotalMissing => total_missing::INFO.name,
    }
}
