//! Which tables of a document belong to which table of a form, and what is in its cells. Rows
//! are found by the sequence of their labels, so that rows may be missing, heads repeated and
//! table cut in pieces.

use std::collections::BTreeMap;

use super::bounds::MAX_ROWS;
use super::columns;
use super::found::{Found, score};
use super::frame::{Frame, FrameRow, RowKind};
use super::likeness::{Label, SAME, align};
use chengbao_report::form::CellId;

/// For each table the frame it belongs to.
pub(super) fn assign(found: &[Found<'_>], frames: &[Frame]) -> Vec<Option<usize>> {
    let best = |table: &Found<'_>| {
        let shares = frames
            .iter()
            .enumerate()
            .map(|(index, frame)| (table.shares(frame), index, frame));
        let (count, index, frame) =
            shares.max_by_key(|(count, index, _)| (*count, usize::MAX - index))?;
        let enough = count >= 2 || count * 2 >= frame.labels.len();
        enough.then_some(index)
    };
    found.iter().map(best).collect()
}

/// How completely a form's tables were found: the share of its labels that some table has.
pub(super) fn share(found: &[Found<'_>], frames: &[Frame]) -> f64 {
    let all: usize = frames.iter().map(|frame| frame.labels.len()).sum();
    let there = |label: &&Label| {
        let mut labels = found.iter().flat_map(|table| &table.labels);
        labels.any(|found| found.likeness(label) >= SAME)
    };
    let shared: usize = frames
        .iter()
        .map(|frame| frame.labels.iter().filter(there).count())
        .sum();
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
}

/// A value of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Index of the piece.
    pub(super) piece: usize,
    /// Index of the cell in the table.
    pub(super) cell: usize,
}

/// Where the values of a form's table are in its pieces.
pub(super) fn values(frame: &Frame, pieces: &[&Found<'_>]) -> BTreeMap<CellId, At> {
    let rows: Vec<(&Found<'_>, usize)> = pieces
        .iter()
        .flat_map(|found| (0..found.grid.rows.len()).map(|row| (*found, row)))
        .take(MAX_ROWS)
        .collect();
    let scores: Vec<Vec<Option<f64>>> = frame
        .rows
        .iter()
        .map(|wanted| {
            let values = frame
                .panels
                .get(wanted.panel)
                .map_or(0, |panel| panel.columns.len());
            rows.iter()
                .map(|(found, row)| score(wanted, values, found, *row))
                .collect()
        })
        .collect();
    let pairs = align(frame.rows.len(), rows.len(), |i, j| {
        *scores.get(i)?.get(j)?
    });
    let mut out = BTreeMap::new();
    for (wanted, pair) in frame.rows.iter().zip(&pairs) {
        let (RowKind::Values(ids), Some((found, row))) =
            (&wanted.kind, pair.and_then(|pair| rows.get(pair)))
        else {
            continue;
        };
        let Some(panel) = frame.panels.get(wanted.panel) else {
            continue;
        };
        let heads = frame
            .rows
            .iter()
            .filter(|row| row.panel == wanted.panel && row.kind == RowKind::Heads);
        let heads: Vec<&FrameRow> = heads.collect();
        let cells = columns::cells(&heads, panel, wanted, found, *row);
        for (id, cell) in ids.iter().zip(cells) {
            if let Some(cell) = cell {
                let piece = found.piece;
                out.insert(*id, At { piece, cell });
            }
        }
    }
    out
}
