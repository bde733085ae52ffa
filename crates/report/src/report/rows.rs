//! The rows of a table section: groups, lists, mappings, single values.

use super::keys::resolve;
use super::split::{joined, regroup, written};
use super::{Cell, Diagnostic, DiagnosticKind, Unread, Value, cell};
use crate::form::{Form, Record, RecordCell, Slot};
use crate::source::{Node, NodeKind, Span};
use chengbao_base::text::Text;

/// Fills in a report's cells.
pub(super) struct Rows<'a> {
    pub(super) cells: &'a mut [Cell],
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) form: &'a Form,
    pub(super) text: &'a str,
}

impl Rows<'_> {
    /// Reads the mapping of a section or of a group of rows.
    pub(super) fn read(&mut self, slots: &[Slot], path: &str, label: &str, node: &Node) {
        let Some(entries) = node.as_mapping() else {
            let rows: Vec<String> = slots.iter().map(|slot| slot.label().to_owned()).collect();
            let kind = if node.as_sequence().is_some() || node.is_null() {
                DiagnosticKind::UndividedRow {
                    label: label.to_owned(),
                    rows,
                }
            } else {
                wrong_shape(label)
            };
            self.diagnostic(path, node.place, kind);
            return;
        };
        let known: Vec<(&str, &str)> = slots.iter().map(|s| (s.id(), s.label())).collect();
        let found = resolve(entries, &known, path, self.diagnostics);
        for slot in slots {
            let entry = found.iter().find(|(id, _)| id == slot.id());
            let path = format!("{path}.{}", slot.id());
            match (entry, slot) {
                (None, _) => self.diagnostic(
                    &path,
                    node.place,
                    DiagnosticKind::MissingKey {
                        label: slot.label().to_owned(),
                    },
                ),
                (Some((_, entry)), Slot::Group { slots, label, .. }) => {
                    self.read(slots, &path, label, &entry.value);
                }
                (Some((_, entry)), Slot::Record(record)) => {
                    self.record(record, entry.key.place, &entry.value);
                }
            }
        }
    }

    fn record(&mut self, record: &Record, key: Span, node: &Node) {
        for cell in &record.cells {
            self.set(cell, Value::Blank, String::new(), key);
        }
        match &node.kind {
            _ if node.is_null() => {}
            NodeKind::Sequence(items) => self.list(record, node.place, items),
            NodeKind::Mapping(entries) => {
                let known = record.keys();
                let (entries, split) = joined(entries);
                let found = resolve(&entries, &known, &record.path, self.diagnostics);
                for (id, entry) in found {
                    let Some(cell) = record.cells.iter().find(|cell| cell.id == id) else {
                        continue;
                    };
                    let start = entry.value.place.start;
                    match split.iter().find(|place| place.start == start) {
                        Some(place) => self.split(cell, *place),
                        None => self.cell(cell, &entry.value),
                    }
                }
            }
            NodeKind::Scalar(_) => match record.cells.as_slice() {
                [only] => self.cell(only, node),
                _ => self.unreadable(record, node.place, wrong_shape(&record.label)),
            },
        }
    }

    fn list(&mut self, record: &Record, place: Span, items: &[Node]) {
        if items.len() == record.cells.len() {
            for (cell, item) in record.cells.iter().zip(items) {
                self.cell(cell, item);
            }
            return;
        }
        let regrouped = regroup(items, record.cells.len(), self.text);
        let typed = match regrouped {
            Some(_) => written(items, self.text),
            None => Vec::new(),
        };
        let kind = DiagnosticKind::CellCount {
            label: record.label.clone(),
            columns: record.cells.iter().map(|cell| cell.label.clone()).collect(),
            found: items.len(),
            regrouped,
        };
        self.unreadable(record, place, kind);
        // What was typed is still known: `1,234`.
        for (cell, text) in record.cells.iter().zip(typed) {
            self.set(cell, Value::Missing, text.to_owned(), place);
        }
    }

    /// A row whose cells cannot be identified: they count as missing, so that sums are not computed
    /// from guesses.
    fn unreadable(&mut self, record: &Record, place: Span, kind: DiagnosticKind) {
        for cell in &record.cells {
            self.set(cell, Value::Missing, String::new(), place);
        }
        self.diagnostic(&record.path, place, kind);
    }

    fn cell(&mut self, cell: &RecordCell, node: &Node) {
        let Some(spec) = self.form.spec(cell.cell) else {
            return;
        };
        let Some(scalar) = node.as_scalar() else {
            self.set(
                cell,
                Value::Invalid(Unread::Other),
                String::new(),
                node.place,
            );
            self.diagnostic(&spec.path, node.place, wrong_shape(&spec.name));
            return;
        };
        let text = if scalar.is_null() {
            ""
        } else {
            scalar.text.trim()
        };
        let value = cell::parse(text, spec.kind, &spec.label);
        let is_spelled = matches!(
            value,
            Value::Count(_) | Value::Amount(_) | Value::NotApplicable
        );
        if let Value::Invalid(why) = value {
            self.bad_cell(cell, node.place, text, why);
        }
        self.set(cell, value, text.to_owned(), node.place);
        let read = self.cells.get(cell.cell.0).filter(|_| is_spelled);
        if let Some(plain) = read.map(Cell::printed).filter(|plain| plain != text) {
            let kind = DiagnosticKind::Spelling {
                cell: Some(cell.cell),
                name: spec.name.clone(),
                text: text.to_owned(),
                plain,
            };
            self.diagnostic(&spec.path, node.place, kind);
        }
    }

    /// A number in braces that its comma split in two.
    fn split(&mut self, cell: &RecordCell, place: Span) {
        let text = self.text.get(place.start..place.end).unwrap_or_default();
        self.bad_cell(cell, place, text, Unread::Split);
        self.set(cell, Value::Invalid(Unread::Split), text.to_owned(), place);
    }

    fn bad_cell(&mut self, cell: &RecordCell, place: Span, text: &str, why: Unread) {
        let Some(spec) = self.form.spec(cell.cell) else {
            return;
        };
        let kind = DiagnosticKind::BadCell {
            cell: cell.cell,
            kind: spec.kind,
            text: text.to_owned(),
            why,
        };
        self.diagnostic(&spec.path, place, kind);
    }

    fn set(&mut self, cell: &RecordCell, value: Value, text: String, place: Span) {
        if let Some(slot) = self.cells.get_mut(cell.cell.0) {
            *slot = Cell {
                value,
                text,
                place: Some(place),
            };
        }
    }

    fn diagnostic(&mut self, path: &str, place: Span, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic {
            path: path.to_owned(),
            place: Some(place),
            kind,
        });
    }
}

fn wrong_shape(label: &str) -> DiagnosticKind {
    DiagnosticKind::WrongShape {
        label: label.to_owned(),
        expected: Text::new(
            "数字，或按表中各列次序排列的 [数字, …]",
            "a number, or a list of numbers in the order of the columns",
        ),
    }
}
