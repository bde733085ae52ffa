//! Report files, written: a new one, values into an existing one, edits of a text. Everything that writes a
//! report file goes through here, so that quoting, layout and comments are decided in one place.
//!
//! It opens no file, and never writes what cannot be read back with exactly the values that were meant.

mod change;
pub mod edit;
mod in_place;
mod locate;
mod scalar;
mod skeleton;
mod values;

pub use change::{Changed, change};
pub use skeleton::skeleton;
pub use values::{WriteError, Written, write};
