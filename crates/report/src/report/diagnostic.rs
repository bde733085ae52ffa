//! What could not be read in a report file. The rules turn each diagnostic into a finding.

use super::Unread;
use crate::form::{CellId, CellKind};
use crate::source::Span;
use chengbao_base::text::Text;

/// One thing that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Id path of the value, of the mapping for an unknown key.
    pub path: String,
    /// Where; `None` if the whole file lacks it.
    pub place: Option<Span>,
    /// What.
    pub kind: DiagnosticKind,
}

/// The kinds of diagnostics.
#[derive(Debug, Clone, PartialEq)]
pub enum DiagnosticKind {
    /// A key that the form does not have in that place.
    UnknownKey {
        /// As written.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The keys allowed there: in Chinese by name, in English by id.
        known: Vec<Text>,
    },
    /// The same thing twice, once by id and once by label.
    RepeatedKey {
        /// As written the second time.
        key: String,
        /// Line of the first.
        first_line: u32,
    },
    /// A key that is required but missing.
    MissingKey {
        /// The printed label.
        label: String,
    },
    /// One row where the form has several rows under this label.
    UndividedRow {
        /// The printed label.
        label: String,
        /// The labels of its rows.
        rows: Vec<String>,
    },
    /// A value of the wrong shape: a list for a text, a text for a table, …
    WrongShape {
        /// The printed label.
        label: String,
        /// What is expected there.
        expected: Text,
    },
    /// A list of too few or too many cells.
    CellCount {
        /// The printed label of the row.
        label: String,
        /// Column labels, in order.
        columns: Vec<String>,
        /// Cells found.
        found: usize,
        /// What was meant if thousands separators split numbers in two.
        regrouped: Option<Regrouped>,
    },
    /// A cell that is not a number, blank or `/`.
    BadCell {
        /// Which.
        cell: CellId,
        /// What it should contain.
        kind: CellKind,
        /// As written.
        text: String,
        /// Why it cannot be read.
        why: Unread,
    },
    /// A number or a day that is plainly one value, but not in its canonical spelling. It was read.
    Spelling {
        /// Which cell; `None` for a key of the head or of the covering letter.
        cell: Option<CellId>,
        /// What the form calls it.
        name: String,
        /// As written.
        text: String,
        /// The canonical spelling.
        plain: String,
    },
    /// A value apart from the sections that cannot be read.
    BadValue {
        /// As written.
        text: String,
        /// What is expected there.
        expected: Text,
        /// A sentence that says more than that it cannot be read.
        why: Option<Text>,
    },
}

/// Numbers in a list that thousands separators split in two: `[1,234, 5]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrouped {
    /// From the first such number to the last.
    pub place: Span,
    /// The first as written, `1,234`.
    pub written: String,
    /// The text of the place without the separators, `1234`.
    pub fixed: String,
}
