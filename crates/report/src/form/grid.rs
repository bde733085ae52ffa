//! The tables as grids: where each banner, head and value is and how far it spans. Spans
//! follow from the trees; form files do not contain them.

use super::cells::{CellSpec, leaf_rows, leaves};
use super::model::{Head, Panel, Section, Table};
use super::{CellId, Content, Form};

/// A table's grid.
#[derive(Debug, Clone, PartialEq)]
pub struct TableGrid {
    /// Grid columns.
    pub columns: usize,
    /// For each grid row whether it must stay with the next (banners and column heads).
    pub keep_with_next: Vec<bool>,
    /// The cells, row by row, left to right.
    pub cells: Vec<GridCell>,
}

/// One cell of the grid, anchored at its top left position.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// Grid row, from 0.
    pub row: usize,
    /// Grid column, from 0.
    pub column: usize,
    /// Rows it covers.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// What it is.
    pub kind: GridCellKind,
    /// Its printed label; empty for values.
    pub label: String,
    /// The label's prescribed line breaks, if it has any.
    pub lines: Vec<String>,
    /// Set top to bottom.
    pub vertical: bool,
}

/// What a grid cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridCellKind {
    /// A band over the whole width.
    Banner,
    /// The corner over the row heads.
    Corner,
    /// A column head.
    ColumnHead,
    /// A row head.
    RowHead,
    /// A value.
    Value(CellId),
}

impl Form {
    /// The grid of a section's table; `None` for a text section.
    #[must_use]
    pub fn grid(&self, section: usize) -> Option<TableGrid> {
        let Section {
            content: Content::Table(table),
            ..
        } = self.sections.get(section)?
        else {
            return None;
        };
        let mut grid = Builder::new(table);
        for (index, panel) in table.panels.iter().enumerate() {
            let values: Vec<(CellId, &CellSpec)> = self
                .section_cells(section)
                .filter(|(_, spec)| spec.panel == index)
                .collect();
            grid.panel(panel, &values);
        }
        Some(grid.finish())
    }
}

struct Builder {
    columns: usize,
    keep_with_next: Vec<bool>,
    cells: Vec<GridCell>,
}

impl Builder {
    fn new(table: &Table) -> Self {
        Self {
            columns: table.widths.len(),
            keep_with_next: Vec::new(),
            cells: Vec::new(),
        }
    }

    fn panel(&mut self, panel: &Panel, values: &[(CellId, &CellSpec)]) {
        if let Some(banner) = &panel.banner {
            let row = self.keep_with_next.len();
            self.cells.push(GridCell {
                row,
                column: 0,
                rowspan: 1,
                colspan: self.columns,
                kind: GridCellKind::Banner,
                label: banner.clone(),
                lines: Vec::new(),
                vertical: false,
            });
            self.keep_with_next.push(true);
        }
        let label_columns = depth(&panel.rows);
        let head_rows = depth(&panel.columns);
        let leaf_columns = leaves(&panel.columns).len();
        let head_row = self.keep_with_next.len();
        if label_columns > 0 {
            self.cells.push(GridCell {
                row: head_row,
                column: 0,
                rowspan: head_rows,
                colspan: label_columns,
                kind: GridCellKind::Corner,
                label: panel.corner.clone().unwrap_or_default(),
                lines: panel.corner_lines.clone(),
                vertical: false,
            });
        }
        let shape = Shape {
            label_columns,
            leaf_columns,
            columns: self.columns,
        };
        let mut leaf = 0;
        self.column_heads(
            &panel.columns,
            head_row,
            head_row + head_rows,
            shape,
            &mut leaf,
        );
        self.keep_with_next.extend((0..head_rows).map(|_| true));

        let body_row = self.keep_with_next.len();
        let mut row = body_row;
        self.row_heads(&panel.rows, 0, label_columns, &mut row);
        for (id, spec) in values {
            let (column, colspan) = shape.span(spec.column, 1);
            self.cells.push(GridCell {
                row: body_row + spec.row,
                column,
                rowspan: 1,
                colspan,
                kind: GridCellKind::Value(*id),
                label: String::new(),
                lines: Vec::new(),
                vertical: false,
            });
        }
        let body_rows = leaf_rows(&panel.rows).len();
        self.keep_with_next.extend((0..body_rows).map(|_| false));
    }

    fn column_heads(
        &mut self,
        heads: &[Head],
        row: usize,
        end_row: usize,
        shape: Shape,
        leaf: &mut usize,
    ) {
        for head in heads {
            let covered = leaves(std::slice::from_ref(head)).len();
            let (column, colspan) = shape.span(*leaf, covered);
            let is_leaf = head.heads.is_empty();
            self.cells.push(GridCell {
                row,
                column,
                rowspan: if is_leaf { end_row - row } else { 1 },
                colspan,
                kind: GridCellKind::ColumnHead,
                label: head.label.clone(),
                lines: head.lines.clone(),
                vertical: head.vertical,
            });
            if is_leaf {
                *leaf += 1;
            } else {
                self.column_heads(&head.heads, row + 1, end_row, shape, leaf);
            }
        }
    }

    fn row_heads(&mut self, heads: &[Head], column: usize, end_column: usize, row: &mut usize) {
        for head in heads {
            let is_leaf = head.heads.is_empty();
            self.cells.push(GridCell {
                row: *row,
                column,
                rowspan: leaves(std::slice::from_ref(head)).len(),
                colspan: if is_leaf { end_column - column } else { 1 },
                kind: GridCellKind::RowHead,
                label: head.label.clone(),
                lines: head.lines.clone(),
                vertical: head.vertical,
            });
            if is_leaf {
                *row += 1;
            } else {
                self.row_heads(&head.heads, column + 1, end_column, row);
            }
        }
    }

    fn finish(mut self) -> TableGrid {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        TableGrid {
            columns: self.columns,
            keep_with_next: self.keep_with_next,
            cells: self.cells,
        }
    }
}

#[derive(Clone, Copy)]
struct Shape {
    label_columns: usize,
    leaf_columns: usize,
    columns: usize,
}

impl Shape {
    /// Grid column and span of `covered` leaves from `leaf` on. A panel narrower than the table
    /// gives the remainder to its last column.
    fn span(self, leaf: usize, covered: usize) -> (usize, usize) {
        let start = self.label_columns + leaf;
        let end = if leaf + covered >= self.leaf_columns {
            self.columns
        } else {
            start + covered
        };
        (start, end.saturating_sub(start).max(1))
    }
}

/// Depth of a head tree; 0 for none.
pub(super) fn depth(heads: &[Head]) -> usize {
    heads
        .iter()
        .map(|head| 1 + depth(&head.heads))
        .max()
        .unwrap_or(0)
}
