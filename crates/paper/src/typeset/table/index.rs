//! Which cells of a table may be on a page, without a look at all of them: a table of thousands of rows is laid out
//! page by page.

use std::ops::Range;

use super::heights::CLEAR;
use super::{Placed, TableLayout};

/// The cells by rows.
#[derive(Debug)]
pub(super) struct Index {
    /// For each row its first cell, and the number of cells after the last.
    starts: Vec<usize>,
    /// For each row the first row with a cell that reaches into it.
    reached_from: Vec<usize>,
    /// For each row how high its tallest cell of one row is, in points.
    floors: Vec<f32>,
}

impl Index {
    /// The index of cells that are in the order of their rows.
    pub(super) fn of(cells: &[Placed], rows: usize) -> Self {
        let mut starts = vec![0; rows + 1];
        let mut reached_from: Vec<usize> = (0..rows).collect();
        let mut floors = vec![0.0_f32; rows];
        for cell in cells {
            if let Some(after) = starts.get_mut(cell.row + 1) {
                *after += 1;
            }
            let below = reached_from.iter_mut().skip(cell.row + 1);
            for from in below.take(cell.rows.saturating_sub(1)) {
                *from = cell.row.min(*from);
            }
            if let Some(floor) = floors.get_mut(cell.row).filter(|_| cell.rows == 1) {
                *floor = floor.max(cell.text.height + 2.0 * CLEAR);
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            starts,
            reached_from,
            floors,
        }
    }

    /// The cells of some rows.
    fn cells(&self, rows: Range<usize>) -> Range<usize> {
        let end = self.starts.len().saturating_sub(1);
        let start = |row: usize| self.starts.get(row.min(end)).copied().unwrap_or_default();
        start(rows.start)..start(rows.end)
    }

    /// The first row with a cell that reaches into a row.
    fn first(&self, row: usize) -> usize {
        self.reached_from.get(row).copied().unwrap_or(row)
    }
}

impl TableLayout {
    /// The cells that may be seen in the rows of a page, header rows and then rows of the body, with their positions
    /// among all; no cell spans both.
    pub(super) fn near(&self, rows: &[usize]) -> impl Iterator<Item = (usize, &Placed)> {
        let head = self.index.cells(0..self.header_rows);
        let body = rows.iter().position(|row| *row >= self.header_rows);
        let body = match (body.and_then(|at| rows.get(at)), rows.last()) {
            (Some(first), Some(last)) => {
                let first = self.index.first(*first).max(self.header_rows);
                self.index.cells(first..last + 1)
            }
            _ => 0..0,
        };
        let places = head.chain(body);
        places.filter_map(|at| Some((at, self.cells.get(at)?)))
    }

    /// The cells that end behind a row and begin before it.
    pub(super) fn across(&self, row: usize) -> impl Iterator<Item = &Placed> {
        let cells = self.index.cells(self.index.first(row)..row);
        let cells = self.cells.get(cells).unwrap_or_default().iter();
        cells.filter(move |cell| cell.row < row && row < cell.row + cell.rows)
    }

    /// Whether the rows from one on are certainly taller than a height, whatever is done with them.
    pub(super) fn is_beyond(&self, start: usize, room: f32) -> bool {
        /// More than sums of heights are wrong by, in points.
        const ROUNDING: f32 = 1.0;
        let mut height = 0.0;
        let mut floors = self.index.floors.iter().skip(start);
        floors.any(|floor| {
            height += floor;
            height > room + ROUNDING
        })
    }
}
