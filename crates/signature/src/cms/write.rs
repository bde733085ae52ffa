//! Makes a signature.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use der::Encode as _;
use der::asn1::{Any, OctetString, SetOfVec};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attributes;

use super::CmsError;
use super::attributes::{TIME_STAMP, one, signed};
use crate::Scheme;
use crate::keys::Signer;

/// The function that requests a time stamp: it gets the signature value and returns the time-stamp token, DER.
pub type Stamp<'a, E> = &'a mut dyn FnMut(&[u8]) -> Result<Vec<u8>, E>;

/// A detached signature over content with that digest, made with [`Scheme::hash`] of the signer's
/// scheme; DER. It names its certificate and contains no time: PAdES and the sign-off have their own.
///
/// The token returned by `stamp` goes into the signature unchanged.
///
/// # Errors
/// [`CmsError`], or the error of `stamp`.
pub fn sign<E: From<CmsError>>(
    signer: &dyn Signer,
    digest: &[u8],
    stamp: Option<Stamp<'_, E>>,
) -> Result<Vec<u8>, E> {
    let certificate = signer.certificate();
    let attributes = signed(ID_DATA, digest, certificate)?;
    let value = signer
        .sign(&attributes.to_der().map_err(CmsError::from)?)
        .map_err(CmsError::from)?;
    let token = stamp.map(|stamp| stamp(&value)).transpose()?;
    let content = EncapsulatedContentInfo {
        econtent_type: ID_DATA,
        econtent: None,
    };
    Ok(assemble(
        signer,
        content,
        attributes,
        value,
        token.as_deref(),
    )?)
}

/// A signature with embedded content, as time-stamp authorities make them.
#[cfg(test)]
pub(crate) fn sign_inside(
    signer: &dyn Signer,
    econtent_type: const_oid::ObjectIdentifier,
    content: &[u8],
    names_certificate: bool,
) -> Vec<u8> {
    let digest = signer.scheme().hash().digest(&[content]);
    let mut attributes = signed(econtent_type, &digest, signer.certificate()).unwrap();
    if !names_certificate {
        let rest = attributes.into_vec();
        let rest: Vec<_> = rest
            .into_iter()
            .filter(|one| one.oid != super::attributes::SIGNING_CERTIFICATE)
            .collect();
        attributes = Attributes::try_from(rest).unwrap();
    }
    let value = signer.sign(&attributes.to_der().unwrap()).unwrap();
    let content = OctetString::new(content).unwrap();
    let content = EncapsulatedContentInfo {
        econtent_type,
        econtent: Some(Any::encode_from(&content).unwrap()),
    };
    assemble(signer, content, attributes, value, None).unwrap()
}

/// A detached signature that does not name its certificate, as older programs make them.
#[cfg(test)]
pub(crate) fn sign_unnamed(signer: &dyn Signer, digest: &[u8]) -> Vec<u8> {
    let attributes = signed(ID_DATA, digest, signer.certificate()).unwrap();
    let rest = attributes.into_vec().into_iter();
    let rest: Vec<_> = rest
        .filter(|one| one.oid != super::attributes::SIGNING_CERTIFICATE)
        .collect();
    let attributes = Attributes::try_from(rest).unwrap();
    let value = signer.sign(&attributes.to_der().unwrap()).unwrap();
    let content = EncapsulatedContentInfo {
        econtent_type: ID_DATA,
        econtent: None,
    };
    assemble(signer, content, attributes, value, None).unwrap()
}

fn assemble(
    signer: &dyn Signer,
    content: EncapsulatedContentInfo,
    attributes: Attributes,
    value: Vec<u8>,
    token: Option<&[u8]>,
) -> Result<Vec<u8>, CmsError> {
    use der::Decode as _;
    let scheme = signer.scheme();
    let tbs = signer.certificate().tbs_certificate();
    let digest_alg = AlgorithmIdentifierOwned {
        oid: scheme.hash().oid(),
        parameters: None,
    };
    let mut unsigned = Attributes::new();
    if let Some(token) = token {
        unsigned.insert(one(TIME_STAMP, Any::from_der(token)?)?)?;
    }
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: digest_alg.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned {
            oid: scheme.oid(),
            // RFC 4055 §5: NULL with RSA; RFC 5754 §3.2: nothing with ECDSA.
            parameters: (scheme == Scheme::RsaSha256).then(Any::null),
        },
        signature: OctetString::new(value)?,
        unsigned_attrs: (!unsigned.is_empty()).then_some(unsigned),
    };
    let mut certificates = SetOfVec::new();
    for certificate in std::iter::once(signer.certificate()).chain(signer.chain()) {
        let choice = CertificateChoices::Certificate(certificate.clone());
        // The set rejects duplicates.
        if !certificates.iter().any(|known| *known == choice) {
            certificates.insert(choice)?;
        }
    }
    let mut digest_algorithms = SetOfVec::new();
    digest_algorithms.insert(digest_alg)?;
    let mut signer_infos = SetOfVec::new();
    signer_infos.insert(info)?;
    let signed = SignedData {
        // RFC 5652 §5.1.
        version: if content.econtent_type == ID_DATA {
            CmsVersion::V1
        } else {
            CmsVersion::V3
        },
        digest_algorithms,
        encap_content_info: content,
        certificates: Some(CertificateSet(certificates)),
        crls: None,
        signer_infos: SignerInfos(signer_infos),
    };
    let content = ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&signed)?,
    };
    Ok(content.to_der()?)
}
