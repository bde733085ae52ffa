//! Shared by the rules about text: the place of a piece of a line.

use std::ops::Range;

use crate::form::{Form, HEAD, LETTER};
use crate::report::TextLine;
use crate::source::{Source, Span};

/// What a text is called.
pub(super) fn label<'f>(form: &'f Form, path: &'f str) -> &'f str {
    if let Some((_, section)) = form.section(path) {
        return &section.label;
    }
    let key = HEAD.iter().chain(&LETTER).find(|key| key.path == path);
    key.map_or(path, |key| key.label)
}

/// Whether a line is in the file letter by letter: neither folded nor written with escapes.
pub(super) fn is_verbatim(source: &Source, line: TextLine<'_>) -> bool {
    source.slice(line.place) == line.text
}

/// The places of pieces of one line, found in one pass over it if they come in order.
pub(super) struct Places<'a> {
    line: TextLine<'a>,
    /// Whether a piece of it can be replaced in the file.
    pub(super) is_verbatim: bool,
    /// Up to where columns are counted, in bytes, and how many there are.
    counted: (usize, usize),
}

impl<'a> Places<'a> {
    /// Those of a line.
    pub(super) fn of(source: &Source, line: TextLine<'a>) -> Self {
        Self {
            line,
            is_verbatim: is_verbatim(source, line),
            counted: (0, 0),
        }
    }

    /// Whether they are of this line.
    pub(super) fn is_of(&self, line: TextLine<'_>) -> bool {
        self.line.place.start == line.place.start && self.line.path == line.path
    }

    /// The place of a range of the line (bytes), or of the whole line if it is not verbatim.
    pub(super) fn place(&mut self, piece: &Range<usize>) -> Span {
        let TextLine { text, place, .. } = self.line;
        if !self.is_verbatim {
            return place;
        }
        let (from, columns) = match self.counted {
            (at, columns) if at <= piece.start => (at, columns),
            _ => (0, 0),
        };
        let between = text.get(from..piece.start).unwrap_or_default();
        let columns = columns + between.chars().count();
        self.counted = (piece.start, columns);
        Span {
            start: place.start + piece.start,
            end: place.start + piece.end,
            line: place.line,
            column: place.column + u32::try_from(columns).unwrap_or(0),
        }
    }
}

/// Years named in a text, as four digits before 年, with the range of the digits.
pub(super) fn years(text: &str) -> impl Iterator<Item = (Range<usize>, i32)> {
    text.match_indices('年').filter_map(|(end, _)| {
        let start = end.checked_sub(4)?;
        let digits = text.get(start..end)?;
        let before = text.get(..start)?.chars().next_back();
        let whole = digits.bytes().all(|b| b.is_ascii_digit())
            && !before.is_some_and(|c| c.is_ascii_digit());
        Some((start..end, digits.parse().ok().filter(|_| whole)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_before_its_sign() {
        let found = |text| years(text).map(|(_, year)| year).collect::<Vec<_>>();
        assert_eq!(found("2023年至2024年12月"), [2023, 2024]);
        assert_eq!(found("12024年、24年、年、近三年"), [0; 0]);
    }
}
