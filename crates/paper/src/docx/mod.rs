//! Document → DOCX (ECMA-376, transitional). docx-rs builds the parts; one pass over them,
//! `normalise`, does what it cannot; `package` puts them into the file.
//!
//! The module never knows pages, reports or forms, and reads neither clock nor environment: the same
//! document gives the same bytes.

mod annex;
mod approval;
mod blocks;
mod body;
mod carrier;
mod control;
mod custom;
mod error;
mod fit;
mod footer;
mod furniture;
mod grid;
mod letter;
mod links;
mod normalise;
mod package;
mod page;
mod rows;
mod sign_off;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;

use docx_rs::Docx;

pub use error::DocxError;

use crate::document::{Block, Document, Table};
use control::Values;
use page::Geometry;
use rows::Rows;
use table::Measured;

/// The document as the bytes of a DOCX file.
///
/// # Errors
///
/// [`DocxError`] if a text contains a character that XML does not allow, a table's cells do not tile its
/// grid, the typography cannot be laid out, or an id path of the data does not lead to an element. Nothing
/// is returned then.
pub fn write(document: &Document) -> Result<Vec<u8>, DocxError> {
    text::check(document)?;
    let typography = &document.typography;
    let geometry = Geometry::new(typography)?;
    let tables = measure(document, &geometry)?;
    let mut looks = Vec::new();
    for table in &tables {
        if table.look == looks.len() {
            looks.push(table.fit);
        }
    }
    let (docx, styles) = styles::add(Docx::new(), document, &geometry, &looks)?;
    let docx = page::set_up(docx, &geometry, document);
    let docx = furniture::add(docx, document, &geometry);
    let values = Values::of(&document.data);
    let docx = blocks::add(docx, document, &tables, &geometry);
    let rows = Rows {
        style: &typography.table,
        values: &values,
    };
    let mut rows = tables.iter().map(|table| rows.write(table));
    let parts = normalise::normalise(docx.build(), document, &geometry, &styles, &mut rows)?;
    package::package(&parts)
}

/// All tables with their measures, in the order of the document.
fn measure<'a>(
    document: &'a Document,
    geometry: &Geometry,
) -> Result<Vec<Measured<'a>>, DocxError> {
    let mut tables: Vec<Measured<'a>> = Vec::new();
    for table in tables_of(document) {
        if !page::is_size(table.size) {
            return Err(DocxError::Typography("table.size"));
        }
        let slots = grid::slots(table)?;
        let widths = grid::widths(table, geometry.text_width);
        let fit = fit::fit(table, &widths, &document.typography, geometry);
        let known = tables.iter().find(|other| other.fit.same_text(&fit));
        let look = match known {
            Some(other) => other.look,
            None => tables.iter().map(|other| other.look + 1).max().unwrap_or(0),
        };
        tables.push(Measured {
            table,
            slots,
            widths,
            fit,
            look,
        });
    }
    Ok(tables)
}

/// All tables, in the order of the document.
fn tables_of(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}
