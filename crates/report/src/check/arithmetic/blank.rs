//! Totals that are blank although there are figures to add up.

use crate::form::{CellId, Equation, EquationKind};
use crate::report::{Report, Value};

/// The total of an equation: the one cell of its right side, unless it is a balance.
pub(super) fn total_of(equation: &Equation) -> Option<CellId> {
    match equation.right.as_slice() {
        [total] if equation.kind != EquationKind::Balance => Some(*total),
        _ => None,
    }
}

/// The totals that are blank although one of their terms is not, in the order of the form.
pub(super) fn totals(report: &Report) -> Vec<CellId> {
    let mut totals: Vec<CellId> = report
        .form
        .equations
        .iter()
        .filter_map(|equation| {
            let total = total_of(equation)?;
            let wanting = is_blank(report, total)
                && equation.left.iter().any(|term| is_filled(report, *term));
            wanting.then_some(total)
        })
        .collect();
    totals.sort_unstable();
    totals.dedup();
    totals
}

/// Whether the row exists and the cell is blank.
fn is_blank(report: &Report, cell: CellId) -> bool {
    let cell = report.cell(cell);
    cell.is_some_and(|cell| matches!(cell.value, Value::Blank | Value::NotApplicable))
}

/// Whether there is a figure in the cell. One that cannot be read has its own finding
/// and requires no total before that is fixed.
pub(super) fn is_filled(report: &Report, cell: CellId) -> bool {
    let cell = report.cell(cell);
    cell.is_some_and(|cell| !cell.value.is_blank() && cell.value.number().is_some())
}
