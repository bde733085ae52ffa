//! The rules of a table: each part of the grid once, none inside a cell, collinear parts drawn as
//! one, and all of them meeting at the corners.

use crate::typeset::{Ink, Owner, Rule};

/// The cell at each position of the grid, row by row; `None` if there is none.
pub(super) type Cover = Vec<Vec<Option<usize>>>;

/// The rules of a grid: `xs` are the edges of the columns left to right, `ys` those of the rows top to
/// bottom.
pub(super) fn rules(cover: &Cover, xs: &[f32], ys: &[f32], weight: f32) -> Vec<Rule> {
    let at = |row: Option<usize>, column: Option<usize>| {
        row.and_then(|row| cover.get(row))
            .zip(column)
            .and_then(|(row, column)| row.get(column))
            .copied()
            .flatten()
    };
    let half = weight / 2.0;
    let mut rules = Vec::new();
    for (line, y) in ys.iter().enumerate() {
        let parts =
            |column: usize| at(line.checked_sub(1), Some(column)) != at(Some(line), Some(column));
        for (left, right) in segments(xs, parts) {
            rules.push(Rule {
                x1: left - half,
                y1: *y,
                x2: right + half,
                y2: *y,
                weight,
                ink: Ink::Black,
                owner: Owner::Artifact,
            });
        }
    }
    for (line, x) in xs.iter().enumerate() {
        let parts = |row: usize| at(Some(row), line.checked_sub(1)) != at(Some(row), Some(line));
        for (top, bottom) in segments(ys, parts) {
            rules.push(Rule {
                x1: *x,
                y1: top + half,
                x2: *x,
                y2: bottom - half,
                weight,
                ink: Ink::Black,
                owner: Owner::Artifact,
            });
        }
    }
    rules
}

/// The runs of neighbouring steps that are true, by their ends.
fn segments(edges: &[f32], holds: impl Fn(usize) -> bool) -> Vec<(f32, f32)> {
    let mut segments: Vec<(f32, f32)> = Vec::new();
    let mut open = false;
    for (step, pair) in edges.windows(2).enumerate() {
        let &[from, to] = pair else { continue };
        let now = holds(step);
        match segments.last_mut() {
            Some(last) if now && open => last.1 = to,
            _ if now => segments.push((from, to)),
            _ => {}
        }
        open = now;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn segments_in_line_are_one_rule_and_spans_have_none_inside() {
        // A cell over both columns, then two cells.
        let cover = vec![vec![Some(0), Some(0)], vec![Some(1), Some(2)]];
        let rules = rules(&cover, &[0.0, 10.0, 20.0], &[0.0, -5.0, -10.0], 0.5);
        let ends: Vec<[f32; 4]> = rules.iter().map(|r| [r.x1, r.y1, r.x2, r.y2]).collect();
        assert_eq!(
            ends,
            [
                [-0.25, 0.0, 20.25, 0.0],
                [-0.25, -5.0, 20.25, -5.0],
                [-0.25, -10.0, 20.25, -10.0],
                [0.0, 0.25, 0.0, -10.25],
                [10.0, -4.75, 10.0, -10.25],
                [20.0, 0.25, 20.0, -10.25],
            ]
        );
    }
}
