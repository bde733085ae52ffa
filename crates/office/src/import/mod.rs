//! From a published document back to a report file: PDF with embedded data, DOCX, HTML.
//!
//! It never knows a file's path or extension: the kind of a file follows from its bytes. It has no rules of
//! its own: values are taken as found, and `check` says what is wrong with them.

mod bound;
mod bounds;
mod columns;
mod decode;
mod error;
mod found;
mod frame;
mod fresh;
mod html;
mod inside;
mod letter;
mod likeness;
mod locate;
mod merge;
mod narrative;
mod notes;
mod pdf;
mod pictures;
mod plain;
mod reading;
mod rewrite;
mod rows;
mod sheet;
mod tables;
mod tail;
mod text;
mod title;
mod values;
mod word;

pub use bounds::MAX_FILE;
pub use error::ImportError;
pub use inside::{Inside, Shown, ShownLine, inside, inside_package, parts, shown};
pub use values::{WriteError, Written, write};

use chengbao_base::formats::opc::Package;
use chengbao_base::text::Text;
use chengbao_report::form::Forms;
use chengbao_report::source::Source;

use reading::Reading;
use tail::Expect;

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The report file.
    pub yaml: Vec<u8>,
    /// Files it refers to, by name without folders.
    pub files: Vec<(String, Vec<u8>)>,
    /// The sign-off file embedded in a final document.
    pub signoff: Option<Vec<u8>>,
    /// The purpose of the document (`document.json`), as embedded.
    pub purpose: Option<Vec<u8>>,
    /// Whether `yaml` is byte for byte the embedded report file: only then is the sign-off valid for it.
    pub is_unchanged: bool,
    /// What was not found, and what was decided.
    pub notes: Vec<Text>,
}

/// Extracts the report from a document. `name` is what messages call the file.
///
/// # Errors
/// [`ImportError`] if it contains no report, or none that could be read.
pub fn read(bytes: &[u8], name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_FILE {
        return Err(ImportError::TooLarge);
    }
    match kind(bytes) {
        InputKind::Pdf => pdf::read(bytes, name, forms),
        InputKind::Package => word(bytes, name, forms),
        InputKind::Page => {
            let pieces = html::read(bytes)?;
            fresh(&Reading::best(forms, &pieces, &Expect::Page)?, name, forms)
        }
        InputKind::OldOffice => Err(ImportError::OldOffice),
        InputKind::Other => Err(match Source::parse(name, bytes) {
            Ok(source) if source.root.as_mapping().is_some() => ImportError::Data,
            _ => ImportError::Kind,
        }),
    }
}

/// Whether bytes look like a document, and not like the text of a report file.
#[must_use]
pub fn is_document(bytes: &[u8]) -> bool {
    kind(bytes) != InputKind::Other
}

fn word(bytes: &[u8], name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    let package = package(bytes)?;
    let mut parts = bound::Parts::find(&package);
    let document = bound::document(&package)?;
    let body = word::read(&document)?;
    let mut notes = std::mem::take(&mut parts.notes);
    let mut imported = match &parts.source {
        Some(source) => {
            let mut imported = merge::read(source, &parts.values, &body.pieces, forms)?;
            let mut places = pictures::Places::of(&source.bytes, name);
            pictures::take(parts.pictures, &package, &mut places, &mut imported);
            imported.is_unchanged = imported.yaml == source.bytes;
            imported.signoff = parts.signoff;
            imported.purpose = parts.purpose;
            imported
        }
        None => {
            notes.extend((body.pictures > 0).then(|| notes::pictures(body.pictures)));
            fresh(
                &Reading::best(forms, &body.pieces, &Expect::Document)?,
                name,
                forms,
            )?
        }
    };
    notes.append(&mut imported.notes);
    imported.notes = notes;
    Ok(imported)
}

/// The parts of a DOCX: one of ours must be readable in one way only, a foreign one is read as it is.
fn package(bytes: &[u8]) -> Result<Package, ImportError> {
    Package::read(bytes).or_else(|why| {
        let package = Package::lenient(bytes)?;
        if package.parts.iter().any(bound::is_ours) {
            return Err(why.into());
        }
        Ok(package)
    })
}

/// A new report file, which must be readable whatever was in the document.
fn fresh(reading: &Reading<'_>, name: &str, forms: &Forms) -> Result<Imported, ImportError> {
    let imported = fresh::write(reading, forms);
    Source::parse(name, &imported.yaml).map_err(ImportError::Unreadable)?;
    Ok(imported)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InputKind {
    Pdf,
    Package,
    Page,
    OldOffice,
    Other,
}

/// How far a page's first tag may be from its beginning, and a PDF's header (Acrobat looks as far).
const HEAD: usize = 1024;

/// The kind of a file, by its bytes.
fn kind(bytes: &[u8]) -> InputKind {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let has = |word: &[u8]| {
        head.windows(word.len())
            .any(|it| it.eq_ignore_ascii_case(word))
    };
    if bytes.starts_with(b"PK\x03\x04") {
        return InputKind::Package;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return InputKind::OldOffice;
    }
    if has(b"%PDF-") {
        return InputKind::Pdf;
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let plain: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
        return if plain.contains(&b'<') {
            InputKind::Page
        } else {
            InputKind::Other
        };
    }
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let tags: [&[u8]; 8] = [
        b"<html",
        b"<!doctype html",
        b"<body",
        b"<table",
        b"<div",
        b"<head",
        b"<p",
        b"<meta",
    ];
    if text.starts_with(b"<") || tags.iter().any(|tag| has(tag)) {
        return InputKind::Page;
    }
    InputKind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_its_bytes_show() {
        for (bytes, expected) in [
            (b"%PDF-1.7\n".as_slice(), InputKind::Pdf),
            (b"junk\n%PDF-1.4", InputKind::Pdf),
            (b"PK\x03\x04....", InputKind::Package),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", InputKind::OldOffice),
            (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", InputKind::Page),
            (b"\xff\xfe<\0h\0t\0m\0l\0", InputKind::Page),
            (b"form: zfxx\n", InputKind::Other),
            (b"", InputKind::Other),
        ] {
            assert_eq!(kind(bytes), expected, "{}", bytes.escape_ascii());
        }
    }
}
