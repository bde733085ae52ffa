//! Signatures in PDF (ISO 32000-1 §12.8, ETSI EN 319 142-1): made with an incremental update that fills
//! the document's empty signature field, and distinguished from forgeries.
//!
//! It reads files with the strict reader alone (`formats::pdf`): most forgeries depend on
//! two readers seeing different documents in one file. It draws only what it is given, and reads no clock.

mod error;
mod fields;
mod inspect;
mod sign;
#[cfg(test)]
pub(crate) mod testing;

pub use chengbao_base::formats::pdf::PdfError;
pub use error::PdfSignError;
pub use inspect::{Change, Inspection, Part, PdfDefect, PdfSignature, inspect};
pub use sign::{Appearance, EmptyField, Request, Seal, Segment, Statement, empty_field, sign};
