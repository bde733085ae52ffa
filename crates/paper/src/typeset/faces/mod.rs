//! The font set: finds the faces of the official roles, reads what is used of them, and says which
//! face and glyph draws a character.
//!
//! This is the only room beside `cli` that opens files. It never lays anything out and never
//! substitutes in silence: a character without a glyph is an answer of its own.

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

/// The faces a document can be laid out with. Shared between threads; a face is read when it is
/// first asked for, once.
#[derive(Debug)]
pub struct FaceSet {
    sources: Vec<FaceSource>,
    faces: Vec<OnceLock<Result<Face, FontError>>>,
    /// For each role in the order of [`Typeface::ALL`], whom to ask,
    order: [Vec<FaceId>; Typeface::ALL.len()],
    /// and whom to ask for the letters and digits beside its hanzi.
    latin: [Vec<FaceId>; Typeface::ALL.len()],
}

impl FaceSet {
    /// Looks through the directories for a `MANIFEST.json` or the file names of the shipped set.
    /// Where several directories have a face for a role, the first wins and the others back it up.
    /// No font is read yet.
    ///
    /// # Errors
    /// [`FontError::NotFound`] where a role has no face anywhere; [`FontError::BadManifest`] or
    /// [`FontError::Unreadable`] where a manifest is there and cannot be used.
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

    /// The face and glyph that draw a character in a role: the face of the role, then those that
    /// back it up. `None` where no face has it. Letters and digits in hanzi text are asked for by
    /// [`Self::pick_latin`].
    ///
    /// # Errors
    /// Whatever is wrong with a face that had to be read ([`FaceSet::load`]).
    pub fn pick(
        &self,
        role: Typeface,
        character: char,
    ) -> Result<Option<(FaceId, u16)>, FontError> {
        self.first(self.order(role), character)
    }

    /// The face and glyph that draw a letter, digit or Latin mark beside hanzi of a role: the face
    /// that is for this, else as the Latin role has it.
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

    /// A face by its id, read if need be; `None` where it cannot be used or is of another set.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.load(id).ok()
    }

    /// A face by its id, read if need be.
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

    /// Whom to ask for a glyph of a role, in order.
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
