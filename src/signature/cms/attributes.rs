//! The attributes of a signer (RFC 5652 §11, RFC 5035 §5.4.1).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_MESSAGE_DIGEST};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode as _, Encode as _, Sequence};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};

use super::CmsError;
use crate::signature::Hash;

/// `id-aa-signingCertificateV2`.
pub(super) const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// `id-aa-signatureTimeStampToken` (RFC 3161 Appendix A).
pub(super) const TIME_STAMP: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `ESSCertIDv2` (RFC 5035 §4) as far as it is needed: which certificate was signed with.
#[derive(Sequence)]
struct CertificateId {
    // DEFAULT sha256: left out where it is that.
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

/// An attribute of one value.
pub(super) fn one(oid: ObjectIdentifier, value: Any) -> Result<Attribute, CmsError> {
    let mut values = SetOfVec::new();
    values.insert(value)?;
    Ok(Attribute { oid, values })
}

/// The only value of an attribute; none where it is not there or has several.
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

/// Whether the attribute that names the signer's certificate (RFC 5035 §3) names this one. Without it
/// another certificate of the same key could be put in its place.
pub(super) fn names(attributes: &Attributes, certificate: &Certificate) -> Result<bool, CmsError> {
    let Some(value) = value(attributes, &SIGNING_CERTIFICATE) else {
        return Ok(false);
    };
    let named: SigningCertificate = SigningCertificate::from_der(&value.to_der()?)?;
    let Some(first) = named.certificates.first() else {
        return Ok(false);
    };
    let hash = match &first.algorithm {
        None => Hash::Sha256,
        Some(algorithm) => Hash::of(&algorithm.oid).ok_or_else(|| CmsError::Algorithm {
            oid: algorithm.oid.to_string(),
        })?,
    };
    Ok(hash.digest(&[&certificate.to_der()?]) == first.digest.as_bytes())
}
