//! What a time-stamp token proves.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc3161::ID_CT_TST_INFO;
use der::Decode as _;
use der::asn1::Int;
use jiff::Timestamp;
use x509_cert::Certificate;

use super::TspError;
use super::syntax::{Imprint, TstInfo, time};
use crate::Hash;
use crate::cms::{self, CmsError, Named};
use crate::trust::{self, Anchors, Path, TrustError, Usage};

/// The content of a time-stamp token: the holder of that certificate confirms that these octets existed at that time.
/// Whether the certificate is trusted is another question: [`Stamped::path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The time.
    pub time: Timestamp,
    /// Certificate of the time-stamp authority.
    pub certificate: Certificate,
    /// All certificates of the token in their encoding, the authority's own first.
    pub encoded: Vec<Vec<u8>>,
    /// The authority's policy.
    pub policy: ObjectIdentifier,
    /// Digest algorithm of the imprint.
    pub hash: Hash,
}

impl Stamped {
    /// The path of the authority's certificate to an anchor, valid at the time of the stamp.
    ///
    /// # Errors
    /// [`TrustError`] if there is none.
    pub fn path(&self, anchors: &Anchors) -> Result<Path, TrustError> {
        trust::path(&self.encoded, anchors, self.time, Usage::TimeStamps)
    }

    /// Whether the certificate was valid then, and is for time stamps.
    pub(super) fn fit(&self) -> Result<(), TspError> {
        trust::fit(&self.certificate, self.time, Usage::TimeStamps).map_err(TspError::Certificate)
    }
}

/// Checks a token (DER) from a file against the octets it should cover: a valid
/// signature by a certificate for time stamps that was valid then.
///
/// # Errors
/// [`TspError`] if it does not prove anything about these octets.
pub fn check(token: &[u8], over: &[u8]) -> Result<Stamped, TspError> {
    let (stamped, imprint, _) = opened(token)?;
    if stamped.hash.digest(&[over]) != imprint.digest.as_bytes() {
        return Err(TspError::Imprint);
    }
    stamped.fit()?;
    Ok(stamped)
}

/// A token whose signature is valid and names its certificate: its content, what it covers, and its nonce.
pub(super) fn opened(token: &[u8]) -> Result<(Stamped, Imprint, Option<Int>), TspError> {
    let signed = cms::read(token, None).map_err(|error| match error {
        CmsError::Syntax { detail } => TspError::Syntax { detail },
        other => TspError::Signature(other),
    })?;
    if signed.named == Named::No {
        return Err(TspError::Unnamed);
    }
    let content = signed
        .content
        .filter(|_| signed.content_type == ID_CT_TST_INFO);
    let content = content.ok_or_else(|| wrong("not a TSTInfo"))?;
    let info = TstInfo::from_der(&content)?;
    if info.version != 1 {
        return Err(wrong("version of the TSTInfo"));
    }
    if info.extensions.iter().flatten().any(|one| one.critical) {
        return Err(wrong("a critical extension that is unknown"));
    }
    let oid = info.imprint.algorithm.oid;
    let unaccepted = || TspError::Signature(CmsError::algorithm(&oid));
    let stamped = Stamped {
        time: time(&info.time).ok_or_else(|| wrong("genTime"))?,
        certificate: signed.certificate,
        encoded: signed.encoded,
        policy: info.policy,
        hash: Hash::of(&oid).ok_or_else(unaccepted)?,
    };
    Ok((stamped, info.imprint, info.nonce))
}

fn wrong(detail: &str) -> TspError {
    TspError::Syntax {
        detail: detail.to_owned(),
    }
}
