//! Electronic signatures: keys, CMS, time stamps, trust, and how PDF and DOCX contain them.
//!
//! It never knows a report or a form, never opens a file but a key token's own library, and never
//! reads the clock: time comes in as a value.

pub mod cms;
pub mod docx;
pub mod keys;
pub mod pdf;
mod scheme;
mod sm2;
#[cfg(test)]
mod test_certificates;
pub mod trust;
pub mod tsp;
mod value;

pub use scheme::{Hash, Scheme};
pub use value::{Algorithm, ValueError};
