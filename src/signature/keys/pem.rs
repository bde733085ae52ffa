//! A key in a PEM file: PKCS #8 (RFC 5958) beside a certificate with the chain above it.

use pkcs8::DecodePrivateKey as _;
use rsa::pkcs1v15;
use rsa::traits::PublicKeyParts as _;
use sha2::Sha256;
use signature::{SignatureEncoding as _, Signer as _};
use x509_cert::Certificate;

use super::{KeyError, Signer};
use crate::signature::Scheme;

/// The private key itself.
enum Private {
    Rsa(Box<pkcs1v15::SigningKey<Sha256>>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

/// A key that was read from a file.
struct FileKey {
    private: Private,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileKey")
            .field("scheme", &self.scheme())
            .finish_non_exhaustive()
    }
}

impl Signer for FileKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        match self.private {
            Private::Rsa(_) => Scheme::RsaSha256,
            Private::P256(_) => Scheme::EcdsaP256,
            Private::P384(_) => Scheme::EcdsaP384,
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let cannot = |error: signature::Error| KeyError::Sign {
            detail: error.to_string(),
        };
        Ok(match &self.private {
            Private::Rsa(key) => key.try_sign(message).map_err(cannot)?.to_vec(),
            Private::P256(key) => {
                let value: p256::ecdsa::Signature = key.try_sign(message).map_err(cannot)?;
                value.to_der().as_bytes().to_vec()
            }
            Private::P384(key) => {
                let value: p384::ecdsa::Signature = key.try_sign(message).map_err(cannot)?;
                value.to_der().as_bytes().to_vec()
            }
        })
    }
}

/// A key from the text of a PEM file, its certificate first in that of another.
///
/// # Errors
/// [`KeyError`] where either cannot be read.
pub fn from_pem(key: &str, certificates: &str) -> Result<Box<dyn Signer>, KeyError> {
    let private = private(key)?;
    let wrong = |error: der::Error| KeyError::Certificate {
        detail: error.to_string(),
    };
    let mut chain = Certificate::load_pem_chain(certificates.as_bytes()).map_err(wrong)?;
    if chain.is_empty() {
        return Err(KeyError::Certificate {
            detail: "no BEGIN CERTIFICATE".to_owned(),
        });
    }
    let certificate = chain.remove(0);
    Ok(Box::new(FileKey {
        private,
        certificate,
        chain,
    }))
}

fn private(pem: &str) -> Result<Private, KeyError> {
    if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_pem(pem) {
        return Ok(Private::P256(key));
    }
    if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_pem(pem) {
        return Ok(Private::P384(key));
    }
    let key = rsa::RsaPrivateKey::from_pkcs8_pem(pem).map_err(|error| KeyError::Key {
        detail: error.to_string(),
    })?;
    if key.size() < 256 {
        return Err(KeyError::Kind {
            kind: format!("RSA {}", key.size() * 8),
        });
    }
    Ok(Private::Rsa(Box::new(pkcs1v15::SigningKey::new(key))))
}
