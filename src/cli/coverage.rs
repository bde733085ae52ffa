//! What the fonts can draw, in the shape the rules need.

use crate::check::Coverage;
use crate::document::Typeface;
use crate::typeset::FaceSet;

impl Coverage for FaceSet {
    fn covers(&self, role: Typeface, character: char) -> bool {
        FaceSet::covers(self, role, character)
    }
}
