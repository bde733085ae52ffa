//! Signing keys behind one trait, in a file or in a token.
//!
//! A file is given as its bytes; a token is reached through its maker's own library. A pass phrase is
//! requested with a closure, only if needed. Nothing secret is ever in an error or in
//! `Debug`.

mod certificates;
mod encrypted;
mod error;
mod file;
mod fit;
mod foreign;
pub(crate) mod kind;
mod pass;
mod pem;
mod pkcs12;
mod private;
#[cfg(test)]
mod tests;
mod token;
mod unfit;

pub use error::KeyError;
pub use file::{from_pem, open};
pub use fit::fit;
pub use foreign::Foreign;
pub use pass::PassPhrase;
pub use token::{TokenError, TokenKey, WhichKey, open_token};
pub use unfit::Unfit;

use std::fmt;

use x509_cert::Certificate;

use super::Scheme;

/// Largest file of a key or of certificates, in bytes. A key with its chain has a tenth of that.
pub const MAX_FILE: usize = 256 * 1024;

/// The kinds of keys that may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// RSA of 2048 to 4096 bits, ECDSA P-256 and P-384.
    Proven,
    /// Also SM2, which is experimental.
    WithSm2,
}

/// A key with its certificate. Many documents may wait for one key, each in its thread.
pub trait Signer: fmt::Debug + Send {
    /// The certificate of the key.
    fn certificate(&self) -> &Certificate;

    /// The certificates above it as far as known, issuer first.
    fn chain(&self) -> &[Certificate];

    /// How it signs.
    fn scheme(&self) -> Scheme;

    /// The signature value over a message, which this function digests: PKCS #1 v1.5 octets for RSA, a DER
    /// `Ecdsa-Sig-Value` for ECDSA and SM2.
    ///
    /// # Errors
    /// [`KeyError`] if key or token returns one.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}
