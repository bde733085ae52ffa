//! Time stamps (RFC 3161): what is asked of a time-stamp authority, whether what it answers is an answer to
//! that, and what a token proves later.
//!
//! It knows no network and no clock: whoever asks brings the nonce and the time, and carries the octets.

mod error;
mod request;
mod syntax;
#[cfg(test)]
mod tests;
mod token;

pub use error::TspError;
pub use request::{MEDIA_TYPE, NONCE, Request};
pub use token::{Stamped, check};

/// How far the time of a new token may be from the time it was asked for at. Clocks of office machines
/// drift by minutes; a token that is off by more proves another moment.
pub const TOLERANCE: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);
