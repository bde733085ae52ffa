//! What a rule finds.

use super::{Context, Level, RuleInfo, Severity, Stage};
use crate::file::edit::Edit;
use crate::source::Span;
use chengbao_base::text::Text;

/// One thing a rule finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `CB201`.
    pub code: &'static str,
    /// `row-total`.
    pub rule: &'static str,
    /// How serious it is in a report that is filed.
    pub severity: Severity,
    /// Whether what it is about is still to be entered; see [`Finding::level`].
    pub is_not_yet: bool,
    /// Id path of the cell, section or key; empty for the whole file.
    pub path: String,
    /// Where; `None` if there is no place to point at.
    pub place: Option<Span>,
    /// One complete sentence: what is wrong, by the form's own names, with both sides and
    /// the difference of a sum.
    pub message: Text,
    /// What to do, if the message does not say it.
    pub help: Option<Text>,
    /// What to run on a terminal, beside the fix; people on the page have its buttons instead.
    pub command: Option<&'static str>,
    /// Id paths of all cells it blames or misses.
    pub cells: Vec<String>,
    /// The value as stated.
    pub stated: Option<String>,
    /// The value that would be right.
    pub expected: Option<String>,
    /// Id paths of the cells the expected value comes from.
    pub terms: Vec<String>,
    /// Other rules that the same cell breaks.
    pub also: Vec<&'static str>,
    /// A fix.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding of a rule with only its message.
    #[must_use]
    pub fn new(
        info: &RuleInfo,
        path: impl Into<String>,
        place: Option<Span>,
        message: Text,
    ) -> Self {
        Self {
            code: info.code,
            rule: info.name,
            severity: info.severity,
            is_not_yet: false,
            path: path.into(),
            place,
            message,
            help: None,
            command: None,
            cells: Vec::new(),
            stated: None,
            expected: None,
            terms: Vec::new(),
            also: Vec::new(),
            fix: None,
        }
    }

    /// How it stands for its reader.
    #[must_use]
    pub fn level(&self) -> Level {
        if self.is_not_yet {
            Level::NotYet
        } else {
            Level::of(self.severity)
        }
    }

    /// A finding about something left out: while the report is being filled in it is still to come.
    pub(super) fn left_out(mut self, context: &Context<'_>) -> Self {
        self.is_not_yet = context.stage == Stage::Filling;
        self
    }

    pub(super) fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    pub(super) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// A fix of the source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced by what; several where one finding is about several cells. They do not overlap.
    pub edits: Vec<Edit>,
    /// Whether nothing is left to choose: another spelling of the same, a mark for which the standard leaves
    /// one form, or a total that is certainly wrong while its terms are not. A counted cell, 0 for a blank and
    /// words are suggestions: arithmetic shows what would balance, not what was counted.
    pub safe: bool,
}

impl Fix {
    /// A fix at one place.
    #[must_use]
    pub fn replace(place: Span, replacement: impl Into<String>, safe: bool) -> Self {
        let replacement = replacement.into();
        Self {
            edits: vec![Edit { place, replacement }],
            safe,
        }
    }

    /// The text that is written, if it is the same everywhere.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        let (first, rest) = self.edits.split_first()?;
        let written = first.replacement.trim();
        let is_same = rest.iter().all(|edit| edit.replacement.trim() == written);
        is_same.then_some(if rest.is_empty() {
            &first.replacement
        } else {
            written
        })
    }
}
