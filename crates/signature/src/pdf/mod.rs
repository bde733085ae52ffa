//! Signatures in PDF (ISO 32000-1 §12.8, ETSI EN 319 142-1): made by an incremental update that fills
//! the document's empty signature field, and told apart from all that only looks like one.
//!
//! It reads files strictly and within bounds: two readers that see two documents in one file are
//! what most forgeries live on. It draws nothing but what it is given, and reads no clock.

mod error;
mod fields;
mod inspect;
mod sign;
mod syntax;
#[cfg(test)]
pub(crate) mod testing;

pub use error::{PdfError, PdfSignError};
pub use inspect::{Change, Fault, Inspection, Part, PdfSignature, inspect};
pub use sign::{Appearance, EmptyField, Request, Seal, Segment, Statement, empty_field, sign};
