//! Lines of a text that are a paragraph each, although a sentence goes on from one to the next.
//!
//! It never joins what may be two paragraphs without being asked.

use super::super::lines::Places;
use super::super::{Context, Finding, Fix, Text};
use super::{INFO, named};
use crate::check::prose::{Prose, closing, is_closing, is_hanzi};
use crate::source::Span;

/// How a line is cut.
enum Cut {
    /// A bracket or title opens in it and closes in the next.
    Bracket,
    /// It ends with a mark within a sentence.
    Comma,
    /// It ends within a sentence after others.
    Unfinished,
    /// The next line begins with a mark that belongs behind a word.
    Mark,
}

/// The finding of a line that a sentence does not end in.
pub(super) fn finding(
    context: &Context<'_>,
    prose: &Prose<'_>,
    next: Option<&Prose<'_>>,
) -> Option<Finding> {
    let cut = cut(prose, next)?;
    let source = &context.report.source;
    let last = prose.len().checked_sub(1)?;
    let mut places = Places::of(source, prose.line);
    let place = places.place(&prose.bytes(&(last..last + 1)));
    let tail = prose.text(&(prose.len().saturating_sub(MAX_TAIL)..prose.len()));
    let message = match cut {
        Cut::Bracket => Text::new(
            format!("“{tail}”后面的括号、书名号没有结束就另起了一段。"),
            format!("a new paragraph begins after `{tail}`, within a bracket or title."),
        ),
        Cut::Comma | Cut::Unfinished => Text::new(
            format!("这一段到“{tail}”为止，没有句末标点，像是一句话断成了两段。"),
            format!("this paragraph ends with `{tail}`, without a mark that ends a sentence."),
        ),
        Cut::Mark => Text::new(
            format!("“{tail}”的下一段以标点开头，像是一句话断成了两段。"),
            format!("the paragraph after `{tail}` begins with a mark."),
        ),
    };
    let help = Text::new(
        "是同一段的，接成一行；确已结束的，补上句号。",
        "join the lines of one paragraph; end a sentence with its mark.",
    );
    let path = prose.line.path;
    let between = next.map(|next| Span {
        start: prose.line.place.end,
        end: next.line.place.start,
        ..place
    });
    let only_blanks = |place: &Span| source.slice(*place).chars().all(char::is_whitespace);
    let is_next = |place: &Span| place.start < place.end && only_blanks(place);
    let fix = between
        .filter(is_next)
        .map(|place| Fix::replace(place, String::new(), matches!(cut, Cut::Bracket)));
    let finding = Finding::new(&INFO, path, Some(place), named(context, path, message));
    let finding = finding.help(help).fix(fix);
    // The last sentence of a text may still be typed.
    Some(match next {
        Some(_) => finding,
        None => finding.left_out(context),
    })
}

/// Most characters shown of a line's end.
const MAX_TAIL: usize = 8;

/// A longer line without a mark at its end is no heading.
const MAX_HEADING: usize = 40;

fn cut(prose: &Prose<'_>, next: Option<&Prose<'_>>) -> Option<Cut> {
    let text = prose.line.text;
    let last = text.chars().next_back()?;
    if next.is_some_and(|next| is_split(prose, next)) {
        return Some(Cut::Bracket);
    }
    if matches!(last, '，' | '、') {
        return Some(Cut::Comma);
    }
    let begins_with_mark = |next: &Prose<'_>| {
        let first = next.get(0);
        first.is_some_and(|c| is_closing(c) || matches!(c, '，' | '。' | '、' | '；' | '：'))
    };
    if next.is_some_and(begins_with_mark) {
        return Some(Cut::Mark);
    }
    if !(is_hanzi(last) || last.is_ascii_digit() || last == '%') {
        return None;
    }
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；');
    let rest = text.rsplit(ends).next().unwrap_or_default();
    let goes_on = rest.len() < text.len() && !rest.contains(['：', ':']) && !rest.contains("://");
    // One that has no sentence behind it may be a heading, unless it is long and has parts.
    let is_long = rest.len() == text.len()
        && prose.len() > MAX_HEADING
        && text.matches('，').count() > 1
        && crate::form::heading_ordinal(text).is_none();
    (goes_on || is_long).then_some(Cut::Unfinished)
}

/// Whether a bracket opens in a line and closes in the next. A quotation of several paragraphs opens in each.
fn is_split(prose: &Prose<'_>, next: &Prose<'_>) -> bool {
    let Some(open) = prose.pairs.unclosed.last() else {
        return false;
    };
    let close = next.pairs.unopened.first();
    let fits = close.is_some_and(|close| closing(open.character) == Some(close.character));
    let quotes = matches!(open.character, '“' | '‘');
    let ended = prose
        .before(prose.len())
        .is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '：'));
    fits && !(quotes && ended)
}
