//! What is not written well about a table or a picture. The rules turn each into a finding.

use crate::source::Place;

/// One thing that is not written well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterFault {
    /// The line.
    pub place: Place,
    /// What.
    pub kind: MatterFaultKind,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatterFaultKind {
    /// Rows without `|---|---|` as their second.
    NoDelimiter,
    /// `|---|---|` without a row of heads above it.
    NoHeads,
    /// Heads without a row below them.
    NoRows,
    /// A row of more or fewer cells than the first.
    Ragged {
        /// Its cells.
        found: usize,
        /// Those of the first row.
        wanted: usize,
    },
    /// More columns than a page holds.
    TooManyColumns {
        /// How many.
        found: usize,
        /// How many may be.
        most: usize,
    },
    /// Full-width bars, `｜甲｜乙｜`.
    WideBars,
    /// A whole table on one line: its breaks were folded away.
    OneLine,
    /// A picture within a line of text or a cell, or one whose marks are not complete or
    /// full-width.
    NotAlone,
    /// A picture without words for those who cannot see it.
    NoAlt,
    /// A path that is not beside the report.
    Path(PathFault),
}

/// Why a path is not allowed: a report and its pictures are handed on together, in one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFault {
    /// There is none.
    Empty,
    /// From the root of a disk: `/home/a.png`, `C:\a.png`.
    Absolute,
    /// An address: `https://…`, `data:…`.
    Url,
    /// Out of the report's folder: `../a.png`.
    Upward,
    /// With characters that not every system allows in names, `\` among them.
    Characters,
}
