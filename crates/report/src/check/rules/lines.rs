//! Shared by the rules about text: the place of a piece of a line.

use std::ops::Range;

use crate::report::TextLine;
use crate::source::{Source, Span};

/// Whether the line is in the file letter by letter, so that a piece of it can be replaced:
/// neither folded nor written with escapes.
pub(super) fn is_verbatim(source: &Source, line: &TextLine<'_>) -> bool {
    source.slice(line.place) == line.text
}

/// The place of a range of a line (bytes), or of the whole line if it is not verbatim.
pub(super) fn place_in(source: &Source, line: &TextLine<'_>, piece: &Range<usize>) -> Span {
    if !is_verbatim(source, line) {
        return line.place;
    }
    let before = line.text.get(..piece.start).unwrap_or_default();
    let columns = u32::try_from(before.chars().count()).unwrap_or(0);
    Span {
        start: line.place.start + piece.start,
        end: line.place.start + piece.end,
        line: line.place.line,
        column: line.place.column + columns,
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
