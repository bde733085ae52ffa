//! Which header cells belong to which cell of a table, from spans and roles alone. Readers who
//! cannot see the table hear them before each figure (PDF 32000-1 table 349, `Headers`).
//!
//! It never looks at a label: a table with the same structure in another language has the same heads.

use super::{CellRole, Scope, Table, TableCell};

/// The position of a cell: `table.rows[row].cells[index]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// Its row, from 0.
    pub row: usize,
    /// Its number among the cells anchored in that row, from 0.
    pub index: usize,
}

impl Table {
    /// The header cells of each cell, in the shape of `rows`: the banner of its panel, the column
    /// heads over it and, for values and row heads, the row heads left of it; of each the outermost first.
    ///
    /// A banner opens a panel and heads all of it. Column heads hold until others stand below rows of
    /// the body, or below a banner: then those take their place.
    #[must_use]
    pub fn headers(&self) -> Vec<Vec<Vec<CellPlace>>> {
        let mut open = Open::default();
        let rows = self.rows.iter().enumerate();
        rows.map(|(row, line)| {
            open.enter(row, &line.cells);
            let cells = line.cells.iter();
            cells.map(|cell| open.heads(row, cell)).collect()
        })
        .collect()
    }
}

/// The possible heads of a cell in the current row.
#[derive(Default)]
struct Open<'a> {
    banners: Vec<CellPlace>,
    columns: Vec<(CellPlace, &'a TableCell)>,
    /// Row heads that reach into the row, left to right.
    rows: Vec<(CellPlace, &'a TableCell)>,
    /// The last kind of row since the banner, since the column heads.
    banner_is_over: bool,
    columns_are_over: bool,
}

impl<'a> Open<'a> {
    fn enter(&mut self, row: usize, cells: &'a [TableCell]) {
        self.rows.retain(|(place, cell)| row < below(*place, cell));
        let placed = || {
            let places = (0..).map(move |index| CellPlace { row, index });
            places.zip(cells)
        };
        if cells.iter().any(|cell| cell.role == CellRole::Banner) {
            if std::mem::take(&mut self.banner_is_over) {
                self.banners.clear();
            }
            self.columns_are_over = true;
        }
        if cells.iter().any(heads_columns) && std::mem::take(&mut self.columns_are_over) {
            self.columns.clear();
        }
        for (place, cell) in placed() {
            match cell.role {
                CellRole::Banner => self.banners.push(place),
                CellRole::Header(Scope::Column | Scope::Both) => self.columns.push((place, cell)),
                CellRole::Header(Scope::Row) => self.rows.push((place, cell)),
                CellRole::Value => {}
            }
            self.banner_is_over |= cell.role != CellRole::Banner;
            let is_body = matches!(cell.role, CellRole::Header(Scope::Row) | CellRole::Value);
            self.columns_are_over |= is_body;
        }
        self.rows.sort_by_key(|(_, cell)| cell.column);
    }

    fn heads(&self, row: usize, cell: &TableCell) -> Vec<CellPlace> {
        if cell.role == CellRole::Banner {
            let above = self.banners.iter().copied();
            return above.filter(|place| place.row < row).collect();
        }
        let columns = self.columns.iter().filter(|(place, head)| {
            below(*place, head) <= row && head.column < right(cell) && cell.column < right(head)
        });
        let is_headed = matches!(cell.role, CellRole::Header(Scope::Row) | CellRole::Value);
        let left = |head: &TableCell| is_headed && right(head) <= cell.column;
        let rows = self.rows.iter().filter(|(_, head)| left(head));
        let heads = columns.chain(rows).map(|(place, _)| *place);
        self.banners.iter().copied().chain(heads).collect()
    }
}

fn heads_columns(cell: &TableCell) -> bool {
    matches!(cell.role, CellRole::Header(Scope::Column | Scope::Both))
}

/// The row a cell ends before.
fn below(place: CellPlace, cell: &TableCell) -> usize {
    place.row.saturating_add(cell.rowspan.max(1))
}

/// The column a cell ends before.
fn right(cell: &TableCell) -> usize {
    cell.column.saturating_add(cell.colspan.max(1))
}

#[cfg(test)]
mod tests {
    use super::super::TableRow;
    use super::{CellRole, Scope, Table, TableCell};

    const COLUMN: CellRole = CellRole::Header(Scope::Column);
    const ROW: CellRole = CellRole::Header(Scope::Row);

    /// A table of rows of cells: role, text, column and spans.
    fn table(rows: &[&[(CellRole, &str, [usize; 3])]]) -> Table {
        let cell = |&(role, text, [column, colspan, rowspan]): &(CellRole, &str, [usize; 3])| {
            let lines = vec![text.to_owned()];
            TableCell {
                column,
                colspan,
                rowspan,
                role,
                lines,
                vertical: false,
                path: None,
                align: None,
            }
        };
        let row = |cells: &&[_]| TableRow {
            cells: cells.iter().map(cell).collect(),
            keep_with_next: false,
        };
        Table {
            summary: String::new(),
            widths: vec![1.0; 4],
            size: 9.0,
            header_rows: 0,
            keep_together: false,
            rows: rows.iter().map(row).collect(),
        }
    }

    /// The labels of each cell's heads, in reading order.
    fn named(table: &Table) -> Vec<(&TableCell, Vec<String>)> {
        let heads = table.headers().into_iter().flatten();
        let text = |at: super::CellPlace| table.rows[at.row].cells[at.index].text();
        table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .zip(heads)
            .map(|(cell, heads)| (cell, heads.into_iter().map(text).collect()))
            .collect()
    }

    #[track_caller]
    fn check(table: &Table, text: &str, heads: &[&str]) {
        let named = named(table);
        let (_, found) = named.iter().find(|(cell, _)| cell.text() == text).unwrap();
        assert_eq!(found, heads, "{text}");
    }

    #[test]
    fn spans_are_followed_up_and_to_the_left() {
        let table = table(&[
            &[
                (CellRole::Header(Scope::Both), "角", [0, 2, 2]),
                (COLUMN, "组", [2, 2, 1]),
            ],
            &[(COLUMN, "甲", [2, 1, 1]), (COLUMN, "乙", [3, 1, 1])],
            &[
                (ROW, "大类", [0, 1, 2]),
                (ROW, "小一", [1, 1, 1]),
                (CellRole::Value, "1", [2, 1, 1]),
                (CellRole::Value, "2", [3, 1, 1]),
            ],
            &[(ROW, "小二", [1, 1, 1]), (CellRole::Value, "3", [2, 2, 1])],
        ]);
        check(&table, "角", &[]);
        check(&table, "乙", &["组"]);
        check(&table, "小二", &["角", "大类"]);
        check(&table, "2", &["组", "乙", "大类", "小一"]);
        check(&table, "3", &["组", "甲", "乙", "大类", "小二"]);
    }

    #[test]
    fn column_heads_hold_until_others_come_and_a_banner_until_the_next() {
        let banner = CellRole::Banner;
        let value = CellRole::Value;
        let table = table(&[
            &[(COLUMN, "甲", [0, 1, 1]), (COLUMN, "乙", [1, 3, 1])],
            &[(banner, "上", [0, 4, 1])],
            &[(banner, "上之一", [0, 4, 1])],
            &[(value, "1", [0, 1, 1]), (value, "2", [1, 3, 1])],
            &[(banner, "下", [0, 4, 1])],
            &[(COLUMN, "丙", [0, 4, 1])],
            &[(value, "3", [0, 4, 1])],
        ]);
        check(&table, "上之一", &["上"]);
        check(&table, "2", &["上", "上之一", "乙"]);
        check(&table, "下", &[]);
        check(&table, "丙", &["下"]);
        check(&table, "3", &["下", "丙"]);
    }
}
