//! Which tables of a document belong to which table of a form, and what is in its cells. Rows
//! are found by the sequence of their labels, so that rows may be missing, heads repeated and
//! table cut in pieces.

use std::collections::BTreeMap;

use super::bounds::MAX_ROWS;
use super::columns;
use super::frame::{Frame, FrameRow, RowKind};
use super::likeness::{ALIKE, Label, SAME, align};
use super::sheet::{Grid, Piece};
use chengbao_report::form::{CellId, bare_label};

/// A table of the document with the possible labels of its cells.
pub(super) struct Found<'p> {
    /// Index of its piece.
    pub(super) piece: usize,
    /// The table.
    pub(super) grid: &'p Grid,
    /// The text of each cell as a label; empty for figures.
    pub(super) labels: Vec<Label>,
}

impl<'p> Found<'p> {
    /// The tables of a document.
    pub(super) fn all(pieces: &'p [Piece]) -> Vec<Self> {
        let tables = pieces
            .iter()
            .enumerate()
            .filter_map(|(piece, it)| match it {
                Piece::Table(grid) => Some((piece, grid)),
                Piece::Line(_) => None,
            });
        tables
            .map(|(piece, grid)| Self {
                piece,
                grid,
                labels: grid
                    .cells
                    .iter()
                    .map(|cell| {
                        if is_figure(&cell.text) {
                            Label::default()
                        } else {
                            Label::new(&cell.text)
                        }
                    })
                    .collect(),
            })
            .collect()
    }

    pub(super) fn label(&self, cell: usize) -> Option<&Label> {
        self.labels.get(cell)
    }

    /// How many of a frame's labels it contains.
    fn shares(&self, frame: &Frame) -> usize {
        let there = |label: &&Label| {
            self.labels
                .iter()
                .any(|found| found.likeness(label) >= SAME)
        };
        frame.labels.iter().filter(there).count()
    }
}

/// What can occur in place of a value.
fn is_figure(text: &str) -> bool {
    // `3.其他` is a label, `1.5` and `1316.84万元` are not.
    let after = bare_label(text);
    if after.len() < text.len() && after.starts_with(char::is_alphabetic) {
        return false;
    }
    let opens =
        |c: char| c.is_numeric() && !"一二三四五六七八九十".contains(c) || "-−－—/／.+".contains(c);
    let rest = text.trim_start_matches(opens);
    rest.len() < text.len() && rest.chars().filter(|c| c.is_alphabetic()).count() <= 2
        || text.is_empty()
}

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

/// How well a row of the document fits a row of the form; `None` if it cannot be that row.
fn score(wanted: &FrameRow, values: usize, found: &Found<'_>, row: usize) -> Option<f64> {
    let cells = found.grid.row(row);
    let labels: Vec<&Label> = cells
        .iter()
        .filter_map(|cell| found.label(*cell))
        .filter(|it| !it.is_empty())
        .collect();
    let likeness = |label: &Label| {
        labels
            .iter()
            .map(|it| it.likeness(label))
            .fold(0.0, f64::max)
    };
    match &wanted.kind {
        RowKind::Banner => {
            let alike = likeness(wanted.labels.first()?);
            (cells.len() == 1 && alike >= ALIKE).then_some(alike)
        }
        RowKind::Heads => {
            let alike: f64 = wanted
                .labels
                .iter()
                .map(likeness)
                .filter(|it| *it >= ALIKE)
                .sum();
            let share = alike / wanted.labels.len().max(1) as f64;
            (share >= 0.5).then_some(share)
        }
        RowKind::Values(_) => {
            // A row that has only its label is a head.
            let figures = cells.len().saturating_sub(labels.len());
            let Some((own, above)) = wanted.labels.split_last() else {
                // A word among figures is a way to say that there is none.
                return (labels.len() * 3 <= cells.len() && cells.len() * 2 >= values)
                    .then_some(0.6);
            };
            let alike = likeness(own);
            if alike >= ALIKE && figures > 0 {
                let around = above.iter().filter(|label| likeness(label) >= SAME).count();
                let share = around as f64 / above.len().max(1) as f64;
                return Some(alike + share * 0.2);
            }
            // Its label may have been lost; a row of figures at its position is still the row.
            let is_full = cells.iter().any(|cell| !found.grid.text(*cell).is_empty());
            (labels.is_empty() && is_full && cells.len() >= values).then_some(0.15)
        }
    }
}

/// Whether a row contains column heads of a panel.
pub(super) fn is_heads(heads: &[&FrameRow], found: &Found<'_>, row: usize) -> bool {
    heads
        .iter()
        .any(|wanted| score(wanted, 0, found, row).is_some_and(|score| score >= ALIKE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_distinguished_from_labels() {
        for text in [
            "",
            "0",
            "1,234",
            "１２",
            "-43",
            "/",
            "—",
            "1316.84万元",
            "12件",
            "96171.6",
            "1.5",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in [
            "1.属于国家秘密",
            "一、本年新收",
            "总计",
            "三",
            "其他",
            "（一）予以公开",
            "3.其他",
        ] {
            assert!(!is_figure(text), "{text}");
        }
    }
}
