//! The values of one row of a document, column by column: by the labels above them, or by their
//! number if the row has as many cells after its label as the form has columns.

use super::found::{Found, is_heads};
use super::frame::{FramePanel, FrameRow};
use super::likeness::{ALIKE, Label, align};

/// For each column of the panel the cell of the row that contains its value.
pub(super) fn cells(
    heads: &[&FrameRow],
    panel: &FramePanel,
    wanted: &FrameRow,
    found: &Found<'_>,
    row: usize,
) -> Vec<Option<usize>> {
    let values = values(wanted, found, row);
    let count = panel.columns.len();
    let by_label = by_label(heads, panel, &values, found, row);
    if by_label.iter().all(Option::is_some) {
        return by_label;
    }
    if values.len() == count {
        return values.into_iter().map(Some).collect();
    }
    by_label
}

/// The cells of the row after its label.
fn values(wanted: &FrameRow, found: &Found<'_>, row: usize) -> Vec<usize> {
    let cells = found.grid.row(row);
    let is_label = |cell: &usize| {
        let label = found.label(*cell);
        let alike = |own: &Label| label.is_some_and(|it| it.likeness(own) >= ALIKE);
        wanted.labels.iter().any(alike)
    };
    // The row's own label is the last that matches; the heads above it are to its left.
    let after = cells.iter().rposition(is_label).map_or(0, |at| at + 1);
    cells.into_iter().skip(after).collect()
}

fn by_label(
    heads: &[&FrameRow],
    panel: &FramePanel,
    values: &[usize],
    found: &Found<'_>,
    row: usize,
) -> Vec<Option<usize>> {
    let lowest = lowest_heads(heads, found, row);
    // One entry for each head, with its first column.
    let mut distinct: Vec<(usize, usize)> = Vec::new();
    for (column, cell) in lowest.iter().enumerate() {
        if let Some(cell) = cell
            && distinct.last().is_none_or(|(_, last)| last != cell)
        {
            distinct.push((column, *cell));
        }
    }
    let score = |i: usize, j: usize| {
        let head = found.label(distinct.get(j)?.1)?;
        let alike = head.likeness(panel.columns.get(i)?);
        (alike >= ALIKE).then_some(alike)
    };
    let pairs = align(panel.columns.len(), distinct.len(), score);
    let mut used = Vec::new();
    pairs
        .into_iter()
        .map(|pair| {
            let (column, _) = distinct.get(pair?)?;
            let cell = found.grid.at(row, *column)?;
            let free = values.contains(&cell) && !used.contains(&cell);
            used.push(cell);
            free.then_some(cell)
        })
        .collect()
}

/// For each grid column the lowest head above it, of the nearest heads above the row.
fn lowest_heads(heads: &[&FrameRow], found: &Found<'_>, row: usize) -> Vec<Option<usize>> {
    let Some(last) = (0..row).rev().find(|above| is_heads(heads, found, *above)) else {
        return Vec::new();
    };
    let first = (0..last)
        .rev()
        .take_while(|above| is_heads(heads, found, *above))
        .last()
        .unwrap_or(last);
    let width = found.grid.rows.get(last).map_or(0, Vec::len);
    (0..width)
        .map(|column| {
            let over = (first..=last)
                .rev()
                .filter_map(|row| found.grid.at(row, column));
            let mut named =
                over.filter(|cell| found.label(*cell).is_some_and(|label| !label.is_empty()));
            named.next()
        })
        .collect()
}
