//! A signature is read and held against what it signs.

use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use der::asn1::OctetString;
use der::{Decode as _, Encode as _};
use x509_cert::Certificate;
use x509_cert::attr::Attributes;

use super::CmsError;
use super::attributes::{TIME_STAMP, names, value};
use crate::signature::{Algorithm, Hash};

/// A signature that is good: it was made with the key of `certificate` over content of that digest. Whose
/// certificate that is, and whether it is trusted, is another question.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The signer's certificate.
    pub certificate: Certificate,
    /// All other certificates in it.
    pub others: Vec<Certificate>,
    /// The signature value, which a time stamp is over.
    pub value: Vec<u8>,
    /// The time-stamp token, DER; not looked at yet.
    pub stamp: Option<Vec<u8>>,
    /// Type of the content.
    pub content_type: ObjectIdentifier,
    /// The content where it is inside (time-stamp tokens).
    pub content: Option<Vec<u8>>,
}

/// Reads a signature, and holds it against the content it stands beside, or the one it has inside.
///
/// # Errors
/// [`CmsError`] where it is not good.
pub fn read(der: &[u8], content: Option<&[&[u8]]>) -> Result<Signed, CmsError> {
    let info = ContentInfo::from_der(der)?;
    if info.content_type != ID_SIGNED_DATA {
        return Err(CmsError::Algorithm {
            oid: info.content_type.to_string(),
        });
    }
    let data: SignedData = info.content.decode_as()?;
    let infos = data.signer_infos.0.as_slice();
    let [info] = infos else {
        return Err(CmsError::Signers { count: infos.len() });
    };
    check_versions(&data, info)?;
    let oid = &info.digest_alg.oid;
    // RFC 5652 §5.1: the digests named at the head are those the signers used.
    if !data.digest_algorithms.iter().any(|named| named.oid == *oid) {
        return Err(unknown(oid));
    }
    let inside = match &data.encap_content_info.econtent {
        Some(any) => Some(any.decode_as::<OctetString>()?.as_bytes().to_vec()),
        None => None,
    };
    let hash = Hash::of(oid).ok_or_else(|| unknown(oid))?;
    let digest = match (content, &inside) {
        (Some(parts), None) => hash.digest(parts),
        (None, Some(inside)) => hash.digest(&[inside]),
        _ => return Err(CmsError::Content),
    };
    let (certificate, others) = certificates(&data, info)?;
    let attributes = info.signed_attrs.as_ref().ok_or(CmsError::Content)?;
    let content_type = data.encap_content_info.econtent_type;
    check(attributes, content_type, &digest, &certificate)?;
    let oid = &info.signature_algorithm.oid;
    let algorithm = Algorithm::of(oid, hash).ok_or_else(|| unknown(oid))?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    if !algorithm.holds(key, &attributes.to_der()?, info.signature.as_bytes()) {
        return Err(CmsError::Value);
    }
    let stamps = info.unsigned_attrs.as_ref();
    let stamp = stamps.and_then(|attributes| value(attributes, &TIME_STAMP));
    Ok(Signed {
        certificate,
        others,
        value: info.signature.as_bytes().to_vec(),
        stamp: stamp.map(|token| token.to_der()).transpose()?,
        content_type,
        content: inside,
    })
}

/// RFC 5652 §5.1, §5.3: the versions follow from what is inside.
fn check_versions(data: &SignedData, info: &SignerInfo) -> Result<(), CmsError> {
    let is_data = data.encap_content_info.econtent_type == ID_DATA;
    let whole = if is_data {
        CmsVersion::V1
    } else {
        CmsVersion::V3
    };
    if (data.version, info.version) == (whole, CmsVersion::V1) {
        return Ok(());
    }
    Err(CmsError::Syntax {
        detail: format!("versions {:?}, {:?}", data.version, info.version),
    })
}

fn unknown(oid: &ObjectIdentifier) -> CmsError {
    CmsError::Algorithm {
        oid: oid.to_string(),
    }
}

/// The signed attributes speak of this content and this certificate.
fn check(
    attributes: &Attributes,
    content_type: ObjectIdentifier,
    digest: &[u8],
    certificate: &Certificate,
) -> Result<(), CmsError> {
    let stated = value(attributes, &ID_CONTENT_TYPE).ok_or(CmsError::Content)?;
    if stated.decode_as::<ObjectIdentifier>()? != content_type {
        return Err(CmsError::Content);
    }
    let stated = value(attributes, &ID_MESSAGE_DIGEST).ok_or(CmsError::Content)?;
    if stated.decode_as::<OctetString>()?.as_bytes() != digest {
        return Err(CmsError::Content);
    }
    if names(attributes, certificate)? {
        Ok(())
    } else {
        Err(CmsError::Certificate)
    }
}

fn certificates(
    data: &SignedData,
    info: &SignerInfo,
) -> Result<(Certificate, Vec<Certificate>), CmsError> {
    let SignerIdentifier::IssuerAndSerialNumber(id) = &info.sid else {
        return Err(CmsError::Certificate);
    };
    let choices = data.certificates.iter().flat_map(|set| set.0.iter());
    let all = choices.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        _ => None,
    });
    let (mut own, others): (Vec<_>, Vec<_>) = all.partition(|certificate| {
        let tbs = certificate.tbs_certificate();
        *tbs.issuer() == id.issuer && *tbs.serial_number() == id.serial_number
    });
    let (Some(certificate), true) = (own.pop(), own.is_empty()) else {
        return Err(CmsError::Certificate);
    };
    Ok((certificate, others))
}
