//! What a certificate may be used for (RFC 5280 §4.2.1.3, §4.2.1.12).

use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ANY_EXTENDED_KEY_USAGE, ID_KP_EMAIL_PROTECTION, ID_KP_TIME_STAMPING};
use webpki::{Error, ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage};

/// `id-kp-documentSigning` (RFC 9336).
const DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");
/// Microsoft's purpose before RFC 9336.
const DOCUMENT_SIGNING_MICROSOFT: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.12");
/// Adobe's purpose before RFC 9336.
const DOCUMENT_SIGNING_ADOBE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.5");

/// The intended use of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Signatures on documents.
    Documents,
    /// Time stamps (RFC 3161).
    TimeStamps,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Documents => "signing documents",
            Self::TimeStamps => "time stamps",
        })
    }
}

impl Usage {
    /// In Chinese.
    pub(super) const fn zh(self) -> &'static str {
        match self {
            Self::Documents => "对文件签名",
            Self::TimeStamps => "颁发时间戳",
        }
    }

    /// The purposes that allow it, any one of them. Certificates for mail are what authorities issued to
    /// signers before documents had their own purpose (RFC 9336 §1).
    #[must_use]
    pub const fn purposes(self) -> &'static [ObjectIdentifier] {
        match self {
            Self::Documents => &[
                ANY_EXTENDED_KEY_USAGE,
                DOCUMENT_SIGNING,
                DOCUMENT_SIGNING_MICROSOFT,
                DOCUMENT_SIGNING_ADOBE,
                ID_KP_EMAIL_PROTECTION,
            ],
            Self::TimeStamps => &[ANY_EXTENDED_KEY_USAGE, ID_KP_TIME_STAMPING],
        }
    }

    /// Whether a purpose allows it.
    pub(crate) fn is_served_by(self, purpose: &ObjectIdentifier) -> bool {
        self.purposes().contains(purpose)
    }

    /// Whether a signer's certificate allows this use. Without restrictions it may sign documents;
    /// for time stamps it must say so, critically, and nothing else (RFC 3161 §2.3).
    #[must_use]
    pub fn allowed_by(self, certificate: &Certificate) -> bool {
        let tbs = certificate.tbs_certificate();
        let (Ok(usage), Ok(purposes)) = (
            tbs.get_extension::<KeyUsage>(),
            tbs.get_extension::<ExtendedKeyUsage>(),
        ) else {
            return false;
        };
        let signs =
            usage.is_none_or(|(_, usage)| usage.digital_signature() || usage.non_repudiation());
        let serves = match (self, purposes) {
            (Self::Documents, None) => true,
            (Self::Documents, Some((_, purposes))) => {
                purposes.0.iter().any(|id| self.is_served_by(id))
            }
            (Self::TimeStamps, Some((true, purposes))) => purposes.0 == [ID_KP_TIME_STAMPING],
            (Self::TimeStamps, _) => false,
        };
        signs && serves
    }
}

/// For authorities: if one restricts its purposes, this must be among them.
impl ExtendedKeyUsageValidator for Usage {
    fn validate(&self, ids: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        let mut restricted = false;
        for id in ids {
            let id = id?;
            let is_this = |purpose: &ObjectIdentifier| KeyPurposeId::new(purpose.as_bytes()) == id;
            if self.purposes().iter().any(is_this) {
                return Ok(());
            }
            restricted = true;
        }
        if restricted {
            // The error webpki has for this cannot be made outside of it.
            return Err(Error::ExtensionValueInvalid);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serves_documents_serves_no_server_and_no_program() {
        for served in Usage::Documents.purposes() {
            assert!(Usage::Documents.is_served_by(served), "{served}");
        }
        // TLS on either side, programs, time stamps, OCSP, log-on.
        for other in [
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.3",
            "1.3.6.1.5.5.7.3.8",
            "1.3.6.1.5.5.7.3.9",
            "1.3.6.1.4.1.311.20.2.2",
        ] {
            let other = ObjectIdentifier::new(other).unwrap();
            assert!(!Usage::Documents.is_served_by(&other), "{other}");
        }
    }
}
