//! Shared by the rules about wording: what is wrong with a piece of a line becomes a finding, with its place, its
//! section and its fix.
//!
//! It never decides what is wrong.

use std::ops::Range;

use super::lines::{Places, label};
use super::{Context, Finding, Fix, RuleInfo, Text};
use crate::check::prose::Prose;

/// What is wrong with a piece of a line.
pub(super) struct Slip {
    /// The piece, in characters.
    pub(super) piece: Range<usize>,
    /// What is wrong with it, without the section.
    pub(super) message: Text,
    /// What to do, if the message does not say it.
    pub(super) help: Option<Text>,
    /// What to write instead.
    pub(super) fix: Option<Instead>,
}

/// What to write instead of a piece.
pub(super) struct Instead {
    /// The text.
    pub(super) text: String,
    /// Whether nothing else can be meant.
    pub(super) is_safe: bool,
}

impl Slip {
    /// A piece that is wrong.
    pub(super) fn new(piece: Range<usize>, message: Text) -> Self {
        Self {
            piece,
            message,
            help: None,
            fix: None,
        }
    }

    /// What to do.
    pub(super) fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// What nothing but could have been meant.
    pub(super) fn safe(mut self, text: impl Into<String>) -> Self {
        let (text, is_safe) = (text.into(), true);
        self.fix = Some(Instead { text, is_safe });
        self
    }

    /// What was probably meant.
    pub(super) fn suggested(mut self, text: impl Into<String>) -> Self {
        let (text, is_safe) = (text.into(), false);
        self.fix = Some(Instead { text, is_safe });
        self
    }

    /// What was meant, or probably meant.
    pub(super) fn instead(self, text: impl Into<String>, is_safe: bool) -> Self {
        match is_safe {
            true => self.safe(text),
            false => self.suggested(text),
        }
    }
}

/// Most findings of a rule about one line; the others become one. A page that was copied from the web has a hundred
/// half-width commas.
const MAX_SHOWN: usize = 8;

/// The findings of a line.
pub(super) fn report(
    info: &RuleInfo,
    context: &Context<'_>,
    prose: &Prose<'_>,
    mut slips: Vec<Slip>,
    findings: &mut Vec<Finding>,
) {
    if slips.is_empty() {
        return;
    }
    slips.sort_by_key(|slip| (slip.piece.start, slip.piece.end));
    let mut places = Places::of(&context.report.source, prose.line);
    let rest = slips.split_off(slips.len().min(MAX_SHOWN));
    let path = prose.line.path;
    let named = |text: Text| {
        let name = label(&context.report.form, path);
        Text::new(
            format!("{name}：{}", text.zh),
            format!("{path}: {}", text.en),
        )
    };
    for slip in slips {
        let place = places.place(&prose.bytes(&slip.piece));
        let is_verbatim = places.is_verbatim;
        let fix = slip.fix.filter(|_| is_verbatim);
        let fix = fix.filter(|fix| keeps_its_meaning(prose, &slip.piece, &fix.text));
        let mut finding = Finding::new(info, path, Some(place), named(slip.message));
        finding.stated = Some(prose.text(&slip.piece).to_owned()).filter(|it| it.len() < 200);
        finding.help = slip.help;
        finding.expected = fix.as_ref().map(|fix| fix.text.clone());
        findings.push(finding.fix(fix.map(|fix| Fix::replace(place, fix.text, fix.is_safe))));
    }
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        let count = rest.len();
        let message = Text::new(
            format!("这一段还有 {count} 处同样的问题。"),
            format!("this paragraph has {count} more of these."),
        );
        let whole = first.piece.start..last.piece.end;
        let place = places.place(&prose.bytes(&whole));
        let together = together(prose, &rest).filter(|_| places.is_verbatim);
        let fix = together.filter(|fix| keeps_its_meaning(prose, &whole, &fix.text));
        let help = Text::new("请逐一改正。", "correct each of them.");
        let mut finding = Finding::new(info, path, Some(place), named(message));
        finding.help = Some(help).filter(|_| fix.is_none());
        findings.push(finding.fix(fix.map(|fix| Fix::replace(place, fix.text, fix.is_safe))));
    }
}

/// What to write instead of all of them, from the first to the last, if each has something.
fn together(prose: &Prose<'_>, slips: &[Slip]) -> Option<Instead> {
    let mut text = String::new();
    let mut at = slips.first()?.piece.start;
    let mut is_safe = true;
    for slip in slips {
        let fix = slip.fix.as_ref()?;
        if slip.piece.start < at {
            return None;
        }
        text.push_str(prose.text(&(at..slip.piece.start)));
        text.push_str(&fix.text);
        at = slip.piece.end;
        is_safe &= fix.is_safe;
    }
    Some(Instead { text, is_safe })
}

/// Whether a replacement leaves the line a text in YAML: nothing that has a meaning there comes to stand at its
/// beginning, and something stays of it.
fn keeps_its_meaning(prose: &Prose<'_>, piece: &Range<usize>, text: &str) -> bool {
    let after = prose.get(piece.end);
    let stays = piece.len() < prose.len() || !text.is_ascii();
    let first = match piece.start {
        0 => text.chars().next().or(after),
        _ => return stays && !(text.is_empty() && after == Some('#')),
    };
    stays && first.is_some_and(|c| !c.is_ascii_punctuation() || c == '(')
}
