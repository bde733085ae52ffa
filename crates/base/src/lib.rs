//! What every part of the program stands on: text in two languages, file formats, typography as data,
//! pictures. It never knows a report, a document or a signature, and opens no file.

pub mod edition;
pub mod feature;
pub mod formats;
pub mod picture;
pub mod style;
pub mod text;
