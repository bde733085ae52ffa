//! A table of the document: its cells, and their texts as labels.

use super::frame::{Frame, FrameRow, RowKind};
use super::likeness::{ALIKE, Label, SAME};
use super::sheet::{Grid, Piece};
use chengbao_report::form::bare_label;

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
    pub(super) fn shares(&self, frame: &Frame) -> usize {
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

/// Whether a row contains column heads of a panel.
pub(super) fn is_heads(heads: &[&FrameRow], found: &Found<'_>, row: usize) -> bool {
    heads
        .iter()
        .any(|wanted| score(wanted, 0, found, row).is_some_and(|score| score >= ALIKE))
}

/// How well a row of the document fits a row of the form; `None` if it cannot be that row.
pub(super) fn score(
    wanted: &FrameRow,
    values: usize,
    found: &Found<'_>,
    row: usize,
) -> Option<f64> {
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
