//! Where in a report file a cell, a row or a key is written, whatever language its keys are in.

use chengbao_report::form::{CellId, Content, KEYS, Record, Slot, means};
use chengbao_report::report::Report;
use chengbao_report::source::{Entry, Node, NodeKind, Span};

/// A place with the row it belongs to.
pub(super) struct Spot {
    /// The place.
    pub(super) place: Span,
    /// The row.
    pub(super) record: Record,
}

/// Where a cell's own value is written; `None` if it has no place of its own.
pub(super) fn cell_spot(report: &Report, id: CellId) -> Option<Spot> {
    let (record, node) = row(report, id)?;
    let index = record.cells.iter().position(|cell| cell.cell == id)?;
    let place = match &node.kind {
        NodeKind::Sequence(items) if items.len() == record.cells.len() => items.get(index)?.place,
        NodeKind::Mapping(entries) => {
            let known = record.keys();
            let key = record.cells.get(index)?;
            find(entries, &known, &key.id)?.value.place
        }
        NodeKind::Scalar(_) if record.cells.len() == 1 => node.place,
        _ => return None,
    };
    Some(Spot { place, record })
}

/// Where the value of a cell's row is written.
pub(super) fn row_spot(report: &Report, id: CellId) -> Option<Spot> {
    let (record, node) = row(report, id)?;
    let place = node.place;
    Some(Spot { place, record })
}

/// The entry of a head key or of a section.
pub(super) fn root_entry<'r>(report: &'r Report, key: &str) -> Option<&'r Entry> {
    let sections = report
        .form
        .sections
        .iter()
        .map(|section| (section.id.as_str(), section.label.as_str()));
    let known: Vec<(&str, &str)> = KEYS.into_iter().chain(sections).collect();
    find(report.source.root.as_mapping()?, &known, key)
}

fn row(report: &Report, id: CellId) -> Option<(Record, &Node)> {
    let spec = report.form.spec(id)?;
    let section = report.form.sections.get(spec.section)?;
    let Content::Table(_) = section.content else {
        return None;
    };
    let entry = root_entry(report, &section.id)?;
    in_slots(&report.form.slots(spec.section), &entry.value, id)
}

fn in_slots<'n>(slots: &[Slot], node: &'n Node, id: CellId) -> Option<(Record, &'n Node)> {
    let entries = node.as_mapping()?;
    let known: Vec<(&str, &str)> = slots.iter().map(|slot| (slot.id(), slot.label())).collect();
    let holds = |slot: &&Slot| {
        slot.records()
            .iter()
            .any(|record| record.cells.iter().any(|cell| cell.cell == id))
    };
    let slot = slots.iter().find(holds)?;
    let entry = find(entries, &known, slot.id())?;
    match slot {
        Slot::Record(record) => Some((record.clone(), &entry.value)),
        Slot::Group { slots, .. } => in_slots(slots, &entry.value, id),
    }
}

/// The first entry that means a key; ids are looked up before labels, as the reader does.
pub(super) fn find<'n>(
    entries: &'n [Entry],
    known: &[(&str, &str)],
    id: &str,
) -> Option<&'n Entry> {
    entries.iter().find(|entry| {
        let key = entry
            .key
            .as_scalar()
            .map_or("", |scalar| scalar.text.trim());
        let exact = known.iter().find(|(known, _)| *known == key);
        let meant = exact.or_else(|| known.iter().find(|(id, label)| means(key, id, label)));
        meant.is_some_and(|(known, _)| *known == id)
    })
}
