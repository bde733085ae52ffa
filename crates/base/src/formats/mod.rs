//! What more than one part of the program has to know about a file format: the tokens and
//! objects of PDF, the entries of ZIP, the names of the data that travel inside a document.
//!
//! It never knows a document or a report.

pub mod bound;
pub mod embedded;
pub mod pdf;
pub mod zip;
