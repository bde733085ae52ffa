//! The lines of a text value and their places: narratives are one paragraph per line, and a
//! finding in a narrative points at its line.

use std::ops::Range;

use super::node::{Node, ScalarStyle};
use super::span::Ruler;
use super::{Source, Span};

/// The non-blank lines of a scalar, trimmed, each with its
/// place. Places are exact for literal blocks and for scalars on one line (inside the quotes),
/// and the scalar's own if folding or escapes make the text differ from what is written. A node that
/// is not a scalar has no lines.
#[must_use]
pub fn line_places(source: &Source, node: &Node) -> Vec<(String, Span)> {
    let Some(scalar) = node.as_scalar() else {
        return Vec::new();
    };
    let lines: Vec<&str> = not_blank(&scalar.text).map(|(_, line)| line).collect();
    let written = source.slice(node.place);
    let found = match scalar.style {
        ScalarStyle::Folded => None,
        ScalarStyle::Literal => within(written, header(written), &lines),
        ScalarStyle::Plain => within(written, 0..written.len(), &lines),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            within(written, 1..written.len().saturating_sub(1), &lines)
        }
    };
    let ruler = Ruler::new(written);
    let place = |index: usize| match found.as_ref().and_then(|it| it.get(index)) {
        Some(it) => shift(ruler.place(it.start, it.end), node.place),
        None => node.place,
    };
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(index, line)| (line.to_owned(), place(index)))
        .collect()
}

/// The range of a literal block below the line of its `|`.
fn header(written: &str) -> Range<usize> {
    written.find(['\n', '\r']).unwrap_or(written.len())..written.len()
}

/// The ranges of the written text that contain these lines one by one; `None` if they differ.
fn within(written: &str, part: Range<usize>, lines: &[&str]) -> Option<Vec<Range<usize>>> {
    let from = part.start;
    let mut found = Vec::new();
    let mut stretches = not_blank(written.get(part)?);
    for line in lines {
        let (start, stretch) = stretches.next()?;
        let indent = stretch.strip_suffix(line)?.len();
        found.push(from + start + indent..from + start + stretch.len());
    }
    stretches.next().is_none().then_some(found)
}

/// Lines that are not blank, ends trimmed, with their offsets. Lines end with LF, CR or both.
fn not_blank(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        (!line.is_empty()).then_some((start, line))
    })
}

/// A place within a range as a place in the text that contains the range.
fn shift(inner: Span, outer: Span) -> Span {
    let column = match inner.line {
        1 => outer.column + inner.column - 1,
        _ => inner.column,
    };
    Span {
        start: outer.start + inner.start,
        end: outer.start + inner.end,
        line: outer.line + inner.line - 1,
        column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the lines of the value of `a`: text, line and column of each.
    fn check(text: &str, expected: &[(&str, u32, u32)]) {
        let source = Source::parse("a.yaml", text.as_bytes()).unwrap();
        let found = line_places(&source, source.root.get("a").unwrap());
        let told: Vec<(&str, u32, u32)> = found
            .iter()
            .map(|(line, at)| (line.as_str(), at.line, at.column))
            .collect();
        assert_eq!(told, expected, "{text:?}");
        for (line, place) in found {
            let exact = source.slice(place) == line;
            assert!(
                exact || place == source.root.get("a").unwrap().place,
                "{line:?}"
            );
        }
    }

    #[test]
    fn lines_of_a_literal_block_are_exact() {
        let lines = [("一、总体", 2, 3), ("  二。", 4, 3), ("三", 5, 3)];
        check("a: |\n  一、总体\n\n    二。 \n  三\n", &lines);
        check("a: |\r\n  一、总体\r\n \r\n    二。\t\r\n  三", &lines);
        check(
            "a: &x |2- # 注 |\n  一、总体\n\n    二。\n  三\n\n\nb: 1\n",
            &lines,
        );
        check("b: [|]\na: |\r  甲\r  乙\r", &[("甲", 3, 3), ("乙", 4, 3)]);
        check("a: |\nb: 1\n", &[]);
    }

    #[test]
    fn a_scalar_on_one_line_is_exact_without_its_quotes() {
        check("a: 甲 乙  # 丙\n", &[("甲 乙", 1, 4)]);
        check("a: '甲 乙 '\n", &[("甲 乙", 1, 5)]);
        check("a: \"it's\"\n", &[("it's", 1, 5)]);
        check("a:\n", &[]);
    }

    #[test]
    fn lines_that_are_not_written_so_have_the_place_of_the_scalar() {
        check("a: 'it''s'\n", &[("it's", 1, 4)]);
        check("a: \"甲\\n乙\"\n", &[("甲", 1, 4), ("乙", 1, 4)]);
        check("a: 甲\n  乙\n", &[("甲 乙", 1, 4)]);
        check("a: >\n  甲\n\n  乙\n", &[("甲", 1, 4), ("乙", 1, 4)]);
        check("b: &x |\n  甲\na: *x\n", &[("甲", 3, 4)]);
    }

    #[test]
    fn collections_have_no_lines() {
        let source = Source::parse("a.yaml", b"a: [1]\n").unwrap();
        assert_eq!(line_places(&source, &source.root), []);
    }
}
