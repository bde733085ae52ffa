//! Keys: whoever can sign, behind one trait, whether the key is a file or sits in a token.

mod error;
mod pem;

pub use error::KeyError;
pub use pem::from_pem;

use std::fmt;

use x509_cert::Certificate;

use super::Scheme;

/// Somebody's key with its certificate.
pub trait Signer: fmt::Debug {
    /// The certificate of the key.
    fn certificate(&self) -> &Certificate;

    /// The certificates above it as far as they are known, issuer first.
    fn chain(&self) -> &[Certificate];

    /// How it signs.
    fn scheme(&self) -> Scheme;

    /// The signature value over a message, which is digested here: PKCS #1 v1.5 octets for RSA, a DER
    /// `Ecdsa-Sig-Value` for ECDSA and SM2.
    ///
    /// # Errors
    /// [`KeyError`] where key or token refuses.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}
