//! The walls of docs/architecture.md, read from the source itself: who imports whom, who opens
//! files, that no line of Rust names what belongs to a form, that retired terms and names stay out, and that
//! docs/pdf.md is kept to.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod clauses;
mod cycles;
mod names;
mod rust;
mod terms;
mod threats;
mod vocabulary;
mod walls;
mod words;
