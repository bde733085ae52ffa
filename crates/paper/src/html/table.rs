//! A table with its meaning: caption, head and bodies, and for every figure its header cells,
//! by `scope` if that is enough and by `headers` if a cell has several headers of one kind.

use super::markup::Markup;
use super::style;
use crate::document::FlowError;
use crate::document::{CellPlace, CellRole, Scope, Table, TableCell};
use chengbao_base::style::Align;

/// A row head longer than this many characters puts the row heads of its table on the left.
const LONG_LABEL: usize = 10;

/// The table, `number` from 1 in the order of the page. A caption that the text before the table
/// has just given (`is_reported`) is kept for people who listen to the page.
pub(super) fn table(
    table: &Table,
    number: usize,
    is_reported: bool,
    markup: &mut Markup,
) -> Result<(), FlowError> {
    table.grid()?;
    let name = format!("t{number}");
    // Ten columns do not fit on a telephone: there the table scrolls, not the page.
    let scroll = [
        ("class", "scroll"),
        ("role", "region"),
        ("aria-labelledby", &name),
        ("tabindex", "0"),
    ];
    markup.open("div", &scroll);
    markup.open_as("table", Some(&classes(table)));
    markup.new_line();
    let hidden = is_reported.then_some(("class", "told"));
    let caption: Vec<_> = hidden.into_iter().chain([("id", name.as_str())]).collect();
    markup.open("caption", &caption);
    markup.lines(std::slice::from_ref(&table.summary));
    markup.end("caption");
    columns(table, markup);
    let rows = Rows::new(table, name);
    for (index, start) in rows.groups.iter().enumerate() {
        let end = rows.groups.get(index + 1).copied();
        let end = end.unwrap_or(table.rows.len());
        let tag = if index == 0 && rows.has_head {
            "thead"
        } else {
            "tbody"
        };
        markup.open(tag, &[]);
        markup.new_line();
        for row in *start..end {
            rows.write(row, markup);
        }
        markup.end(tag);
    }
    markup.close("table");
    markup.end("div");
    Ok(())
}

fn classes(table: &Table) -> String {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    let is_long = |cell: &TableCell| {
        let long = |line: &String| line.chars().count() > LONG_LABEL;
        cell.role == CellRole::Header(Scope::Row) && !cell.vertical && cell.lines.iter().any(long)
    };
    let mut classes = style::size_class(table.size);
    if cells.any(is_long) {
        classes.push_str(" labels");
    }
    if table.widths.len() > style::MAX_NARROW {
        classes.push_str(" wide");
    }
    if table.keep_together {
        classes.push_str(" whole");
    }
    classes
}

/// The columns, grouped as the uppermost row groups them.
fn columns(table: &Table, markup: &mut Markup) {
    let shares: Vec<String> = style::shares(table).map(style::share_class).collect();
    for (start, end) in column_groups(table) {
        markup.open("colgroup", &[]);
        for class in shares.iter().skip(start).take(end - start) {
            markup.open("col", &[("class", class)]);
        }
        markup.end("colgroup");
    }
}

/// First column of each group and the column it ends before. Rows that repeat on each page are the
/// table's own head; without them the columns are not grouped.
fn column_groups(table: &Table) -> Vec<(usize, usize)> {
    let cells = table.rows.first().filter(|_| table.header_rows > 0);
    let spans = cells.map(|row| {
        let cells = row.cells.iter();
        cells.map(|cell| (cell.column, cell.column + cell.colspan))
    });
    spans.map_or_else(|| vec![(0, table.widths.len())], Iterator::collect)
}

/// What the cells of a table need to know about each other.
struct Rows<'a> {
    table: &'a Table,
    name: String,
    /// First row of each row group.
    groups: Vec<usize>,
    /// Whether the first group is the head.
    has_head: bool,
    heads: Vec<Vec<Vec<CellPlace>>>,
    /// Whether `scope` cannot express which cells are headers of which.
    is_layered: bool,
}

impl<'a> Rows<'a> {
    fn new(table: &'a Table, name: String) -> Self {
        let mut heads = table.headers();
        for place in heads.iter_mut().flatten() {
            place.retain(|place| cell(table, *place).is_some_and(is_head));
        }
        let is_layered = heads.iter().flatten().any(|heads| {
            let rows = heads.iter().filter(|place| {
                cell(table, **place).is_some_and(|cell| cell.role == CellRole::Header(Scope::Row))
            });
            let rows = rows.count();
            rows > 1 || heads.len() - rows > 1
        });
        // Cells must not span two groups.
        let is_free = |row: &usize| {
            let above = table.rows.iter().take(*row).enumerate();
            let mut cells = above.flat_map(|(at, line)| line.cells.iter().map(move |c| (at, c)));
            cells.all(|(at, cell)| at + cell.rowspan <= *row)
        };
        let end = table.header_rows;
        let has_head = end > 0 && end <= table.rows.len() && is_free(&end);
        let opens = |row: &usize| {
            let cells = table.rows.get(*row).map(|row| row.cells.as_slice());
            let banner =
                cells.is_some_and(|cells| cells.iter().any(|c| c.role == CellRole::Banner));
            *row == 0 || (has_head && *row == end) || (banner && *row > end && is_free(row))
        };
        Self {
            table,
            name,
            groups: (0..table.rows.len()).filter(opens).collect(),
            has_head,
            heads,
            is_layered,
        }
    }

    fn write(&self, row: usize, markup: &mut Markup) {
        let cells = self.table.rows.get(row).map(|row| &row.cells);
        markup.open("tr", &[]);
        for (index, cell) in cells.into_iter().flatten().enumerate() {
            markup.new_line();
            self.cell(CellPlace { row, index }, cell, markup);
        }
        markup.new_line();
        markup.end("tr");
    }

    fn cell(&self, place: CellPlace, cell: &TableCell, markup: &mut Markup) {
        let heads = self
            .heads
            .get(place.row)
            .and_then(|row| row.get(place.index));
        let heads: Vec<String> = heads
            .into_iter()
            .flatten()
            .filter(|_| self.is_layered)
            .map(|place| self.id(*place))
            .collect();
        let (id, heads) = (self.id(place), heads.join(" "));
        let (colspan, rowspan) = (cell.colspan.to_string(), cell.rowspan.to_string());
        let tag = if is_head(cell) { "th" } else { "td" };
        let class = match cell.align {
            _ if cell.vertical => "upright",
            Some(Align::Left) => "left",
            Some(Align::Right) => "right",
            _ => "",
        };
        let attributes = [
            ("id", id.as_str(), is_head(cell) && self.is_layered),
            ("scope", self.scope(place, cell), is_head(cell)),
            ("class", class, !class.is_empty()),
            ("colspan", &colspan, cell.colspan > 1),
            ("rowspan", &rowspan, cell.rowspan > 1),
            ("headers", &heads, !heads.is_empty()),
        ];
        let attributes: Vec<_> = attributes
            .into_iter()
            .filter(|(_, _, is_there)| *is_there)
            .map(|(name, value, _)| (name, value))
            .collect();
        markup.open(tag, &attributes);
        markup.lines(&cell.lines);
        markup.close(tag);
    }

    fn id(&self, place: CellPlace) -> String {
        format!("{}r{}c{}", self.name, place.row + 1, place.index + 1)
    }

    /// What a header cell is the header of (HTML §4.9.10): the rest of its row group if it opens one alone, the
    /// group of columns it is as wide as, otherwise its columns or rows.
    fn scope(&self, place: CellPlace, cell: &TableCell) -> &'static str {
        let columns = (cell.column, cell.column + cell.colspan);
        let is_group = cell.colspan > 1 && column_groups(self.table).contains(&columns);
        match cell.role {
            CellRole::Banner if self.groups.contains(&place.row) => "rowgroup",
            CellRole::Header(Scope::Row) => "row",
            _ if is_group => "colgroup",
            _ => "col",
        }
    }
}

/// Whether the cell is a header of others: an empty corner is not.
fn is_head(cell: &TableCell) -> bool {
    cell.role != CellRole::Value && cell.lines.iter().any(|line| !line.is_empty())
}

fn cell(table: &Table, place: CellPlace) -> Option<&TableCell> {
    table.rows.get(place.row)?.cells.get(place.index)
}
