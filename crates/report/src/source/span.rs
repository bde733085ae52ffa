//! Places in the text: byte ranges with line and column, and the ruler that
//! measures them.

/// A half-open range of the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of the first character in [`Source::text`](super::Source::text).
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
    /// Line of `start`, from 1. Lines end with LF, CR or CRLF (YAML 1.2.2 §5.4).
    pub line: u32,
    /// Column of `start`, from 1, in characters.
    pub column: u32,
}

/// Bytes between two character counts of a [`Ruler`]. The nearest count is at most that far away.
const STEP: usize = 64;

/// Turns offsets into places, each in a time that does not depend on the length of the text or its lines.
#[derive(Debug)]
pub(super) struct Ruler<'t> {
    text: &'t str,
    /// Byte offset of the start of each line.
    lines: Vec<usize>,
    /// Characters that begin before each multiple of [`STEP`].
    counts: Vec<usize>,
}

impl<'t> Ruler<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut lines = vec![0];
        lines.extend(line_ends(text));
        let mut counts = vec![0];
        let mut characters = 0;
        for block in text.as_bytes().chunks(STEP) {
            characters += starts(block);
            counts.push(characters);
        }
        Self {
            text,
            lines,
            counts,
        }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The place of a byte range. Offsets beyond the text or inside a character are moved back.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start);
        let end = self.text.floor_char_boundary(end).max(start);
        let line = self.lines.partition_point(|&begin| begin <= start).max(1);
        let begin = self.lines.get(line - 1).copied().unwrap_or_default();
        let column = self.characters_before(start) - self.characters_before(begin) + 1;
        Span {
            start,
            end,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// The place of the one character at that offset; empty at the end of a line.
    pub(super) fn character(&self, start: usize) -> Span {
        let length = match self.text.get(start..).and_then(|rest| rest.chars().next()) {
            Some('\n' | '\r') | None => 0,
            Some(character) => character.len_utf8(),
        };
        self.place(start, start + length)
    }

    /// Byte offset of the character with that index, or the end of the text.
    pub(super) fn byte(&self, index: usize) -> usize {
        let block = self.counts.partition_point(|&count| count <= index).max(1) - 1;
        let from = block * STEP;
        let before = self.counts.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        rest.iter()
            .enumerate()
            .filter(|(_, byte)| begins_character(**byte))
            .nth(index - before)
            .map_or(self.text.len(), |(offset, _)| from + offset)
    }

    /// Byte offset of the start of the line that contains the offset.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|&begin| begin <= offset).max(1);
        self.lines.get(line - 1).copied().unwrap_or_default()
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / STEP;
        let before = self.counts.get(block).copied().unwrap_or_default();
        let part = self.text.as_bytes().get(block * STEP..offset);
        before + starts(part.unwrap_or_default())
    }
}

fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| begins_character(**byte)).count()
}

/// Offsets after each line break.
fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        ends.then_some(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: usize, line: u32, column: u32) {
        let place = Ruler::new(text).place(start, text.len());
        assert_eq!(
            (place.line, place.column),
            (line, column),
            "{text:?}@{start}"
        );
    }

    #[test]
    fn columns_count_characters_and_lines_end_three_ways() {
        check("总计: 3", 8, 1, 5);
        check("甲\n乙丙", 7, 2, 2);
        check("甲\r\n乙丙", 8, 2, 2);
        check("甲\r乙丙", 7, 2, 2);
        check("甲\n", 4, 2, 1);
        check("", 0, 1, 1);
    }

    #[test]
    fn bytes_and_characters_agree_past_many_steps() {
        let text = "年a度\r\n报b告\n".repeat(100);
        let ruler = Ruler::new(&text);
        for (index, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(ruler.byte(index), offset);
            assert_eq!(ruler.characters_before(offset), index);
        }
        assert_eq!(ruler.byte(text.chars().count() + 5), text.len());
    }

    #[test]
    fn offsets_outside_are_moved_to_a_boundary() {
        let ruler = Ruler::new("总计");
        assert_eq!(
            ruler.place(1, 4),
            Span {
                start: 0,
                end: 3,
                line: 1,
                column: 1
            }
        );
        assert_eq!(ruler.place(90, 99).start, 6);
    }

    #[test]
    fn a_line_break_is_no_character_to_point_at() {
        let ruler = Ruler::new("总\n");
        assert_eq!(ruler.character(0).end, 3);
        assert_eq!(ruler.character(3).end, 3);
        assert_eq!(ruler.character(4).end, 4);
    }
}
