//! Whether a certificate leads to an authority somebody trusts: path validation (RFC 5280 §6) at a time
//! and for a use.
//!
//! Revocation is not asked: no list and no responder is looked at, for that needs a network and a moment.
//! Whoever shows an answer of this room says so ([`NOT_ASKED`]).

mod anchors;
mod error;
mod names;
mod path;
mod seek;
#[cfg(test)]
mod tests;
mod usage;

pub use anchors::Anchors;
pub use error::TrustError;
pub use names::shown;
pub use path::{Path, fit, path};
pub use usage::Usage;

/// What no answer of this room covers, in Chinese and in English.
pub const NOT_ASKED: (&str, &str) = (
    "未查询证书是否被吊销（不联网查询 CRL、OCSP）",
    "whether a certificate was revoked was not asked (no CRL, no OCSP)",
);
