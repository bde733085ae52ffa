//! A finished file, signed by the office: which key, which time, which time stamp, which seal. A file
//! comes back signed as asked or not at all. The keys and the network come as values.

use jiff::Zoned;

use super::{Format, formats::Carrier, statement};
use chengbao_base::text::{Bilingual, Text};
use chengbao_paper::typeset::{FaceSet, FontError};
use chengbao_signature::cms::Stamp;
use chengbao_signature::docx::{self, OpcError};
use chengbao_signature::keys::Signer;
use chengbao_signature::pdf::{self, Appearance, PdfSignError, Request, Seal};
use chengbao_signature::trust::shown;

/// What a file is signed with.
pub struct Signing<'a, E> {
    /// The key.
    pub signer: &'a dyn Signer,
    /// The time that is stated.
    pub at: &'a Zoned,
    /// Where a time stamp comes from.
    pub stamp: Option<Stamp<'a, E>>,
    /// The picture of the office's seal; a line of text is shown where there is none.
    pub seal: Option<&'a Seal>,
    /// The fonts of that line; without them nothing is shown.
    pub faces: Option<&'a FaceSet>,
}

/// Why a file cannot be signed at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignError {
    /// Files of this format carry no signature.
    Format,
}

impl Bilingual for SignError {
    fn text(&self) -> Text {
        match self {
            Self::Format => Text::new(
                "这种文件不能签名。",
                "files of this format cannot be signed",
            ),
        }
    }
}

/// Signs a finished file.
///
/// # Errors
/// Where the format, the key, the time-stamp server or the document refuse.
pub fn sign<E>(format: &Format, bytes: &[u8], signing: Signing<'_, E>) -> Result<Vec<u8>, E>
where
    E: From<PdfSignError> + From<OpcError> + From<FontError> + From<SignError>,
{
    match format.carrier {
        Some(Carrier::Pdf) => in_field(bytes, signing),
        Some(Carrier::Docx) => {
            let Signing {
                signer, at, stamp, ..
            } = signing;
            docx::sign(bytes, signer, at.timestamp(), stamp)
        }
        None => Err(SignError::Format.into()),
    }
}

fn in_field<E>(bytes: &[u8], signing: Signing<'_, E>) -> Result<Vec<u8>, E>
where
    E: From<PdfSignError> + From<FontError>,
{
    let Signing {
        signer,
        at,
        stamp,
        seal,
        faces,
    } = signing;
    let name = shown(signer.certificate().tbs_certificate().subject());
    let appearance = match (seal, faces) {
        (Some(seal), _) => Appearance::Seal(seal.clone()),
        (None, Some(faces)) => {
            let [left, bottom, right, top] = pdf::empty_field(bytes)?.rect;
            let size = [right - left, top - bottom];
            statement::appearance(faces, &name, at, size)?
        }
        (None, None) => Appearance::AsItIs,
    };
    let mut request = Request {
        signer,
        at: at.timestamp(),
        offset: at.offset(),
        stamp,
        appearance,
        name: Some(name),
        reason: None,
        location: None,
    };
    pdf::sign(bytes, &mut request)
}
