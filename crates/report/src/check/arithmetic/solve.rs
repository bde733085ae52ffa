//! From broken sums to wrong cells.

use std::collections::BTreeMap;

use super::system::System;
use super::{compensate, cover};

/// What the sums tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Solution {
    /// Cells that are certainly wrong, with the figure that mends each.
    pub(super) mends: BTreeMap<usize, i128>,
    /// Broken sums of which no cell can be told to be the wrong one.
    pub(super) open: Vec<usize>,
}

/// Finds the wrong cells of a system: first those that each explain all sums they stand in, then,
/// among the sums left over, few that compensate each other.
pub(super) fn solve(system: &System) -> Solution {
    let mut system = system.clone();
    let mut solution = Solution::default();
    let broken = system.broken();
    if broken.is_empty() {
        return solution;
    }
    let located = cover::locate(&system, &broken);
    take(&mut system, &mut solution, &located);
    let left = system.broken();
    for group in system.groups(&left) {
        match compensate::locate(&system, &group) {
            Some(located) => take(&mut system, &mut solution, &located),
            None => solution.open.extend(group),
        }
    }
    solution.open.sort_unstable();
    solution
}

fn take(system: &mut System, solution: &mut Solution, located: &[(usize, i128)]) {
    for (cell, delta) in located {
        system.change(*cell, *delta);
        solution.mends.insert(*cell, system.value(*cell));
    }
}
