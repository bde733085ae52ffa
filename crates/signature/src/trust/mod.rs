//! Whether a certificate leads to a trusted authority: path validation (RFC 5280 §6) at a time
//! and for a use.
//!
//! Revocation is not checked: no list or responder is queried, as that needs a network.
//! Every answer of this module is shown with that note ([`NOT_ASKED`]).

mod anchors;
mod error;
mod names;
mod p521;
mod path;
mod seek;
#[cfg(test)]
mod tests;
mod usage;

pub use anchors::Anchors;
pub use error::TrustError;
pub use names::{called, fingerprint};
pub use path::{Path, fit, path};
pub use usage::Usage;

/// What no answer of this module covers, in Chinese and in English.
pub const NOT_ASKED: (&str, &str) = (
    "未查询证书是否已吊销（本程序不联网查询 CRL、OCSP）",
    "certificates were not checked for revocation (no CRL, no OCSP)",
);
