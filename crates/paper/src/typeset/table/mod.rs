//! Tables: cells measured once, rows distributed over pages, rules drawn along the grid.
//!
//! It never looks at the subject of a table: it uses only spans, roles and widths.

mod cells;
mod draw;
mod heights;
mod index;
mod labels;
mod pages;
mod rules;
#[cfg(test)]
mod tests;

use cells::CellText;
use index::Index;
pub(super) use pages::Fragment;

use super::context::LayoutContext;
use super::error::LayoutError;
use super::structure::{NodeId, Tag};
use crate::document::{CellPlace, CellRole, Scope, Table, TableCell, TableRow};
use chengbao_base::style::ems;

/// A table whose cells are measured. Lengths in points.
#[derive(Debug)]
pub(super) struct TableLayout {
    /// Left edges of the grid columns and the right edge of the last, from the left of the text area.
    edges: Vec<f32>,
    /// Weight of its rules.
    rule: f32,
    /// Minimum height of a row.
    least_row: f32,
    /// Rows at the top that are repeated.
    header_rows: usize,
    /// For each row whether it stays with the next.
    keeps: Vec<bool>,
    /// Whether it must not be broken if it fits on a page.
    pub(super) keep_together: bool,
    /// The cells, row by row.
    cells: Vec<Placed>,
    /// Where in them those of a page are.
    index: Index,
}

/// A cell in the grid.
#[derive(Debug)]
struct Placed {
    row: usize,
    rows: usize,
    column: usize,
    columns: usize,
    text: CellText,
    node: NodeId,
    /// Id path or label, for messages.
    name: String,
}

impl TableLayout {
    /// Measures the cells of a table and adds its elements to the structure tree.
    ///
    /// # Errors
    /// [`LayoutError::TooWide`], [`LayoutError::MissingGlyph`], [`LayoutError::Font`].
    pub(super) fn new(table: &Table, context: &mut LayoutContext<'_>) -> Result<Self, LayoutError> {
        let style = &context.typography.table;
        let edges = edges(&table.widths, context.typography.text_width(), style.rule);
        let count = table.rows.len();
        let header_rows = table.header_rows.min(count.saturating_sub(1));
        let nested = is_nested(table);
        let running = running(table, &edges, style.padding);

        let node = context.block(Tag::Table {
            summary: table.summary.clone(),
        });
        let head = (header_rows > 0).then(|| context.tree.add(Some(node), Tag::TableHead));
        let mut body = None;
        let mut cells = Vec::new();
        let mut nodes = Vec::with_capacity(count);
        for (index, row) in table.rows.iter().enumerate() {
            let group = match head {
                Some(head) if index < header_rows => head,
                _ => *body.get_or_insert_with(|| context.tree.add(Some(node), Tag::TableBody)),
            };
            let parent = context.tree.add(Some(group), Tag::TableRow);
            let end = if index < header_rows {
                header_rows
            } else {
                count
            };
            let mut row_nodes = Vec::with_capacity(row.cells.len());
            for cell in &row.cells {
                let place = CellPosition {
                    row: index,
                    end,
                    parent,
                    nested,
                    running: &running,
                };
                let cell = place.cell(cell, table, &edges, context)?;
                row_nodes.push(cell.as_ref().map(|cell| cell.node));
                cells.extend(cell);
            }
            nodes.push(row_nodes);
        }
        associate(table, &nodes, context);
        Ok(Self {
            index: Index::of(&cells, count),
            edges,
            rule: style.rule,
            least_row: style.row_height * table.size,
            header_rows,
            keeps: table.rows.iter().map(keeps).collect(),
            keep_together: table.keep_together,
            cells,
        })
    }

    /// Number of its rows.
    fn rows(&self) -> usize {
        self.keeps.len()
    }
}

/// Gives each cell's element the elements of its header cells. `nodes` has the shape of the
/// table's rows; a cell outside the grid has none.
fn associate(table: &Table, nodes: &[Vec<Option<NodeId>>], context: &mut LayoutContext<'_>) {
    let node = |place: &CellPlace| *nodes.get(place.row)?.get(place.index)?;
    for (row, row_heads) in nodes.iter().zip(table.headers()) {
        for (cell, heads) in row.iter().zip(row_heads) {
            let Some(NodeId(index)) = *cell else { continue };
            let element = context.tree.elements.get_mut(index);
            if let Some(Tag::HeaderCell { headers, .. } | Tag::DataCell { headers, .. }) =
                element.map(|element| &mut element.tag)
            {
                *headers = heads.iter().filter_map(node).collect();
            }
        }
    }
}

fn keeps(row: &TableRow) -> bool {
    row.keep_with_next
}

/// The position of a cell.
struct CellPosition<'p> {
    row: usize,
    /// The row its part of the table (head or body) ends before.
    end: usize,
    parent: NodeId,
    nested: bool,
    /// For each column whether it contains running text.
    running: &'p [bool],
}

impl CellPosition<'_> {
    fn cell(
        &self,
        cell: &TableCell,
        table: &Table,
        edges: &[f32],
        context: &mut LayoutContext<'_>,
    ) -> Result<Option<Placed>, LayoutError> {
        let grid = edges.len().saturating_sub(1);
        let columns = cell
            .colspan
            .clamp(1, grid.saturating_sub(cell.column).max(1));
        let rows = cell.rowspan.clamp(1, (self.end - self.row).max(1));
        let (Some(left), Some(right)) = (edges.get(cell.column), edges.get(cell.column + columns))
        else {
            return Ok(None);
        };
        let tag = match cell.role {
            CellRole::Banner => Tag::HeaderCell {
                scope: Scope::Column,
                colspan: columns,
                rowspan: rows,
                headers: Vec::new(),
            },
            CellRole::Header(scope) => Tag::HeaderCell {
                scope,
                colspan: columns,
                rowspan: rows,
                headers: Vec::new(),
            },
            CellRole::Value => Tag::DataCell {
                colspan: columns,
                rowspan: rows,
                headers: Vec::new(),
            },
        };
        let node = context.tree.add(Some(self.parent), tag);
        let name = cell.path.clone().unwrap_or_else(|| short(&cell.text()));
        let is_leaf_head = cell.role == CellRole::Header(Scope::Row) && rows == 1;
        let text = cells::Request {
            cell,
            name: &name,
            width: right - left,
            size: table.size,
            is_left: self.nested && is_leaf_head || self.is_running(cell),
        }
        .text(context)?;
        Ok(Some(Placed {
            row: self.row,
            rows,
            column: cell.column,
            columns,
            text,
            node,
            name,
        }))
    }
}

impl CellPosition<'_> {
    /// Whether a cell is set from the left like the text of its column. Numbers are always centred.
    fn is_running(&self, cell: &TableCell) -> bool {
        let is_text = cell.role == CellRole::Value && !labels::is_number(&cell.text());
        is_text && self.running.get(cell.column).copied().unwrap_or_default()
    }
}

/// Which columns contain text of several lines, which is set from the left.
fn running(table: &Table, edges: &[f32], padding: f32) -> Vec<bool> {
    let mut running = vec![false; edges.len().saturating_sub(1)];
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let end = cell.column.saturating_add(cell.colspan.max(1));
        let (Some(left), Some(right)) = (edges.get(cell.column), edges.get(end)) else {
            continue;
        };
        let ems = cell.lines.iter().map(|line| ems::width(line));
        let text = ems.fold(0.0, f32::max) * table.size;
        let is_long = cell.role == CellRole::Value && text > right - left - 2.0 * padding;
        if let Some(running) = running.get_mut(cell.column) {
            *running |= is_long && !labels::is_number(&cell.text());
        }
    }
    running
}

/// Left edges of the columns and the right edge of the last, the outer rules lying completely inside
/// the text area.
fn edges(widths: &[f32], measure: f32, rule: f32) -> Vec<f32> {
    let sound = |width: &f32| width.is_finite() && *width > 0.0;
    let even = [1.0];
    let widths: Vec<f32> = if widths.is_empty() {
        even.to_vec()
    } else if widths.iter().all(sound) {
        widths.to_vec()
    } else {
        vec![1.0; widths.len()]
    };
    let scale = (measure - rule) / widths.iter().sum::<f32>();
    let mut at = rule / 2.0;
    let mut edges = vec![at];
    for width in widths {
        at += width * scale;
        edges.push(at);
    }
    edges
}

/// A text by which its cell is found.
fn short(text: &str) -> String {
    const MAX_SHOWN: usize = 16;
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether row heads are a tree of several columns: then the leaves are lists to be read, set from
/// the left, where a single column of row heads is centred.
fn is_nested(table: &Table) -> bool {
    table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        cell.role == CellRole::Header(Scope::Row) && (cell.colspan > 1 || cell.rowspan > 1)
    })
}
