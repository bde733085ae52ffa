//! What more than one part of the program has to know about a file format: the tokens and objects of PDF, the
//! entries of ZIP, packages of parts, XML, the names of the data that travel inside a document, the kind of a file.
//!
//! It never knows a document or a report.

pub mod bound;
pub mod embedded;
mod kind;
pub mod opc;
pub mod pdf;
pub mod xml;
pub mod zip;

pub use kind::FileKind;
