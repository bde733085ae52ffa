//! The last steps, each as one call: from the document to the bytes of a file. For programs, tests
//! and benches that need only the result, not the pages.

use chengbao_base::text::{Bilingual, Text};
use chengbao_paper::document::{Document, FlowError};
use chengbao_paper::docx::{self, DocxError};
use chengbao_paper::html;
use chengbao_paper::pdf::{self, PdfError};
use chengbao_paper::typeset::{self, FaceSet, LayoutError};

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Why no file could be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The document cannot be laid out.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The pages cannot be written as PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The document cannot be written as DOCX.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// The document cannot be written as HTML or text.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// What has to be fixed before the file can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// The report.
    Report,
    /// Fonts or typography.
    Setup,
    /// The program.
    Program,
}

/// The document as PDF.
///
/// # Errors
/// [`RenderError::Layout`] and [`RenderError::Pdf`].
pub fn pdf(document: &Document, faces: &FaceSet) -> Result<Pdf, RenderError> {
    let pages = typeset::lay_out(document, faces)?;
    Ok(Pdf {
        bytes: pdf::write(&pages, faces, &document.meta, &document.data.files)?,
        pages: pages.pages.len(),
    })
}

/// The document as DOCX.
///
/// # Errors
/// [`RenderError::Docx`].
pub fn docx(document: &Document) -> Result<Vec<u8>, RenderError> {
    Ok(docx::write(document)?)
}

/// The document as an HTML page.
///
/// # Errors
/// [`RenderError::Flow`].
pub fn html(document: &Document) -> Result<Vec<u8>, RenderError> {
    Ok(html::write(document)?.into_bytes())
}

impl RenderError {
    /// What has to be fixed.
    #[must_use]
    pub const fn blame(&self) -> Blame {
        match self {
            Self::Layout(
                LayoutError::MissingGlyph { .. }
                | LayoutError::TooWide { .. }
                | LayoutError::TooTall { .. }
                | LayoutError::TooLong { .. },
            )
            | Self::Docx(DocxError::Character { .. })
            | Self::Flow(FlowError::Character { .. }) => Blame::Report,
            Self::Layout(LayoutError::Typography { .. } | LayoutError::Font(_))
            | Self::Pdf(PdfError::Font(_) | PdfError::Subset { .. })
            | Self::Docx(DocxError::Face(_) | DocxError::Typography(_)) => Blame::Setup,
            Self::Pdf(PdfError::Pages { .. } | PdfError::Writer { .. })
            | Self::Docx(_)
            | Self::Flow(_) => Blame::Program,
        }
    }
}

impl Bilingual for RenderError {
    fn text(&self) -> Text {
        match self {
            Self::Layout(error) => error.text(),
            Self::Pdf(error) => error.text(),
            Self::Docx(error) => error.text(),
            Self::Flow(error) => error.text(),
        }
    }
}
