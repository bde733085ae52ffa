//! What a rule finds.

use super::{RuleInfo, Severity};
use crate::source::Span;
use chengbao_base::text::Text;

/// One thing a rule finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `CB201`.
    pub code: &'static str,
    /// `row-total`.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// Id path of the cell, section or key; empty for the whole file.
    pub path: String,
    /// Where; `None` if there is no place to point at.
    pub place: Option<Span>,
    /// One complete sentence: what is wrong, by the form's own names, with both sides and
    /// the difference of a sum.
    pub message: Text,
    /// What to do, if the message does not say it.
    pub help: Option<Text>,
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
            path: path.into(),
            place,
            message,
            help: None,
            stated: None,
            expected: None,
            terms: Vec::new(),
            also: Vec::new(),
            fix: None,
        }
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
    /// What is replaced.
    pub place: Span,
    /// Its replacement.
    pub replacement: String,
    /// Whether it only restates what the file says elsewhere (a total from its terms, `1,234` as
    /// `1234`). The fix of a counted cell is a suggestion: arithmetic shows what would balance,
    /// not what was counted.
    pub safe: bool,
}
