//! Document → pages of placed glyphs and rules: faces and fallback, line breaking, tables across
//! pages, page furniture.
//!
//! It never knows PDF syntax, and the only files it opens are fonts (`faces`).

mod annex;
mod approval;
mod balance;
mod breaks;
mod chars;
mod cluster;
mod compose;
mod context;
mod error;
pub mod faces;
mod flow;
mod furniture;
mod gap;
mod image;
mod imprint;
mod layout;
mod letter;
mod page;
mod paragraph;
mod part;
mod seal;
mod sides;
mod sign_off;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod title;
mod watermark;
mod words;

pub use error::LayoutError;
pub use faces::{Face, FaceMetrics, FaceSet, FaceSource, FontError, Outlines, Piece, Slot, Subset};
pub use layout::lay_out;
pub use page::{
    FaceId, Glyph, GlyphRun, Ink, Item, Owner, Page, Pages, PlacedImage, Rule, SealPlace, Turned,
};
pub use structure::{Element, NodeId, OutlineEntry, StructureTree, Tag};
