//! Who signed, and whether the signature value matches.

use der::{Decode as _, Encode as _};
use x509_cert::Certificate;

use super::signed::Signed;
use super::structure::{Structure, algorithm, base64, child};
use crate::docx::xml::{self, Element};
use crate::docx::{DS, DocxDefect, XADES, algorithms};
use crate::{Algorithm, ValueError};

/// The certificates of a signature.
pub(super) struct Certificates {
    /// The signer's.
    pub(super) own: Certificate,
    pub(super) others: Vec<Certificate>,
}

/// The certificates in `KeyInfo`, the signer's is the one XAdES names (TS 101 903 §7.2.2): without that,
/// another certificate with the same key could replace it.
pub(super) fn certificates(
    structure: &Structure<'_>,
    signed: &Signed<'_>,
) -> Result<Certificates, DocxDefect> {
    let data = structure
        .key_info
        .into_iter()
        .flat_map(|info| info.all(DS, "X509Data"));
    let elements = data.flat_map(|data| data.all(DS, "X509Certificate"));
    let mut all: Vec<Certificate> = elements.map(certificate).collect::<Result<_, _>>()?;
    let named = named(signed).ok_or(DocxDefect::Unnamed)?;
    let method = algorithm(child(named, DS, "DigestMethod")?)?;
    let hash = algorithms::digest(method)?;
    let digest = base64(child(named, DS, "DigestValue")?)?;
    let is_named = |certificate: &Certificate| {
        let der = certificate.to_der();
        der.is_ok_and(|der| hash.digest(&[&der]) == digest)
    };
    let at = all
        .iter()
        .position(is_named)
        .ok_or(DocxDefect::Certificate)?;
    let own = all.remove(at);
    Ok(Certificates { own, others: all })
}

/// `xd:CertDigest` of the first certificate named, which is the signer's.
fn named<'a>(signed: &Signed<'a>) -> Option<&'a Element> {
    let properties = signed.signature_properties()?;
    let first = properties.only(XADES, "SigningCertificate");
    let first = first.or_else(|| properties.only(XADES, "SigningCertificateV2"));
    first?.all(XADES, "Cert").next()?.only(XADES, "CertDigest")
}

fn certificate(element: &Element) -> Result<Certificate, DocxDefect> {
    Certificate::from_der(&base64(element)?).map_err(|_| DocxDefect::Certificate)
}

/// Whether the value matches the signed information and the key of the certificate.
pub(super) fn value(
    structure: &Structure<'_>,
    certificate: &Certificate,
) -> Result<(), DocxDefect> {
    let info = structure.info;
    let method = child(info, DS, "CanonicalizationMethod")?;
    let comments = algorithms::canonicalization(algorithm(method)?)?;
    let method = child(info, DS, "SignatureMethod")?;
    let algorithm = algorithms::signature(algorithm(method)?)?;
    let value = base64(structure.value)?;
    let value = if matches!(algorithm, Algorithm::Ecdsa(_)) {
        // What is no such sequence is no signature, of whatever key: that is found below.
        from_octets(&value).unwrap_or(value)
    } else {
        value
    };
    let message = xml::canonical(&[structure.root], info, comments);
    let key = certificate.tbs_certificate().subject_public_key_info();
    algorithm
        .check(key, &message, &value)
        .map_err(|error| match error {
            ValueError::Wrong => DocxDefect::Value,
            ValueError::Key(what) => DocxDefect::Unchecked { what },
        })
}

/// XML signatures contain r and s one after the other (RFC 9231 §2.3.6), others a DER sequence of them.
fn from_octets(value: &[u8]) -> Option<Vec<u8>> {
    match value.len() {
        64 => {
            let value = p256::ecdsa::Signature::from_slice(value).ok()?;
            Some(value.to_der().as_bytes().to_vec())
        }
        96 => {
            let value = p384::ecdsa::Signature::from_slice(value).ok()?;
            Some(value.to_der().as_bytes().to_vec())
        }
        132 => {
            let value = p521::ecdsa::Signature::from_slice(value).ok()?;
            Some(value.to_der().as_bytes().to_vec())
        }
        _ => None,
    }
}
