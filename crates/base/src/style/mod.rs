//! Typography as data: page, body grid, typefaces, named styles, and how wide a text roughly is.
//!
//! It never knows a document, a font file or a report.

mod coverage;
pub mod ems;
mod id;
mod typography;

pub use coverage::Coverage;
pub use id::StyleId;
pub use typography::{
    Align, Grid, Length, LetterStyle, PageNumber, PageSetup, Style, TableStyle, Typeface,
    TypefaceNames, Typography,
};
