//! Changes written into a report file: each value at its own place, everything else unchanged byte for
//! byte. The result is read back; if it is not what was meant, a simpler way is tried,
//! and finally the whole report is written again.

mod in_place;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{ImportError, notes};
use chengbao_base::text::Text;
use chengbao_report::form::skeleton;
use chengbao_report::report::{Report, typed};
use chengbao_report::source::Source;
use in_place::{Style, in_place};

/// The report file with the changes, by id path, an empty one for none; and a note if it had to be written
/// again.
pub(super) fn write(
    base: &Report,
    changes: &BTreeMap<String, String>,
) -> Result<(Vec<u8>, Option<Text>), ImportError> {
    let wanted = wanted(base, changes);
    for rows in [false, true] {
        for style in [Style::Lines, Style::Block, Style::Quoted] {
            if let Some(bytes) = in_place(base, changes, rows, style, &wanted) {
                return Ok((bytes, None));
            }
        }
    }
    let yaml = skeleton(&base.form, &wanted).into_bytes();
    Source::parse(&base.source.name, &yaml).map_err(ImportError::Unreadable)?;
    Ok((yaml, Some(notes::rewritten())))
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
