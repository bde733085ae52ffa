//! Tables with spanning cells. Every cell is anchored at its top left grid position; positions
//! covered by a span have no cell.

use chengbao_base::style::Align;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The subject of the table, for screen readers and file properties: the label of its section.
    pub summary: String,
    /// Relative widths of the grid columns; the table is as wide as the text area. Empty only until
    /// [`super::set_columns`] has found them from what the columns hold.
    pub widths: Vec<f32>,
    /// Size of the table's text in points.
    pub size: f32,
    /// Rows at the top that repeat on each page of the table.
    pub header_rows: usize,
    /// Whether the table must not be broken if it fits on one page.
    pub keep_together: bool,
    /// The rows, top to bottom.
    pub rows: Vec<TableRow>,
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
    /// Its role.
    pub role: CellRole,
    /// Its text: one string, or several if the form prescribes the line breaks; joined together they are the label.
    pub lines: Vec<String>,
    /// Set top to bottom, one character under the other.
    pub vertical: bool,
    /// The alignment given in the report, if any.
    pub align: Option<Align>,
    /// Id path of the value (`requests.refused.state_secret.individual`), if it has one.
    pub path: Option<String>,
}

impl TableCell {
    /// The cell's text without its prescribed breaks.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.concat()
    }
}

/// The role of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRole {
    /// A band over the whole width (第二十条第（一）项).
    Banner,
    /// A header cell.
    Header(Scope),
    /// A value: number, blank, `/` or text.
    Value,
}

/// What a header cell is the header of (PDF 32000-1 table 349, `Scope`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The columns under it.
    Column,
    /// The rows to its right.
    Row,
    /// Both: the corner.
    Both,
}
