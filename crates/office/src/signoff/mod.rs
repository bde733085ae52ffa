//! Sign-off: who approved exactly these figures. The chain of records, the policy they
//! must meet, and the resulting state of a report.
//!
//! It opens no files and reads no clock: the sign-off file comes as bytes, the time as text. It never
//! decides whether a certificate is trusted, only that its key made the signature.

mod alike;
mod approved;
mod breaks;
mod error;
mod file;
mod holder;
mod judge;
mod off;
mod office;
mod person;
mod progress;
mod record;
mod sign;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use alike::{nfkc, suspicious};
pub use approved::Approved;
pub use breaks::{Break, Change, PictureChange, Unmet};
pub use error::SignOffError;
pub use file::File;
pub use office::{Office, unusable};
pub(crate) use progress::printed;
pub use progress::{Missing, digests};
pub use record::{Accepted, Record};
pub use sign::{Approval, Subject};
pub use state::{State, state};

// The format of digests.
use base16ct::lower::encode_string as hex;
use sha2::{Digest as _, Sha256};

/// The pictures a report refers to, by the path in the report, with the SHA-256 of their files.
pub type PictureDigests = [(String, [u8; 32])];

/// The digest of a picture's file.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
