//! Whether a certificate may sign documents now, checked before anything is signed, so that
//! this program reports a fault before readers of the document do.

use const_oid::ObjectIdentifier;
use jiff::Timestamp;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};
use x509_cert::time::Time;

use super::{KeyError, Signer, Unfit};
use crate::Algorithm;
use crate::trust::{Usage, called};
use chengbao_base::text::Foreign;

/// Names of refused purposes.
const PURPOSES: &[(&str, &str)] = &[
    ("1.3.6.1.5.5.7.3.1", "serverAuth (TLS)"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth (TLS)"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    ("1.3.6.1.4.1.311.20.2.2", "smart card logon"),
];

/// Algorithms certificates were once signed with.
const WEAK: &[(&str, &str)] = &[
    ("1.2.840.113549.1.1.2", "MD2"),
    ("1.2.840.113549.1.1.4", "MD5"),
    ("1.2.840.113549.1.1.5", "SHA-1"),
    ("1.3.14.3.2.29", "SHA-1"),
    ("1.2.840.10045.4.1", "SHA-1"),
    ("1.2.840.10040.4.3", "SHA-1"),
];

/// What is signed to check that key and certificate are a pair. No document starts like this.
const PROBE: &[u8] = b"chengbao: whether this key and its certificate are a pair";

/// Whether the signer's certificate may sign documents at that time and belongs to its key.
/// Does not check whether it is trusted or revoked.
///
/// # Errors
/// [`KeyError::Unfit`] with the first reason; the error of the key if it cannot sign.
pub fn fit(signer: &dyn Signer, at: Timestamp) -> Result<(), KeyError> {
    let certificate = signer.certificate();
    check(certificate, at)?;
    let algorithm = Algorithm::of(&signer.scheme().oid(), signer.scheme().hash());
    let value = signer.sign(PROBE)?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    if algorithm.is_some_and(|algorithm| algorithm.holds(key, PROBE, &value)) {
        return Ok(());
    }
    let subject = subject(certificate);
    Err(Unfit::Mismatch { subject }.into())
}

/// Checks the certificate's own statements.
fn check(certificate: &Certificate, at: Timestamp) -> Result<(), Unfit> {
    let tbs = certificate.tbs_certificate();
    let subject = || subject(certificate);
    let malformed = |error: der::Error| Unfit::Malformed {
        subject: subject(),
        detail: error.to_string(),
    };
    let validity = tbs.validity();
    if seconds(validity.not_after) < at.as_second() {
        return Err(Unfit::Expired {
            subject: subject(),
            until: validity.not_after.to_string(),
        });
    }
    if seconds(validity.not_before) > at.as_second() {
        return Err(Unfit::NotYet {
            subject: subject(),
            from: validity.not_before.to_string(),
        });
    }
    let constraints = tbs.get_extension::<BasicConstraints>().map_err(malformed)?;
    let is_authority = constraints.is_some_and(|(_, constraints)| constraints.ca);
    let usage = tbs.get_extension::<KeyUsage>().map_err(malformed)?;
    let signs = usage.map(|(_, usage)| usage.digital_signature() || usage.non_repudiation());
    match (is_authority, signs) {
        (false, Some(false)) => return Err(Unfit::Usage { subject: subject() }),
        // A certificate that may certify and sign says so. Verifiers accept an authority's own signature only
        // if it is itself trusted, as a self-signed one can be.
        (true, Some(true)) if tbs.issuer() == tbs.subject() => {}
        (true, _) => return Err(Unfit::Authority { subject: subject() }),
        (false, _) => {}
    }
    let purposes = tbs.get_extension::<ExtendedKeyUsage>().map_err(malformed)?;
    if let Some((_, ExtendedKeyUsage(purposes))) = purposes
        && !purposes.iter().any(|id| Usage::Documents.is_served_by(id))
    {
        return Err(Unfit::Purpose {
            subject: subject(),
            purposes: purposes.iter().map(purpose).collect(),
        });
    }
    // The signature of a self-signed certificate proves nothing anyway.
    let oid = certificate.signature_algorithm().oid.to_string();
    let weak = WEAK.iter().find(|(weak, _)| *weak == oid);
    match weak.filter(|_| tbs.issuer() != tbs.subject()) {
        Some((_, algorithm)) => Err(Unfit::Weak {
            subject: subject(),
            algorithm,
        }),
        None => Ok(()),
    }
}

fn purpose(oid: &ObjectIdentifier) -> String {
    let oid = oid.to_string();
    let known = PURPOSES.iter().find(|(known, _)| *known == oid);
    known.map_or_else(|| oid.clone(), |(_, name)| (*name).to_owned())
}

fn seconds(time: Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}

/// The holder's name, as people know it.
fn subject(certificate: &Certificate) -> Foreign {
    called(certificate.tbs_certificate().subject())
}
