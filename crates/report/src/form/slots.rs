//! The possible content of a table section's mapping: groups of rows, and rows of cells. The reader, the
//! schema and the skeleton all walk these, so that they agree on what a report file looks like.

use std::collections::BTreeMap;

use super::label::{bare_label, fold_width, without_note};
use super::{CellId, CellSpec, Content, Form, Head};

/// One key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// A mapping of further keys.
    Group {
        /// Its key.
        id: String,
        /// Its printed label.
        label: String,
        /// Its content.
        slots: Vec<Slot>,
    },
    /// A row of cells, written as a list or as a mapping.
    Record(Record),
}

impl Slot {
    /// The key.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Group { id, .. } => id,
            Self::Record(record) => &record.id,
        }
    }

    /// The printed label.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Group { label, .. } => label,
            Self::Record(record) => &record.label,
        }
    }

    /// The rows under this key.
    #[must_use]
    pub fn records(&self) -> Vec<&Record> {
        match self {
            Self::Record(record) => vec![record],
            Self::Group { slots, .. } => slots.iter().flat_map(Self::records).collect(),
        }
    }
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its key.
    pub id: String,
    /// Its printed label.
    pub label: String,
    /// Id path from the section.
    pub path: String,
    /// Its cells in column order.
    pub cells: Vec<RecordCell>,
}

impl Record {
    /// Keys and labels of its cells, in column order.
    #[must_use]
    pub fn keys(&self) -> Vec<(&str, &str)> {
        let cells = self.cells.iter();
        cells
            .map(|cell| (cell.id.as_str(), cell.label.as_str()))
            .collect()
    }
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordCell {
    /// Its key in a mapping.
    pub id: String,
    /// Its column's printed label.
    pub label: String,
    /// The cell.
    pub cell: CellId,
}

/// Whether a key as written means the head with that id and label: the id, or the label with or
/// without ordinal and closing note, in full or half width.
#[must_use]
pub fn means(key: &str, id: &str, label: &str) -> bool {
    if key == id {
        return true;
    }
    let key = fold_width(key);
    let bare_key = bare_label(&key);
    let label = fold_width(label);
    let bare = bare_label(&label);
    let short = without_note(bare);
    key == label || bare_key == bare || bare_key == short
}

impl Form {
    /// The slots of a section's table, in the order of the form; none for a text section.
    #[must_use]
    pub fn slots(&self, section: usize) -> Vec<Slot> {
        let Some(super::Section {
            id,
            content: Content::Table(table),
            ..
        }) = self.sections.get(section)
        else {
            return Vec::new();
        };
        let mut by_row: BTreeMap<&str, Vec<(CellId, &CellSpec)>> = BTreeMap::new();
        for (cell, spec) in self.section_cells(section) {
            by_row.entry(&spec.row_path).or_default().push((cell, spec));
        }
        let mut slots = Vec::new();
        for panel in &table.panels {
            let walk = Walk {
                columns: &panel.columns,
                by_row: &by_row,
            };
            if panel.rows.is_empty() {
                walk.columns(&panel.columns, id, &mut slots);
            } else {
                walk.rows(&panel.rows, id, &mut slots);
            }
        }
        slots
    }
}

struct Walk<'a> {
    columns: &'a [Head],
    by_row: &'a BTreeMap<&'a str, Vec<(CellId, &'a CellSpec)>>,
}

impl Walk<'_> {
    fn rows(&self, heads: &[Head], path: &str, out: &mut Vec<Slot>) {
        for head in heads {
            let Some(id) = &head.id else {
                self.rows(&head.heads, path, out);
                continue;
            };
            let path = format!("{path}.{id}");
            let mut slots = Vec::new();
            if head.heads.is_empty() {
                if !has_named_group(self.columns) {
                    out.push(self.record(head, id, path));
                    continue;
                }
                self.columns(self.columns, &path, &mut slots);
            } else {
                self.rows(&head.heads, &path, &mut slots);
            }
            out.push(Slot::Group {
                id: id.clone(),
                label: head.label.clone(),
                slots,
            });
        }
    }

    fn columns(&self, heads: &[Head], path: &str, out: &mut Vec<Slot>) {
        for head in heads.iter().filter(|head| !head.heads.is_empty()) {
            match &head.id {
                None => self.columns(&head.heads, path, out),
                Some(id) => out.push(self.record(head, id, format!("{path}.{id}"))),
            }
        }
    }

    fn record(&self, head: &Head, id: &str, path: String) -> Slot {
        let cells = self.by_row.get(path.as_str());
        let cells = cells
            .into_iter()
            .flatten()
            .map(|(cell, spec)| RecordCell {
                id: spec.id().to_owned(),
                label: spec.label.clone(),
                cell: *cell,
            })
            .collect();
        Slot::Record(Record {
            id: id.to_owned(),
            label: head.label.clone(),
            path,
            cells,
        })
    }
}

fn has_named_group(heads: &[Head]) -> bool {
    heads
        .iter()
        .any(|head| !head.heads.is_empty() && (head.id.is_some() || has_named_group(&head.heads)))
}
