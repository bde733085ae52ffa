//! Row heights of a table or of its part on one page.

use std::ops::Range;

use super::{Placed, TableLayout};

/// Heights of some rows in points.
#[derive(Debug, Clone)]
pub(super) struct Heights {
    /// With the minimum height of the style.
    pub(super) natural: Vec<f32>,
    /// As low as their text allows.
    pub(super) floor: Vec<f32>,
}

/// Space above and below the text of a cell, in points.
pub(super) const CLEAR: f32 = 1.0;

impl Heights {
    /// Heights that add up to no more than `room`: natural ones if they fit, otherwise all rows lower in
    /// proportion. `None` if the text alone is taller.
    pub(super) fn within(&self, room: f32) -> Option<Vec<f32>> {
        let (natural, floor) = (total(&self.natural), total(&self.floor));
        if natural <= room {
            return Some(self.natural.clone());
        }
        if floor > room {
            return None;
        }
        let share = ((room - floor) / (natural - floor)).clamp(0.0, 1.0);
        let rows = self.natural.iter().zip(&self.floor);
        Some(
            rows.map(|(natural, floor)| floor + (natural - floor) * share)
                .collect(),
        )
    }
}

/// Sum of heights.
pub(super) fn total(heights: &[f32]) -> f32 {
    heights.iter().sum()
}

impl TableLayout {
    /// Heights of the rows that are together on a page, at least `least` times the style's. Spanning cells count with
    /// the rows they have there: their label is repeated and must fit.
    pub(super) fn heights(&self, rows: &[usize], least: f32) -> Heights {
        Heights {
            natural: self.rows_at_least(rows, self.least_row * least),
            floor: self.rows_at_least(rows, 0.0),
        }
    }

    fn rows_at_least(&self, rows: &[usize], least: f32) -> Vec<f32> {
        let mut heights = vec![least; rows.len()];
        let mut spans: Vec<(Range<usize>, f32)> = self
            .near(rows)
            .filter_map(|(_, cell)| Some((cell.visible(rows)?, cell.text.height + 2.0 * CLEAR)))
            .collect();
        spans.sort_by_key(|(range, _)| range.len());
        for (range, need) in spans {
            let Some(covered) = heights.get_mut(range) else {
                continue;
            };
            let lacks = need - total(covered);
            if lacks > 0.0 {
                #[expect(clippy::cast_precision_loss, reason = "rows on one page")]
                let share = lacks / covered.len() as f32;
                covered.iter_mut().for_each(|height| *height += share);
            }
        }
        heights
    }
}

impl Placed {
    /// Which of the rows on a page the cell covers, by their positions there. The rows are in order and
    /// a cell never spans head and body.
    pub(super) fn visible(&self, rows: &[usize]) -> Option<Range<usize>> {
        let covers = |row: &usize| (self.row..self.row + self.rows).contains(row);
        let first = rows.iter().position(covers)?;
        let count = rows
            .iter()
            .skip(first)
            .take_while(|row| covers(row))
            .count();
        Some(first..first + count)
    }
}
