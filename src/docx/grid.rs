//! The grid of a table: which cell covers which position, and how wide the columns are. Refuses
//! tables whose cells do not tile their grid, which Word would call damaged.

use super::{DocxError, TableFault};
use crate::document::{Table, TableCell};

/// Word opens no table of more columns.
const MOST_COLUMNS: usize = 63;

/// A cell of a row as Word wants it: every row names all that covers it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'a> {
    /// The cell that covers this place.
    pub(super) cell: &'a TableCell,
    /// The cell began in a row above.
    pub(super) continued: bool,
}

/// The rows of the table as slots, left to right.
pub(super) fn slots(table: &Table) -> Result<Vec<Vec<Slot<'_>>>, DocxError> {
    let proportions = table.proportions();
    let (rows, columns) = (table.rows.len(), proportions.len());
    let fault = |row, column, fault| DocxError::Table {
        table: table.summary.clone(),
        row,
        column,
        fault,
    };
    let sound = proportions.iter().all(|w| w.is_finite() && *w > 0.0);
    if rows == 0 || columns == 0 || columns > MOST_COLUMNS || !sound {
        return Err(fault(0, 0, TableFault::NoGrid));
    }
    let mut grid: Vec<Vec<Option<Slot<'_>>>> = vec![vec![None; columns]; rows];
    for (row, cell) in
        (table.rows.iter().enumerate()).flat_map(|(r, row)| row.cells.iter().map(move |c| (r, c)))
    {
        if cell.colspan == 0 || cell.rowspan == 0 {
            return Err(fault(row, cell.column, TableFault::NoSpan));
        }
        if cell.rowspan > rows - row || cell.column.saturating_add(cell.colspan) > columns {
            return Err(fault(row, cell.column, TableFault::Outside));
        }
        for (below, line) in grid.iter_mut().skip(row).take(cell.rowspan).enumerate() {
            let places = line.iter_mut().enumerate();
            for (column, place) in places.skip(cell.column).take(cell.colspan) {
                let continued = below > 0;
                if place.replace(Slot { cell, continued }).is_some() {
                    return Err(fault(row + below, column, TableFault::Overlap));
                }
            }
        }
    }
    (grid.into_iter().enumerate())
        .map(|(row, line)| {
            let mut slots = Vec::with_capacity(columns);
            for (column, place) in line.into_iter().enumerate() {
                let slot = place.ok_or_else(|| fault(row, column, TableFault::Hole))?;
                if slot.cell.column == column {
                    slots.push(slot);
                }
            }
            Ok(slots)
        })
        .collect()
}

/// Column widths in twips, in the table's proportions, adding up to `total` exactly.
pub(super) fn widths(table: &Table, total: usize) -> Vec<usize> {
    let proportions = table.proportions();
    let sum: f32 = proportions.iter().sum();
    let (mut along, mut edge) = (0.0, 0);
    (proportions.iter().enumerate())
        .map(|(column, width)| {
            along += width;
            let next = if column + 1 == proportions.len() {
                total
            } else {
                ((along / sum * total as f32).round() as usize).clamp(edge, total)
            };
            let width = next - edge;
            edge = next;
            width
        })
        .collect()
}

/// Width in twips of the columns a cell covers.
pub(super) fn width_of(cell: &TableCell, widths: &[usize]) -> usize {
    (widths.iter().skip(cell.column).take(cell.colspan)).sum()
}
