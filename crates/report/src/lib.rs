//! A report and what is right or wrong about it: YAML with places, official forms as data, the report
//! read into its form and written back, the rules. It never knows a document, a page or a signature, and opens no file.

pub mod check;
pub mod file;
pub mod form;
pub mod report;
pub mod source;
