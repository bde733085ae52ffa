//! A finished file, signed by the office: which key, which time, which time stamp, which seal. A file
//! comes back signed as asked or not at all. The keys and the network come as values.

use jiff::Zoned;

use super::{Format, Order, Standing, formats::Carrier, statement};
use crate::compose::Profile;
use chengbao_base::text::Text;
use chengbao_paper::typeset::{FaceSet, FontError};
use chengbao_signature::cms::Stamp;
use chengbao_signature::docx::{self, OpcError};
use chengbao_signature::keys::Signer;
use chengbao_signature::pdf::{self, Appearance, PdfSignError, Request, Seal};
use chengbao_signature::trust::called;

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

/// Why documents are not signed at all. Texts name the options as the caller writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignError {
    /// They may come out as drafts.
    NotFinal,
    /// They are signed and sealed on paper.
    OnPaper,
    /// Files of this format carry no signature.
    Format {
        /// Its name.
        id: &'static str,
    },
}

/// Whether the documents of an order can be signed in all these formats.
///
/// # Errors
/// [`SignError`] where they cannot.
pub fn signable(order: &Order, formats: &[&Format]) -> Result<(), SignError> {
    if order.standing != Standing::Final {
        return Err(SignError::NotFinal);
    }
    if order.profile == Profile::Print {
        return Err(SignError::OnPaper);
    }
    match formats.iter().find(|format| format.carrier.is_none()) {
        Some(format) => Err(SignError::Format { id: format.id }),
        None => Ok(()),
    }
}

impl SignError {
    /// The message; `option` writes an option of the caller with its value, as for
    /// [`OrderError::text`](super::OrderError::text).
    #[must_use]
    pub fn text(self, option: impl Fn(&str, Option<&str>) -> String) -> Text {
        match self {
            Self::NotFinal => {
                let wanted = option("final", None);
                Text::new(
                    format!("只有定稿才签名，签名密钥请与 {wanted} 同用。"),
                    format!("only final documents are signed; use {wanted} with the key"),
                )
            }
            Self::OnPaper => {
                let print = option("profile", Some(Profile::Print.id()));
                let [filing, annex] = [Profile::Filing, Profile::Attachment].map(Profile::id);
                Text::new(
                    format!(
                        "{print} 的文件在纸上签字盖章，不作电子签名；请改用 {filing} 或 {annex}。"
                    ),
                    format!(
                        "documents made with {print} are signed and sealed on paper; use {filing} or {annex}"
                    ),
                )
            }
            Self::Format { id } => {
                let (name, formats) = (id.to_uppercase(), option("to", None));
                Text::new(
                    format!("{name} 不能签名，请从 {formats} 中去掉 {id}。"),
                    format!("{name} files cannot be signed; remove {id} from {formats}"),
                )
            }
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
        None => Err(SignError::Format { id: format.id }.into()),
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
    // A document says exactly what the certificate does.
    let name = called(signer.certificate().tbs_certificate().subject());
    let name = name.exact().to_owned();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::FORMATS;

    fn refused(profile: Profile, standing: Standing, formats: &[&Format]) -> Option<SignError> {
        let order = Order {
            profile,
            standing,
            ..Order::default()
        };
        signable(&order, formats).err()
    }

    #[test]
    fn only_final_documents_that_carry_a_signature_are_signed() {
        let usual: Vec<&Format> = Format::usual().collect();
        let filing = |standing, formats| refused(Profile::Filing, standing, formats);
        assert_eq!(filing(Standing::Final, &usual), None);
        for standing in [Standing::BySignoff, Standing::Draft] {
            assert_eq!(filing(standing, &usual), Some(SignError::NotFinal));
        }
        let print = refused(Profile::Print, Standing::Final, &usual);
        assert_eq!(print, Some(SignError::OnPaper));
        let all: Vec<&Format> = FORMATS.iter().collect();
        let format = filing(Standing::Final, &all).unwrap();
        let text = format.text(|name, _| format!("{name}=true"));
        assert!(matches!(format, SignError::Format { .. }) && text.zh.contains("to=true"));
    }
}
