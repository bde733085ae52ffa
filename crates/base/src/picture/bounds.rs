//! How large a picture may be.

/// Most pixels of a side.
pub(super) const MAX_SIDE: u32 = 10_000;
/// Most pixels of a picture: a whole A4 page at 600 dpi has 35 million.
pub(super) const MAX_PIXELS: u64 = 40_000_000;
