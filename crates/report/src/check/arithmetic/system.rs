//! The sums of a form as a linear system over the figures of a report: which hold, by how much
//! the others fail, and what a change of a cell would do to them.
//!
//! It never knows the names of cells; cells and equations are indices.

/// A sum over cells that should be 0: left side with +1, right side with −1.
pub(super) type Terms = Vec<(usize, i128)>;

/// Equations over known figures.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    equations: Vec<Terms>,
    /// For each cell the equations it is part of, with its coefficient there.
    incidence: Vec<Terms>,
    values: Vec<i128>,
    least: Vec<Option<i128>>,
}

impl System {
    /// A system over these figures; `None` is an unknown figure, and an equation that
    /// needs one is left out (its index stays, it always holds). `least` is the smallest
    /// legal value of a cell.
    pub(super) fn new(
        equations: Vec<Terms>,
        values: &[Option<i128>],
        least: Vec<Option<i128>>,
    ) -> Self {
        let known = |cell: &usize| values.get(*cell).copied().flatten().is_some();
        let equations: Vec<Terms> = equations
            .into_iter()
            .map(|terms| {
                if terms.iter().all(|(cell, _)| known(cell)) {
                    terms
                } else {
                    Terms::new()
                }
            })
            .collect();
        let mut incidence = vec![Terms::new(); values.len()];
        for (equation, terms) in equations.iter().enumerate() {
            for (cell, coefficient) in terms {
                if let Some(incident) = incidence.get_mut(*cell) {
                    incident.push((equation, *coefficient));
                }
            }
        }
        Self {
            equations,
            incidence,
            values: values.iter().map(|value| value.unwrap_or(0)).collect(),
            least,
        }
    }

    /// The cells of an equation.
    pub(super) fn terms(&self, equation: usize) -> &[(usize, i128)] {
        self.equations.get(equation).map_or(&[], Vec::as_slice)
    }

    /// The equations of a cell.
    pub(super) fn incident(&self, cell: usize) -> &[(usize, i128)] {
        self.incidence.get(cell).map_or(&[], Vec::as_slice)
    }

    pub(super) fn cells(&self) -> usize {
        self.values.len()
    }

    pub(super) fn value(&self, cell: usize) -> i128 {
        self.values.get(cell).copied().unwrap_or(0)
    }

    /// Left side minus right side.
    pub(super) fn residual(&self, equation: usize) -> i128 {
        self.terms(equation)
            .iter()
            .map(|(cell, coefficient)| coefficient * self.value(*cell))
            .sum()
    }

    /// The equations that do not hold, in order.
    pub(super) fn broken(&self) -> Vec<usize> {
        (0..self.equations.len())
            .filter(|equation| self.residual(*equation) != 0)
            .collect()
    }

    /// Whether the cell may hold the value it would have after the change.
    pub(super) fn legal(&self, cell: usize, delta: i128) -> bool {
        let least = self.least.get(cell).copied().flatten();
        least.is_none_or(|least| self.value(cell) + delta >= least)
    }

    pub(super) fn change(&mut self, cell: usize, delta: i128) {
        if let Some(value) = self.values.get_mut(cell) {
            *value += delta;
        }
    }

    /// The broken equations in groups that share cells, directly or through equations that hold:
    /// what happens in one group does not affect another.
    pub(super) fn groups(&self, broken: &[usize]) -> Vec<Vec<usize>> {
        let mut group_of: Vec<Option<usize>> = vec![None; self.equations.len()];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for start in broken {
            if let Some(group) = group_of.get(*start).copied().flatten() {
                if let Some(members) = groups.get_mut(group) {
                    members.push(*start);
                }
                continue;
            }
            let group = groups.len();
            groups.push(vec![*start]);
            let mut queue = vec![*start];
            while let Some(equation) = queue.pop() {
                match group_of.get_mut(equation) {
                    Some(slot @ None) => *slot = Some(group),
                    _ => continue,
                }
                let cells = self.terms(equation).iter();
                queue.extend(cells.flat_map(|(cell, _)| self.incident(*cell).iter().map(|i| i.0)));
            }
        }
        groups
    }
}
