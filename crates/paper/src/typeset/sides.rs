//! The two sides of a leaf: which number a page has, whether it is a right-hand page and where its
//! text area begins. Pages are counted from 0, page numbers as in the document.

use crate::document::{Furniture, Sides};
use chengbao_base::style::PageSetup;

/// How pages lie on their sheets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaves<'a> {
    page: &'a PageSetup,
    furniture: &'a Furniture,
}

impl<'a> Leaves<'a> {
    /// The sides of a document.
    pub(super) const fn new(page: &'a PageSetup, furniture: &'a Furniture) -> Self {
        Self { page, furniture }
    }

    /// The number of a page.
    pub(super) fn number(self, page: usize) -> u32 {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        self.furniture.first_page.saturating_add(page)
    }

    /// Whether a page is the back of a leaf (双页): printed on both sides, its number even.
    pub(super) fn is_back(self, page: usize) -> bool {
        self.furniture.sides == Sides::Two && self.number(page).is_multiple_of(2)
    }

    /// Left edge of a page's text area, in points: the binding margin (订口) on the front of a leaf,
    /// the fore edge's (切口) on its back (GB/T 9704 §5.2.1, §6.3).
    pub(super) fn left(self, page: usize) -> f32 {
        if self.is_back(page) {
            self.page.right.pt()
        } else {
            self.page.left.pt()
        }
    }
}
