//! Finds signatures in the current file and in earlier revisions, so that none is hidden
//! by removing its field.

use std::rc::Rc;

use crate::pdf::PdfError;
use crate::pdf::fields::{Field, fields};
use chengbao_base::formats::pdf::{PdfFile, Value, endings};

/// Maximum revisions examined.
const REVISIONS: usize = 64;
/// Maximum signatures.
const SIGNATURES: usize = 64;

/// A signature in a revision.
pub(super) struct Found<'a> {
    /// The newest revision that shows it.
    pub(super) file: Rc<PdfFile<'a>>,
    /// Its field there.
    pub(super) field: Field,
    /// Whether the newest revision no longer shows it.
    pub(super) is_gone: bool,
}

/// The revisions of a file.
pub(super) struct Revisions<'a> {
    /// The newest readable one.
    pub(super) now: Rc<PdfFile<'a>>,
    /// Where each ends, oldest first.
    pub(super) ends: Vec<usize>,
}

impl<'a> Revisions<'a> {
    /// # Errors
    /// If none can be read: what is wrong with the newest.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, PdfError> {
        let now = match PdfFile::open(bytes) {
            Ok(file) => file,
            Err(PdfError::Encrypted) => return Err(PdfError::Encrypted),
            Err(error) => {
                let ends = endings(bytes).rev().skip(1).take(REVISIONS);
                let mut older = ends.filter_map(|(_, end)| PdfFile::open(bytes.get(..end)?).ok());
                older.next().ok_or(error)?
            }
        };
        let known = |start: &usize| now.sections().iter().any(|it| it.offset == *start);
        let ends = endings(bytes).filter(|(start, end)| known(start) && *end <= now.end());
        let ends = ends.map(|(_, end)| end).collect();
        Ok(Self {
            now: Rc::new(now),
            ends,
        })
    }

    /// All signatures, each as in the newest revision that shows it.
    pub(super) fn signatures(&self, bytes: &'a [u8]) -> Vec<Found<'a>> {
        let mut found: Vec<Found<'a>> = Vec::new();
        let older = self.ends.iter().rev().skip(1).take(REVISIONS);
        let older = older.filter_map(|end| PdfFile::open(bytes.get(..*end)?).ok());
        let older = older.map(|file| (Rc::new(file), true));
        let now = (Rc::clone(&self.now), false);
        for (file, is_gone) in std::iter::once(now).chain(older) {
            for field in fields(&file) {
                let Some(value) = &field.value else { continue };
                let is_known = found.iter().any(|known| is_same(known, &file, value));
                if !is_known && found.len() < SIGNATURES {
                    found.push(Found {
                        file: Rc::clone(&file),
                        field,
                        is_gone,
                    });
                }
            }
        }
        found
    }
}

/// The same object at the same place.
fn is_same(known: &Found<'_>, file: &PdfFile<'_>, value: &Value) -> bool {
    let Some(other) = &known.field.value else {
        return false;
    };
    match (value.as_reference(), other.as_reference()) {
        (Some(one), Some(other)) => {
            one == other && file.identity(one) == known.file.identity(other)
        }
        _ => value == other,
    }
}
