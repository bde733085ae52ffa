//! The path from a certificate to an anchor.
//!
//! webpki builds it and checks signatures, times, basic constraints, name constraints and critical
//! extensions. It checks neither `keyCertSign` nor the anchor, has no purposes for documents,
//! and does not accept a certificate that is an anchor itself; all that is done here.
//!
//! Cycle with `seek`: it names the certificate at which webpki found no path, by the same checks that are made
//! here when there is one.

use std::cell::RefCell;
use std::time::Duration;

use der::Decode as _;
use jiff::Timestamp;
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, VerifiedPath, anchor_from_trusted_cert};
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};
use x509_cert::{Certificate, TbsCertificate};

use super::anchors::{Anchor, Anchors};
use super::names::called;
use super::p521::algorithms;
use super::{TrustError, Usage, seek};
use chengbao_base::text::Foreign;

/// A trusted certificate with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the certificate itself to the anchor; one if it is the anchor.
    pub certificates: Vec<Certificate>,
}

impl Path {
    /// The anchor the path ends at.
    #[must_use]
    pub fn anchor(&self) -> Option<&Certificate> {
        self.certificates.last()
    }
}

/// The path of the first certificate, over others of them if needed, to an anchor; every
/// certificate on it valid at a time, and the first fit for a use. Certificates are in their encoding (DER),
/// which is what their issuers signed: [`Signed::encoded`](crate::cms::Signed::encoded).
///
/// # Errors
/// [`TrustError`] if there is none.
pub fn path(
    certificates: &[Vec<u8>],
    anchors: &Anchors,
    at: Timestamp,
    usage: Usage,
) -> Result<Path, TrustError> {
    let (first, others) = certificates
        .split_first()
        .ok_or_else(|| unreadable("none was given"))?;
    let own = Certificate::from_der(first).map_err(unreadable)?;
    fit(&own, at, usage)?;
    if anchors
        .iter()
        .any(|anchor| anchor.der.as_ref() == first.as_slice())
    {
        return match seek::critical(&own) {
            Some(error) => Err(error),
            None => Ok(Path {
                certificates: vec![own],
            }),
        };
    }
    let trusted: Vec<TrustAnchor<'_>> = anchors
        .iter()
        .filter_map(|anchor| anchor_from_trusted_cert(&anchor.der).ok())
        .collect();
    let others: Vec<CertificateDer<'_>> = others.iter().map(|der| der.as_slice().into()).collect();
    let end = CertificateDer::from(first.as_slice());
    let refused = RefCell::new(None);
    let check = |found: &VerifiedPath<'_>| match authorities(found, anchors, at) {
        Ok(_) => Ok(()),
        Err(error) => {
            refused.replace(Some(error));
            Err(Error::UnknownIssuer)
        }
    };
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    let end = EndEntityCert::try_from(&end);
    let found = end.as_ref().map_err(Clone::clone).and_then(|end| {
        end.verify_for_usage(
            &algorithms(),
            &trusted,
            &others,
            UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
            usage,
            None,
            Some(&check),
        )
    });
    match found {
        Ok(found) => {
            let mut certificates = vec![own];
            certificates.extend(authorities(&found, anchors, at)?);
            Ok(Path { certificates })
        }
        Err(error) => Err(refused
            .take()
            .unwrap_or_else(|| seek::reason(&error, certificates, anchors, at, usage))),
    }
}

/// Whether a certificate is valid at a time and for a use, regardless of its issuer.
///
/// # Errors
/// [`TrustError`] `Expired`, `NotYetValid`, `Usage`.
pub fn fit(certificate: &Certificate, at: Timestamp, usage: Usage) -> Result<(), TrustError> {
    valid(certificate, at)?;
    if usage.allowed_by(certificate) {
        return Ok(());
    }
    let who = called(certificate.tbs_certificate().subject());
    Err(TrustError::Usage { who, usage })
}

/// The authorities of a path, the anchor last.
fn authorities(
    found: &VerifiedPath<'_>,
    anchors: &Anchors,
    at: Timestamp,
) -> Result<Vec<Certificate>, TrustError> {
    let mut authorities = Vec::new();
    for between in found.intermediate_certificates() {
        let certificate = Certificate::from_der(&between.der()).map_err(unreadable)?;
        authority(&certificate)?;
        authorities.push(certificate);
    }
    let mut refused = TrustError::NoAnchor {
        who: Foreign::default(),
    };
    for anchor in anchors.iter().filter(|anchor| is(anchor, found.anchor())) {
        match vouches(&anchor.certificate, authorities.len(), at) {
            Ok(()) => {
                authorities.push(anchor.certificate.clone());
                return Ok(authorities);
            }
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Whether webpki means this anchor: it only keeps name and key.
fn is(anchor: &Anchor, found: &TrustAnchor<'_>) -> bool {
    anchor_from_trusted_cert(&anchor.der).is_ok_and(|anchor| anchor == *found)
}

/// Checks an anchor above a number of authorities. RFC 5280 §6.1.1 accepts an anchor as given; its own statements
/// are checked anyway, as an expired root is one its owner gave up.
fn vouches(anchor: &Certificate, below: usize, at: Timestamp) -> Result<(), TrustError> {
    valid(anchor, at)?;
    authority(anchor)?;
    let limits = anchor.tbs_certificate().get_extension::<BasicConstraints>();
    let limit = limits.ok().flatten();
    match limit.and_then(|(_, limits)| limits.path_len_constraint) {
        Some(limit) if below > usize::from(limit) => Err(TrustError::PathLength),
        _ => Ok(()),
    }
}

/// RFC 5280 §6.1.4 (k), (n): an authority declares that it is one, and its key may sign certificates. Before
/// version 3 there was no way to declare it; such a certificate is an authority's if it is an anchor.
pub(super) fn authority(certificate: &Certificate) -> Result<(), TrustError> {
    let tbs = certificate.tbs_certificate();
    let extensions = (
        tbs.get_extension::<BasicConstraints>(),
        tbs.get_extension::<KeyUsage>(),
    );
    let is_authority = match extensions {
        (Ok(basic), Ok(usage)) => {
            let says_so = basic.is_some_and(|(_, basic)| basic.ca);
            let signs = usage.is_none_or(|(_, usage)| usage.key_cert_sign());
            (says_so || tbs.version() == Version::V1) && signs
        }
        _ => false,
    };
    if is_authority {
        return Ok(());
    }
    Err(TrustError::NotAuthority {
        who: called(tbs.subject()),
    })
}

/// Whether a certificate is valid at a time.
pub(super) fn valid(certificate: &Certificate, at: Timestamp) -> Result<(), TrustError> {
    let tbs = certificate.tbs_certificate();
    let (from, until) = validity(tbs)?;
    let who = || called(tbs.subject());
    if at < from {
        return Err(TrustError::NotYetValid {
            who: who(),
            from,
            at,
        });
    }
    // The last second is fully valid.
    if at.as_second() > until.as_second() {
        return Err(TrustError::Expired {
            who: who(),
            until,
            at,
        });
    }
    Ok(())
}

fn validity(tbs: &TbsCertificate) -> Result<(Timestamp, Timestamp), TrustError> {
    let moment = |time: x509_cert::time::Time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        Timestamp::from_second(seconds).map_err(unreadable)
    };
    let validity = tbs.validity();
    // RFC 5280 §4.1.2.5: 9999-12-31 means forever, and is also jiff's last day.
    let until = moment(validity.not_after).unwrap_or(Timestamp::MAX);
    Ok((moment(validity.not_before)?, until))
}

/// A certificate that cannot be read.
pub(super) fn unreadable(detail: impl ToString) -> TrustError {
    TrustError::Unreadable {
        detail: detail.to_string(),
    }
}
