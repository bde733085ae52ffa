//! What every part of the program stands on: text in two languages, file formats, typography as data,
//! pictures, and how files are opened. It never knows a report, a document or a signature.

pub mod edition;
pub mod feature;
pub mod files;
pub mod formats;
pub mod picture;
pub mod style;
pub mod text;
