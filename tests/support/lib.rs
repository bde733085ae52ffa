//! What the test programs share, compiled once: random reports, the way through the rooms, readers that take
//! a finished file apart again without help from the rooms that wrote it, and the servers and broken disks
//! that jobs and blobs are tried on. It is never part of the program.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that cannot go on fails there"
)]

pub mod anything;
pub mod attacks;
pub mod attacks_docx;
pub mod cmap;
pub mod costly;
pub mod edited;
#[cfg(target_os = "linux")]
pub mod faults;
pub mod final_pdf;
pub mod forge;
pub mod forged_docx;
pub mod forgeries;
pub mod heavy_pdf;
pub mod hostile;
pub mod keys;
pub mod mutate;
pub mod paper;
#[cfg(feature = "judges")]
pub mod postgres;
pub mod published;
pub mod random;
pub mod read_docx;
pub mod read_html;
pub mod read_pdf;
pub mod rooms;
pub mod runs;
#[cfg(feature = "judges")]
pub mod s3;
pub mod shown;
pub mod signed_docx;
pub mod verified;
pub mod word;
