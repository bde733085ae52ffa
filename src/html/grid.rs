//! Whether a table's cells tile its grid. HTML gives no cell its column: each takes the first free
//! place of its row, so that a cell too few or too many moves all that follow under other heads.

use super::{HtmlError, TableFault};
use crate::document::Table;

/// Refuses a table whose cells would stand elsewhere than they belong.
pub(super) fn check(table: &Table) -> Result<(), HtmlError> {
    let fault = |row, column, fault| HtmlError::Table {
        table: table.summary.clone(),
        row,
        column,
        fault,
    };
    // Of each column the row its last cell ends before.
    let mut ends = vec![0; table.widths.len()];
    for (row, line) in table.rows.iter().enumerate() {
        for cell in &line.cells {
            let (column, end) = (cell.column, row.saturating_add(cell.rowspan));
            let free = ends.iter().position(|end| *end <= row);
            if free.is_none_or(|free| column < free) {
                return Err(fault(row, column, TableFault::Overlap));
            }
            if let Some(free) = free.filter(|free| *free < column) {
                return Err(fault(row, free, TableFault::Hole));
            }
            let covered = column..column.saturating_add(cell.colspan);
            let fits = end > row && end <= table.rows.len() && !covered.is_empty();
            let Some(places) = ends.get_mut(covered).filter(|_| fits) else {
                return Err(fault(row, column, TableFault::Span));
            };
            if places.iter().any(|end| *end > row) {
                return Err(fault(row, column, TableFault::Overlap));
            }
            places.fill(end);
        }
        if let Some(hole) = ends.iter().position(|end| *end <= row) {
            return Err(fault(row, hole, TableFault::Hole));
        }
    }
    Ok(())
}
