//! Changes written into a report file: each value at its own place, everything else unchanged byte for
//! byte. The result is read back; if it is not what was meant, a simpler way is tried,
//! and finally the whole report is written again.

mod anew;
mod in_place;
#[cfg(test)]
mod tests;

pub(super) use anew::anew;

use std::collections::BTreeMap;

use super::{ImportError, notes};
use chengbao_base::text::Text;
use chengbao_report::form::CellId;
use chengbao_report::report::{Report, typed};
use chengbao_report::source::Source;
use in_place::{Style, in_place};

/// What is to be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    /// Cells as printed; empty for a blank.
    pub(super) cells: BTreeMap<CellId, String>,
    /// Texts by key; no lines for none.
    pub(super) texts: BTreeMap<String, Vec<String>>,
    /// Values of one line by key; empty for none.
    pub(super) lines: BTreeMap<&'static str, String>,
    /// Values of the covering letter by its keys; empty for none.
    pub(super) letter: BTreeMap<String, String>,
}

impl Changes {
    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
            && self.texts.is_empty()
            && self.lines.is_empty()
            && self.letter.is_empty()
    }
}

/// The report file with the changes, and a note if it had to be written again.
pub(super) fn write(
    base: &Report,
    changes: &Changes,
) -> Result<(Vec<u8>, Option<Text>), ImportError> {
    let wanted = wanted(base, changes);
    for rows in [false, true] {
        for style in [Style::Lines, Style::Block, Style::Quoted] {
            if let Some(bytes) = in_place(base, changes, rows, style, &wanted) {
                return Ok((bytes, None));
            }
        }
    }
    let yaml = anew(&base.form, &wanted);
    Source::parse(&base.source.name, &yaml).map_err(ImportError::Unreadable)?;
    Ok((yaml, Some(notes::rewritten())))
}

/// The wanted values, by id path.
fn wanted(base: &Report, changes: &Changes) -> BTreeMap<String, String> {
    let mut wanted = typed(base);
    for (id, text) in &changes.cells {
        if let Some(spec) = base.form.spec(*id) {
            wanted.insert(spec.path.clone(), text.clone());
        }
    }
    for (key, lines) in &changes.texts {
        if lines.is_empty() {
            wanted.remove(key);
        } else {
            wanted.insert(key.clone(), lines.join("\n"));
        }
    }
    let lines = changes.lines.iter();
    let lines = lines.map(|(key, text)| ((*key).to_owned(), text));
    let letter = changes.letter.iter();
    for (path, text) in lines.chain(letter.map(|(key, text)| (format!("circular.{key}"), text))) {
        if text.is_empty() {
            wanted.remove(&path);
        } else {
            wanted.insert(path, text.clone());
        }
    }
    wanted
}
