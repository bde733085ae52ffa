//! What the signatures of a file prove, and what they do not.
//!
//! A revision of a file is read as if nothing came after it, and held against the one before and the
//! file as it is. So whatever an update changes is found by what changed, not by how it was done.

mod answer;
mod change;
mod compare;
mod fault;
mod found;
mod parts;
mod read;
mod signing;
#[cfg(test)]
mod tests;

pub use answer::{Inspection, PdfSignature};
pub use change::{Change, Part};
pub use fault::Fault;

use super::PdfError;
use super::fields::{fields, pages};
use found::Revisions;

/// A key that only signatures have.
const RANGES: &[u8] = b"/ByteRange";

/// Looks into a PDF: its signatures, what each covers and whether it is good, and what was done to
/// the file with and after each.
///
/// # Errors
/// [`PdfError`] where there is no document to look into.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, PdfError> {
    let revisions = Revisions::of(bytes)?;
    let now = &revisions.now;
    let signatures = revisions.signatures(bytes);
    let signatures = signatures.iter().map(|it| read::read(bytes, now, it));
    let mut signatures: Vec<PdfSignature> = signatures.collect();
    // Fields stand in any order; what is signed later covers more.
    signatures.sort_by_key(|signature| signature.signed_end);
    let tail = bytes.get(now.end()..).unwrap_or_default();
    // The beginning of a signature behind all that can be read, or of whatever it was.
    let is_begun = tail.windows(RANGES.len()).any(|it| it == RANGES);
    let is_cut = is_begun || signatures.is_empty() && !tail.is_empty();
    let empty = fields(now).into_iter();
    let empty = empty.filter(|field| field.value.is_none());
    Ok(Inspection {
        signatures,
        empty_fields: empty.map(|field| field.name).collect(),
        pages: pages(now).len(),
        tail: tail.len(),
        faults: is_cut.then_some(Fault::Truncated).into_iter().collect(),
        revisions: revisions.ends,
    })
}
