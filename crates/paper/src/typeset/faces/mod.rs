//! The font set: finds the faces of the official roles, reads the parts of them that are used, and determines
//! the face and glyph of a character.
//!
//! This is the only module except `cli` that opens files. It never lays out anything and never
//! substitutes silently: a character without a glyph is a result of its own.

mod error;
mod face;
mod file;
mod find;
mod glyf;
mod manifest;
mod names;
mod sfnt;
mod subset;
mod tables;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::OnceLock;

pub use error::{FontError, Found, Looked};
pub use face::{Face, Outlines};
pub use find::FaceSource;
pub use subset::{Piece, Slot, Subset};
pub use tables::FaceMetrics;

use super::FaceId;
use chengbao_base::style::{Coverage, Typeface};

/// The faces for laying out a document. Shared between threads; a face is read once, when it is
/// first needed.
#[derive(Debug)]
pub struct FaceSet {
    sources: Vec<FaceSource>,
    faces: Vec<OnceLock<Result<Face, FontError>>>,
    /// For each role in the order of [`Typeface::ALL`], the faces to search,
    order: [Vec<FaceId>; Typeface::ALL.len()],
    /// and those to search for the letters and digits next to its hanzi.
    latin: [Vec<FaceId>; Typeface::ALL.len()],
}

impl FaceSet {
    /// Searches the directories for a `MANIFEST.json` or the file names of the shipped set.
    /// If several directories have a face for a role, the first wins and the others are fallbacks.
    /// No font is read yet.
    ///
    /// # Errors
    /// [`FontError::NotFound`] if a role has no face anywhere; [`FontError::BadManifest`] or
    /// [`FontError::Unreadable`] if a manifest exists but cannot be used.
    pub fn find(directories: &[PathBuf]) -> Result<Self, FontError> {
        let sources = find::sources(directories)?;
        let ids = |order: Vec<usize>| order.into_iter().map(FaceId).collect();
        let order = Typeface::ALL.map(|role| ids(find::order(&sources, role)));
        let latin = Typeface::ALL.map(|role| ids(find::latin_order(&sources, role)));
        let faces = sources.iter().map(|_| OnceLock::new()).collect();
        Ok(Self {
            sources,
            faces,
            order,
            latin,
        })
    }

    /// The face and glyph that draw a character in a role: the face of the role, then its
    /// fallbacks. `None` if no face has it. For letters and digits in hanzi text use
    /// [`Self::pick_latin`].
    ///
    /// # Errors
    /// Any fault of a face that had to be read ([`FaceSet::load`]).
    pub fn pick(
        &self,
        role: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError> {
        self.first(self.order(role), character)
    }

    /// The face and glyph that draw a letter, digit or Latin mark next to hanzi of a role: the face
    /// for this purpose, otherwise that of the Latin role.
    ///
    /// # Errors
    /// As [`Self::pick`].
    pub fn pick_latin(
        &self,
        beside: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError> {
        self.first(of(&self.latin, beside), character)
    }

    fn first(&self, order: &[FaceId], character: char) -> Result<Option<(FaceId, u16)>, FontError> {
        for id in order {
            let face = self.load(*id)?;
            if let Some(glyph) = face.glyph(character) {
                return Ok(Some((*id, glyph)));
            }
            if let Some(failure) = face.failure() {
                return Err(failure);
            }
        }
        Ok(None)
    }

    /// A face by its id, read if necessary; `None` if it cannot be used or belongs to another set.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.load(id).ok()
    }

    /// A face by its id, read if necessary.
    ///
    /// # Errors
    /// [`FontError::Unreadable`], [`FontError::NotAFont`], [`FontError::EmbeddingForbidden`];
    /// [`FontError::UnknownFace`] for an id of another set.
    pub fn load(&self, id: FaceId) -> Result<&Face, FontError> {
        let (Some(cell), Some(source)) = (self.faces.get(id.0), self.sources.get(id.0)) else {
            return Err(FontError::UnknownFace { id: id.0 });
        };
        cell.get_or_init(|| Face::open(&source.path, source.index))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The font files of the set, read or not.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &FaceSource)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(index, source)| (FaceId(index), source))
    }

    /// The faces to search for a glyph of a role, in order.
    #[must_use]
    pub fn order(&self, role: Typeface) -> &[FaceId] {
        of(&self.order, role)
    }
}

/// The entry of a role in a table in the order of [`Typeface::ALL`].
fn of(table: &[Vec<FaceId>], role: Typeface) -> &[FaceId] {
    Typeface::ALL
        .iter()
        .position(|each| *each == role)
        .and_then(|index| table.get(index))
        .map_or(&[], Vec::as_slice)
}

impl Coverage for FaceSet {
    /// Where a face cannot be read, `false`; `pick` says why.
    fn covers(&self, role: Typeface, character: char) -> bool {
        matches!(self.pick(role, character), Ok(Some(_)))
    }
}
