//! Time stamps (RFC 3161): the request to a time-stamp authority, whether its answer matches
//! it, and what a token proves later.
//!
//! It knows no network and no clock: the caller provides the nonce and the time, and transports the octets.

mod error;
mod request;
mod syntax;
#[cfg(test)]
mod tests;
mod token;

pub use error::TspError;
pub use request::{MEDIA_TYPE, NONCE, Request};
pub use token::{Stamped, check};

/// How far the time of a new token may be from the time of the request. Clocks of office machines
/// drift by minutes; a token that is off by more proves a different moment.
pub const TOLERANCE: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);
