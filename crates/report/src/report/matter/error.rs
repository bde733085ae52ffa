//! What is wrong with how a table or a picture is written. The rules turn each into a finding.

use crate::source::Span;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterError {
    /// The line.
    pub place: Span,
    /// What.
    pub kind: MatterErrorKind,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatterErrorKind {
    /// Rows whose second row is not `|---|---|`.
    NoDelimiter,
    /// `|---|---|` without a header row above it.
    NoHeads,
    /// A header row without a row below it.
    NoRows,
    /// A row with more or fewer cells than the first.
    Ragged {
        /// Its cells.
        found: usize,
        /// Those of the first row.
        wanted: usize,
    },
    /// More columns than fit on a page.
    TooManyColumns {
        /// How many.
        found: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Full-width bars, `｜甲｜乙｜`.
    WideBars,
    /// A whole table on one line: its line breaks were folded away.
    OneLine,
    /// A picture within a line of text or a cell, or one whose marks are incomplete or
    /// full-width.
    NotAlone,
    /// A picture without a description for those who cannot see it.
    NoAlt,
    /// A path outside the folder of the report.
    Path(PathError),
}

/// Why a path is not allowed: a report and its pictures are handed over together, in one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// There is no path.
    Empty,
    /// An absolute path: `/home/a.png`, `C:\a.png`.
    Absolute,
    /// A web address: `https://…`, `data:…`.
    Url,
    /// Out of the report's folder: `../a.png`.
    Upward,
    /// With characters that some systems do not allow in file names, including `\`.
    Characters,
}
