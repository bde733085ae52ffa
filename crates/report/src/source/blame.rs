//! The mistake behind a parser message. The parser names the grammar rule that failed,
//! at the place where it noticed; the mistake is usually on the line before, and usually one of about
//! a dozen that people make who do not know YAML.

use super::span::Ruler;
use super::{Span, SyntaxError, gap};

/// What had been read when the parser stopped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The innermost bracket that is open.
    pub(super) bracket: Option<Span>,
    /// Whether a block scalar came last.
    pub(super) after_text: bool,
}

/// A line: the offset of its first non-space character, and the text from there.
#[derive(Clone, Copy)]
struct Line<'t> {
    at: usize,
    indent: usize,
    text: &'t str,
}

/// The fault behind a parser message at that offset, and where it is.
pub(super) fn fault(
    info: &str,
    at: usize,
    ruler: &Ruler<'_>,
    context: Context,
) -> Option<(SyntaxError, Span)> {
    Lines { ruler, at, context }.fault(info)
}

struct Lines<'r, 't> {
    ruler: &'r Ruler<'t>,
    at: usize,
    context: Context,
}

/// Parser messages whose fault is exactly at their place.
const THERE: &[(&str, SyntaxError)] = &[
    ("block sequence entries", SyntaxError::MixedList),
    ("misplaced bracket", SyntaxError::BracketNotOpened),
    ("in quoted scalar", SyntaxError::QuoteNotClosed),
    (
        "quoted scalar, found unexpected",
        SyntaxError::QuoteNotClosed,
    ),
    ("trailing content after", SyntaxError::AfterQuote),
    ("comments must be separated", SyntaxError::AfterValue),
    ("escape", SyntaxError::Escape),
    ("hexadecimal", SyntaxError::Escape),
    (
        "scanning a block scalar, did not",
        SyntaxError::AfterBlockMark,
    ),
    ("comment intercepting", SyntaxError::CommentInside),
    ("unexpected character", SyntaxError::ReservedCharacter),
    ("anchor or alias", SyntaxError::ReservedCharacter),
    ("mapping keys are not", SyntaxError::ReservedCharacter),
    ("directive", SyntaxError::Directive),
];

/// Parser messages about brackets.
const BRACKETS: &[&str] = &[
    "flow",
    "illegal placement",
    "only valid inside",
    "plain scalar",
    "node content",
];

impl<'t> Lines<'_, 't> {
    fn fault(&self, info: &str) -> Option<(SyntaxError, Span)> {
        let has = |part: &str| info.contains(part);
        let here = |fault: SyntaxError| (fault, self.ruler.character(self.at));
        if let Some(place) = self.bare_dash(info) {
            return Some((SyntaxError::BareDash, place));
        }
        if let Some((_, fault)) = THERE.iter().find(|(part, _)| has(part)) {
            Some(here(*fault))
        } else if let Some(bracket) = self.context.bracket {
            let is_bracket = BRACKETS.iter().any(|part| has(part));
            is_bracket.then(|| self.in_brackets(bracket))
        } else if has("simple key") {
            self.not_a_key(self.culprit()?)
        } else if has("mapping values are not allowed") {
            self.unexpected_colon()
        } else if has("did not find expected key") || has("<document start>") {
            Some(self.not_expected())
        } else if has("expected '-' indicator") {
            Some(match self.line().text.starts_with("- ") {
                true => here(SyntaxError::Indentation),
                false => here(SyntaxError::MixedList),
            })
        } else if has("node content") {
            Some(here(SyntaxError::ReservedCharacter))
        } else {
            has("indent").then(|| here(SyntaxError::Indentation))
        }
    }

    /// A `-` where a value should be, with nothing after it.
    fn bare_dash(&self, info: &str) -> Option<Span> {
        const DASHES: &[&str] = &[
            "only valid inside",
            "plain scalar",
            "block sequence entries",
        ];
        let is_about = DASHES.iter().any(|part| info.contains(part));
        let (before, rest) = self.ruler.text().split_at_checked(self.at)?;
        // The parser may have passed it.
        let at = match rest.starts_with('-') {
            true => self.at,
            false => before.strip_suffix('-')?.len(),
        };
        let after = self.ruler.text().get(at + 1..)?;
        let next = after.trim_start_matches([' ', '\t']);
        let is_end = |c: char| matches!(c, '\n' | '\r') || gap::is_flow(c);
        let is_comment = next.len() < after.len() && next.starts_with('#');
        let is_bare = next.is_empty() || next.starts_with(is_end) || is_comment;
        (is_about && is_bare).then(|| self.ruler.character(at))
    }

    /// A word where the line should begin a key: an indentation that does not match, a list item,
    /// or something after the end of a value.
    fn not_expected(&self) -> (SyntaxError, Span) {
        let line = self.line();
        let place = self.ruler.character(self.at);
        if line.at == self.at {
            (SyntaxError::Indentation, place)
        } else if line.text.starts_with("- ") {
            (SyntaxError::MixedList, self.ruler.character(line.at))
        } else {
            (SyntaxError::AfterValue, place)
        }
    }

    /// The line that offset stands in.
    fn line_of(&self, offset: usize) -> Line<'t> {
        let start = self.ruler.line_start(offset);
        let rest = self.ruler.text().get(start..).unwrap_or_default();
        let line = rest
            .get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))
            .unwrap_or_default();
        let text = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - text.len();
        let (at, text) = (start + indent, text.trim_end());
        Line { at, indent, text }
    }

    fn line(&self) -> Line<'t> {
        self.line_of(self.at)
    }

    /// The last line before that one that is neither blank nor a comment.
    fn line_before(&self, line: Line<'t>) -> Option<Line<'t>> {
        let mut line = line;
        loop {
            let start = self.ruler.line_start(line.at);
            line = self.line_of(start.checked_sub(1)?);
            if !line.text.is_empty() && !line.text.starts_with('#') {
                return Some(line);
            }
        }
    }

    /// The line of the word that is not a key: the parser reports it when it is at the next word.
    fn culprit(&self) -> Option<Line<'t>> {
        let line = self.line();
        if line.at < self.at && !line.text.is_empty() {
            return Some(line);
        }
        self.line_before(line)
    }

    /// A line that should be `key: value` but is not.
    fn not_a_key(&self, line: Line<'t>) -> Option<(SyntaxError, Span)> {
        self.bad_colon(line).or_else(|| {
            let fault = match self.context.after_text {
                true => SyntaxError::TextNotIndented,
                false => SyntaxError::NotAKey,
            };
            let place = self.ruler.place(line.at, line.at + line.text.len());
            Some((fault, place))
        })
    }

    /// The colon that was meant to end the key of a line but does not.
    fn bad_colon(&self, line: Line<'t>) -> Option<(SyntaxError, Span)> {
        let at = line.text.find([':', '：'])?;
        let (key, rest) = line.text.split_at_checked(at)?;
        let is_word = |key: &str| {
            key.chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '_')
        };
        // A Chinese line below a text is more likely a paragraph of it that is not indented.
        if key.is_empty() || (self.context.after_text && !is_word(key)) {
            return None;
        }
        let fault = match rest.starts_with('：') {
            true => SyntaxError::FullWidthColon,
            false if rest.starts_with(": ") || rest == ":" => return None,
            false => SyntaxError::NoBlankAfterColon,
        };
        Some((fault, self.ruler.character(line.at + at)))
    }

    /// A `: ` where no key can be.
    fn unexpected_colon(&self) -> Option<(SyntaxError, Span)> {
        let line = self.line();
        let before = self.ruler.text().get(line.at..self.at)?;
        if before.contains(": ") {
            return Some((SyntaxError::SecondColon, self.ruler.character(self.at)));
        }
        let previous = self.line_before(line)?;
        let colon = self.bad_colon(previous);
        if colon.is_some() {
            return colon;
        }
        if previous.text.contains(':') && line.indent > previous.indent {
            return Some((SyntaxError::Indentation, self.ruler.character(line.at)));
        }
        self.not_a_key(previous)
    }

    fn in_brackets(&self, bracket: Span) -> (SyntaxError, Span) {
        let text = self.ruler.text();
        let inside = text.get(bracket.start..self.at).unwrap_or_default();
        let full_width = |mark: char| {
            inside
                .find(mark)
                .map(|at| self.ruler.character(bracket.start + at))
        };
        let here = self.ruler.character(self.at);
        if let Some(place) = full_width('，') {
            (SyntaxError::FullWidthComma, place)
        } else if let Some(place) = full_width('：') {
            (SyntaxError::FullWidthColon, place)
        } else if text.get(here.start..here.end) == Some(",") {
            (SyntaxError::NoItem, here)
        } else if here.line == bracket.line && here.start < here.end {
            (SyntaxError::NoComma, here)
        } else {
            (SyntaxError::BracketNotClosed, bracket)
        }
    }
}
