//! Shared by the rules about cells without a number: all of them in one finding, with one suggestion to enter 0
//! where that contradicts no figure of their row.
//!
//! It never finds a cell whose sum already has a finding.

use super::cells::{cell_fix, span_of};
use super::{Context, Finding, Fix, RuleInfo, Text};
use crate::form::{Blank, CellId, EquationKind};
use crate::report::{Report, Value};

/// How messages name such cells.
pub(super) struct Words {
    /// `未填`.
    pub(super) state: (&'static str, &'static str),
    pub(super) help: (&'static str, &'static str),
}

/// The finding about all cells that hold this value, if the form asks for numbers.
pub(super) fn standing(
    context: &Context<'_>,
    value: &Value,
    info: &RuleInfo,
    words: &Words,
) -> Option<Finding> {
    let report = context.report;
    if report.form.blank_cells == Blank::Allowed {
        return None;
    }
    let is_reported = |cell: CellId| context.sums().verdicts.iter().any(|it| it.cell == cell);
    let cells: Vec<CellId> = (0..report.form.cells.len())
        .map(CellId)
        .filter(|cell| report.cell(*cell).is_some_and(|it| it.value == *value))
        .filter(|cell| !is_reported(*cell))
        .collect();
    let first = *cells.first()?;
    let (_, path) = span_of(report, first);
    let place = report.cell(first).and_then(|cell| cell.place);
    let mut finding = Finding::new(info, path, place, message(report, &cells, words));
    finding.cells = cells
        .iter()
        .map(|cell| span_of(report, *cell).1.to_owned())
        .collect();
    let help = Text::new(words.help.0, words.help.1);
    Some(finding.help(help).fix(zeros(report, &cells)))
}

/// `一、…等 27 行未填，另有 3 格未填`.
fn message(report: &Report, cells: &[CellId], words: &Words) -> Text {
    let row_of = |cell: &CellId| report.form.spec(*cell).map(|spec| spec.row_path.as_str());
    let size = |row: Option<&str>| {
        let cells = report.form.cells.iter();
        cells
            .filter(|spec| Some(spec.row_path.as_str()) == row)
            .count()
    };
    let rows = cells.chunk_by(|a, b| row_of(a) == row_of(b));
    let (whole, parts): (Vec<_>, Vec<_>) = rows.partition(|row| {
        let row_path = row.first().and_then(row_of);
        row.len() > 1 && row.len() == size(row_path)
    });
    let single: Vec<CellId> = parts.concat();
    let row = |cells: &[CellId]| -> Option<(String, String)> {
        let spec = report.form.spec(*cells.first()?)?;
        let name = spec.name.strip_suffix(&spec.label).unwrap_or(&spec.name);
        Some((
            name.trim_end_matches('，').to_owned(),
            spec.row_path.clone(),
        ))
    };
    let rows = whole.first().and_then(|first| {
        let (name, path) = row(first)?;
        let (state, state_en) = words.state;
        Some(match whole.len() {
            1 => (
                format!("“{name}”这一行{state}"),
                format!("row `{path}` is {state_en}"),
            ),
            count => (
                format!("“{name}”等 {count} 行{state}"),
                format!("`{path}` and other rows, {count} in all, are {state_en}"),
            ),
        })
    });
    let cells = single.first().map(|first| {
        let (name, path) = span_of(report, *first);
        let (state, state_en) = words.state;
        match single.len() {
            1 => (
                format!("“{name}”{state}"),
                format!("`{path}` is {state_en}"),
            ),
            count => (
                format!("“{name}”等 {count} 格{state}"),
                format!("`{path}` and other cells, {count} in all, are {state_en}"),
            ),
        }
    });
    let parts: Vec<(String, String)> = rows.into_iter().chain(cells).collect();
    let (zh, en): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
    Text::new(
        format!("{}。", zh.join("；")),
        format!("{}.", en.join("; ")),
    )
}

/// The suggestion to enter 0 in each of these cells that has a place of its own and whose row has no figure
/// that would contradict it.
fn zeros(report: &Report, cells: &[CellId]) -> Option<Fix> {
    let within_row = |kind| matches!(kind, EquationKind::RowTotal | EquationKind::GroupTotal);
    let is_open = |cell: CellId| {
        let mut sums = report.form.equations.iter();
        sums.any(|sum| {
            if within_row(sum.kind) {
                let mut all = sum.left.iter().chain(&sum.right);
                all.any(|it| *it == cell) && !holds(report, &sum.left, &sum.right)
            } else {
                // The total of a column that has figures is their sum.
                sum.kind == EquationKind::ColumnTotal
                    && sum.right == [cell]
                    && !holds(report, &sum.left, &[])
            }
        })
    };
    let edits: Vec<_> = cells
        .iter()
        .filter(|cell| !is_open(**cell))
        .filter_map(|cell| cell_fix(report, *cell, "0", false))
        .flat_map(|fix| fix.edits)
        .collect();
    (!edits.is_empty()).then_some(Fix { edits, safe: false })
}

/// Whether two sides agree with every blank as 0.
fn holds(report: &Report, left: &[CellId], right: &[CellId]) -> bool {
    let side = |cells: &[CellId]| -> Option<i128> {
        let figure = |cell: &CellId| Some(i128::from(report.cell(*cell)?.value.number()?));
        cells.iter().map(figure).sum()
    };
    side(left) == side(right)
}
