//! Cross-references of any program: tables, streams, both in one file, and updates (ISO 32000-1 §7.5.4, §7.5.8).
//!
//! It never looks at the objects themselves: rows that lead nowhere are noticed when they are followed.

use std::collections::BTreeSet;

use super::{LenientError, LenientPdf, LenientValue};
use crate::formats::pdf::XrefEntry;
use crate::formats::pdf::parse::Parser;

/// Maximum sections of a file: each update adds one.
const MAX_SECTIONS: usize = 1024;
/// Maximum runs of numbers in a cross-reference stream.
const MAX_RUNS: usize = 20_000;

/// What a section states, newest sections first: of two rows for one object the first is valid.
#[derive(Default)]
struct Rows {
    rows: Vec<(u32, XrefEntry)>,
    /// Freed objects of a table, which a stream beside it may place.
    freed: Vec<u32>,
}

impl LenientPdf<'_> {
    /// The rows of all sections from the one at `start` back; returns what the newest trailer with a root says of it.
    pub(super) fn sections(&mut self, start: usize) -> Result<Option<LenientValue>, LenientError> {
        let (mut next, mut seen, mut root) = (Some(start), BTreeSet::new(), None);
        while let Some(at) = next.take() {
            // Of a circle the rest is known.
            if !seen.insert(at) {
                break;
            }
            if seen.len() > MAX_SECTIONS {
                self.budget.spend();
            }
            let Some(trailer) = self.section(at) else {
                // Without the newest section nothing is valid; older ones may be missing.
                if at == start {
                    return Err(LenientError::NoReferences);
                }
                break;
            };
            let found = self.entries(&trailer, ["Root", "Encrypt", "Prev"]);
            let [newer, encrypted, before] = found.unwrap_or_default();
            if encrypted.is_some() {
                return Err(LenientError::Encrypted);
            }
            root = root.or(newer);
            next = before.and_then(|before| self.scalar(&before)?.as_size());
        }
        Ok(root)
    }

    /// The rows of a section; returns its trailer.
    fn section(&mut self, at: usize) -> Option<LenientValue> {
        let read = |parser: &mut Parser<'_>| {
            if parser.keyword("xref").is_none() {
                return Some(None);
            }
            let rows = self.table(parser);
            parser.keyword("trailer")?;
            parser.skip();
            Some(Some((rows?, LenientValue::in_file(parser.at()))))
        };
        let Some((rows, trailer)) = self.scan_in(self.bytes, at, read)? else {
            return self.stream(at);
        };
        self.add(rows.rows);
        if let Some(hidden) = self.scalar_entry(&trailer, "XRefStm") {
            let _ = self.stream(hidden.as_size()?);
        }
        self.add(rows.freed.into_iter().map(|it| (it, XrefEntry::Free)));
        Some(trailer)
    }

    fn add(&mut self, rows: impl IntoIterator<Item = (u32, XrefEntry)>) {
        for (number, row) in rows {
            self.rows.entry(number).or_insert(row);
        }
    }

    /// The rows of a table: as many as there are, whatever it says of their number.
    fn table(&self, parser: &mut Parser<'_>) -> Option<Rows> {
        let mut table = Rows::default();
        while let Some((first, count)) = pair(parser) {
            let first = u32::try_from(first).ok()?;
            for number in (first..=u32::MAX).take(count) {
                let before = parser.at();
                let Some((offset, generation)) = pair(parser) else {
                    break;
                };
                let is_used = parser.keyword("n").is_some();
                if !is_used && parser.keyword("f").is_none() {
                    parser.back(before);
                    break;
                }
                self.budget.row()?;
                if is_used {
                    let generation = u16::try_from(generation).unwrap_or(u16::MAX);
                    let entry = XrefEntry::At { offset, generation };
                    table.rows.push((number, entry));
                } else {
                    table.freed.push(number);
                }
            }
        }
        Some(table)
    }

    /// The rows of a cross-reference stream; returns its dictionary.
    fn stream(&mut self, at: usize) -> Option<LenientValue> {
        let trailer = self.scan_in(self.bytes, at, |parser| {
            parser.head()?;
            parser.skip();
            Some(LenientValue::in_file(parser.at()))
        })?;
        let size = |value: &LenientValue| self.scalar(&self.follow(value)?)?.as_size();
        let sizes = |key: &str, limit| {
            let items = self.items(&self.entry(&trailer, key)?, limit)?;
            items.iter().map(size).collect::<Option<Vec<usize>>>()
        };
        let widths: [usize; 3] = sizes("W", 3)?.try_into().ok()?;
        let width = widths.iter().sum();
        if width == 0 || widths.iter().any(|width| *width > 8) {
            return None;
        }
        let runs = sizes("Index", 2 * MAX_RUNS).unwrap_or_else(|| vec![0, usize::MAX]);
        let content = self.content(&trailer)?;
        let mut fields = content.chunks_exact(width);
        let mut rows = Vec::new();
        for run in runs.chunks_exact(2) {
            let &[first, count] = run else { break };
            let first = u32::try_from(first).ok()?;
            for (number, row) in (first..=u32::MAX).zip(fields.by_ref().take(count)) {
                self.budget.row()?;
                if let Some(Some(entry)) = XrefEntry::of_row(row, widths) {
                    rows.push((number, entry));
                }
            }
        }
        self.add(rows);
        Some(trailer)
    }
}

/// Two numbers; goes nowhere if they are not there.
fn pair(parser: &mut Parser<'_>) -> Option<(usize, usize)> {
    let before = parser.at();
    let pair = parser.size().zip(parser.size());
    if pair.is_none() {
        parser.back(before);
    }
    pair
}
