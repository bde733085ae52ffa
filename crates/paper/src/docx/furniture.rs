//! What surrounds the text: page numbers, and the first page of a letter.

use docx_rs::{Docx, Header};

use super::carrier::carrier;
use super::page::Geometry;
use super::{footer, letter};
use crate::document::{Document, Sides};

/// Adds headers and footers.
pub(super) fn add(mut docx: Docx, document: &Document, geometry: &Geometry) -> Docx {
    let number = &document.typography.page_number;
    let indent = geometry.characters(f32::from(number.indent), number.size);
    let (odd, even) = footer::odd_and_even(indent.round() as i32);
    let two = document.furniture.sides == Sides::Two;
    docx = docx.footer(odd);
    if two {
        docx = docx.even_footer(even);
    }
    let marked = document.furniture.watermark.is_some();
    if marked {
        docx = docx.header(Header::new().add_paragraph(carrier()));
        if two {
            docx = docx.even_header(Header::new().add_paragraph(carrier()));
        }
    }
    if let Some(head) = letter::head(document) {
        docx = docx
            .first_header(letter::header(head, document, geometry))
            .first_footer(letter::footer());
    }
    docx
}
