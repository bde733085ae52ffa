//! A place as readers count it: lines and columns from 1, in characters.

use crate::source::Span;

/// A range of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    /// Column after the last character.
    pub(super) end_column: u32,
    /// In characters.
    pub(super) length: u32,
}

impl Region {
    pub(super) fn of(text: &str, place: Span) -> Self {
        let slice = text.get(place.start..place.end).unwrap_or_default();
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let breaks = slice.matches('\n').count();
        let lines = u32::try_from(breaks).unwrap_or(u32::MAX);
        let last = slice.rsplit('\n').next().unwrap_or(slice);
        Self {
            line: place.line,
            column: place.column,
            end_line: place.line.saturating_add(lines),
            end_column: match lines {
                0 => place.column.saturating_add(count(last)),
                _ => count(last).saturating_add(1),
            },
            length: count(slice),
        }
    }
}
