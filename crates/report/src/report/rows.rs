//! The rows of a table section: groups, lists, mappings, single values.

use super::keys::resolve;
use super::{Cell, Diagnostic, DiagnosticKind, Regrouped, Value, cell, fix};
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
                let found = resolve(entries, &known, &record.path, self.diagnostics);
                for (id, entry) in found {
                    if let Some(cell) = record.cells.iter().find(|cell| cell.id == id) {
                        self.cell(cell, &entry.value);
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
            self.set(cell, Value::Invalid(None), String::new(), node.place);
            self.diagnostic(&spec.path, node.place, wrong_shape(&spec.name));
            return;
        };
        let text = if scalar.is_null() {
            ""
        } else {
            scalar.text.trim()
        };
        let value = cell::parse(text, spec.kind);
        if matches!(value, Value::Invalid(_)) {
            self.diagnostic(
                &spec.path,
                node.place,
                DiagnosticKind::BadCell {
                    cell: cell.cell,
                    kind: spec.kind,
                    text: text.to_owned(),
                    fixed: fix(text, spec.kind),
                },
            );
        }
        self.set(cell, value, text.to_owned(), node.place);
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

/// The numbers that thousands separators split in two, if joining them gives the
/// right number of cells. Only a comma without a space is taken for a separator.
fn regroup(items: &[Node], wanted: usize, text: &str) -> Option<Regrouped> {
    let groups = groups(items);
    let written = |group: &[&Node]| of_group(group, text);
    let mut cut = groups.iter().filter(|group| group.len() > 1);
    let (first, last) = (cut.clone().next()?, cut.next_back()?);
    let place = Span {
        end: last.last()?.place.end,
        ..first.first()?.place
    };
    let mut fixed = String::new();
    let mut at = place.start;
    for group in groups.iter().filter(|group| group.len() > 1) {
        let start = group.first()?.place.start;
        fixed.push_str(text.get(at..start)?);
        fixed.push_str(&written(group)?.replace(',', ""));
        at = group.last()?.place.end;
    }
    (groups.len() == wanted).then_some(Regrouped {
        place,
        written: written(first)?.to_owned(),
        fixed,
    })
}

/// Items that belong together.
fn groups(items: &[Node]) -> Vec<Vec<&Node>> {
    let mut groups: Vec<Vec<&Node>> = Vec::new();
    for item in items {
        match groups.last_mut() {
            Some(group) if goes_on(group, item) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

/// The text for items that belong together.
fn of_group<'a>(group: &[&Node], text: &'a str) -> Option<&'a str> {
    let (first, last) = (group.first()?.place, group.last()?.place);
    text.get(first.start..last.end)
}

/// The text for each cell of a row whose separators split numbers in two.
fn written<'a>(items: &'a [Node], text: &'a str) -> Vec<&'a str> {
    let cells = groups(items)
        .into_iter()
        .map(|group| match group.as_slice() {
            [only] => {
                let scalar = only.as_scalar().filter(|scalar| !scalar.is_null());
                scalar.map_or("", |scalar| scalar.text.trim())
            }
            cut => of_group(cut, text).unwrap_or_default(),
        });
    cells.collect()
}

/// Whether an item is the next three digits of the number that a group writes.
fn goes_on(group: &[&Node], item: &Node) -> bool {
    let digits = |node: &Node| {
        let text = node.as_scalar().map(|scalar| scalar.text.as_str());
        text.filter(|text| text.bytes().all(|b| b.is_ascii_digit()))
            .map(str::to_owned)
    };
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return false;
    };
    let head = digits(first).is_some_and(|d| (1..=3).contains(&d.len()) && !d.starts_with('0'));
    head && item.place.start == last.place.end + 1 && digits(item).is_some_and(|d| d.len() == 3)
}
