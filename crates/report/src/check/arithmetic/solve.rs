//! From broken sums to wrong cells.

use std::collections::BTreeMap;

use super::system::System;
use super::{compensate, cover};

/// The result of the sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Solution {
    /// Cells that are certainly wrong, with the figure that fixes each.
    pub(super) fixes: BTreeMap<usize, i128>,
    /// Broken sums for which the wrong cell is not determined.
    pub(super) open: Vec<usize>,
}

/// Finds the wrong cells of a system: first those that each explain all sums they are part of, then,
/// among the remaining sums, small sets that compensate each other.
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
        solution.fixes.insert(*cell, system.value(*cell));
    }
}
