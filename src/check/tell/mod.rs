//! How findings are told: to people, to programs, to code-scanning services; and what a rule is.
//!
//! Each is a pure function from findings to text. It never prints.

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
    /// The id of its form; none where the file could not be read.
    pub form: Option<&'a str>,
    /// Its text as it was read (`Source::text`); empty where it could not be.
    pub text: &'a str,
    /// What was found.
    pub findings: &'a [Finding],
}

#[cfg(test)]
mod tests;
