//! Wrong cells that hide each other in a sum that still holds (a total too high in one column and
//! too low in the next): the smallest sets of cells whose change makes every sum hold.

use super::system::System;

/// Most cells of a set. More are guesswork.
const MAX_CELLS: usize = 3;

/// Steps before the search stops.
const MAX_STEPS: usize = 20_000;

/// The cells that are certainly wrong, with the change that fixes each: the one smallest set
/// that makes all these sums hold and breaks no other; `None` if there are several or none.
pub(super) fn locate(system: &System, broken: &[usize]) -> Option<Vec<(usize, i128)>> {
    for size in 1..=MAX_CELLS {
        let mut search = Search {
            system,
            broken,
            size,
            steps: 0,
            found: Vec::new(),
        };
        search.extend(&mut Vec::new());
        if search.steps >= MAX_STEPS {
            return None;
        }
        match search.found.as_slice() {
            [] => {}
            // A set that is unique only because the alternative would need a negative figure is too weak
            // a proof, so legality is checked for the one that is left and excludes none.
            [only] => {
                let legal = only.iter().all(|(cell, delta)| system.legal(*cell, *delta));
                return legal.then(|| only.clone());
            }
            _ => return None,
        }
    }
    None
}

struct Search<'a> {
    system: &'a System,
    broken: &'a [usize],
    size: usize,
    steps: usize,
    /// Sets that fix everything; the search ends with the second.
    found: Vec<Vec<(usize, i128)>>,
}

impl Search<'_> {
    fn extend(&mut self, chosen: &mut Vec<usize>) {
        self.steps += 1;
        if self.steps >= MAX_STEPS || self.found.len() > 1 {
            return;
        }
        if chosen.len() == self.size {
            self.judge(chosen);
            return;
        }
        for cell in self.next_cells(chosen) {
            if !chosen.contains(&cell) {
                chosen.push(cell);
                self.extend(chosen);
                chosen.pop();
            }
        }
    }

    /// Cells one of which must be in every solution that contains the chosen ones.
    fn next_cells(&self, chosen: &[usize]) -> Vec<usize> {
        let touching = |equation: usize| {
            let terms = self.system.terms(equation).iter();
            terms.filter(|(cell, _)| chosen.contains(cell)).count()
        };
        let cells = |equation: usize| self.system.terms(equation).iter().map(|(cell, _)| *cell);
        if let Some(untouched) = self.broken.iter().find(|e| touching(**e) == 0) {
            return cells(*untouched).collect();
        }
        let touched = || {
            let incident = chosen.iter().flat_map(|cell| self.system.incident(*cell));
            incident.map(|(equation, _)| *equation)
        };
        // A sum that holds is broken by the one cell of it that changes.
        if let Some(kept) = touched().find(|e| self.system.residual(*e) == 0 && touching(*e) == 1) {
            return cells(kept).collect();
        }
        let mut any: Vec<usize> = touched().flat_map(cells).collect();
        any.sort_unstable();
        any.dedup();
        any
    }

    fn judge(&mut self, chosen: &[usize]) {
        let Some(deltas) = solve(self.system, self.broken, chosen) else {
            return;
        };
        let mut set: Vec<(usize, i128)> = chosen.iter().copied().zip(deltas).collect();
        set.sort_unstable();
        if !self.found.contains(&set) {
            self.found.push(set);
        }
    }
}

/// The changes of these cells, none of them 0, that make all broken sums hold and break no other;
/// `None` if there are none or they are not determined.
fn solve(system: &System, broken: &[usize], cells: &[usize]) -> Option<Vec<i128>> {
    let mut equations: Vec<usize> = broken.to_vec();
    equations.extend(
        cells
            .iter()
            .flat_map(|cell| system.incident(*cell))
            .map(|i| i.0),
    );
    equations.sort_unstable();
    equations.dedup();
    let mut rows: Vec<(Vec<i128>, i128)> = equations
        .iter()
        .map(|equation| {
            let coefficient = |cell: &usize| {
                let terms = system.terms(*equation).iter();
                terms.filter(|(of, _)| of == cell).map(|(_, c)| *c).sum()
            };
            (
                cells.iter().map(coefficient).collect(),
                -system.residual(*equation),
            )
        })
        .collect();
    // Elimination without fractions; the coefficients are ±1 and there are at most three unknowns.
    let mut pivots: Vec<(Vec<i128>, i128)> = Vec::with_capacity(cells.len());
    for column in 0..cells.len() {
        let at = |row: &(Vec<i128>, i128)| row.0.get(column).copied().unwrap_or(0);
        let index = rows.iter().position(|row| at(row) != 0)?;
        let pivot = rows.swap_remove(index);
        for row in rows.iter_mut().chain(&mut pivots) {
            let (a, b) = (at(&pivot), at(row));
            if b != 0 {
                for (value, from) in row.0.iter_mut().zip(&pivot.0) {
                    *value = *value * a - from * b;
                }
                row.1 = row.1 * a - pivot.1 * b;
            }
        }
        pivots.push(pivot);
    }
    if rows.iter().any(|(_, right)| *right != 0) {
        return None;
    }
    let deltas = pivots.iter().enumerate().map(|(column, (left, right))| {
        let pivot = left.get(column).copied().filter(|pivot| *pivot != 0)?;
        (*right % pivot == 0)
            .then_some(right / pivot)
            .filter(|delta| *delta != 0)
    });
    deltas.collect()
}
