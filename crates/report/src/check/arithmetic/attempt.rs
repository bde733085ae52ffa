//! One reading of a report's figures, solved: what is wrong if blank totals are filled in, and
//! what is wrong if they count as 0.

use std::collections::BTreeMap;

use super::blank::{self, is_filled, total_of};
use super::solve::{Solution, solve};
use super::system::{System, Terms};
use crate::form::{CellId, CellKind, Equation};
use crate::report::{Report, Value};

/// A reading and its results.
pub(super) struct Attempt<'a> {
    pub(super) report: &'a Report,
    /// Figures as read, before any fix.
    pub(super) figures: Vec<Option<i128>>,
    pub(super) system: System,
    pub(super) solution: Solution,
    /// Blank totals that are wrong because they are blank, with the equation that shows it.
    pub(super) missing: BTreeMap<CellId, usize>,
}

impl<'a> Attempt<'a> {
    /// Blank totals take the sums they should hold.
    pub(super) fn with_totals_filled(report: &'a Report, blank_totals: &[CellId]) -> Self {
        let mut figures = figures(report);
        let mut missing = BTreeMap::new();
        for total in blank_totals {
            set(&mut figures, *total, None);
        }
        // A total may be a term of another; each round fills those whose terms are known.
        loop {
            let filled = blank_totals.iter().find_map(|total| {
                (!missing.contains_key(total)).then_some(())?;
                let mut sums = equations_of_total(report, *total);
                sums.find_map(|(index, equation)| {
                    let sum = sum_of(&figures, &equation.left)?;
                    Some((*total, index, sum))
                })
            });
            let Some((total, index, sum)) = filled else {
                break;
            };
            set(&mut figures, total, Some(sum));
            missing.insert(total, index);
        }
        for total in blank_totals {
            if let Some((index, _)) = equations_of_total(report, *total).next() {
                missing.entry(*total).or_insert(index);
            }
        }
        Self::new(report, figures, missing)
    }

    /// A blank is not yet a figure: a sum it is part of is left out, and a blank total whose terms are all
    /// there is missing.
    pub(super) fn without_blanks(report: &'a Report) -> Self {
        let mut figures = figures(report);
        for (index, cell) in report.cells.iter().enumerate() {
            if cell.value == Value::Blank {
                set(&mut figures, CellId(index), None);
            }
        }
        let missing = blank::totals(report).into_iter().filter_map(|total| {
            let mut sums = equations_of_total(report, total);
            let (index, _) = sums.find(|(_, sum)| sum_of(&figures, &sum.left).is_some())?;
            Some((total, index))
        });
        let missing = missing.collect();
        Self::new(report, figures, missing)
    }

    /// Blank totals count as 0, like every blank.
    pub(super) fn with_blanks_as_zero(report: &'a Report, blank_totals: &[CellId]) -> Self {
        let mut attempt = Self::new(report, figures(report), BTreeMap::new());
        let fixes = &attempt.solution.fixes;
        let stands = |term: &CellId| is_filled(report, *term) && fixes.get(&term.0) != Some(&0);
        let missing = blank_totals.iter().filter_map(|total| {
            let mut sums = equations_of_total(report, *total);
            let (index, _) = sums.find(|(_, equation)| equation.left.iter().any(stands))?;
            Some((*total, index))
        });
        attempt.missing = missing.collect();
        attempt
    }

    fn new(
        report: &'a Report,
        figures: Vec<Option<i128>>,
        missing: BTreeMap<CellId, usize>,
    ) -> Self {
        let least = report.form.cells.iter().map(|spec| match spec.kind {
            CellKind::Signed => None,
            CellKind::Count | CellKind::Decimal | CellKind::Text => Some(0),
        });
        let equations = report.form.equations.iter().map(terms).collect();
        let system = System::new(equations, &figures, least.collect());
        let solution = solve(&system);
        Self {
            report,
            figures,
            system,
            solution,
            missing,
        }
    }

    /// The figures that the sums, once fixed, require of cells that cannot be read as numbers.
    pub(super) fn meant(&self) -> BTreeMap<CellId, i128> {
        let fixed = |cell: CellId| {
            let fixed = self.solution.fixes.get(&cell.0).copied();
            fixed.or_else(|| self.figures.get(cell.0).copied().flatten())
        };
        let unreadable = self
            .report
            .cells
            .iter()
            .enumerate()
            .filter_map(|(index, cell)| {
                matches!(cell.value, Value::Invalid(_)).then_some(CellId(index))
            });
        unreadable
            .filter_map(|cell| {
                if let Some(fixed) = self.solution.fixes.get(&cell.0) {
                    return Some((cell, *fixed));
                }
                if self.figures.get(cell.0).copied().flatten().is_some() {
                    return None;
                }
                let equations = self.report.form.equations.iter().map(terms);
                let mut asked = equations.filter_map(|terms| {
                    let (_, own) = terms.iter().find(|(term, _)| *term == cell.0)?;
                    let others = terms.iter().filter(|(term, _)| *term != cell.0);
                    let sum: Option<i128> = others
                        .map(|(term, coefficient)| Some(fixed(CellId(*term))? * coefficient))
                        .sum();
                    Some(-sum? * own)
                });
                let first = asked.next()?;
                let agreed = asked.all(|other| other == first);
                let legal = self.system.legal(cell.0, first);
                (agreed && legal).then_some((cell, first))
            })
            .collect()
    }
}

/// The figures a sum takes for the cells.
fn figures(report: &Report) -> Vec<Option<i128>> {
    let cells = report.cells.iter();
    cells
        .map(|cell| cell.value.number().map(i128::from))
        .collect()
}

fn set(figures: &mut [Option<i128>], cell: CellId, figure: Option<i128>) {
    if let Some(slot) = figures.get_mut(cell.0) {
        *slot = figure;
    }
}

pub(super) fn sum_of(figures: &[Option<i128>], cells: &[CellId]) -> Option<i128> {
    cells
        .iter()
        .map(|cell| figures.get(cell.0).copied().flatten())
        .sum()
}

fn terms(equation: &Equation) -> Terms {
    let left = equation.left.iter().map(|cell| (cell.0, 1));
    left.chain(equation.right.iter().map(|cell| (cell.0, -1)))
        .collect()
}

pub(super) fn equations_of_total(
    report: &Report,
    total: CellId,
) -> impl Iterator<Item = (usize, &Equation)> {
    let equations = report.form.equations.iter().enumerate();
    equations.filter(move |(_, equation)| total_of(equation) == Some(total))
}
