//! Which cells break the sums of a form. One wrong figure breaks a row, a column and perhaps a
//! balance; the finding is the one cell at their crossing, if the sums determine it.
//!
//! It never knows how a finding is phrased.

mod attempt;
mod blank;
mod compensate;
mod cover;
mod solve;
mod system;
#[cfg(test)]
mod tests;
mod verdicts;

use std::collections::BTreeMap;

use self::attempt::Attempt;
use super::Stage;
use crate::form::{CellId, EquationKind};
use crate::report::{Report, Value};

/// The result of the sums of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Diagnosis {
    /// Wrong cells and broken sums, in the order of the form's cells.
    pub(super) verdicts: Vec<Verdict>,
    /// The figures the sums require of cells that cannot be read as numbers.
    pub(super) meant: BTreeMap<CellId, i128>,
}

/// One wrong cell, or one broken sum for which the wrong cell is not determined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The wrong cell; for a broken sum its total, for a balance the last cell of its right side.
    pub(super) cell: CellId,
    /// What is broken first.
    pub(super) breach: Breach,
    /// What else the same cell breaks.
    pub(super) also: Vec<Breach>,
    /// Index of the equation to show.
    pub(super) equation: usize,
    /// The sides of that equation as stated, blank totals filled in.
    pub(super) sides: Option<[i128; 2]>,
    /// The figure that fixes it.
    pub(super) expected: Option<i128>,
    /// Whether the cell is certainly wrong.
    pub(super) located: bool,
    /// Whether the cell is a total that is certainly wrong and the figure the sum of its terms: nothing is
    /// left to choose.
    pub(super) restates: bool,
    /// Whether writing the figure breaks no sum that holds, and no other finding wants another figure there.
    pub(super) fits: bool,
}

/// What is wrong with a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Breach {
    /// Its two sides differ.
    Sum(EquationKind),
    /// Its total is blank.
    TotalMissing,
}

/// Computes the result of the sums of a report.
pub(super) fn diagnose(report: &Report, stage: Stage) -> Diagnosis {
    let attempt = match stage {
        Stage::Filling => Attempt::without_blanks(report),
        Stage::Finished => finished(report),
    };
    let mut diagnosis = Diagnosis {
        verdicts: attempt.verdicts(),
        meant: attempt.meant(),
    };
    let unreadable = |cell: CellId| {
        let cell = report.cell(cell);
        cell.is_some_and(|cell| matches!(cell.value, Value::Invalid(_)))
    };
    // A cell that cannot be read already has a finding; the expected figure goes there.
    diagnosis
        .verdicts
        .retain(|verdict| !(verdict.located && unreadable(verdict.cell)));
    diagnosis
        .verdicts
        .sort_by_key(|verdict| (verdict.cell, verdict.breach));
    diagnosis
}

/// The better of the two readings of blank totals.
fn finished(report: &Report) -> Attempt<'_> {
    let blank_totals = blank::totals(report);
    let filled = Attempt::with_totals_filled(report, &blank_totals);
    if blank_totals.is_empty() {
        return filled;
    }
    // A blank total is missing, or the one figure of its row should not be there: choose what
    // leaves fewer findings.
    let as_zero = Attempt::with_blanks_as_zero(report, &blank_totals);
    if as_zero.findings() < filled.findings() {
        as_zero
    } else {
        filled
    }
}
