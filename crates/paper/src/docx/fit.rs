//! Row heights of a table: as in the typography, or less if a table that must not be broken would
//! otherwise not fit on its page. Word, not this module, lays out the rows; heights are lower bounds
//! (`atLeast`), so that no text is ever cut.

use super::grid::width_of;
use super::page::{Geometry, half_points};
use super::text;
use crate::document::{Table, TableCell};
use chengbao_base::style::{TableStyle, Typography};

/// The measures of a table's text and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    /// Size of text, in half-points.
    pub(super) half_points: usize,
    /// Exact line pitch, in twips.
    pub(super) line: i32,
    /// Least height of a row, in twips.
    pub(super) row: i32,
}

impl Fit {
    /// Whether two tables share their text styles.
    pub(super) fn same_text(&self, other: &Self) -> bool {
        (self.half_points, self.line) == (other.half_points, other.line)
    }
}

/// Line pitches below the typography's that may be tried, as multiples of the size.
const TIGHTER: [f32; 6] = [1.25, 1.2, 1.15, 1.1, 1.05, 1.0];

/// Space between a rule and text in twips: left and right as in the typography, above and below
/// half of that, so that a cell full of lines does not touch its rules.
pub(super) fn margins(style: &TableStyle) -> (usize, usize) {
    let beside = (style.padding.clamp(0.0, 100.0) * 20.0).round() as usize;
    (beside, beside / 2)
}

/// Measures with which the table fits on one page, if possible.
pub(super) fn fit(
    table: &Table,
    widths: &[usize],
    typography: &Typography,
    geometry: &Geometry,
) -> Fit {
    let style = &typography.table;
    let em = table.size * 20.0;
    let twips = |multiple: f32| (multiple.clamp(0.5, 20.0) * em).round() as i32;
    let wanted = Fit {
        half_points: half_points(table.size),
        line: twips(style.leading),
        row: twips(style.row_height),
    };
    // The heading above stays with the table.
    let room = geometry.text_height - geometry.line;
    let lines = lines_of_rows(table, widths, typography);
    let around = 2 * i32::try_from(margins(style).1).unwrap_or_default();
    let height = |line: i32, row: i32| {
        (lines.iter())
            .map(|count| i32::try_from(*count).unwrap_or(i32::MAX))
            .map(|count| row.max(line.saturating_mul(count).saturating_add(around)))
            .fold(0, i32::saturating_add)
            .saturating_add(rules(table, style.rule))
    };
    if !table.keep_together || height(wanted.line, wanted.row) <= room {
        return wanted;
    }
    let tighter = TIGHTER.iter().filter(|pitch| **pitch < style.leading);
    std::iter::once(wanted.line)
        .chain(tighter.map(|pitch| twips(*pitch)))
        .find(|line| height(*line, *line) <= room)
        .map_or(wanted, |line| {
            // The highest row that fits: heights grow with it, so halving finds it.
            let (mut fits, mut too_high) = (line, wanted.row.max(line) + 1);
            while too_high - fits > 1 {
                let middle = fits + (too_high - fits) / 2;
                if height(line, middle) <= room {
                    fits = middle;
                } else {
                    too_high = middle;
                }
            }
            Fit {
                line,
                row: fits,
                ..wanted
            }
        })
}

/// Lines of text in each row; a spanning cell adds to its last row what the others leave.
fn lines_of_rows(table: &Table, widths: &[usize], typography: &Typography) -> Vec<usize> {
    let em = table.size * 20.0;
    let padding = typography.table.padding * 40.0;
    let lines = |cell: &TableCell| {
        let ems = (width_of(cell, widths) as f32 - padding) / em;
        (cell.lines.iter())
            .map(|line| text::lines(line, ems))
            .sum::<usize>()
            .max(1)
    };
    let mut needed = vec![1; table.rows.len()];
    let cells = || {
        (table.rows.iter().enumerate())
            .flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell)))
            .filter(|(_, cell)| !cell.vertical)
    };
    for (row, cell) in cells().filter(|(_, cell)| cell.rowspan == 1) {
        if let Some(needed) = needed.get_mut(row) {
            *needed = lines(cell).max(*needed);
        }
    }
    for (row, cell) in cells().filter(|(_, cell)| cell.rowspan > 1) {
        let mut spanned = needed.iter_mut().skip(row).take(cell.rowspan);
        let last = spanned.next_back();
        let others: usize = spanned.map(|count| *count).sum();
        if let Some(last) = last {
            *last = lines(cell).saturating_sub(others).max(*last);
        }
    }
    needed
}

/// The height of the rules between the rows, in twips.
fn rules(table: &Table, weight: f32) -> i32 {
    let count = i32::try_from(table.rows.len() + 1).unwrap_or(i32::MAX);
    count.saturating_mul((weight * 20.0).ceil() as i32)
}
