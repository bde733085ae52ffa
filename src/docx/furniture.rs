//! What stands around the text: page numbers, the first page of a letter, and the paragraphs that
//! carry the watermark.

use docx_rs::{Docx, Footer, Header, Paragraph, Run};

use super::page::Geometry;
use super::styles::{NORMAL, exact};
use super::{footer, letter};
use crate::document::{Document, Sides};

/// Adds headers and footers.
pub(super) fn add(mut docx: Docx, document: &Document, geometry: &Geometry) -> Docx {
    let number = &document.typography.page_number;
    let indent = geometry.characters(f32::from(number.indent), number.size);
    let feet = geometry.feet(document);
    let (odd, even) = footer::odd_and_even(indent.round() as i32);
    let two = document.furniture.sides == Sides::Two;
    docx = docx.footer(lifted(odd, feet.lift_number));
    if two {
        docx = docx.even_footer(lifted(even, feet.lift_number));
    }
    let marked = document.furniture.watermark.is_some();
    if marked {
        docx = docx.header(Header::new().add_paragraph(carrier()));
        if two {
            docx = docx.even_header(Header::new().add_paragraph(carrier()));
        }
    }
    if let Some(head) = letter::head(document) {
        let mut header = letter::header(head, document, geometry);
        if marked {
            header = header.add_paragraph(carrier());
        }
        let foot = letter::footer(document, geometry);
        docx = docx
            .first_header(header)
            .first_footer(lifted(foot, feet.lift_rule));
    }
    docx
}

/// A footer that ends so many twips above where the section's footers end.
fn lifted(footer: Footer, lift: i32) -> Footer {
    if lift <= 0 {
        return footer;
    }
    let blank = Paragraph::new().style(NORMAL).line_spacing(exact(lift));
    footer.add_paragraph(blank)
}

/// The paragraph that the watermark is anchored to: last in its header, an empty run one point
/// high. The normalising pass puts the shape into it.
fn carrier() -> Paragraph {
    Paragraph::new()
        .style(NORMAL)
        .line_spacing(exact(20))
        .add_run(Run::new())
}
