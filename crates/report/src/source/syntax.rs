//! From the parser's message to the error of the file.

use saphyr_parser::ScanError;

use super::span::Ruler;
use super::{SourceError, Span, SyntaxError, blame, gap, spans};

/// The error for a tag at that offset, or after the anchor there.
pub(super) fn tag(ruler: &Ruler<'_>, at: usize) -> SourceError {
    let text = ruler.text();
    let found = gap::words(text, at, text.len()).find(|(_, word)| word.starts_with('!'));
    let (start, tag) = found.unwrap_or((at, ""));
    let place = ruler.place(start, start + tag.len());
    let tag = tag.to_owned();
    SourceError::Tag { place, tag }
}

/// The error for a directive.
pub(super) fn directive(place: Span) -> SourceError {
    let (fault, detail) = (SyntaxError::Directive, String::new());
    SourceError::Syntax {
        fault,
        place,
        detail,
    }
}

/// The error for a parser message.
pub(super) fn diagnose(
    error: &ScanError,
    ruler: &Ruler<'_>,
    context: blame::Context,
) -> SourceError {
    let info = error.info();
    let has = |part: &str| info.contains(part);
    let at = ruler.byte(error.marker().index());
    let place = ruler.character(at);
    if has("recursion limit") {
        return SourceError::TooDeep { place };
    }
    if has("unknown anchor") {
        return unknown_anchor(ruler, at);
    }
    if has(" a tag") || has("handle") || has("verbatim tag") || has("global tag") {
        return tag(ruler, at);
    }
    let in_text = has("quoted scalar") || context.bracket.is_some();
    let indented_by_tab = spans::tab_before(ruler, at).filter(|_| !in_text);
    let tab = has("tab") || has("valid YAML whitespace");
    if let Some(place) = indented_by_tab.or_else(|| tab.then(|| tab_near(ruler, at)).flatten()) {
        return SourceError::Tab { place };
    }
    let fault = blame::fault(info, at, ruler, context);
    let (fault, place) = fault.unwrap_or((SyntaxError::Other, place));
    let detail = info.to_owned();
    SourceError::Syntax {
        fault,
        place,
        detail,
    }
}

fn unknown_anchor(ruler: &Ruler<'_>, at: usize) -> SourceError {
    let rest = ruler.text().get(at..).unwrap_or_default();
    let is_end = |it: char| gap::is_blank(it) || gap::is_flow(it);
    let alias = rest
        .get(..rest.find(is_end).unwrap_or(rest.len()))
        .unwrap_or_default();
    let place = ruler.place(at, at + alias.len());
    let name = alias.trim_start_matches('*').to_owned();
    SourceError::UnknownAnchor { place, name }
}

/// The tab the parser means: before the place on its line, or else the first in an indentation
/// from there on.
fn tab_near(ruler: &Ruler<'_>, at: usize) -> Option<Span> {
    let text = ruler.text();
    let line = ruler.line_start(at);
    if text.get(at..)?.starts_with('\t') {
        return Some(ruler.character(at));
    }
    if let Some(tab) = text.get(line..at)?.rfind('\t') {
        return Some(ruler.character(line + tab));
    }
    let tabs = text.get(at..)?.match_indices('\t').map(|(tab, _)| at + tab);
    let mut indented = tabs.filter(|tab| {
        let before = text.get(ruler.line_start(*tab)..*tab);
        before.is_some_and(|it| it.trim_start_matches(' ').is_empty())
    });
    indented.next().map(|tab| ruler.character(tab))
}
