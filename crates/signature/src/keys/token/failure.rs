//! What a library of a token answers instead of doing it.

use cryptoki::error::Error;

use super::TokenError;
use crate::keys::KeyError;

/// The library's error, without the paragraph of the standard that cryptoki adds.
pub(super) fn other(error: Error) -> KeyError {
    let detail = match error {
        Error::Pkcs11(value, function) => format!("{function:?}: {value:?}"),
        error => error.to_string(),
    };
    TokenError::Other { detail }.into()
}
