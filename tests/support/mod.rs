//! What the test files share: random reports, the way through the rooms, and readers that take a
//! finished file apart again without help from the rooms that wrote it.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "each test file uses its own part of this module; a test that cannot go on fails there"
)]

pub mod anything;
pub mod attacks;
pub mod attacks_docx;
pub mod cmap;
pub mod final_pdf;
pub mod forge;
pub mod keys;
pub mod paper;
pub mod published;
pub mod random;
pub mod read_docx;
pub mod read_html;
pub mod read_pdf;
pub mod rooms;
pub mod runs;
pub mod said;
pub mod signed_docx;
pub mod verified;
pub mod word;
