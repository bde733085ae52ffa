//! Pages → PDF bytes. printpdf makes the document, its pages and fonts; a pass over its object tree adds what makes
//! the file tagged, accessible and archivable (ISO 32000-1 §14.8, ISO 14289-1, ISO 19005).
//!
//! The same pages give the same bytes on every machine: there is no clock, no counter and no random
//! id in them. This module never knows a report or a form, and never moves a glyph.

mod advance;
mod attachments;
mod attributes;
mod content;
mod date;
mod deflate;
mod error;
mod field;
mod fonts;
mod graphics;
mod headings;
mod icc;
mod links;
mod metadata;
mod operators;
mod outline;
mod outlines;
mod pen;
mod pictures;
mod quick;
mod resources;
mod strings;
mod structure;
#[cfg(test)]
mod tests;
mod unicode;
mod write;
mod xmp;

pub use error::PdfError;

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::document::{EmbeddedFile, Meta};
use crate::typeset::{FaceSet, Pages};

/// Writes the pages as one PDF 1.7 file that is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at
/// once: faces embedded as subsets, text that can be extracted unchanged, structure tree,
/// bookmarks, title, author, language and date, and the given files embedded. docs/pdf.md says which clause
/// is met where.
///
/// # Errors
/// [`PdfError::Font`] and [`PdfError::Subset`] for a face that cannot be read or embedded;
/// [`PdfError::Pages`] and [`PdfError::Writer`] are internal errors.
pub fn write(
    pages: &Pages,
    faces: &FaceSet,
    meta: &Meta,
    files: &[EmbeddedFile],
) -> Result<Vec<u8>, PdfError> {
    let fonts = fonts::Fonts::of(pages, faces)?;
    let content = content::of(pages, &fonts)?;
    let mut pdf = PdfDocument::new("");
    fonts.register(&mut pdf)?;
    let mut mentions = fonts.mentions();
    pdf.pages = (content.pages.iter())
        .map(|_| {
            let mentions = std::mem::take(&mut mentions);
            PdfPage::new(Pt(pages.width).into(), Pt(pages.height).into(), mentions)
        })
        .collect();
    let mut warnings = Vec::new();
    let mut document = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError::writer(format!("{warning:?}")));
    }
    let mut deflate = deflate::Deflate::new()?;
    let pictures = pictures::add(&mut document, pages)?;
    let page_ids = resources::tidy(
        &mut document,
        pages,
        content.pages,
        &fonts,
        &pictures,
        &mut deflate,
    )?;
    let mut annotations = links::add(&mut document, pages, faces, &page_ids)?;
    let field = field::add(&mut document, pages, &page_ids, annotations.len())?;
    let form = field.as_ref().map(|field| field.form);
    annotations.extend(field.map(|field| field.widget));
    let marked = structure::Marked {
        owners: &content.owners,
        pages: &page_ids,
        annotations: &annotations,
        figures: &content.figures,
    };
    let parts = metadata::Parts {
        structure: structure::add(&mut document, &pages.structure, &marked)?,
        outline: outline::add(&mut document, &pages.outline, &page_ids)?,
        files: attachments::add(&mut document, files, meta.date.as_deref())?,
        form,
        first_number: pages.first_number,
    };
    metadata::add(&mut document, meta, parts)?;
    deflate::streams(&mut document, &mut deflate)?;
    write::file(document, &mut deflate)
}
