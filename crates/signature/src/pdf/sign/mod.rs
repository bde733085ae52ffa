//! Signs a PDF: PAdES (ETSI EN 319 142-1 §5) as B-B, with a time stamp as B-T, certifying that
//! nothing may change (ISO 32000-1 §12.8.2.2, `P` 1).
//!
//! Existing bytes stay unchanged in place. The same bytes, key, time and stamp give the
//! same file: it uses no clock and no randomness.

mod appearance;
mod prepare;
#[cfg(test)]
mod tests;
mod update;

#[cfg(test)]
pub(super) mod testing {
    //! What tests forge updates with.
    pub(in crate::pdf) use super::update::Update;
}

pub use appearance::{Appearance, Seal, Segment, Statement};

use std::ops::Range;

use der::Encode as _;
use jiff::Timestamp;
use jiff::tz::Offset;

use super::error::PdfSignError;
use super::fields::{Field, fields, page_of, pages, rectangle};
use crate::cms::{self, CmsError, Stamp};
use crate::keys::Signer;
use chengbao_base::formats::pdf::{PdfError, PdfFile};
use prepare::Prepared;
use update::Update;

/// Who signs, when, and what is shown.
pub struct Request<'a, 's, E> {
    /// The key.
    pub signer: &'a dyn Signer,
    /// The time of signing, for `M`.
    pub at: Timestamp,
    /// The office's distance from UTC then.
    pub offset: Offset,
    /// Requests a time stamp, if there is to be one. It may be called more than once, for
    /// different values, if its tokens are larger than expected.
    pub stamp: Option<Stamp<'s, E>>,
    /// What the field shows.
    pub appearance: Appearance,
    /// `Name`: who signs. Readers show it next to the name in the certificate.
    pub name: Option<String>,
    /// `Reason`.
    pub reason: Option<String>,
    /// `Location`.
    pub location: Option<String>,
}

/// The empty signature field of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct EmptyField {
    /// Its full name.
    pub name: String,
    /// Its page, from 1.
    pub page: Option<usize>,
    /// Left, bottom, right, top in points; no area if nothing is shown.
    pub rect: [f64; 4],
}

/// Space for attributes, value and the frame around them.
const FRAME: usize = 4 << 10;
/// Space for a time-stamp token with its certificates.
const TOKEN: usize = 12 << 10;
/// Maximum space for a signature.
const MAX_SPACE: usize = 1 << 20;

/// The field that [`sign`] fills.
///
/// # Errors
/// As [`sign`].
pub fn empty_field(base: &[u8]) -> Result<EmptyField, PdfSignError> {
    let file = open(base)?;
    let field = free(&file)?;
    let widget = field.widget.as_deref();
    let page = widget.and_then(|it| it.number);
    Ok(EmptyField {
        page: page.and_then(|number| page_of(&file, &pages(&file), number)),
        rect: widget
            .and_then(|widget| rectangle(&file, widget))
            .unwrap_or_default(),
        name: field.name,
    })
}

/// Signs a document in its empty signature field. The base is the beginning of the result.
///
/// # Errors
/// [`PdfSignError`] if the document has no such field, is already signed or cannot be read, or if
/// the key cannot sign; the error of `stamp`.
pub fn sign<E: From<PdfSignError>>(
    base: &[u8],
    request: &mut Request<'_, '_, E>,
) -> Result<Vec<u8>, E> {
    sign_with(base, request, |_| {})
}

/// Signs with an update that the caller has added to.
pub(super) fn sign_with<E: From<PdfSignError>>(
    base: &[u8],
    request: &mut Request<'_, '_, E>,
    add: impl FnOnce(&mut Update<'_>),
) -> Result<Vec<u8>, E> {
    let file = open(base)?;
    let field = free(&file)?;
    let mut prepared = Prepared::new(&file, &field, request)?;
    add(&mut prepared.update);
    let mut room = room(request.signer, request.stamp.is_some());
    loop {
        let (mut bytes, contents) = prepared.written(room)?;
        let (before, after) = (bytes.get(..contents.start), bytes.get(contents.end..));
        let (Some(before), Some(after)) = (before, after) else {
            return Err(program("the ranges are not in the file").into());
        };
        let digest = request.signer.scheme().hash().digest(&[before, after]);
        let value = value(request, &digest)?;
        if value.len() <= room {
            put(&mut bytes, &contents, &value)?;
            return Ok(bytes);
        }
        room = value.len().saturating_add(FRAME);
        if room > MAX_SPACE {
            return Err(PdfSignError::Size { limit: MAX_SPACE }.into());
        }
    }
}

const fn program(detail: &'static str) -> PdfSignError {
    PdfSignError::Program { detail }
}

fn open(base: &[u8]) -> Result<PdfFile<'_>, PdfSignError> {
    let file = PdfFile::open(base)?;
    if file.end() != base.len() {
        return Err(PdfError::damaged("something stands behind its end").into());
    }
    Ok(file)
}

/// The first empty field of an unsigned document: a certification comes before
/// all other signatures (§12.8.2.2).
fn free(file: &PdfFile<'_>) -> Result<Field, PdfSignError> {
    let fields = fields(file);
    if fields.iter().any(|field| field.value.is_some()) {
        return Err(PdfSignError::Signed);
    }
    let mut fields = fields.into_iter();
    let free = fields.find(|field| field.object.number.is_some());
    free.ok_or(PdfSignError::NoField)
}

/// How much space a signature will need.
fn room(signer: &dyn Signer, stamped: bool) -> usize {
    let certificates = std::iter::once(signer.certificate()).chain(signer.chain());
    let certificates = certificates.filter_map(|it| it.encoded_len().ok());
    let certificates: u32 = certificates.map(u32::from).sum();
    let token = if stamped { TOKEN } else { 0 };
    usize::try_from(certificates).unwrap_or(0) + FRAME + token
}

/// Errors of `cms::sign`: its own, or those of the time stamp.
enum Either<E> {
    Cms(CmsError),
    Stamp(E),
}

impl<E> From<CmsError> for Either<E> {
    fn from(error: CmsError) -> Self {
        Self::Cms(error)
    }
}

fn value<E: From<PdfSignError>>(
    request: &mut Request<'_, '_, E>,
    digest: &[u8],
) -> Result<Vec<u8>, E> {
    let signed = match &mut request.stamp {
        None => cms::sign(request.signer, digest, None),
        Some(stamp) => cms::sign(
            request.signer,
            digest,
            Some(&mut |value: &[u8]| stamp(value).map_err(Either::Stamp)),
        ),
    };
    signed.map_err(|error| match error {
        Either::Cms(error) => PdfSignError::from(error).into(),
        Either::Stamp(error) => error,
    })
}

/// Replaces the zeros by the value.
fn put(bytes: &mut [u8], contents: &Range<usize>, value: &[u8]) -> Result<(), PdfSignError> {
    // Between `<` and `>`.
    let place = bytes.get_mut(contents.start + 1..contents.end - 1);
    let place = place.unwrap_or_default();
    base16ct::upper::encode(value, place).map_err(|_| program("no room for the signature"))?;
    Ok(())
}
