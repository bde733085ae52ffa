//! The gaps between values: spaces, comments, indicators and anchors. The parser's spans
//! do not show where a block scalar or a sequence begins and run past quotes; the true ends are
//! found from here. It looks only where there is no value, so it needs no grammar.

use std::iter::Peekable;
use std::str::CharIndices;

/// The words between `from` and `to`, with their offsets; comments left out.
pub(super) fn words(text: &str, from: usize, to: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..to)?;
            let word = rest.trim_start_matches(is_blank);
            at += rest.len() - word.len();
            if !word.starts_with('#') {
                let end = word.find(is_blank).unwrap_or(word.len());
                let found = (at, word.get(..end).filter(|it| !it.is_empty())?);
                at += end;
                return Some(found);
            }
            at += word.find(['\n', '\r']).unwrap_or(word.len());
        }
    })
}

/// The offset after an anchor that begins at `from`, and after the gap that follows it.
pub(super) fn after_anchor(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    if !rest.starts_with('&') {
        return from;
    }
    let name = rest.find(|it| is_blank(it) || is_flow(it));
    let end = from + name.unwrap_or(rest.len());
    words(text, end, text.len())
        .next()
        .map_or(end, |(at, _)| at)
}

/// The offset after the quoted scalar that begins at `from`.
pub(super) fn after_quotes(text: &str, from: usize) -> Option<usize> {
    let mut rest = text.get(from..)?.char_indices();
    let (_, quote) = rest.next()?;
    let mut rest = rest.peekable();
    while let Some((at, character)) = rest.next() {
        if character == '\\' && quote == '"' {
            rest.next();
            continue;
        }
        let closes = |rest: &mut Peekable<CharIndices<'_>>| {
            quote == '"' || rest.next_if(|(_, next)| *next == quote).is_none()
        };
        if character == quote && closes(&mut rest) {
            return Some(from + at + quote.len_utf8());
        }
    }
    None
}

pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

pub(super) fn is_flow(character: char) -> bool {
    matches!(character, ',' | '[' | ']' | '{' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_skip_comments() {
        let text = "a:  # - x |\r\n# y\n - &b# |2-\nz";
        let found: Vec<&str> = words(text, 1, text.len() - 2).map(|it| it.1).collect();
        assert_eq!(found, [":", "-", "&b#", "|2-"]);
    }

    #[test]
    fn anchors_end_at_a_blank_or_a_bracket() {
        let rest = |text: &str| text.get(after_anchor(text, 0)..).unwrap().to_owned();
        assert_eq!(rest("&总 # c\n  3"), "3");
        assert_eq!(rest("&a[1]"), "[1]");
        assert_eq!(rest("&a"), "");
        assert_eq!(rest("3 &a"), "3 &a");
    }

    #[test]
    fn quotes_end_where_they_are_closed() {
        let quoted =
            |text: &str| after_quotes(text, 0).and_then(|end| text.get(..end).map(str::to_owned));
        assert_eq!(quoted(r#""a\"'b" c""#).as_deref(), Some(r#""a\"'b""#));
        assert_eq!(quoted("'a''\"b' c'").as_deref(), Some("'a''\"b'"));
        assert_eq!(quoted(r"'a\' b").as_deref(), Some(r"'a\'"));
        assert_eq!(quoted("\"总计"), None);
    }
}
