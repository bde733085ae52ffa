//! What is embedded in a document and what a DOCX shows, unchanged and separate from each
//! other, so that they can be compared.

use std::collections::BTreeMap;

use super::sheet::{Piece, clean};
use super::{ImportError, Imported, MAX_FILE, bound, pdf, pictures, word};
use chengbao_base::formats::FileKind;
use chengbao_base::formats::opc::{Package, names};
use chengbao_base::formats::xml::{self, Element, Node};
use chengbao_report::form::Forms;

/// What is embedded in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inside {
    /// The report file and the files embedded with it, byte for byte.
    pub imported: Imported,
    /// The values bound to what a DOCX shows, by id path; empty in a PDF.
    pub bound: BTreeMap<String, String>,
}

/// What a DOCX shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// Lines and cells of the body, top to bottom.
    pub lines: Vec<ShownLine>,
    /// Lines in headers, footers, notes and text boxes, without digits (page numbers are the
    /// viewer's), sorted, each once.
    pub around: Vec<String>,
    /// Pictures and shapes of the body.
    pub pictures: usize,
}

/// A line or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// Its text, without spaces at its ends and without invisible characters.
    pub text: String,
    /// Id path of the value, if its content control names one.
    pub path: Option<String>,
}

/// Extracts what is embedded in a PDF or a DOCX, whatever the document shows. `name` is what messages
/// call the file. A PDF is read strictly.
///
/// # Errors
/// [`ImportError::NoData`] if no report is embedded; others if it cannot be read.
pub fn inside(bytes: &[u8], name: &str, forms: &Forms) -> Result<Inside, ImportError> {
    if bytes.len() > MAX_FILE {
        return Err(ImportError::TooLarge);
    }
    match FileKind::of(bytes) {
        Some(FileKind::Pdf | FileKind::LatePdf) => Ok(Inside {
            imported: pdf::read_strictly(bytes, name, forms)?,
            bound: BTreeMap::new(),
        }),
        Some(kind) if kind.is_zip() => inside_package(&Package::read(bytes)?, name),
        Some(FileKind::OldOffice) => Err(ImportError::OldOffice),
        _ => Err(ImportError::Kind),
    }
}

/// Extracts what is embedded in a DOCX that was read strictly.
///
/// # Errors
/// [`ImportError::NoData`] if no report is embedded.
pub fn inside_package(package: &Package, name: &str) -> Result<Inside, ImportError> {
    let parts = bound::Parts::find(package);
    let source = parts.source.ok_or(ImportError::NoData)?;
    let mut imported = Imported {
        yaml: source.bytes,
        signoff: parts.signoff,
        purpose: parts.purpose,
        is_unchanged: true,
        notes: parts.notes,
        ..Imported::default()
    };
    let mut places = pictures::Places::of(&imported.yaml, name);
    pictures::take(parts.pictures, package, &mut places, &mut imported);
    Ok(Inside {
        imported,
        bound: parts.values,
    })
}

/// What a DOCX shows.
///
/// # Errors
/// [`ImportError`] if it cannot be read.
pub fn shown(package: &Package) -> Result<Shown, ImportError> {
    let document = bound::document(package)?;
    let body = word::read_whole(&document)?;
    let mut lines = Vec::new();
    for piece in body.pieces {
        match piece {
            Piece::Line(line) => lines.push(ShownLine {
                text: line.text,
                path: None,
            }),
            Piece::Table(grid) => lines.extend(grid.cells.into_iter().map(|cell| ShownLine {
                text: clean(&cell.text),
                path: cell.tags.into_iter().next(),
            })),
        }
    }
    let mut around = Vec::new();
    boxes(&document, false, &mut around);
    for part in &package.parts {
        let key = names::key(&part.name);
        let is_around = ["header", "footer", "footnotes", "endnotes", "comments"]
            .iter()
            .any(|kind| key.starts_with(&format!("/word/{kind}")) && key.ends_with(".xml"));
        if is_around {
            boxes(&xml::read(&part.bytes)?, true, &mut around);
        }
    }
    around.sort_unstable();
    around.dedup();
    Ok(Shown {
        lines,
        around,
        pictures: body.pictures,
    })
}

/// The parts of a package by name, in its order.
///
/// # Errors
/// [`ImportError`] if it cannot be read.
pub fn parts(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ImportError> {
    let parts = Package::read(bytes)?.parts.into_iter();
    let plain = |name: &str| name.trim_start_matches('/').to_owned();
    Ok(parts.map(|part| (plain(&part.name), part.bytes)).collect())
}

/// Lines of paragraphs, all of them or those in text boxes, and the letters of shapes.
fn boxes(element: &Element<'_>, inside: bool, out: &mut Vec<String>) {
    // A copy of the same content for old programs (ECMA-376 part 3 §9.3).
    if element.local() == "Fallback" {
        return;
    }
    let inside = inside || element.local() == "txbxContent";
    let mut push = |text: &str| {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_numeric())
            .collect();
        let plain = clean(&plain);
        if !plain.is_empty() {
            out.push(plain);
        }
    };
    // Another file that Word would include when it opens this one (§17.17.2.1).
    if element.local() == "altChunk" {
        push("altChunk");
    }
    if element.local() == "textpath" {
        push(&element.value("string").unwrap_or_default());
    }
    if inside && element.local() == "p" {
        let mut text = String::new();
        words(element, &mut text);
        push(&text);
    }
    for child in element.elements() {
        boxes(child, inside, out);
    }
}

/// The text of a paragraph, not that of text boxes anchored in it.
fn words(element: &Element<'_>, out: &mut String) {
    for node in &element.children {
        let Node::Element(child) = node else { continue };
        match child.local() {
            "t" => out.push_str(&child.content()),
            "txbxContent" | "Fallback" | "del" | "instrText" => {}
            _ => words(child, out),
        }
    }
}
