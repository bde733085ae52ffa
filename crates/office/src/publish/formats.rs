//! The formats a report is published in: one table that the command line, the routes, the jobs, the
//! OpenAPI document and the page read. A new format is a new row here, and its writer.

use chengbao_paper::document::Document;
use chengbao_paper::txt;
use chengbao_paper::typeset::FaceSet;
use chengbao_signature::{docx, pdf};

use crate::pipeline::{self, RenderError};

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, where it has pages.
    pub pages: Option<usize>,
}

/// A format of finished files.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line, in queries and on the page; also what file names end in.
    pub id: &'static str,
    /// Its media type (RFC 2046), as `Accept` names it.
    pub media_type: &'static str,
    /// The media type with the character encoding of its text.
    pub content_type: &'static str,
    /// Whether it is made where nothing is said.
    pub is_usual: bool,
    /// How it is signed, if it can be.
    pub carrier: Option<Carrier>,
    writer: Writer,
}

/// How a file carries an electronic signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// In a signature field (PAdES).
    Pdf,
    /// As an OPC signature over the parts.
    Docx,
}

#[derive(Debug, Clone, Copy)]
enum Writer {
    /// Draws pages, which takes fonts.
    Pages(fn(&Document, &FaceSet) -> Result<Rendered, RenderError>),
    /// Writes the document as it is.
    Flow(fn(&Document) -> Result<Vec<u8>, RenderError>),
}

/// All formats, the preferred first.
pub static FORMATS: [Format; 4] = [
    Format {
        id: "pdf",
        media_type: "application/pdf",
        content_type: "application/pdf",
        is_usual: true,
        carrier: Some(Carrier::Pdf),
        writer: Writer::Pages(pages),
    },
    Format {
        id: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_usual: true,
        carrier: Some(Carrier::Docx),
        writer: Writer::Flow(pipeline::docx),
    },
    Format {
        id: "html",
        media_type: "text/html",
        content_type: "text/html; charset=utf-8",
        is_usual: false,
        carrier: None,
        writer: Writer::Flow(pipeline::html),
    },
    Format {
        id: "txt",
        media_type: "text/plain",
        content_type: "text/plain; charset=utf-8",
        is_usual: false,
        carrier: None,
        writer: Writer::Flow(|document| Ok(txt::write(document)?.into_bytes())),
    },
];

fn pages(document: &Document, faces: &FaceSet) -> Result<Rendered, RenderError> {
    let pdf = pipeline::pdf(document, faces)?;
    Ok(Rendered {
        bytes: pdf.bytes,
        pages: Some(pdf.pages),
    })
}

impl Format {
    /// PDF, of which pages are drawn for a preview.
    #[must_use]
    pub fn pdf() -> &'static Self {
        let [pdf, ..] = &FORMATS;
        pdf
    }

    /// The format of that name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id == id)
    }

    /// The names of all formats, the preferred first.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|format| format.id)
    }

    /// The formats that are made where nothing is said.
    pub fn usual() -> impl Iterator<Item = &'static Self> {
        FORMATS.iter().filter(|format| format.is_usual)
    }

    /// Whether it cannot be made without fonts.
    #[must_use]
    pub const fn needs_faces(&self) -> bool {
        matches!(self.writer, Writer::Pages(_))
    }

    /// Makes the file of a document. Where fonts are needed and there are none, there is no file.
    ///
    /// # Errors
    /// [`RenderError`] of its writer.
    pub fn render(
        &self,
        document: &Document,
        faces: Option<&FaceSet>,
    ) -> Result<Option<Rendered>, RenderError> {
        match (self.writer, faces) {
            (Writer::Pages(write), Some(faces)) => write(document, faces).map(Some),
            (Writer::Pages(_), None) => Ok(None),
            (Writer::Flow(write), _) => Ok(Some(Rendered {
                bytes: write(document)?,
                pages: None,
            })),
        }
    }

    /// Whether a file of this format carries a signature, or remains of one, or cannot be read so that
    /// it may carry one.
    #[must_use]
    pub fn is_signed(&self, bytes: &[u8]) -> bool {
        match self.carrier {
            Some(Carrier::Pdf) => pdf_is_signed(bytes),
            Some(Carrier::Docx) => docx_is_signed(bytes),
            None => false,
        }
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Format {}

/// A signature says in plain text which bytes it is over (ISO 32000-1 §12.8.1), so that few files need a
/// closer look.
fn pdf_is_signed(bytes: &[u8]) -> bool {
    holds(bytes, b"ByteRange")
        && pdf::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.faults.is_empty())
        })
}

/// Packages name their parts in plain text, and those of signatures are called so by every program
/// (ECMA-376 part 2, annex I).
fn docx_is_signed(bytes: &[u8]) -> bool {
    (holds(bytes, b"_xmlsignatures") || holds(bytes, b".sigs"))
        && docx::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.remains.is_empty())
        })
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_media_types_are_all_different() {
        for (at, format) in FORMATS.iter().enumerate() {
            assert_eq!(Format::of_id(format.id), Some(format));
            for other in FORMATS.iter().take(at) {
                assert!(other.id != format.id && other.media_type != format.media_type);
            }
            assert!(format.content_type.starts_with(format.media_type));
        }
        assert_eq!(Format::pdf().id, "pdf");
        assert!(Format::usual().count() > 0);
    }
}
