//! Tables whose cells span. Every cell is anchored at its top left grid position; positions that
//! a span covers hold no cell.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use super::Align;

/// A table of [`Table::columns`] grid columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table is, for screen readers and file properties: the label of its section.
    pub summary: String,
    /// Relative widths of the grid columns; the table is as wide as the text area. Empty where they
    /// are to be found from what the columns hold.
    pub widths: Vec<f32>,
    /// Size of the table's text in points.
    pub size: f32,
    /// Rows at the top that repeat on each page the table goes on to.
    pub header_rows: usize,
    /// Whether the table must not be broken while it fits on one page.
    pub keep_together: bool,
    /// The rows, top to bottom.
    pub rows: Vec<TableRow>,
}

/// Em of a column's longest text up to which it gets its room in full.
const FULL_ROOM: f32 = 12.0;

impl Table {
    /// Number of grid columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        if !self.widths.is_empty() {
            return self.widths.len();
        }
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let ends = cells.map(|cell| cell.column.saturating_add(cell.colspan));
        ends.max().unwrap_or(0)
    }

    /// Relative widths of the grid columns: those given, else by the length of their text, for who
    /// has no faces to measure it with. Long texts break, so that their columns grow ever less.
    #[must_use]
    pub fn proportions(&self) -> Cow<'_, [f32]> {
        if !self.widths.is_empty() {
            return Cow::Borrowed(&self.widths);
        }
        let mut longest = vec![2.0_f32; self.columns()];
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        for cell in cells.filter(|cell| cell.colspan == 1) {
            // Half an em for what is half as wide as a hanzi.
            #[expect(clippy::cast_precision_loss, reason = "characters of one cell")]
            let widths = cell.lines.iter().map(|line| line.width() as f32 / 2.0);
            if let Some(longest) = longest.get_mut(cell.column) {
                *longest = widths.fold(*longest, f32::max);
            }
        }
        let room = longest.into_iter().map(|longest| {
            let over = (longest - FULL_ROOM).max(0.0);
            longest.min(FULL_ROOM) + over.sqrt() + 1.0
        });
        room.collect()
    }
}

/// One grid row.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// The cells anchored in this row, left to right.
    pub cells: Vec<TableCell>,
    /// Whether this row must stand on the same page as the next (banners, column heads).
    pub keep_with_next: bool,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Grid column of its left edge, from 0.
    pub column: usize,
    /// Grid columns it covers, at least 1.
    pub colspan: usize,
    /// Grid rows it covers, at least 1.
    pub rowspan: usize,
    /// What it is.
    pub role: CellRole,
    /// Its text: one string, or several where the form prescribes the line breaks; together they are the label.
    pub lines: Vec<String>,
    /// Set top to bottom, one character under the other.
    pub vertical: bool,
    /// The alignment the report asks for, where it asks for one.
    pub align: Option<Align>,
    /// Id path of the value (`requests.refused.state_secret.individual`), where it holds one.
    pub path: Option<String>,
}

impl TableCell {
    /// The cell's text without its prescribed breaks.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.concat()
    }
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRole {
    /// A band over the whole width (第二十条第（一）项).
    Banner,
    /// A header cell.
    Header(Scope),
    /// A value: number, blank, `/` or text.
    Value,
}

/// What a header cell heads (PDF 32000-1 table 349, `Scope`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The columns under it.
    Column,
    /// The rows right of it.
    Row,
    /// Both: the corner.
    Both,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_that_are_not_given_follow_the_text() {
        let cell = |column, text: &str| TableCell {
            column,
            colspan: 1,
            rowspan: 1,
            role: CellRole::Value,
            lines: vec![text.to_owned()],
            vertical: false,
            align: None,
            path: None,
        };
        let long = "长".repeat(112);
        let mut table = Table {
            summary: String::new(),
            widths: Vec::new(),
            size: 12.0,
            header_rows: 0,
            keep_together: true,
            rows: vec![TableRow {
                cells: vec![cell(0, "1"), cell(1, "12345678"), cell(2, &long)],
                keep_with_next: false,
            }],
        };
        assert_eq!(table.columns(), 3);
        assert_eq!(table.proportions().as_ref(), [3.0, 5.0, 23.0]);
        table.widths = vec![1.0, 2.0];
        assert_eq!(table.proportions().as_ref(), [1.0, 2.0]);
    }
}
