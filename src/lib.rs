//! 呈报 `chengbao`: from a report's data to the official document, checked on the way.
//!
//! `docs/architecture.md` describes the way of a report through the modules.

pub mod check;
pub mod cli;
pub mod document;
pub mod docx;
pub mod form;
mod formats;
pub mod html;
pub mod import;
pub mod jobs;
pub mod pdf;
pub mod pipeline;
pub mod report;
pub mod server;
pub mod signature;
pub mod signoff;
pub mod source;
pub mod text;
pub mod typeset;
pub mod verify;
