//! Document → DOCX (ECMA-376, transitional). docx-rs builds the parts; one pass over them,
//! `normalise`, does what it cannot; `package` puts them into the file.
//!
//! The room never sees pages, reports or forms, and reads neither clock nor environment: the same
//! document gives the same bytes.

mod body;
mod error;
mod fit;
mod footer;
mod grid;
mod normalise;
mod package;
mod page;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use docx_rs::{Docx, Paragraph};

pub use error::{DocxError, TableFault};

use crate::document::{Block, Document, Table};
use page::Geometry;
use styles::NORMAL;
use table::Measured;

/// The document as the bytes of a DOCX file.
///
/// # Errors
///
/// [`DocxError`] where a text holds a character no XML file can, a table's cells do not tile its
/// grid, or the typography makes no page. Nothing comes out then.
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
    let (docx, styles) = styles::add(Docx::new(), typography, &geometry, &looks)?;
    let docx = page::set_up(docx, &geometry, typography);
    let number = &typography.page_number;
    let indent = geometry.characters(f32::from(number.indent), number.size);
    let (odd, even) = footer::odd_and_even(indent.round() as i32);
    let docx = add_blocks(
        docx.footer(odd).even_footer(even),
        document,
        &tables,
        &geometry,
    );
    let parts = normalise::normalise(docx.build(), document, &styles)?;
    package::package(parts)
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

fn add_blocks(
    mut docx: Docx,
    document: &Document,
    tables: &[Measured<'_>],
    geometry: &Geometry,
) -> Docx {
    let mut tables = tables.iter();
    let mut after_table = false;
    for block in &document.blocks {
        let is_table = matches!(block, Block::Table(_));
        if after_table && is_table {
            docx = docx.add_paragraph(separator());
        }
        after_table = is_table;
        docx = match block {
            Block::Title(lines) => docx.add_paragraph(body::title(lines)),
            Block::Paragraph(paragraph) => docx.add_paragraph(body::paragraph(paragraph)),
            Block::Table(_) => match tables.next() {
                Some(table) => docx.add_table(table.build(&document.typography.table)),
                None => docx,
            },
            Block::Imprint { issuer, date } => {
                let [issuer, date] = body::imprint(issuer, date, &document.typography, geometry);
                docx.add_paragraph(issuer).add_paragraph(date)
            }
            Block::Image(_)
            | Block::AnnexLabel(_)
            | Block::LetterHead(_)
            | Block::AnnexNote(_)
            | Block::Approval(_) => docx,
        };
    }
    // Word calls a body that does not end in a paragraph damaged.
    if after_table || document.blocks.is_empty() {
        docx.add_paragraph(separator())
    } else {
        docx
    }
}

/// An empty paragraph one point high: it keeps two tables apart, or ends the body.
fn separator() -> Paragraph {
    Paragraph::new()
        .style(NORMAL)
        .line_spacing(styles::exact(20))
}
