//! The results of a reading, cell by cell and sum by sum.

use super::attempt::{Attempt, equations_of_total, sum_of};
use super::blank::total_of;
use super::{Breach, Verdict};
use crate::form::{CellId, Equation};
use crate::report::Value;

impl<'a> Attempt<'a> {
    /// How many findings there are.
    pub(super) fn findings(&self) -> usize {
        self.verdicts().len()
    }

    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = self
            .solution
            .fixes
            .iter()
            .filter_map(|(cell, fixed)| self.located(CellId(*cell), *fixed))
            .collect();
        for index in &self.solution.open {
            let Some(verdict) = self.open(*index) else {
                continue;
            };
            let same = verdicts.iter_mut().find(|seen| {
                !seen.located && seen.cell == verdict.cell && seen.expected == verdict.expected
            });
            match same {
                // Two sums that require the same figure are one finding.
                Some(seen) if seen.expected.is_some() => seen.also.push(verdict.breach),
                _ => verdicts.push(verdict),
            }
        }
        for (cell, index) in &self.missing {
            if !verdicts.iter().any(|verdict| verdict.cell == *cell) {
                verdicts.push(self.total_missing(*cell, *index));
            }
        }
        for index in 0..verdicts.len() {
            self.rule_out_rivals(index, &mut verdicts);
        }
        verdicts
    }

    fn equation(&self, index: usize) -> Option<&'a Equation> {
        self.report.form.equations.get(index)
    }

    fn sides(&self, index: usize) -> Option<[i128; 2]> {
        let equation = self.equation(index)?;
        let side = |cells: &[CellId]| sum_of(&self.figures, cells);
        Some([side(&equation.left)?, side(&equation.right)?])
    }

    /// A cell that is certainly wrong.
    fn located(&self, cell: CellId, fixed: i128) -> Option<Verdict> {
        let mut broken: Vec<(Breach, usize)> = self
            .system
            .incident(cell.0)
            .iter()
            .filter(|(index, _)| self.system.residual(*index) != 0)
            .filter_map(|(index, _)| Some((Breach::Sum(self.equation(*index)?.kind), *index)))
            .collect();
        broken.sort_unstable();
        broken.dedup_by_key(|(breach, _)| *breach);
        let (first, rest) = broken.split_first()?;
        let (breach, equation) = *first;
        if self.missing.contains_key(&cell) {
            let mut verdict = self.total_missing(cell, equation);
            verdict.expected = Some(fixed);
            verdict.restates = self.stated_sum(cell) == Some(fixed);
            return Some(verdict);
        }
        Some(Verdict {
            cell,
            breach,
            also: rest.iter().map(|(breach, _)| *breach).collect(),
            equation,
            sides: self.sides(equation),
            expected: Some(fixed),
            located: true,
            restates: self.stated_sum(cell) == Some(fixed) && self.is_crossed(cell),
            fits: true,
        })
    }

    /// A sum that does not hold, reported at its total.
    fn open(&self, index: usize) -> Option<Verdict> {
        let equation = self.equation(index)?;
        let total = total_of(equation);
        let cell = total.or_else(|| equation.right.last().copied())?;
        if self.missing.contains_key(&cell) {
            return Some(self.total_missing(cell, index));
        }
        let expected = total.and_then(|_| sum_of(&self.figures, &equation.left));
        let keeps_others = |expected: i128| {
            let change = expected - self.system.value(cell.0);
            let mut others = self.system.incident(cell.0).iter();
            others.all(|(other, coefficient)| {
                let residual = self.system.residual(*other);
                residual != 0 || coefficient * change == 0
            })
        };
        let readable = |cell: CellId| {
            let cell = self.report.cell(cell);
            cell.is_some_and(|cell| !matches!(cell.value, Value::Invalid(_)))
        };
        Some(Verdict {
            cell,
            breach: Breach::Sum(equation.kind),
            also: Vec::new(),
            equation: index,
            sides: self.sides(index),
            expected,
            located: false,
            // Any of its cells may be the wrong one.
            restates: false,
            fits: readable(cell) && expected.is_some_and(keeps_others),
        })
    }

    /// A total left blank.
    fn total_missing(&self, cell: CellId, index: usize) -> Verdict {
        let terms = self
            .equation(index)
            .map_or(&[][..], |equation| &equation.left);
        let expected = sum_of(&self.figures, terms);
        Verdict {
            cell,
            breach: Breach::TotalMissing,
            also: Vec::new(),
            equation: index,
            sides: None,
            expected,
            located: true,
            restates: expected.is_some_and(|sum| self.stated_sum(cell) == Some(sum)),
            fits: expected.is_some(),
        }
    }

    /// If two sums require different figures of one cell, neither is a fix.
    fn rule_out_rivals(&self, index: usize, verdicts: &mut [Verdict]) {
        let Some(cell) = verdicts.get(index).map(|verdict| verdict.cell) else {
            return;
        };
        if verdicts
            .iter()
            .filter(|verdict| verdict.cell == cell)
            .count()
            > 1
            && let Some(verdict) = verdicts.get_mut(index)
        {
            verdict.restates = false;
            verdict.fits = false;
        }
    }

    /// What a total is by its terms as the file states them; `None` if it is no total, one of its terms needs a
    /// fix itself, or two sums want different figures of it.
    fn stated_sum(&self, total: CellId) -> Option<i128> {
        let fixed = |term: &CellId| self.solution.fixes.contains_key(&term.0);
        let mut sums = equations_of_total(self.report, total).map(|(_, equation)| {
            let is_stated = !equation.left.iter().any(fixed);
            sum_of(&self.figures, &equation.left).filter(|_| is_stated)
        });
        let first = sums.next()??;
        sums.all(|sum| sum == Some(first)).then_some(first)
    }

    /// Whether the cell breaks more than one sum, and every sum of the form that it is part of could be
    /// examined, no term of its own blank. One sum alone never shows which of its cells is wrong.
    fn is_crossed(&self, cell: CellId) -> bool {
        let is_number = |term: &CellId| {
            let cell = self.report.cell(*term);
            cell.is_some_and(|cell| matches!(cell.value, Value::Count(_)))
        };
        let mut own = equations_of_total(self.report, cell);
        if !own.all(|(_, equation)| equation.left.iter().all(is_number)) {
            return false;
        }
        let equations = self.report.form.equations.iter();
        let of_form = equations.filter(|it| it.left.contains(&cell) || it.right.contains(&cell));
        let examined = self.system.incident(cell.0);
        examined.len() > 1
            && examined.len() == of_form.count()
            && examined
                .iter()
                .all(|(equation, _)| self.system.residual(*equation) != 0)
    }
}
