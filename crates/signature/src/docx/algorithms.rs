//! The names of algorithms in XML signatures (RFC 9231, XML-Signature §6).

use super::DocxDefect;
use crate::{Algorithm, Hash, Scheme};

/// Canonical XML 1.0 without comments.
pub(super) const C14N: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
/// Canonical XML 1.0 with comments.
const C14N_COMMENTS: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
/// The relationships transform (ECMA-376 part 2 §13.2.4.24).
pub(super) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/package/2006/RelationshipTransform";

const DIGESTS: [(&str, Hash); 3] = [
    ("http://www.w3.org/2001/04/xmlenc#sha256", Hash::Sha256),
    (
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        Hash::Sha384,
    ),
    ("http://www.w3.org/2001/04/xmlenc#sha512", Hash::Sha512),
];

const SIGNATURES: [(&str, Algorithm); 10] = [
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        Algorithm::Rsa(Hash::Sha256),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        Algorithm::Rsa(Hash::Sha384),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        Algorithm::Rsa(Hash::Sha512),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        Algorithm::Ecdsa(Hash::Sha256),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
        Algorithm::Ecdsa(Hash::Sha384),
    ),
    (
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        Algorithm::Ecdsa(Hash::Sha512),
    ),
    // RFC 9231 §2.3.10: the salt is as long as the digest.
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
        Algorithm::RsaPss {
            hash: Hash::Sha256,
            salt: 32,
        },
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
        Algorithm::RsaPss {
            hash: Hash::Sha384,
            salt: 48,
        },
    ),
    (
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
        Algorithm::RsaPss {
            hash: Hash::Sha512,
            salt: 64,
        },
    ),
    // RFC 9231 §2.3.12.
    (
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
        Algorithm::Ed25519,
    ),
];

/// The algorithm of a digest method.
pub(super) fn digest(uri: &str) -> Result<Hash, DocxDefect> {
    find(&DIGESTS, uri)
}

/// The algorithm of a signature method.
pub(super) fn signature(uri: &str) -> Result<Algorithm, DocxDefect> {
    find(&SIGNATURES, uri).map_err(|defect| match defect {
        DocxDefect::Algorithm { uri } => DocxDefect::Unchecked { what: uri },
        weak => weak,
    })
}

/// Whether a canonicalization method keeps comments.
pub(super) fn canonicalization(uri: &str) -> Result<bool, DocxDefect> {
    find(&[(C14N, false), (C14N_COMMENTS, true)], uri)
}

/// The name of a digest; none if it has no name in XML signatures.
pub(super) fn digest_uri(hash: Hash) -> Option<&'static str> {
    let mut known = DIGESTS.iter();
    known.find(|(_, known)| *known == hash).map(|(uri, _)| *uri)
}

/// The name of a scheme; none if it has no name in XML signatures.
pub(super) fn signature_uri(scheme: Scheme) -> Option<&'static str> {
    let algorithm = match scheme {
        Scheme::RsaSha256 => Algorithm::Rsa(Hash::Sha256),
        Scheme::EcdsaP256 => Algorithm::Ecdsa(Hash::Sha256),
        Scheme::EcdsaP384 => Algorithm::Ecdsa(Hash::Sha384),
        Scheme::Sm2 => return None,
    };
    let mut known = SIGNATURES.iter();
    known
        .find(|(_, known)| *known == algorithm)
        .map(|(uri, _)| *uri)
}

fn find<T: Copy>(known: &[(&str, T)], uri: &str) -> Result<T, DocxDefect> {
    if let Some((_, found)) = known.iter().find(|(known, _)| *known == uri) {
        return Ok(*found);
    }
    let uri = uri.to_owned();
    // `…#sha1`, `…#rsa-sha1`, `…#dsa-sha1`, `…#md5`.
    if uri.ends_with("sha1") || uri.ends_with("md5") {
        Err(DocxDefect::Weak { uri })
    } else {
        Err(DocxDefect::Algorithm { uri })
    }
}
