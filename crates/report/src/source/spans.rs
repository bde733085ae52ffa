//! The true range of an item from the span the parser gives it. The parser's spans begin with
//! an anchor, run past quotes to the end of the line, leave out `|`, and begin some sequences
//! after their first `-`.

use std::ops::Range;

use super::node::{Scalar, ScalarStyle};
use super::span::Ruler;
use super::{Span, gap};

/// The range of a scalar. `cursor` is where the item before it ends.
pub(super) fn scalar(
    text: &str,
    scalar: &Scalar,
    anchored: bool,
    cursor: usize,
    span: Range<usize>,
) -> Range<usize> {
    match scalar.style {
        ScalarStyle::Plain if scalar.text.is_empty() => {
            let at = if anchored {
                span.end
            } else {
                left_out(text, cursor, span.start)
            };
            at..at
        }
        ScalarStyle::Plain => begin(text, anchored, span.start)..span.end,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let start = begin(text, anchored, span.start);
            start..gap::after_quotes(text, start).unwrap_or(span.end)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let from = if anchored { span.start } else { cursor };
            block(text, from, span.end, scalar.text.trim().is_empty()).unwrap_or(span)
        }
    }
}

/// Where a collection begins. `dashes` is given if a sequence may be indented no deeper than its
/// key: then the parser's span begins after the first `-`, which is searched for from there.
pub(super) fn collection(
    text: &str,
    anchored: bool,
    dashes: Option<usize>,
    span: Range<usize>,
) -> usize {
    dashes
        .and_then(|from| gap::words(text, from, span.end).find(|(_, word)| *word == "-"))
        .map_or_else(|| begin(text, anchored, span.start), |(at, _)| at)
}

/// The tab in the indentation of the line, if there is one before that offset. The parser
/// takes it for a space at the start of a text.
pub(super) fn tab_before(ruler: &Ruler<'_>, offset: usize) -> Option<Span> {
    let line = ruler.line_start(offset);
    let before = ruler.text().get(line..offset)?;
    let indent = before.len() - before.trim_start_matches([' ', '\t']).len();
    let tab = before.get(..indent)?.find('\t')?;
    Some(ruler.character(line + tab))
}

/// The first directive other than `%YAML`.
pub(super) fn directive(ruler: &Ruler<'_>) -> Option<Span> {
    let mut at = 0;
    for line in ruler.text().split_inclusive(['\n', '\r']) {
        let content = line.trim_end();
        if content.starts_with('%') && !content.starts_with("%YAML") {
            return Some(ruler.place(at, at + content.len()));
        }
        let is_before_document = content.is_empty() || content.starts_with(['%', '#']);
        if !is_before_document {
            break;
        }
        at += line.len();
    }
    None
}

fn begin(text: &str, anchored: bool, start: usize) -> usize {
    match anchored {
        true => gap::after_anchor(text, start),
        false => start,
    }
}

/// Where an omitted value would be: after its `:` or `-`, or after the key that has none.
fn left_out(text: &str, cursor: usize, next: usize) -> usize {
    let colon = text.get(next..).is_some_and(|rest| rest.starts_with(':'));
    let to = if colon { next + 1 } else { next };
    let is_indicator = |word: &str| word.starts_with(':') || word == "-" || word == "?";
    let found = gap::words(text, cursor, to).find(|(_, word)| is_indicator(word));
    found.map_or(cursor, |(at, _)| at + 1)
}

/// A block scalar from its `|` or `>` to the end of its last non-blank line.
fn block(text: &str, from: usize, to: usize, is_blank: bool) -> Option<Range<usize>> {
    let mut words = gap::words(text, from, to);
    let (start, mark) = words.find(|(_, word)| word.starts_with(['|', '>']))?;
    let end = match is_blank {
        true => start + mark.len(),
        false => start + text.get(start..to)?.trim_end_matches(gap::is_blank).len(),
    };
    Some(start..end)
}
