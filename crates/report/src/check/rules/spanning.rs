//! Shared by the rules about brackets and quotation marks: whether the other half is in the next line of the same text.
//!
//! It never knows whether a line should go on there.

use crate::check::prose::{Mark, Prose, closing};
use crate::report::TextPart;

/// Whether a mark without a partner in its line has one in the line before or after it, or opens one of several
/// quoted paragraphs, each of which begins with such a mark.
pub(super) fn spans(lines: &[Prose<'_>], index: usize, mark: Mark) -> bool {
    let Some(prose) = lines.get(index) else {
        return false;
    };
    let joined = |other: &&Prose<'_>| {
        other.line.path == prose.line.path
            && prose.line.part != TextPart::Inset
            && other.line.part != TextPart::Inset
    };
    let before = index.checked_sub(1).and_then(|at| lines.get(at));
    let after = lines.get(index + 1).filter(joined);
    let before = before.filter(joined);
    match closing(mark.character) {
        Some(close) => {
            let has = |marks: &[Mark]| {
                let mut near = marks.iter().take(MAX_NEAR);
                near.any(|it| folded(it.character) == close)
            };
            let quotes = matches!(mark.character, '“' | '‘');
            let quoted =
                |it: &Prose<'_>| quotes && mark.at == 0 && it.get(0) == Some(mark.character);
            after.is_some_and(|it| has(&it.pairs.unopened) || quoted(it))
        }
        None => before.is_some_and(|it| {
            let mut open = it.pairs.unclosed.iter().rev().take(MAX_NEAR);
            open.any(|it| closing(it.character) == Some(folded(mark.character)))
        }),
    }
}

/// How many of the next line's marks are looked at.
const MAX_NEAR: usize = 8;

fn folded(close: char) -> char {
    if close == ')' { '）' } else { close }
}
