//! How findings are reported: to people, to programs, to code-scanning services; and explanations of rules.
//!
//! Each function is pure, from findings to text. It never prints.

mod explain;
mod grounds;
mod json;
mod region;
mod sarif;
mod text;

pub use explain::explain;
pub use json::json;
pub use sarif::sarif;
pub use text::{Look, summary, text};

use super::Finding;

/// The findings of one file.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The file's name as it is shown.
    pub name: &'a str,
    /// The id of its form; `None` if the file could not be read.
    pub form: Option<&'a str>,
    /// Its text as it was read (`Source::text`); empty if it could not be read.
    pub text: &'a str,
    /// What was found.
    pub findings: &'a [Finding],
}

#[cfg(test)]
mod tests;
