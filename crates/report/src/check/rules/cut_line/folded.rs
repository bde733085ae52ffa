//! Line breaks that YAML turns into blanks: in `>`, in quotes, in text without a mark over several lines.
//!
//! It never looks at literal blocks.

use super::super::{Context, Finding, Fix, Text};
use super::{INFO, named};
use crate::check::prose::is_wide;
use crate::report::TextLine;
use crate::source::Span;

/// A line break that becomes a blank next to Chinese text: from the end of a line to the beginning of the next, in
/// bytes of the scalar.
struct Break {
    start: usize,
    end: usize,
    /// Whether a sentence ends there: two paragraphs may have been meant.
    ends_sentence: bool,
}

/// The findings of a text that is not in the file line by line: one for the sentences that are cut, one for what may
/// have been paragraphs.
pub(super) fn findings(context: &Context<'_>, line: TextLine<'_>) -> Vec<Finding> {
    let written = context.report.source.slice(line.place);
    let breaks = breaks(written);
    let (ends, cuts): (Vec<Break>, Vec<Break>) =
        breaks.into_iter().partition(|it| it.ends_sentence);
    let mut findings = Vec::new();
    if let (Some(first), Some(last)) = (cuts.first(), cuts.last()) {
        let count = cuts.len();
        let message = Text::new(
            format!("有 {count} 处换行在一句话中间，会印成空格。"),
            format!("{count} line breaks within a sentence would be printed as blanks."),
        );
        let place = place(written, line.place, first.start, last.end);
        let replacement = joined(written, &cuts);
        let mut finding = Finding::new(
            &INFO,
            line.path,
            Some(place),
            named(context, line.path, message),
        );
        finding = finding.fix(Some(Fix::replace(place, replacement, true)));
        findings.push(finding);
    }
    if let Some(first) = ends.first() {
        let count = ends.len();
        let message = Text::new(
            format!("有 {count} 处句末的换行会印成空格，不会另起一段。"),
            format!(
                "{count} line breaks after a sentence would be printed as blanks, not as new paragraphs."
            ),
        );
        let help = Text::new(
            "要分段的，用“|”，每段一行；不分段的，接成一行。",
            "for paragraphs use `|` with one line each; otherwise join the lines.",
        );
        let place = place(written, line.place, first.start, first.end);
        findings.push(
            Finding::new(
                &INFO,
                line.path,
                Some(place),
                named(context, line.path, message),
            )
            .help(help),
        );
    }
    findings
}

/// The scalar from the first to the last of these breaks, without them.
fn joined(written: &str, cuts: &[Break]) -> String {
    let mut out = String::new();
    for pair in cuts.windows(2) {
        if let [one, other] = pair {
            out.push_str(written.get(one.end..other.start).unwrap_or_default());
        }
    }
    out
}

/// The breaks of a scalar that become blanks next to Chinese text.
fn breaks(written: &str) -> Vec<Break> {
    let is_block = written.starts_with('>');
    if written.starts_with('|') {
        return Vec::new();
    }
    let mut at = 0;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for line in written.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    // The line of the mark is none of the text.
    let text = lines.get(usize::from(is_block)..).unwrap_or_default();
    let base = text
        .iter()
        .map(|(_, line)| *line)
        .find(|line| !line.trim().is_empty());
    let base = base.map_or(0, indent);
    let mut found = Vec::new();
    for pair in text.windows(2) {
        let [(from, line), (next, after)] = pair else {
            continue;
        };
        // Lines that are indented further keep their breaks.
        if is_block && (indent(line) != base || indent(after) != base) {
            continue;
        }
        let (left, right) = (line.trim_end(), after.trim_start());
        let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else {
            continue;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '%';
        let is_chinese =
            is_wide(last) && (is_wide(first) || plain(first)) || plain(last) && is_wide(first);
        if is_chinese {
            found.push(Break {
                start: from + left.len(),
                end: next + (after.len() - right.len()),
                ends_sentence: matches!(last, '。' | '！' | '？' | '；' | '：'),
            });
        }
    }
    found
}

/// The place of a range of a scalar.
fn place(written: &str, whole: Span, start: usize, end: usize) -> Span {
    let before = written.get(..start).unwrap_or_default();
    let line = before.matches('\n').count();
    let columns = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let columns = u32::try_from(columns).unwrap_or(0);
    Span {
        start: whole.start + start,
        end: whole.start + end,
        line: whole.line + u32::try_from(line).unwrap_or(0),
        column: if line == 0 {
            whole.column + columns
        } else {
            1 + columns
        },
    }
}
