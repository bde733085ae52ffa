//! What the signatures of a file prove, and what they do not.
//!
//! A revision of a file is read as if nothing came after it, and compared with the one before and the
//! current file. So changes are found by their effect, not by how they were made.

mod answer;
mod change;
mod compare;
mod defect;
mod found;
mod parts;
mod read;
mod signing;
#[cfg(test)]
mod tests;

pub use answer::{Inspection, PdfSignature};
pub use change::{Change, Part};
pub use defect::PdfDefect;

use super::PdfError;
use super::fields::{fields, pages};
use found::Revisions;

/// A key found only in signatures.
const RANGES: &[u8] = b"/ByteRange";

/// Examines a PDF: its signatures, what each covers and whether it is valid, and what was changed in
/// the file with and after each.
///
/// # Errors
/// [`PdfError`] if there is no document to examine.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, PdfError> {
    let revisions = Revisions::of(bytes)?;
    let now = &revisions.now;
    let signatures = revisions.signatures(bytes);
    let signatures = signatures.iter().map(|it| read::read(bytes, now, it));
    let mut signatures: Vec<PdfSignature> = signatures.collect();
    // Fields are in any order; later signatures cover more.
    signatures.sort_by_key(|signature| signature.signed_end);
    let tail = bytes.get(now.end()..).unwrap_or_default();
    // The beginning of a signature, or something else, after the readable part.
    let is_begun = tail.windows(RANGES.len()).any(|it| it == RANGES);
    let is_cut = is_begun || signatures.is_empty() && !tail.is_empty();
    let empty = fields(now).into_iter();
    let empty = empty.filter(|field| field.value.is_none());
    Ok(Inspection {
        signatures,
        empty_fields: empty.map(|field| field.name).collect(),
        pages: pages(now).len(),
        tail: tail.len(),
        faults: is_cut.then_some(PdfDefect::Truncated).into_iter().collect(),
        revisions: revisions.ends,
    })
}
