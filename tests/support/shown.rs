//! What a document says, whatever file it is in: paragraphs of text and tables of cells. The
//! proofs compare what a report should say with what readers take out of PDF and DOCX.

use std::fmt;

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Title, heading, paragraph, signature, date.
    Text(String),
    /// A table, its cells by row, then column.
    Table(Vec<ShownCell>),
}

/// A cell at its top left place in the grid.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShownCell {
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
    /// At least 1.
    pub rowspan: usize,
    /// At least 1.
    pub colspan: usize,
    /// Without line breaks.
    pub text: String,
}

impl fmt::Debug for ShownCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            row,
            column,
            rowspan,
            colspan,
            text,
        } = self;
        write!(f, "[{row},{column} {rowspan}×{colspan}] {text:?}")
    }
}

/// Cells without places, row after row, put where a table's rules put them: each takes the first
/// place of its row that no cell above or before covers.
pub fn place(rows: Vec<Vec<(usize, usize, String)>>) -> Vec<ShownCell> {
    let mut covered = std::collections::BTreeSet::new();
    let mut cells = Vec::new();
    for (row, in_row) in rows.into_iter().enumerate() {
        let mut column = 0;
        for (rowspan, colspan, text) in in_row {
            while covered.contains(&(row, column)) {
                column += 1;
            }
            for below in row..row + rowspan {
                covered.extend((column..column + colspan).map(|beside| (below, beside)));
            }
            cells.push(ShownCell {
                row,
                column,
                rowspan,
                colspan,
                text,
            });
        }
    }
    cells
}

/// The first thing that differs, in words; `None` where both say the same.
pub fn difference(expected: &[Shown], found: &[Shown]) -> Option<String> {
    for (at, pair) in zip_longest(expected, found).enumerate() {
        let what = match pair {
            (Some(a), Some(b)) if a == b => continue,
            (Some(Shown::Table(a)), Some(Shown::Table(b))) => {
                let (a, b) = zip_longest(a, b).find(|(a, b)| a != b)?;
                format!("cell {a:?}\n  became {b:?}")
            }
            (a, b) => format!("{a:?}\n  became {b:?}"),
        };
        return Some(format!("block {at}: {what}"));
    }
    None
}

fn zip_longest<'a, T>(
    a: &'a [T],
    b: &'a [T],
) -> impl Iterator<Item = (Option<&'a T>, Option<&'a T>)> {
    (0..a.len().max(b.len())).map(|at| (a.get(at), b.get(at)))
}
