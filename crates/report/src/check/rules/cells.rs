//! Shared by the rules about cells: a cell's names, and how its text in the file is replaced.

use super::{Finding, Fix, RuleInfo, Text};
use crate::form::CellId;
use crate::report::Report;

/// A cell's official name and its id path.
pub(super) fn span_of(report: &Report, cell: CellId) -> (&str, &str) {
    let spec = report.form.spec(cell);
    spec.map_or(("", ""), |spec| (&spec.name, &spec.path))
}

/// A counted cell that should have another figure, with the suggestion to write it.
pub(super) fn differs(
    info: &RuleInfo,
    report: &Report,
    id: CellId,
    expected: i128,
    message: Text,
) -> Option<Finding> {
    let cell = report.cell(id)?;
    let (_, path) = span_of(report, id);
    let expected = expected.to_string();
    Some(Finding {
        stated: Some(cell.text.clone()).filter(|text| !text.is_empty()),
        fix: cell_fix(report, id, &expected, false),
        expected: Some(expected),
        ..Finding::new(info, path, cell.place, message)
    })
}

/// The fix that writes a figure into a cell; `None` if the cell has no text of its own to
/// replace: a column left out of its row, a row left blank, a row shared through an alias.
pub(super) fn cell_fix(report: &Report, id: CellId, figure: &str, safe: bool) -> Option<Fix> {
    let cell = report.cell(id)?;
    let place = cell.place?;
    let shared = report.cells.iter().enumerate().any(|(other, cell)| {
        other != id.0 && cell.place.is_some_and(|other| other.start == place.start)
    });
    let written = report.source.slice(place);
    let own = match cell.text.as_str() {
        // Blank: written as one of YAML's nulls or as an empty text, not as the key of its row.
        "" => matches!(written, "" | "~" | "null" | "Null" | "NULL" | "''" | "\"\""),
        _ => true,
    };
    if shared || !own {
        return None;
    }
    let before = report.source.text.get(..place.start).unwrap_or_default();
    let glued = written.is_empty() && before.ends_with([':', ',']);
    Some(Fix::replace(
        place,
        format!("{}{figure}", if glued { " " } else { "" }),
        safe,
    ))
}
