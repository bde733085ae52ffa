//! PDF objects and their positions (ISO 32000-1 §7.2–§7.5), read strictly: no repair, no guess, no
//! key twice. What is written here is read back as the same.

mod file;
mod inflate;
mod parse;
mod sections;
#[cfg(test)]
mod tests;
mod value;
mod write;
mod xref;

pub(super) use file::{PdfFile, Stored, endings};
pub(super) use inflate::deflate;
pub(super) use parse::value_at;
pub(super) use value::{Dictionary, Value};
pub(super) use write::dictionary as write_dictionary;
pub(super) use xref::XrefEntry;
