//! Pages → PDF bytes. printpdf writes pages and fonts; a pass over its object tree adds what makes
//! the file a tagged, accessible, archivable one (ISO 32000-1 §14.8, ISO 14289-1, ISO 19005).
//!
//! The same pages give the same bytes on every machine: there is no clock, no counter and no random
//! id in them. This room never knows a report or a form, and never moves a glyph.

mod advance;
mod content;
mod deflate;
mod error;
mod fonts;
mod metadata;
mod outline;
mod pen;
mod resources;
mod structure;
#[cfg(test)]
mod tests;
mod unicode;
mod write;

pub use error::PdfError;

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::document::{EmbeddedFile, Meta};
use crate::typeset::{FaceSet, Pages};

/// Writes the pages as one PDF 1.7 file: faces embedded as subsets, text that can be copied out as
/// it went in, structure tree, bookmarks, title, author, language and date.
///
/// # Errors
/// [`PdfError::Font`] and [`PdfError::Subset`] for a face that cannot be read or embedded;
/// [`PdfError::Pages`] and [`PdfError::Writer`] are faults of the program.
pub fn write(
    pages: &Pages,
    faces: &FaceSet,
    meta: &Meta,
    _files: &[EmbeddedFile],
) -> Result<Vec<u8>, PdfError> {
    let fonts = fonts::Fonts::of(pages, faces)?;
    let content = content::of(pages, &fonts)?;
    let mut pdf = PdfDocument::new("");
    fonts.register(&mut pdf)?;
    pdf.pages = content
        .pages
        .into_iter()
        .map(|ops| PdfPage::new(Pt(pages.width).into(), Pt(pages.height).into(), ops))
        .collect();
    let mut warnings = Vec::new();
    let mut document = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError::writer(format!("{warning:?}")));
    }
    let page_ids = resources::tidy(&mut document, pages, &fonts)?;
    let structure = structure::add(&mut document, &pages.structure, &content.owners, &page_ids)?;
    let outline = outline::add(&mut document, &pages.outline, &page_ids)?;
    metadata::add(&mut document, meta, structure, outline)?;
    deflate::streams(&mut document)?;
    write::file(document)
}
