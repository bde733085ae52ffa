//! Changes written into a report file: each value at its own place, everything else unchanged byte for
//! byte. The result is read back; if it is not what was meant, a simpler way is tried,
//! and finally the whole report is written again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::in_place::{Style, in_place};
use super::skeleton;
use crate::report::{Report, typed};
use crate::source::{Source, SourceError};

/// A report file after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The file.
    pub yaml: Vec<u8>,
    /// Whether it keeps the layout and the comments of the file before.
    pub is_kept: bool,
}

/// The file of a report with changed values by id path, an empty one for none.
///
/// # Errors
/// If the file cannot be read back however it is written.
pub fn change(base: &Report, changes: &BTreeMap<String, String>) -> Result<Changed, SourceError> {
    let wanted = wanted(base, changes);
    for rows in [false, true] {
        for style in [Style::Lines, Style::Block, Style::Quoted] {
            if let Some(yaml) = in_place(base, changes, rows, style, &wanted) {
                let is_kept = true;
                return Ok(Changed { yaml, is_kept });
            }
        }
    }
    let yaml = skeleton(&base.form, &wanted).into_bytes();
    Source::parse(&base.source.name, &yaml)?;
    let is_kept = false;
    Ok(Changed { yaml, is_kept })
}

/// The wanted values, by id path.
fn wanted(base: &Report, changes: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut wanted = typed(base);
    for (path, text) in changes {
        // Blank cells are values as well.
        if text.is_empty() && base.form.cell(path).is_none() {
            wanted.remove(path);
        } else {
            wanted.insert(path.clone(), text.clone());
        }
    }
    wanted
}
