//! The trusted certificates.

use der::Decode as _;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use x509_cert::Certificate;

use super::TrustError;

/// Trusted certificates: roots, or authorities below them, or a signer's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors(Vec<Anchor>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) der: CertificateDer<'static>,
    pub(super) certificate: Certificate,
}

impl Anchors {
    /// The certificates of a PEM file, as many as it has, or the one of a DER file.
    ///
    /// # Errors
    /// [`TrustError::Anchors`] if there is none, or one cannot be read.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, TrustError> {
        let wrong = |detail: String| TrustError::Anchors { detail };
        let is_pem = bytes.windows(11).any(|part| part == b"-----BEGIN ");
        let ders = if is_pem {
            CertificateDer::pem_slice_iter(bytes)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| wrong(error.to_string()))?
        } else {
            vec![CertificateDer::from(bytes.to_vec())]
        };
        if ders.is_empty() {
            return Err(wrong("no BEGIN CERTIFICATE".to_owned()));
        }
        let anchor = |der: CertificateDer<'static>| {
            let certificate =
                Certificate::from_der(&der).map_err(|error| wrong(error.to_string()))?;
            Ok(Anchor { der, certificate })
        };
        ders.into_iter()
            .map(anchor)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Also trusts those of another file.
    pub fn extend(&mut self, others: Self) {
        for other in others.0 {
            if !self.0.contains(&other) {
                self.0.push(other);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Anchor> {
        self.0.iter()
    }
}
