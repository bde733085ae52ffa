//! The attributes of a signer (RFC 5652 §11, RFC 5035 §5.4.1).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_AA_SIGNING_CERTIFICATE, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode as _, Encode as _, Sequence};
use sha1::{Digest as _, Sha1};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};

use super::CmsError;
use crate::Hash;

/// `id-aa-signingCertificateV2`.
pub(super) const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// `id-aa-signatureTimeStampToken` (RFC 3161 Appendix A).
pub(super) const TIME_STAMP: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `id-aa-signingCertificate`, which names the certificate by SHA-1.
const SIGNING_CERTIFICATE_SHA1: ObjectIdentifier = ID_AA_SIGNING_CERTIFICATE;

/// Whether a signature names the certificate for checking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// It does not; older PDF signatures (`adbe.pkcs7.detached`) need not.
    No,
    /// By SHA-1 (RFC 2634 §5.4), as time-stamp tokens may (RFC 3161 §2.4.2). ETSI EN 319 122-1 §5.2.2.
    BySha1,
    /// By an accepted digest (RFC 5035 §3; ETSI EN 319 122-1 §5.2.2.3).
    Yes,
}

/// `ESSCertIDv2` (RFC 5035 §4) the needed part: which certificate was used.
#[derive(Sequence)]
struct CertificateId {
    // DEFAULT sha256: left out if it is that.
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<Any>,
}

/// `SigningCertificateV2`.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// The signed attributes of a signature over content of a type with a digest.
pub(super) fn signed(
    content: ObjectIdentifier,
    digest: &[u8],
    certificate: &Certificate,
) -> Result<Attributes, CmsError> {
    let id = CertificateId {
        algorithm: None,
        digest: OctetString::new(Hash::Sha256.digest(&[&certificate.to_der()?]))?,
        issuer: None,
    };
    let certificate = SigningCertificate {
        certificates: vec![id],
        policies: None,
    };
    let mut attributes = Attributes::new();
    attributes.insert(one(ID_CONTENT_TYPE, Any::encode_from(&content)?)?)?;
    let digest = OctetString::new(digest)?;
    attributes.insert(one(ID_MESSAGE_DIGEST, Any::encode_from(&digest)?)?)?;
    let certificate = Any::encode_from(&certificate)?;
    attributes.insert(one(SIGNING_CERTIFICATE, certificate)?)?;
    Ok(attributes)
}

/// An attribute with one value.
pub(super) fn one(oid: ObjectIdentifier, value: Any) -> Result<Attribute, CmsError> {
    let mut values = SetOfVec::new();
    values.insert(value)?;
    Ok(Attribute { oid, values })
}

/// The only value of an attribute; none if it is missing or has several.
pub(super) fn value<'a>(attributes: &'a Attributes, oid: &ObjectIdentifier) -> Option<&'a Any> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == *oid);
    let (attribute, None) = (found.next()?, found.next()) else {
        return None;
    };
    let mut values = attribute.values.iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    Some(value)
}

/// Which certificate the signed attributes name (RFC 5035 §3). Without a name, another certificate with the
/// same key could replace it. The certificate is given in its encoding.
pub(super) fn named(attributes: &Attributes, certificate: &[u8]) -> Result<Named, CmsError> {
    if let Some(value) = value(attributes, &SIGNING_CERTIFICATE) {
        let named: SigningCertificate = SigningCertificate::from_der(&value.to_der()?)?;
        let first = named.certificates.first().ok_or(CmsError::Certificate)?;
        let hash = match &first.algorithm {
            None => Hash::Sha256,
            Some(algorithm) => {
                Hash::of(&algorithm.oid).ok_or_else(|| CmsError::algorithm(&algorithm.oid))?
            }
        };
        if hash.digest(&[certificate]) != first.digest.as_bytes() {
            return Err(CmsError::Certificate);
        }
        return Ok(Named::Yes);
    }
    let Some(value) = value(attributes, &SIGNING_CERTIFICATE_SHA1) else {
        return Ok(Named::No);
    };
    // `ESSCertID` is `ESSCertIDv2` without an algorithm.
    let named: SigningCertificate = SigningCertificate::from_der(&value.to_der()?)?;
    let first = named.certificates.first().ok_or(CmsError::Certificate)?;
    if first.algorithm.is_some() || Sha1::digest(certificate).as_slice() != first.digest.as_bytes()
    {
        return Err(CmsError::Certificate);
    }
    Ok(Named::BySha1)
}
