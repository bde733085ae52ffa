//! From a published document back to a report file: PDF with embedded data, DOCX, HTML.
//!
//! It never knows a file's path or extension: the kind of a file follows from its bytes. It has no rules of
//! its own: values are taken as found, and `check` says what is wrong with them.

mod attributes;
mod bound;
mod bounds;
mod columns;
mod decode;
mod dom;
mod error;
mod found;
mod frame;
mod fresh;
mod html;
mod inside;
mod letter;
mod likeness;
mod merge;
mod narrative;
mod notes;
mod pdf;
mod pictures;
mod plain;
mod reading;
mod rows;
mod sheet;
mod tables;
mod tail;
mod text;
mod title;
mod word;

pub use bounds::MAX_FILE;
pub use error::{ImportError, PageLimit};
pub use inside::{Inside, Shown, ShownLine, inside, inside_package, parts, shown};

use chengbao_base::formats::FileKind;
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
    match FileKind::of(bytes) {
        Some(FileKind::Pdf | FileKind::LatePdf) => pdf::read(bytes, name, forms),
        Some(kind) if kind.is_zip() => word(bytes, name, forms),
        Some(FileKind::Page | FileKind::Svg) => {
            let pieces = html::read(bytes)?;
            fresh(&Reading::best(forms, &pieces, &Expect::Page)?, name, forms)
        }
        Some(FileKind::OldOffice) => Err(ImportError::OldOffice),
        Some(FileKind::WebArchive) => Err(ImportError::WebArchive),
        _ => Err(match Source::parse(name, bytes) {
            Ok(source) if source.root.as_mapping().is_some() => ImportError::Data,
            _ => ImportError::Kind,
        }),
    }
}

/// Whether bytes look like a document, and not like the text of a report file.
#[must_use]
pub fn is_document(bytes: &[u8]) -> bool {
    use FileKind::{LatePdf, OldOffice, Page, Pdf, Svg, WebArchive};
    let is_read = |kind| matches!(kind, Pdf | LatePdf | Page | Svg | OldOffice | WebArchive);
    FileKind::of(bytes).is_some_and(|kind| kind.is_zip() || is_read(kind))
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
