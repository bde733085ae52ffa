//! 呈报 `chengbao`: from a report's data to the official document, checked on the way.
//!
//! The way of a report through the crates is described in `docs/architecture.md`. This is the public
//! face of all of them, and the command line.

pub mod cli;

pub use chengbao_base::{edition, formats, picture, style, text};
pub use chengbao_office::{compose, import, pipeline, publish, signoff, verify};
pub use chengbao_paper::{document, docx, html, pdf, txt, typeset};
pub use chengbao_report::{check, file, form, report, source};
#[cfg(feature = "serve")]
pub use chengbao_service::{jobs, server};
pub use chengbao_signature as signature;
