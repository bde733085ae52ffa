//! Lines that form a table: rows of cells between bars, the second row of dashes and colons.

use std::ops::Range;

use super::error::{MatterError, MatterErrorKind};
use super::{BLANKS, image, trimmed};
use crate::report::Placed;
use crate::source::{Source, Span};

/// A table of a narrative: every row has as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterTable<'a> {
    /// The alignment of each column; at least one column.
    pub columns: Vec<Option<ColumnAlign>>,
    /// The header cells of the columns.
    pub heads: Vec<MatterCell<'a>>,
    /// The rows under them, at least one.
    pub rows: Vec<Vec<MatterCell<'a>>>,
}

/// The alignment of a column: `:--`, `:-:`, `--:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnAlign {
    /// `:--`.
    Left,
    /// `:-:`.
    Center,
    /// `--:`.
    Right,
}

/// A cell: a range of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatterCell<'a> {
    line: &'a Placed<String>,
    /// Offset of `raw` in the line.
    start: usize,
    raw: &'a str,
}

/// More columns than this are not readable on a page.
const MAX_COLUMNS: usize = 24;

impl<'a> MatterTable<'a> {
    /// All cells, row by row, the header row first.
    pub fn cells(&self) -> impl Iterator<Item = &MatterCell<'a>> {
        self.heads.iter().chain(self.rows.iter().flatten())
    }
}

impl<'a> MatterCell<'a> {
    /// Its text; `\|` is a bar.
    #[must_use]
    pub fn text(&self) -> String {
        self.raw.replace("\\|", "|")
    }

    /// Its text as written in the line.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Where it is; the whole line if it is not in the file letter by letter.
    #[must_use]
    pub fn place(&self, source: &Source) -> Span {
        self.line.piece(source, self.start, self.raw)
    }
}

/// How many of the first lines belong to one table, or to what is meant to be one; 0 if the first
/// is text. A lone line between bars is text.
pub(super) fn run(lines: &[Placed<String>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let is_row: fn(&str) -> bool = match first.value.chars().next() {
        Some('|') => |line| cells(line).is_some(),
        Some('｜') => |line| line.starts_with('｜'),
        _ => return 0,
    };
    let follows = |pair: &[Placed<String>]| match pair {
        // Lines of folded text all have the same place.
        [one, next] => is_row(&next.value) && next.place.line <= one.place.line + 1,
        _ => false,
    };
    if !is_row(&first.value) {
        return 0;
    }
    let rows = 1 + lines.windows(2).take_while(|pair| follows(pair)).count();
    if rows == 1 && !is_folded(&first.value) {
        return 0;
    }
    rows
}

/// Reads a run of rows as a table.
pub(super) fn read(run: &[Placed<String>]) -> Result<MatterTable<'_>, Vec<MatterError>> {
    let one = |line: &Placed<String>, kind| {
        let place = line.place;
        vec![MatterError { place, kind }]
    };
    let (first, second, body) = match run {
        [] => return Err(Vec::new()),
        [only] => return Err(one(only, MatterErrorKind::OneLine)),
        [first, second, body @ ..] => (first, second, body),
    };
    if first.value.starts_with('｜') {
        return Err(one(first, MatterErrorKind::WideBars));
    }
    let heads = row(first);
    if columns(&heads).is_some_and(|columns| !columns.is_empty()) {
        return Err(one(first, MatterErrorKind::NoHeads));
    }
    let delimiter = row(second);
    let Some(columns) = columns(&delimiter) else {
        return Err(one(first, MatterErrorKind::NoDelimiter));
    };
    let wanted = heads.len();
    if wanted > MAX_COLUMNS {
        let (found, most) = (wanted, MAX_COLUMNS);
        return Err(one(first, MatterErrorKind::TooManyColumns { found, most }));
    }
    if body.is_empty() {
        return Err(one(first, MatterErrorKind::NoRows));
    }
    let rows: Vec<Vec<MatterCell<'_>>> = body.iter().map(row).collect();
    let counted = [(second, delimiter.len())].into_iter();
    let counted = counted.chain(body.iter().zip(rows.iter().map(Vec::len)));
    let ragged = counted.filter(|(_, found)| *found != wanted);
    let mut faults: Vec<MatterError> = ragged
        .map(|(line, found)| MatterError {
            place: line.place,
            kind: MatterErrorKind::Ragged { found, wanted },
        })
        .collect();
    let pictures = run.iter().filter(|line| image::is_in(&line.value));
    faults.extend(pictures.map(|line| MatterError {
        place: line.place,
        kind: MatterErrorKind::NotAlone,
    }));
    if faults.is_empty() {
        Ok(MatterTable {
            columns,
            heads,
            rows,
        })
    } else {
        Err(faults)
    }
}

fn row(line: &Placed<String>) -> Vec<MatterCell<'_>> {
    let ranges = cells(&line.value).unwrap_or_default().into_iter();
    ranges
        .map(|range| {
            let whole = line.value.get(range.clone()).unwrap_or_default();
            let blanks = whole.len() - whole.trim_start_matches(BLANKS).len();
            MatterCell {
                line,
                start: range.start + blanks,
                raw: trimmed(whole),
            }
        })
        .collect()
}

/// The ranges between the bars of a row; `None` if it does not begin with a bar or has nothing
/// after it. The bar at the end may be left out.
fn cells(line: &str) -> Option<Vec<Range<usize>>> {
    line.strip_prefix('|')?;
    let is_bar = |at: &usize| !line.get(..*at).is_some_and(|before| before.ends_with('\\'));
    let mut bars: Vec<usize> = line
        .match_indices('|')
        .map(|(at, _)| at)
        .filter(is_bar)
        .collect();
    let last = bars.last().copied()?;
    if line
        .get(last + 1..)
        .is_some_and(|rest| !rest.trim().is_empty())
    {
        bars.push(line.len());
    }
    let ranges = bars.iter().zip(bars.iter().skip(1));
    let cells: Vec<_> = ranges.map(|(start, end)| start + 1..*end).collect();
    (!cells.is_empty()).then_some(cells)
}

/// The alignments of a row of dashes and colons.
fn columns(row: &[MatterCell<'_>]) -> Option<Vec<Option<ColumnAlign>>> {
    row.iter().map(|cell| column(cell.raw)).collect()
}

fn column(cell: &str) -> Option<Option<ColumnAlign>> {
    let (left, right) = (cell.starts_with(':'), cell.ends_with(':'));
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    let is_rule = !dashes.is_empty() && dashes.chars().all(|c| c == '-');
    is_rule.then_some(match (left, right) {
        (true, true) => Some(ColumnAlign::Center),
        (true, false) => Some(ColumnAlign::Left),
        (false, true) => Some(ColumnAlign::Right),
        (false, false) => None,
    })
}

/// Whether a single row has a rule of dashes among its cells: a table that lost its line breaks.
fn is_folded(line: &str) -> bool {
    let mut cells = cells(line).unwrap_or_default().into_iter();
    cells.any(|range| {
        let cell = line.get(range).unwrap_or_default().trim();
        cell.contains("--") && column(cell).is_some()
    })
}
