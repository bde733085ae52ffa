//! Reads certificates from a file, and finds the key's own and those above it.

use der::{Decode as _, Encode as _};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::Certificate;

use super::pem::{self, Block};
use super::{Foreign, KeyError, MAX_FILE};
use crate::trust::called;

/// The certificates of a file, PEM (one or more) or DER (one).
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Certificate>, KeyError> {
    if bytes.len() > MAX_FILE {
        return Err(KeyError::Large);
    }
    if !pem::is_pem(bytes) {
        return Ok(vec![one(bytes)?]);
    }
    let blocks = pem::blocks(bytes).map_err(|detail| KeyError::Certificate { detail })?;
    if blocks
        .iter()
        .any(|block| matches!(&*block.label, "PKCS7" | "CMS"))
    {
        return Err(KeyError::Convert(Foreign::Pkcs7));
    }
    let certificates = of(&blocks)?;
    if certificates.is_empty() {
        return Err(KeyError::Certificate {
            detail: "no BEGIN CERTIFICATE".to_owned(),
        });
    }
    Ok(certificates)
}

/// The certificates among blocks.
pub(super) fn of(blocks: &[Block]) -> Result<Vec<Certificate>, KeyError> {
    let labels = ["CERTIFICATE", "X509 CERTIFICATE"];
    let certificates = blocks
        .iter()
        .filter(|block| labels.contains(&&*block.label));
    certificates
        .filter_map(|block| block.content.as_ref())
        .map(|content| one(content.as_bytes()))
        .collect()
}

/// One certificate. A signature contains it re-encoded, which must equal what its issuer signed.
pub(super) fn one(der: &[u8]) -> Result<Certificate, KeyError> {
    let unread = |error: der::Error| KeyError::Certificate {
        detail: error.to_string(),
    };
    let certificate = Certificate::from_der(der).map_err(unread)?;
    if certificate.to_der().map_err(unread)? == der {
        return Ok(certificate);
    }
    let subject = called(certificate.tbs_certificate().subject());
    Err(KeyError::Encoding { subject })
}

/// The certificate of a key (the first if none matches or the key cannot tell) and those above
/// it, issuer first. Others are left out.
pub(super) fn sort(
    mut pool: Vec<Certificate>,
    key: Option<&SubjectPublicKeyInfoOwned>,
) -> Result<(Certificate, Vec<Certificate>), KeyError> {
    let is_own = |certificate: &Certificate| {
        let other = certificate.tbs_certificate().subject_public_key_info();
        key.is_some_and(|key| {
            key.algorithm.oid == other.algorithm.oid
                && key.subject_public_key == other.subject_public_key
        })
    };
    if pool.is_empty() {
        return Err(KeyError::NoCertificate);
    }
    let own = pool.remove(pool.iter().position(is_own).unwrap_or(0));
    let mut chain: Vec<Certificate> = Vec::new();
    let mut below = Some(own.clone());
    let mut at = 0;
    while let Some(certificate) = below {
        let issuer = certificate.tbs_certificate().issuer();
        // More than one if an authority was certified by two.
        let is_above = |other: &Certificate| other.tbs_certificate().subject() == issuer;
        let (above, rest): (Vec<_>, Vec<_>) = pool.into_iter().partition(is_above);
        pool = rest;
        for certificate in above {
            if certificate != own && !chain.contains(&certificate) {
                chain.push(certificate);
            }
        }
        below = chain.get(at).cloned();
        at += 1;
    }
    Ok((own, chain))
}
