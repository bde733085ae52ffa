//! A key in a token (smart card, USB key, HSM) behind PKCS #11: the key never leaves it, the token
//! signs. The library is its maker's own and runs in this process. In builds with the feature `token`;
//! others say so.
//!
//! A PIN is tried once: tokens lock themselves after a few wrong ones.

mod error;
#[cfg(feature = "token")]
mod failure;
#[cfg(feature = "token")]
mod find;
#[cfg(feature = "token")]
mod module;
#[cfg(feature = "token")]
mod session;

pub use error::TokenError;

use std::path::Path;

use super::{KeyError, PassPhrase, Signer};

/// Which key of a token signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichKey {
    /// The only one.
    Only,
    /// The one with this `CKA_LABEL`.
    Label(String),
    /// The one with this `CKA_ID`.
    Id(Vec<u8>),
}

/// Where a key in a token is.
#[derive(Debug, Clone, Copy)]
pub struct TokenKey<'a> {
    /// The PKCS #11 library of the token's maker.
    pub module: &'a Path,
    /// Label of the token.
    pub token: &'a str,
    /// Which key.
    pub key: &'a WhichKey,
}

/// A key in a token. The certificates come from a file (PEM or DER), or else from the token. `pin` is
/// called at most once, and not if the token has its own keypad for it.
///
/// # Errors
/// [`KeyError`] if library, token, key or certificate is not available, or the PIN is wrong; the error of
/// `pin`.
#[cfg_attr(
    not(feature = "token"),
    expect(unused_variables, reason = "a token cannot be opened")
)]
pub fn open_token<E: From<KeyError>>(
    place: TokenKey<'_>,
    certificates: Option<&[u8]>,
    pin: &mut dyn FnMut() -> Result<PassPhrase, E>,
) -> Result<Box<dyn Signer>, E> {
    #[cfg(feature = "token")]
    let opened = session::open(place, certificates, pin);
    #[cfg(not(feature = "token"))]
    let opened = Err(KeyError::from(TokenError::Lacking).into());
    opened
}
