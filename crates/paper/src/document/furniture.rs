//! What surrounds the body on every page.

/// Page furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// Where page numbers and margins go.
    pub sides: Sides,
    /// Number of the first page.
    pub first_page: u32,
    /// Whether an odd number of pages is completed by a blank page without a number.
    pub whole_sheets: bool,
    /// Pale letters across every page (草稿).
    pub watermark: Option<String>,
}

impl Default for Furniture {
    fn default() -> Self {
        Self {
            sides: Sides::One,
            first_page: 1,
            whole_sheets: false,
            watermark: None,
        }
    }
}

/// How the sheets are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// One side: every number and the binding margin in the same place.
    One,
    /// Both (双面印刷, GB/T 9704 §6.2): numbers on the outer side, odd ones right and even ones left
    /// (§7.5), the binding margin on the inner side.
    Two,
}
