//! What is found out about the signatures of a file.

use super::{Change, Fault};
use crate::cms::{CmsError, Signed};

/// What a PDF says about its signatures.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The signatures, oldest first. Also those of an earlier revision that the file as it is no
    /// longer shows: these have [`Fault::Removed`].
    pub signatures: Vec<PdfSignature>,
    /// Names of the signature fields nobody has filled.
    pub empty_fields: Vec<String>,
    /// Where each revision ends, in bytes; a file saved once has one.
    pub revisions: Vec<usize>,
    /// Number of pages as the file is now.
    pub pages: usize,
    /// So many bytes behind the last revision that can be read. They may be the rest of a file that
    /// was cut off, or something that was put there.
    pub tail: usize,
    /// What is wrong with the file as a whole: [`Fault::Truncated`].
    pub faults: Vec<Fault>,
}

/// One signature.
#[derive(Debug, Clone)]
pub struct PdfSignature {
    /// Full name of its field (ISO 32000-1 §12.7.3.2).
    pub field: String,
    /// `SubFilter`: `ETSI.CAdES.detached` here.
    pub sub_filter: String,
    /// `ByteRange` where it is four numbers.
    pub byte_range: Option<[usize; 4]>,
    /// Whether the range begins and ends where the file does, and leaves out `Contents` alone.
    pub covers_whole_file: bool,
    /// Where the range ends: the signed revision is what stands before.
    pub signed_end: usize,
    /// Where the revision ends that the signature was added to; 0 where there was none. What stands
    /// before is the document as it was brought to be signed, byte for byte.
    pub base_end: usize,
    /// Whether that revision had the field already, empty.
    pub field_was_there: bool,
    /// What the signature itself is worth, held against the bytes of its range. The time stamp, not
    /// looked at, is in [`Signed::stamp`].
    pub cms: Result<Signed, CmsError>,
    /// `P` of its DocMDP transform (§12.8.2.2): 1 no changes, 2 forms, 3 annotations too.
    pub doc_mdp: Option<u8>,
    /// Whether it is the one the catalog's `Perms` names as certifying.
    pub certifies: bool,
    /// `M`: the time the signer's machine states; nothing proves it.
    pub stated_time: Option<String>,
    /// `Name`.
    pub name: Option<String>,
    /// `Reason`.
    pub reason: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// Page of its widget, from 1.
    pub page: Option<usize>,
    /// `Rect` of its widget: left, bottom, right, top in points.
    pub rect: Option<[f64; 4]>,
    /// Why it is not what it seems to be. Empty where nothing is wrong with its form; see also `cms`.
    pub faults: Vec<Fault>,
    /// What the update that made it changed beside what signing changes.
    pub beside: Vec<Change>,
    /// What was added to the file or changed after it.
    pub added_after: Vec<Change>,
}

impl PdfSignature {
    /// Whether it is a good signature over the whole of the file, and nothing was added after it. Whose
    /// it is, is not asked here; nor what whoever signed changed in the same breath, which is in
    /// [`PdfSignature::beside`].
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.covers_whole_file
            && self.cms.is_ok()
            && self.faults.is_empty()
            && self.added_after.is_empty()
    }
}
