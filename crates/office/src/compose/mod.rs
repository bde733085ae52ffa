//! From a report to its document: title, sections, tables, and what its use puts around them.
//!
//! It never knows PDF, OOXML or a font, and never says whether a report is right.

mod around;
mod descriptions;
mod drawn;
mod heading;
mod letter;
mod links;
mod matter;
mod paragraph;
mod purpose;
mod purpose_file;
mod sections;
#[cfg(test)]
mod tests;

pub use drawn::characters;
pub use purpose::{Profile, Purpose, SignedOff, Unfit};
pub use purpose_file::PurposeError;
pub use sections::compose;
