//! A table as Word tables go: fixed layout over a full grid, `w:gridSpan` and `w:vMerge` for spans,
//! rows that do not split, and text that Word may not take off the line of its number.
//!
//! A cell is one paragraph. Its prescribed line breaks are `w:br`, so the text a reader gives back
//! (python-docx: `cell.text`) is the cell's `lines` joined by line feeds; without them it is
//! [`TableCell::text`]. A figure stands in a content control in that paragraph. Covered rows of a spanning cell hold an empty paragraph.

use docx_rs::{
    BorderType, HeightRule, Paragraph, TableAlignmentType, TableBorder, TableBorderPosition,
    TableBorders, TableCellMargins, TableLayoutType, TextDirectionType, VAlignType, VMergeType,
    WidthType,
};

use super::body;
use super::control::{self, Values};
use super::fit::{Fit, margins};
use super::grid::width_of;
use super::page::{alignment, half_points};
use super::styles::TableText;
use crate::document::{CellRole, GridSlot, Scope, Table, TableCell, TableStyle, ems};

/// A row head wider than this many characters puts all row heads of its table on the left.
const LONG_LABEL: f32 = 10.0;

/// A table with its slots and measures: column widths in twips, text and rows, and which set of text styles.
#[derive(Debug)]
pub(super) struct Measured<'a> {
    pub(super) table: &'a Table,
    pub(super) slots: Vec<Vec<GridSlot<'a>>>,
    pub(super) widths: Vec<usize>,
    pub(super) fit: Fit,
    /// Number of the table's text styles ([`TableText::style`]).
    pub(super) look: usize,
}

impl Measured<'_> {
    /// The table for docx-rs.
    pub(super) fn build(&self, style: &TableStyle, values: &Values<'_>) -> docx_rs::Table {
        let labels = (self.table.rows.iter().flat_map(|row| &row.cells)).any(|cell| {
            is_label(cell) && cell.lines.iter().any(|line| ems::width(line) > LONG_LABEL)
        });
        let rows = (self.slots.iter())
            .zip(&self.table.rows)
            .enumerate()
            .map(|(number, (slots, row))| {
                let last = number + 1 == self.table.rows.len();
                let keep = !last && (row.keep_with_next || self.table.keep_together);
                let place = Place {
                    row: number,
                    labels,
                    keep,
                };
                let cells = slots
                    .iter()
                    .map(|slot| self.cell(slot, place, style, values));
                docx_rs::TableRow::new(cells.collect())
                    .row_height(self.fit.row as f32)
                    .height_rule(HeightRule::AtLeast)
                    .cant_split()
            })
            .collect();
        let (beside, above) = margins(style);
        docx_rs::Table::new(rows)
            .set_grid(self.widths.clone())
            .width(self.widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .set_borders(borders(style.rule))
            .margins(TableCellMargins::new().margin(above, beside, above, beside))
    }

    fn cell(
        &self,
        slot: &GridSlot<'_>,
        place: Place,
        style: &TableStyle,
        values: &Values<'_>,
    ) -> docx_rs::TableCell {
        let cell = slot.cell;
        let text = match cell.role {
            CellRole::Banner | CellRole::Header(Scope::Column | Scope::Both) => TableText::Head,
            _ if place.row < self.table.header_rows => TableText::Head,
            CellRole::Header(Scope::Row) if place.labels && is_label(cell) => TableText::Label,
            CellRole::Header(Scope::Row) | CellRole::Value => TableText::Value,
        };
        let mut paragraph = Paragraph::new().style(&text.style(self.look));
        if place.keep {
            paragraph = paragraph.keep_next(true);
        }
        if let Some(align) = cell.align {
            paragraph = paragraph.align(alignment(align));
        }
        if slot.continued {
            // Its text stands where it began.
        } else if values.path(cell).is_some() {
            let control = control::frame(self.run(cell, style));
            paragraph = paragraph.add_structured_data_tag(control);
        } else if cell.lines.iter().any(|line| !line.is_empty()) {
            paragraph = paragraph.add_run(self.run(cell, style));
        }
        let mut out = docx_rs::TableCell::new()
            .width(width_of(cell, &self.widths), WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .add_paragraph(paragraph);
        if cell.colspan > 1 {
            out = out.grid_span(cell.colspan);
        }
        if slot.continued {
            out = out.vertical_merge(VMergeType::Continue);
        } else if cell.rowspan > 1 {
            out = out.vertical_merge(VMergeType::Restart);
        }
        if cell.vertical {
            out = out.text_direction(TextDirectionType::TbRlV);
        }
        out
    }

    /// The cell's text. A number that is wider than its cell is set smaller, and where the least
    /// size is still too wide, narrower: Word would break it otherwise.
    fn run(&self, cell: &TableCell, style: &TableStyle) -> docx_rs::Run {
        let run = body::run(&cell.lines);
        if cell.vertical {
            return run;
        }
        let widest = (cell.lines.iter())
            .map(|line| ems::unbreakable_width(line))
            .fold(0.0, f32::max);
        let room = width_of(cell, &self.widths) as f32 / 20.0 - style.padding * 2.0 - style.rule;
        let size = self.fit.half_points;
        if widest * size as f32 / 2.0 <= room {
            return run;
        }
        let least = half_points(style.least_size.clamp(0.5, 1638.0)).clamp(1, size);
        let fitting = (room / widest * 2.0).floor().max(0.0) as usize;
        let size = fitting.clamp(least, size);
        let run = run.size(size);
        if fitting >= least {
            return run;
        }
        // `w:w` takes whole percents from 1 (ECMA-376 part 1 §17.3.2.43).
        let percent = (room / (widest * size as f32 / 2.0) * 100.0).floor();
        run.stretch(percent.clamp(10.0, 100.0) as i32)
    }
}

/// Where a cell is, and how the cells there are set.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Row of the grid.
    row: usize,
    /// Row heads stand on the left.
    labels: bool,
    /// The row stays with the next.
    keep: bool,
}

/// A head of rows that may stand on the left.
fn is_label(cell: &TableCell) -> bool {
    cell.role == CellRole::Header(Scope::Row) && !cell.vertical
}

/// Rules of one weight all around; Word counts them in eighths of a point, from 2 to 96.
fn borders(weight: f32) -> TableBorders {
    let size = (weight * 8.0).round().clamp(2.0, 96.0) as usize;
    [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ]
    .into_iter()
    .fold(TableBorders::with_empty(), |borders, position| {
        borders.set(
            TableBorder::new(position)
                .border_type(BorderType::Single)
                .size(size)
                .color("000000"),
        )
    })
}
