//! Reads a signature and checks it against its content.

use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::SignerIdentifier;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use der::asn1::{Any, OctetString};
use der::{Decode as _, Encode as _, Tagged as _};
use x509_cert::Certificate;
use x509_cert::attr::Attributes;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::attributes::{Named, TIME_STAMP, named, value};
use super::syntax::{Data, Info, RawSet};
use super::{CmsError, ber};
use crate::{Algorithm, Hash, ValueError};

/// A valid signature: it was made with the key of `certificate` over content with that digest. Whose
/// certificate that is, and whether it is trusted, is another question ([`trust`](crate::trust)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The signer's certificate.
    pub certificate: Certificate,
    /// All other readable certificates in it.
    pub others: Vec<Certificate>,
    /// All certificates in their encoding, which their issuers signed; the signer's first.
    pub encoded: Vec<Vec<u8>>,
    /// How the signature names `certificate`.
    pub named: Named,
    /// The digest algorithm of the content.
    pub hash: Hash,
    /// How the signature value was made.
    pub algorithm: Algorithm,
    /// The signature value, which a time stamp covers.
    pub value: Vec<u8>,
    /// The time-stamp token, DER; not checked yet.
    pub stamp: Option<Vec<u8>>,
    /// Type of the content.
    pub content_type: ObjectIdentifier,
    /// The content, if embedded (time-stamp tokens).
    pub content: Option<Vec<u8>>,
}

/// Reads a signature, and checks it against the detached or the embedded content. BER is
/// accepted as well as DER, and zeros may follow the end.
///
/// # Errors
/// [`CmsError`] if it is not valid.
pub fn read(signature: &[u8], content: Option<&[&[u8]]>) -> Result<Signed, CmsError> {
    let info = ContentInfo::from_der(&ber::to_der(signature)?)?;
    if info.content_type != ID_SIGNED_DATA {
        return Err(CmsError::algorithm(&info.content_type));
    }
    let data: Data = info.content.decode_as()?;
    let infos = data.signers.values()?;
    let [info] = infos.as_slice() else {
        return Err(CmsError::Signers { count: infos.len() });
    };
    let info: Info = info.decode_as()?;
    check_versions(&data, &info)?;
    let oid = &info.digest.oid;
    let plain = info.digest.parameters.as_ref().is_none_or(Any::is_null);
    let encoded = certificates(&data, &info.signer)?;
    let hash = Hash::of(oid).filter(|_| plain);
    let hash = hash.ok_or_else(|| CmsError::unknown(oid, encoded.clone()))?;
    // RFC 5652 §5.1: the digests listed first are those the signers used.
    if !data.digests.iter().any(|named| named.oid == *oid) {
        return Err(CmsError::algorithm(oid));
    }
    let inside = match &data.content.econtent {
        Some(any) => Some(any.decode_as::<OctetString>()?.into_bytes().into_vec()),
        None => None,
    };
    let digest = match (content, &inside) {
        (Some(parts), None) => hash.digest(parts),
        (None, Some(inside)) => hash.digest(&[inside]),
        _ => return Err(CmsError::Content),
    };
    let (first, others) = encoded.split_first().ok_or(CmsError::Certificate)?;
    let certificate = Certificate::from_der(first)?;
    let signed = info.signed.as_ref().ok_or(CmsError::Attributes)?;
    let attributes = signed.attributes()?;
    let content_type = data.content.econtent_type;
    check_content(&attributes, content_type, &digest)?;
    let named = named(&attributes, first)?;
    let algorithm = Algorithm::named(&info.algorithm, hash)
        .ok_or_else(|| CmsError::unknown(&info.algorithm.oid, encoded.clone()))?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    let value_octets = info.value.as_bytes();
    // RFC 5652 §5.4: over the attributes in DER, sorted. So many programs sorted them neither
    // when signing nor when checking that their order is accepted too.
    let (sorted, as_written) = (attributes.to_der()?, signed.whole()?);
    let checked = algorithm
        .check(key, &sorted, value_octets)
        .or_else(|_| algorithm.check(key, &as_written, value_octets));
    match checked {
        Ok(()) => {}
        Err(ValueError::Wrong) => return Err(CmsError::Value),
        Err(ValueError::Key(what)) => return Err(CmsError::Unchecked { what, encoded }),
    }
    let unsigned = info.unsigned.as_ref().map(RawSet::attributes).transpose()?;
    let stamp = unsigned
        .as_ref()
        .and_then(|attributes| value(attributes, &TIME_STAMP));
    Ok(Signed {
        others: others
            .iter()
            .filter_map(|other| Certificate::from_der(other).ok())
            .collect(),
        certificate,
        named,
        hash,
        algorithm,
        value: value_octets.to_vec(),
        stamp: stamp.map(|token| token.to_der()).transpose()?,
        content_type,
        content: inside,
        encoded,
    })
}

/// RFC 5652 §5.1, §5.3: the versions follow from the content. PKCS #7, which most PDF programs still
/// write, has 1 for every `SignedData` (RFC 2315 §9.1).
fn check_versions(data: &Data, info: &Info) -> Result<(), CmsError> {
    let signer = match info.signer {
        SignerIdentifier::IssuerAndSerialNumber(_) => CmsVersion::V1,
        SignerIdentifier::SubjectKeyIdentifier(_) => CmsVersion::V3,
    };
    let is_three = signer == CmsVersion::V3 || data.content.econtent_type != ID_DATA;
    let mut whole = if is_three {
        CmsVersion::V3
    } else {
        CmsVersion::V1
    };
    let choices = |set: &Option<RawSet>| set.as_ref().map_or(Ok(Vec::new()), RawSet::values);
    for choice in choices(&data.certificates)? {
        // [1] and [2] are attribute certificates, [3] is another format.
        whole = match choice.tag().number().value() {
            _ if choice.tag() == der::Tag::Sequence => whole,
            2 => whole.max(CmsVersion::V4),
            3 => CmsVersion::V5,
            _ => whole.max(CmsVersion::V3),
        };
    }
    let revocations = choices(&data.revocations)?;
    if revocations
        .iter()
        .any(|any| any.tag() != der::Tag::Sequence)
    {
        whole = CmsVersion::V5;
    }
    let is_right =
        info.version == signer && (data.version == whole || data.version == CmsVersion::V1);
    if is_right {
        return Ok(());
    }
    Err(CmsError::Syntax {
        detail: format!("versions {:?}, {:?}", data.version, info.version),
    })
}

/// Checks that the signed attributes match this content.
fn check_content(
    attributes: &Attributes,
    content_type: ObjectIdentifier,
    digest: &[u8],
) -> Result<(), CmsError> {
    let stated = value(attributes, &ID_CONTENT_TYPE).ok_or(CmsError::Attributes)?;
    if stated.decode_as::<ObjectIdentifier>()? != content_type {
        return Err(CmsError::Content);
    }
    let stated = value(attributes, &ID_MESSAGE_DIGEST).ok_or(CmsError::Attributes)?;
    if stated.decode_as::<OctetString>()?.as_bytes() != digest {
        return Err(CmsError::Content);
    }
    Ok(())
}

/// The certificates in their encoding, the signer's first, each once.
fn certificates(data: &Data, signer: &SignerIdentifier) -> Result<Vec<Vec<u8>>, CmsError> {
    let set = data.certificates.as_ref().ok_or(CmsError::Certificate)?;
    let mut all: Vec<Vec<u8>> = Vec::new();
    for choice in set.values()? {
        let der = choice.to_der()?;
        if choice.tag() == der::Tag::Sequence && !all.contains(&der) {
            all.push(der);
        }
    }
    let is_own = |der: &Vec<u8>| {
        Certificate::from_der(der).is_ok_and(|certificate| is_of(signer, &certificate))
    };
    let (mut own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_own);
    if own.len() != 1 {
        return Err(CmsError::Certificate);
    }
    own.extend(others);
    Ok(own)
}

/// Whether the signer is identified by this certificate (RFC 5652 §5.3).
fn is_of(signer: &SignerIdentifier, certificate: &Certificate) -> bool {
    let tbs = certificate.tbs_certificate();
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            *tbs.issuer() == id.issuer && *tbs.serial_number() == id.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            let own = tbs.get_extension::<SubjectKeyIdentifier>();
            own.is_ok_and(|own| own.is_some_and(|(_, own)| own == *id))
        }
    }
}
