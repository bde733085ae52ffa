//! Tables in the skeleton: one line per row, under the labels of its columns. It never adds up a total:
//! what is not filled in is blank.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::Writer;
use crate::file::scalar::scalar;
use crate::form::{CellKind, Record, RecordCell, Slot};

/// Rows of at least this many cells are written as lists under their column labels; shorter ones
/// as mappings, which name each cell themselves.
const LIST_FROM: usize = 4;
/// The column where lists begin, so that they are aligned.
const KEY_WIDTH: usize = 36;

impl Writer<'_> {
    /// Writes a group or a row.
    pub(super) fn slot(&mut self, slot: &Slot, depth: usize) {
        match slot {
            Slot::Group { id, label, slots } => {
                self.line(depth, &format!("{id}:"), label);
                self.headed.clear();
                for slot in slots {
                    self.slot(slot, depth + 1);
                }
                self.headed.clear();
            }
            Slot::Record(record) => self.record(record, depth),
        }
    }

    fn record(&mut self, record: &Record, depth: usize) {
        let key = format!("{}{}:", "  ".repeat(depth), record.id);
        let labels: Vec<String> = record.cells.iter().map(|c| self.column(c)).collect();
        let as_list = record.cells.len() >= LIST_FROM;
        if self.headed != labels {
            let marked = format!("{}#", "  ".repeat(depth));
            let heads = if as_list {
                // Each label is above its cell.
                let blanks = KEY_WIDTH.saturating_sub(marked.len()) + 2;
                format!("{}{}", " ".repeat(blanks), labels.join("  "))
            } else {
                let ids = record.cells.iter().zip(&labels);
                let named: Vec<String> = ids.map(|(c, l)| format!("{} {l}", c.id)).collect();
                format!(" {}", named.join("，"))
            };
            let _ = writeln!(self.out, "{marked}{heads}");
            self.headed.clone_from(&labels);
        }
        let cells: Vec<String> = record.cells.iter().map(|c| self.cell(c)).collect();
        let written = if as_list {
            let padded: String = cells
                .iter()
                .zip(&labels)
                .enumerate()
                .map(|(at, (cell, label))| {
                    let comma = if at + 1 == cells.len() { "" } else { "," };
                    // A label and the two spaces after it; at least a comma and a space.
                    let width = (label.width() + 2).max(cell.width() + comma.len() + 1);
                    let pad = width.saturating_sub(cell.width() + comma.len());
                    format!("{cell}{comma}{}", " ".repeat(pad))
                })
                .collect();
            let pad = " ".repeat(KEY_WIDTH.saturating_sub(key.len()) + 1);
            format!("{key}{pad}[{}]", padded.trim_end())
        } else {
            let pairs: Vec<String> = record
                .cells
                .iter()
                .zip(&cells)
                .map(|(cell, value)| format!("{}: {value}", cell.id))
                .collect();
            format!("{key} {{{}}}", pairs.join(", "))
        };
        self.line(0, &written, &record.label);
    }

    /// A column's label with the kind of its cells, if that is not a plain number.
    fn column(&self, cell: &RecordCell) -> String {
        let note = match self.form.spec(cell.cell).map(|spec| spec.kind) {
            Some(CellKind::Signed) => "（减少填负数）",
            Some(CellKind::Text) => "（文字）",
            _ => "",
        };
        format!("{}{note}", cell.label)
    }

    fn cell(&self, cell: &RecordCell) -> String {
        let path = self.form.spec(cell.cell).map(|spec| spec.path.as_str());
        path.and_then(|path| self.value(path))
            .map_or_else(|| "~".to_owned(), scalar)
    }
}
