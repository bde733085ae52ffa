//! Finds the certificate at which a path fails: webpki says what is wrong, but rarely with which one.

use const_oid::ObjectIdentifier;
use const_oid::db::DB;
use const_oid::db::rfc5280::{
    ID_CE_BASIC_CONSTRAINTS, ID_CE_CRL_DISTRIBUTION_POINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE,
    ID_CE_NAME_CONSTRAINTS, ID_CE_SUBJECT_ALT_NAME,
};
use der::{Decode as _, Reader as _, SliceReader};
use jiff::Timestamp;
use webpki::Error;
use x509_cert::Certificate;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::anchors::Anchors;
use super::names::called;
use super::path::{authority, unreadable, valid};
use super::{TrustError, Usage};
use crate::{Algorithm, Hash};

/// The extensions webpki knows (RFC 5280 §4.2); another that is critical refuses the certificate.
const KNOWN: [ObjectIdentifier; 6] = [
    ID_CE_BASIC_CONSTRAINTS,
    ID_CE_CRL_DISTRIBUTION_POINTS,
    ID_CE_EXT_KEY_USAGE,
    ID_CE_KEY_USAGE,
    ID_CE_NAME_CONSTRAINTS,
    ID_CE_SUBJECT_ALT_NAME,
];

/// The certificates of a failed path from the first upwards, as far as there are issuers.
struct Climb<'a> {
    /// Each with its encoding.
    steps: Vec<(Certificate, &'a [u8])>,
    /// What is above the last.
    above: Above,
}

enum Above {
    Anchor,
    Nothing,
}

/// Why there is no path.
pub(super) fn reason(
    error: &Error,
    certificates: &[Vec<u8>],
    anchors: &Anchors,
    at: Timestamp,
    usage: Usage,
) -> TrustError {
    let climb = climb(certificates, anchors);
    let steps = || climb.steps.iter().map(|(certificate, _)| certificate);
    let found = match error {
        Error::UnknownIssuer => Some(climb.end()),
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => {
            steps().find_map(|certificate| valid(certificate, at).err())
        }
        Error::EndEntityUsedAsCa => steps()
            .skip(1)
            .find_map(|certificate| authority(certificate).err()),
        Error::CaUsedAsEndEntity => steps().next().map(|own| misused(own, usage)),
        Error::ExtensionValueInvalid => steps()
            .skip(1)
            .find(|certificate| !issues_for(certificate, usage))
            .map(|certificate| misused(certificate, usage)),
        Error::UnsupportedCriticalExtension => steps().find_map(critical),
        Error::InvalidSignatureForPublicKey => {
            climb
                .broken(anchors)
                .map(|certificate| TrustError::Signature {
                    who: called(certificate.tbs_certificate().subject()),
                })
        }
        Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            climb.broken(anchors).map(unaccepted)
        }
        Error::PathLenConstraintViolated => Some(TrustError::PathLength),
        Error::NameConstraintViolation => Some(TrustError::Names),
        _ => None,
    };
    found.unwrap_or_else(|| unreadable(error))
}

fn misused(certificate: &Certificate, usage: Usage) -> TrustError {
    TrustError::Usage {
        who: called(certificate.tbs_certificate().subject()),
        usage,
    }
}

fn unaccepted(certificate: &Certificate) -> TrustError {
    let oid = certificate.signature_algorithm().oid;
    let algorithm = DB.by_oid(&oid).map(|name| format!("{name} ({oid})"));
    TrustError::Algorithm {
        who: called(certificate.tbs_certificate().subject()),
        algorithm: algorithm.unwrap_or_else(|| oid.to_string()),
    }
}

/// Whether an authority may issue for a use.
fn issues_for(certificate: &Certificate, usage: Usage) -> bool {
    let purposes = certificate
        .tbs_certificate()
        .get_extension::<ExtendedKeyUsage>();
    purposes.is_ok_and(|purposes| {
        purposes.is_none_or(|(_, purposes)| purposes.0.iter().any(|id| usage.is_served_by(id)))
    })
}

/// The first unknown critical extension.
pub(super) fn critical(certificate: &Certificate) -> Option<TrustError> {
    let tbs = certificate.tbs_certificate();
    let mut extensions = tbs.extensions().into_iter().flatten();
    let unknown = extensions.find(|one| one.critical && !KNOWN.contains(&one.extn_id))?;
    Some(TrustError::Critical {
        who: called(tbs.subject()),
        oid: unknown.extn_id.to_string(),
    })
}

fn climb<'a>(certificates: &'a [Vec<u8>], anchors: &Anchors) -> Climb<'a> {
    let all: Vec<(Certificate, &[u8])> = certificates
        .iter()
        .filter_map(|der| Some((Certificate::from_der(der).ok()?, der.as_slice())))
        .collect();
    let mut steps: Vec<(Certificate, &[u8])> = all.first().cloned().into_iter().collect();
    while let Some((last, _)) = steps.last() {
        let issuer = last.tbs_certificate().issuer();
        let is_issuer = |other: &Certificate| other.tbs_certificate().subject() == issuer;
        if anchors.iter().any(|anchor| is_issuer(&anchor.certificate)) {
            return Climb {
                steps,
                above: Above::Anchor,
            };
        }
        let next = all
            .iter()
            .find(|(other, der)| is_issuer(other) && steps.iter().all(|(_, known)| known != der));
        match next {
            Some(next) => steps.push(next.clone()),
            None => break,
        }
    }
    Climb {
        steps,
        above: Above::Nothing,
    }
}

impl Climb<'_> {
    /// Why the path does not continue.
    fn end(&self) -> TrustError {
        let Some((last, _)) = self.steps.last() else {
            return unreadable("none was given");
        };
        let tbs = last.tbs_certificate();
        let issuer = called(tbs.issuer());
        match self.above {
            Above::Nothing if tbs.issuer() != tbs.subject() => TrustError::Issuer { issuer },
            Above::Nothing | Above::Anchor => TrustError::NoAnchor { who: issuer },
        }
    }

    /// The first certificate that no one with its issuer's name has signed.
    fn broken(&self, anchors: &Anchors) -> Option<&Certificate> {
        let issuers = || {
            let steps = self.steps.iter().map(|(certificate, _)| certificate);
            steps.chain(anchors.iter().map(|anchor| &anchor.certificate))
        };
        let mut certificates = self.steps.iter();
        let broken = certificates.find(|(certificate, der)| {
            let name = certificate.tbs_certificate().issuer();
            !issuers()
                .filter(|issuer| issuer.tbs_certificate().subject() == name)
                .any(|issuer| signed_by(certificate, der, issuer))
        });
        broken.map(|(certificate, _)| certificate)
    }
}

fn signed_by(certificate: &Certificate, der: &[u8], issuer: &Certificate) -> bool {
    let key = issuer.tbs_certificate().subject_public_key_info();
    let algorithm = Algorithm::named(certificate.signature_algorithm(), Hash::Sha256);
    let signed = SliceReader::new(der).and_then(|mut reader| {
        der::Header::decode(&mut reader)?;
        reader.tlv_bytes()
    });
    let (Some(algorithm), Ok(signed), Some(value)) =
        (algorithm, signed, certificate.signature().as_bytes())
    else {
        return false;
    };
    algorithm.holds(key, signed, value)
}
