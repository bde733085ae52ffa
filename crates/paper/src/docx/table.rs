//! A table in Word's terms: fixed layout over a full grid, `w:gridSpan` and `w:vMerge` for spans,
//! rows that do not split, and text that Word must not separate from its number. The table itself
//! is here, its rows are in [`super::rows`].

use docx_rs::{
    BorderType, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders,
    TableCellMargins, TableLayoutType, WidthType,
};

use super::fit::{Fit, margins};
use crate::document::{GridSlot, Table};
use chengbao_base::style::TableStyle;

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
    /// The table for docx-rs, without its rows.
    pub(super) fn build(&self, style: &TableStyle) -> docx_rs::Table {
        let (beside, above) = margins(style);
        docx_rs::Table::new(Vec::new())
            .set_grid(self.widths.clone())
            .width(self.widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .set_borders(borders(style.rule))
            .margins(TableCellMargins::new().margin(above, beside, above, beside))
    }
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
