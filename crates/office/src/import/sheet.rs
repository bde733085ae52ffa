//! The content of a document, whatever its file format: lines of text, and tables as grids of cells that
//! span. Knows neither formats nor forms.

use super::bounds::MAX_GRID;

/// A line or a table, in the order of the document.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// A line of text.
    Line(Line),
    /// A table.
    Table(Grid),
}

/// A line of text, not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Without spaces at its ends.
    pub(super) text: String,
    /// The positions of its elements in their parents, outermost first; empty if the file has
    /// no such order.
    pub(super) trail: Vec<u32>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// The cells.
    pub(super) cells: Vec<Cell>,
    /// For every position of every row the cell that covers it.
    pub(super) rows: Vec<Vec<Option<usize>>>,
    /// As in [`Line::trail`].
    pub(super) trail: Vec<u32>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Its paragraphs, separated by a space.
    pub(super) text: String,
    /// Tags of the content controls in it.
    pub(super) tags: Vec<String>,
}

/// A cell as files describe it: a position in a row and its span.
#[derive(Debug, Clone, Default)]
pub(super) struct RawCell {
    pub(super) cell: Cell,
    /// Columns, at least 1.
    pub(super) colspan: usize,
    /// Rows, at least 1.
    pub(super) rowspan: usize,
    /// Continues the cell above (`w:vMerge`).
    pub(super) continued: bool,
}

impl Grid {
    /// Places the cells of each row by the rules for tables: each in the first position that
    /// no cell above or before covers. `None` if the table is larger than any of a report.
    pub(super) fn place(rows: Vec<Vec<RawCell>>, trail: Vec<u32>) -> Option<Self> {
        let mut grid = Self {
            cells: Vec::new(),
            rows: vec![Vec::new(); rows.len()],
            trail,
        };
        let height = rows.len();
        let mut covered = 0_usize;
        for (row, cells) in rows.into_iter().enumerate() {
            let mut column = 0;
            for raw in cells {
                while grid.at(row, column).is_some() {
                    column += 1;
                }
                let colspan = raw.colspan.clamp(1, 1000);
                let rowspan = raw.rowspan.clamp(1, height - row);
                covered = covered.saturating_add(colspan.saturating_mul(rowspan));
                if covered > MAX_GRID {
                    return None;
                }
                let above = row.checked_sub(1).and_then(|row| grid.at(row, column));
                let index = match above.filter(|_| raw.continued) {
                    Some(above) => above,
                    None => {
                        grid.cells.push(raw.cell);
                        grid.cells.len() - 1
                    }
                };
                grid.cover(row, rowspan, column, colspan, index);
                column += colspan;
            }
        }
        Some(grid)
    }

    fn cover(&mut self, row: usize, rowspan: usize, column: usize, colspan: usize, cell: usize) {
        for line in self.rows.iter_mut().skip(row).take(rowspan) {
            if line.len() < column + colspan {
                line.resize(column + colspan, None);
            }
            for place in line.iter_mut().skip(column).take(colspan) {
                // Where spans overlap the first cell keeps its place.
                place.get_or_insert(cell);
            }
        }
    }

    /// The cell that covers a position.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<usize> {
        *self.rows.get(row)?.get(column)?
    }

    /// The cells that cover a row, left to right, each once.
    pub(super) fn row(&self, row: usize) -> Vec<usize> {
        let mut cells: Vec<usize> = Vec::new();
        for cell in self.rows.get(row).into_iter().flatten().flatten() {
            if !cells.contains(cell) {
                cells.push(*cell);
            }
        }
        cells
    }

    /// Text of a cell.
    pub(super) fn text(&self, cell: usize) -> &str {
        self.cells.get(cell).map_or("", |cell| &cell.text)
    }
}

/// A text without spaces at its ends and without invisible characters.
pub(super) fn clean(text: &str) -> String {
    let visible = |c: &char| {
        let invisible = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
            || (c.is_control() && *c != '\t');
        !invisible
    };
    text.chars()
        .filter(visible)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, colspan: usize, rowspan: usize) -> RawCell {
        RawCell {
            cell: Cell {
                text: text.to_owned(),
                tags: Vec::new(),
            },
            colspan,
            rowspan,
            continued: false,
        }
    }

    #[test]
    fn spanning_cells_cover_what_they_span() {
        let rows = vec![
            vec![raw("a", 1, 2), raw("b", 2, 1)],
            vec![raw("c", 1, 1), raw("d", 1, 9)],
        ];
        let grid = Grid::place(rows, Vec::new()).unwrap();
        let texts = |row| {
            grid.row(row)
                .into_iter()
                .map(|cell| grid.text(cell))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(0), ["a", "b"]);
        assert_eq!(texts(1), ["a", "c", "d"]);
    }

    #[test]
    fn a_table_beyond_all_measure_is_refused() {
        assert!(Grid::place(vec![vec![raw("", 999, 1); 99]], Vec::new()).is_none());
    }
}
