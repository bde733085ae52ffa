//! ZIP files (APPNOTE): written so that they come out the same whenever they are packed, and read within limits.
//! Whatever comes from outside as a ZIP file, a DOCX or a batch of reports, is read here.
//!
//! It never knows what the entries are for.

mod read;
mod write;

pub use read::{Archive, ArchiveError, Entry};
pub use write::{Packing, Zip};
