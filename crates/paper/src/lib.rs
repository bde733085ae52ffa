//! The document on paper and in files: the neutral document model, its pages, and PDF, DOCX and HTML
//! written from it. It never knows a report, a form or a signature; only `typeset::faces` opens files,
//! and those are fonts.

pub mod document;
pub mod docx;
pub mod html;
pub mod pdf;
pub mod txt;
pub mod typeset;
