//! The grid of a table in Word's terms: the cells of each row, and the widths of the columns.

use super::DocxError;
use crate::document::{GridSlot, Table, TableCell};

/// Word cannot open tables with more columns.
const MAX_COLUMNS: usize = 63;

/// The rows of the table as Word requires them: every cell that covers a place of the row, once, left to
/// right.
pub(super) fn slots(table: &Table) -> Result<Vec<Vec<GridSlot<'_>>>, DocxError> {
    if table.widths.len() > MAX_COLUMNS {
        return Err(DocxError::Columns(table.summary.clone()));
    }
    let mut rows = table.grid()?;
    for row in &mut rows {
        let mut column = 0..;
        row.retain(|slot| column.next() == Some(slot.cell.column));
    }
    Ok(rows)
}

/// Column widths in twips, in the table's proportions, adding up to `total` exactly.
pub(super) fn widths(table: &Table, total: usize) -> Vec<usize> {
    let proportions = &table.widths;
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
