//! What the fonts can draw, as the rules ask for it.

use crate::check::Coverage;
use crate::document::Typeface;
use crate::typeset::FaceSet;

impl Coverage for FaceSet {
    fn covers(&self, role: Typeface, character: char) -> bool {
        FaceSet::covers(self, role, character)
    }
}
