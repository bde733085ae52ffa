//! The proofs: what is claimed of every report, shown on random ones. Needs no program beside
//! Rust; what other programs say of the files is in `tests/judged`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod body_text;
mod every_use;
mod final_document;
mod html;
mod mangled;
mod pictures;
mod places;
mod same_bytes;
mod tags;
mod three_ways;
