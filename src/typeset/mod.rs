//! Document → pages of placed glyphs and rules: faces and fallback, line breaking, tables over
//! pages, page furniture.
//!
//! It never knows PDF syntax, and the only files it opens are fonts (`faces`).

mod page;
mod structure;

pub use page::{FaceId, Glyph, GlyphRun, Item, Owner, Page, Pages, Rule};
pub use structure::{Element, NodeId, OutlineEntry, StructureTree, Tag};
