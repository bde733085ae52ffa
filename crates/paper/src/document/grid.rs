//! The grid of a table: which cell covers which position. Every writer assumes that the
//! cells tile the grid; a table whose cells do not would be damaged in Word, and have figures under
//! the wrong heads in HTML.

use std::fmt;

use super::{Table, TableCell};
use chengbao_base::text::{Bilingual, Text};

/// A position of the grid.
#[derive(Debug, Clone, Copy)]
pub struct GridSlot<'a> {
    /// The cell that covers it.
    pub cell: &'a TableCell,
    /// The cell began in a row above.
    pub continued: bool,
}

/// Where the cells of a table do not tile its grid: an internal error, never a fault of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// [`Table::summary`].
    pub table: String,
    /// Grid row, from 0.
    pub row: usize,
    /// Grid column, from 0.
    pub column: usize,
    /// What is wrong there.
    pub kind: TableErrorKind,
}

/// What is wrong at a place of a table's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableErrorKind {
    /// No cell covers the position.
    Hole,
    /// Two cells cover the position.
    Overlap,
    /// A cell comes after one that is further right in its row.
    Order,
    /// A cell extends past the last column or row.
    Outside,
    /// A cell covers no columns or no rows.
    NoSpan,
    /// The table has no columns, no rows, or widths that are not positive numbers.
    NoGrid,
}

impl Table {
    /// The grid, row by row, every position with the cell that covers it.
    ///
    /// # Errors
    ///
    /// The first [`TableError`].
    pub fn grid(&self) -> Result<Vec<Vec<GridSlot<'_>>>, TableError> {
        let (rows, columns) = (self.rows.len(), self.widths.len());
        let fault = |row, column, kind| TableError {
            table: self.summary.clone(),
            row,
            column,
            kind,
        };
        let sound = self.widths.iter().all(|w| w.is_finite() && *w > 0.0);
        if rows == 0 || columns == 0 || !sound {
            return Err(fault(0, 0, TableErrorKind::NoGrid));
        }
        let mut grid: Vec<Vec<Option<GridSlot<'_>>>> = vec![vec![None; columns]; rows];
        for (row, line) in self.rows.iter().enumerate() {
            let mut least = 0;
            for cell in &line.cells {
                let fault = |kind| fault(row, cell.column, kind);
                if cell.colspan == 0 || cell.rowspan == 0 {
                    return Err(fault(TableErrorKind::NoSpan));
                }
                if cell.rowspan > rows - row || cell.column.saturating_add(cell.colspan) > columns {
                    return Err(fault(TableErrorKind::Outside));
                }
                if cell.column < least {
                    return Err(fault(TableErrorKind::Order));
                }
                least = cell.column;
                if !cover(&mut grid, row, cell) {
                    return Err(fault(TableErrorKind::Overlap));
                }
            }
        }
        let mut whole = Vec::with_capacity(rows);
        for (row, line) in grid.into_iter().enumerate() {
            let places = line.into_iter().enumerate();
            let hole = |column| fault(row, column, TableErrorKind::Hole);
            let slots = places.map(|(column, place)| place.ok_or_else(|| hole(column)));
            whole.push(slots.collect::<Result<_, _>>()?);
        }
        Ok(whole)
    }
}

/// Puts a cell into the grid; `false` if the position is taken.
fn cover<'a>(grid: &mut [Vec<Option<GridSlot<'a>>>], row: usize, cell: &'a TableCell) -> bool {
    let lines = grid.iter_mut().skip(row).take(cell.rowspan).enumerate();
    let mut is_free = true;
    for (below, line) in lines {
        let continued = below > 0;
        for place in line.iter_mut().skip(cell.column).take(cell.colspan) {
            is_free &= place.replace(GridSlot { cell, continued }).is_none();
        }
    }
    is_free
}

impl Bilingual for TableError {
    fn text(&self) -> Text {
        let (zh, en) = match self.kind {
            TableErrorKind::Hole => ("没有单元格", "missing cell"),
            TableErrorKind::Overlap => ("单元格重叠", "overlapping cells"),
            TableErrorKind::Order => ("单元格次序有误", "cell out of order"),
            TableErrorKind::Outside => ("单元格超出表格", "cell outside the table"),
            TableErrorKind::NoSpan => ("单元格跨度为零", "cell without width or height"),
            TableErrorKind::NoGrid => (
                "表格没有行列或列宽有误",
                "no rows, no columns or bad widths",
            ),
        };
        let (table, row, column) = (&self.table, self.row + 1, self.column.saturating_add(1));
        Text::new(
            format!(
                "程序内部错误，“{table}”的表格第 {row} 行第 {column} 列{zh}。请把这一行反馈给开发者。"
            ),
            format!(
                "internal error: table “{table}”, row {row}, column {column}: {en}; please report this line"
            ),
        )
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for TableError {}

#[cfg(test)]
mod tests {
    use super::super::{CellRole, TableRow};
    use super::TableErrorKind::{Hole, NoGrid, NoSpan, Order, Outside, Overlap};
    use super::*;

    /// A cell as `[column, colspan, rowspan]`.
    fn table(columns: usize, rows: &[&[[usize; 3]]]) -> Table {
        let cell = |[column, colspan, rowspan]: &[usize; 3]| TableCell {
            column: *column,
            colspan: *colspan,
            rowspan: *rowspan,
            role: CellRole::Value,
            lines: Vec::new(),
            vertical: false,
            align: None,
            path: None,
        };
        Table {
            summary: "表一".to_owned(),
            widths: vec![1.0; columns],
            size: 12.0,
            header_rows: 0,
            keep_together: false,
            rows: (rows.iter())
                .map(|cells| TableRow {
                    cells: cells.iter().map(cell).collect(),
                    keep_with_next: false,
                })
                .collect(),
        }
    }

    #[test]
    fn a_cell_covers_all_its_places() {
        let table = table(2, &[&[[0, 1, 2], [1, 1, 1]], &[[1, 1, 1]]]);
        let grid = table.grid().unwrap();
        let covered: Vec<Vec<_>> = (grid.iter())
            .map(|row| {
                row.iter()
                    .map(|it| (it.cell.column, it.continued))
                    .collect()
            })
            .collect();
        assert_eq!(covered, [[(0, false), (1, false)], [(0, true), (1, false)]]);
    }

    #[test]
    fn cells_that_do_not_tile_the_grid_are_reported_with_their_place() {
        let check = |columns, rows: &[&[[usize; 3]]], row, column, kind| {
            let found = table(columns, rows).grid().unwrap_err();
            assert_eq!((found.row, found.column, found.kind), (row, column, kind));
        };
        check(2, &[&[[0, 1, 1]]], 0, 1, Hole);
        check(2, &[&[[1, 1, 1]]], 0, 0, Hole);
        check(1, &[&[[0, 1, 1], [0, 1, 1]]], 0, 0, Overlap);
        check(2, &[&[[0, 1, 2], [1, 1, 1]], &[[0, 2, 1]]], 1, 0, Overlap);
        check(2, &[&[[1, 1, 1], [0, 1, 1]]], 0, 0, Order);
        check(1, &[&[[0, 2, 1]]], 0, 0, Outside);
        check(1, &[&[[0, 1, usize::MAX]]], 0, 0, Outside);
        check(1, &[&[[usize::MAX, 1, 1]]], 0, usize::MAX, Outside);
        check(1, &[&[[0, 0, 1]]], 0, 0, NoSpan);
        check(1, &[&[[0, 1, 0]]], 0, 0, NoSpan);
        check(0, &[&[]], 0, 0, NoGrid);
        check(1, &[], 0, 0, NoGrid);
    }
}
