//! Which characters a set of fonts can draw, for those who ask without knowing a font file.

use super::Typeface;

/// What a font set can draw.
pub trait Coverage: Sync {
    /// Whether the character can be drawn in that role, by its face or one that backs it up.
    fn covers(&self, role: Typeface, character: char) -> bool;
}
