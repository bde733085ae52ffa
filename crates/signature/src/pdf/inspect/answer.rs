//! The result of examining the signatures of a file.

use super::{Change, PdfDefect};
use crate::cms::{CmsError, Signed};
use chengbao_base::text::Foreign;

/// The signatures of a PDF.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The signatures, oldest first. Also those of an earlier revision that the current file no
    /// longer shows: these have [`PdfDefect::Removed`].
    pub signatures: Vec<PdfSignature>,
    /// Names of the empty signature fields.
    pub empty_fields: Vec<String>,
    /// Where each revision ends, in bytes; a file saved once has one.
    pub revisions: Vec<usize>,
    /// Number of pages of the current file.
    pub pages: usize,
    /// Number of bytes after the last readable revision. They may be the rest of a file that
    /// was truncated, or something appended.
    pub tail: usize,
    /// What is wrong with the file as a whole: [`PdfDefect::Truncated`].
    pub faults: Vec<PdfDefect>,
}

/// One signature.
#[derive(Debug, Clone)]
pub struct PdfSignature {
    /// Full name of its field (ISO 32000-1 §12.7.3.2).
    pub field: Foreign,
    /// `SubFilter`: `ETSI.CAdES.detached` here.
    pub sub_filter: Foreign,
    /// `ByteRange`, if it is four numbers.
    pub byte_range: Option<[usize; 4]>,
    /// Whether the range covers the whole file except `Contents`.
    pub covers_whole_file: bool,
    /// Where the range ends: the signed revision is everything before.
    pub signed_end: usize,
    /// Where the revision ends that the signature was added to; 0 if there was none. Everything
    /// before is the document that was signed, byte for byte.
    pub base_end: usize,
    /// Whether that revision had the field already, empty.
    pub field_was_there: bool,
    /// The result of checking the signature against the bytes of its range. The time stamp, not
    /// checked, is in [`Signed::stamp`].
    pub cms: Result<Signed, CmsError>,
    /// `P` of its DocMDP transform (§12.8.2.2): 1 no changes, 2 forms, 3 annotations too.
    pub doc_mdp: Option<u8>,
    /// Whether it is the one the catalog's `Perms` names as certifying.
    pub certifies: bool,
    /// `M`: the time stated by the signer's machine, not proven.
    pub stated_time: Option<Foreign>,
    /// `Name`.
    pub name: Option<Foreign>,
    /// `Reason`.
    pub reason: Option<Foreign>,
    /// `Location`.
    pub location: Option<Foreign>,
    /// Page of its widget, from 1.
    pub page: Option<usize>,
    /// `Rect` of its widget: left, bottom, right, top in points.
    pub rect: Option<[f64; 4]>,
    /// Faults of its structure; empty if there are none. See also `cms`.
    pub faults: Vec<PdfDefect>,
    /// What the signing update changed besides what signing changes.
    pub beside: Vec<Change>,
    /// What was added to the file or changed after it.
    pub added_after: Vec<Change>,
}

impl PdfSignature {
    /// Whether it is valid, covers the whole file, and nothing was added after it. Whose
    /// it is, is not checked here, nor what the signer changed at the same time, which is in
    /// [`PdfSignature::beside`].
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.covers_whole_file
            && self.cms.is_ok()
            && self.faults.is_empty()
            && self.added_after.is_empty()
    }
}
