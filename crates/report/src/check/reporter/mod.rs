//! How findings are reported: to people, to programs, to code-scanning services, as a table, a page and a test report;
//! and explanations of rules.
//!
//! Each function is pure, from findings to text. It never prints.

mod csv;
mod explain;
pub(super) mod grounds;
mod html;
mod json;
mod junit;
mod markup;
mod region;
mod sarif;
mod tally;
mod text;

pub use csv::csv;
pub use explain::explain;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;
pub use tally::Tally;
pub use text::{Look, summary, text};

use super::{Finding, RuleOff, Severity};

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
    /// The rules that are off: what they find is not there.
    pub off: &'a [RuleOff],
}

/// A severity for programs.
const fn id(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;
