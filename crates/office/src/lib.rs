//! What an office does with a report: compose its document, sign it off, bring published documents
//! back, verify filed ones. It opens no file, reads no clock and no network: all of these come as values.

pub mod compose;
pub mod import;
pub mod pipeline;
pub mod publish;
pub mod signoff;
pub mod verify;
