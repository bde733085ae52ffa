//! Wrong cells that each break every sum they are part of, by one amount: the broken sums are divided
//! among such cells. If that is possible in only one smallest way, these are the cells.

use super::system::System;

/// Steps before a group of broken sums is given up: in a table that is wrong everywhere no cell stands out.
const MAX_STEPS: usize = 4_000;

/// A cell whose change by `delta` would fix every sum it is part of, all of them broken now.
struct Candidate {
    cell: usize,
    delta: i128,
    fixes: Vec<usize>,
}

/// The cells that are certainly wrong, with the change that fixes each.
pub(super) fn locate(system: &System, broken: &[usize]) -> Vec<(usize, i128)> {
    let candidates = candidates(system);
    shares(broken, &candidates)
        .iter()
        .filter_map(|share| Search::new(&candidates).only_cover(share))
        .flatten()
        .filter_map(|index| candidates.get(index))
        .map(|candidate| (candidate.cell, candidate.delta))
        .collect()
}

fn candidates(system: &System) -> Vec<Candidate> {
    (0..system.cells())
        .filter_map(|cell| {
            let incident = system.incident(cell);
            let mut deltas = incident
                .iter()
                .map(|(equation, coefficient)| -system.residual(*equation) * coefficient);
            let delta = deltas.next().filter(|delta| *delta != 0)?;
            let one = deltas.all(|other| other == delta) && system.legal(cell, delta);
            one.then(|| Candidate {
                cell,
                delta,
                fixes: incident.iter().map(|(equation, _)| *equation).collect(),
            })
        })
        .collect()
}

/// The broken sums in groups that no candidate connects.
fn shares(broken: &[usize], candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let mut shares: Vec<Vec<usize>> = broken.iter().map(|equation| vec![*equation]).collect();
    for candidate in candidates {
        let (linked, mut apart): (Vec<_>, Vec<_>) = shares
            .into_iter()
            .partition(|share| share.iter().any(|e| candidate.fixes.contains(e)));
        let mut joined = linked.concat();
        joined.sort_unstable();
        if !joined.is_empty() {
            apart.push(joined);
        }
        shares = apart;
    }
    shares.sort();
    shares
}

/// Looks for the smallest sets of candidates that fix each sum of a group exactly once.
struct Search<'a> {
    candidates: &'a [Candidate],
    chosen: Vec<usize>,
    best: Vec<usize>,
    /// Sets as small as the best one.
    found: usize,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(candidates: &'a [Candidate]) -> Self {
        Self {
            candidates,
            chosen: Vec::new(),
            best: Vec::new(),
            found: 0,
            steps: 0,
        }
    }

    fn only_cover(mut self, share: &[usize]) -> Option<Vec<usize>> {
        self.extend(share);
        (self.found == 1 && self.steps < MAX_STEPS).then_some(self.best)
    }

    fn extend(&mut self, open: &[usize]) {
        self.steps += 1;
        if self.steps >= MAX_STEPS {
            return;
        }
        let Some(first) = open.first() else {
            if self.found == 0 || self.chosen.len() < self.best.len() {
                self.best.clone_from(&self.chosen);
                self.found = 1;
            } else if self.chosen.len() == self.best.len() {
                self.found += 1;
            }
            return;
        };
        if self.found > 0 && self.chosen.len() >= self.best.len() {
            return;
        }
        let candidates = self.candidates;
        for (index, candidate) in candidates.iter().enumerate() {
            let fits = candidate.fixes.contains(first)
                && candidate
                    .fixes
                    .iter()
                    .all(|equation| open.contains(equation));
            if !fits {
                continue;
            }
            let rest: Vec<usize> = open
                .iter()
                .filter(|equation| !candidate.fixes.contains(equation))
                .copied()
                .collect();
            self.chosen.push(index);
            self.extend(&rest);
            self.chosen.pop();
        }
    }
}
