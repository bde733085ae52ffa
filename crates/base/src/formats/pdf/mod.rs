//! PDF (ISO 32000-1 §7.2–§7.5): tokens written straight into bytes, and one reader of objects and their
//! positions that is strict: no repair, no guess, no key twice. What is written here is read back as the same.
//! For what is only imported, `lenient` reads what it is asked for in files of any program.
//!
//! It never knows what an object is for.

mod digits;
mod error;
mod file;
mod inflate;
mod lenient;
mod parse;
mod sections;
mod strict;
#[cfg(test)]
mod tests;
mod tokens;
mod value;
mod write;
mod xref;

pub use digits::{decimal, hexadecimal, whole};
pub use error::PdfError;
pub use file::{Identity, PdfFile, Stored, endings};
pub use inflate::deflate;
pub use lenient::{LenientError, LenientPdf, LenientValue};
pub use parse::value_at;
pub use sections::Section;
pub use strict::{Doubt, DoubtKind, examine};
pub use tokens::{boolean, digits, integer, literal, name, reference, text_string, token};
pub use value::{Dictionary, Value};
pub use write::{dictionary as write_dictionary, value as write_value};
pub use xref::XrefEntry;
