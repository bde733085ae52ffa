//! CB006: numbers and days are in their canonical spelling. Another that is plainly the same value is read,
//! and may be replaced without a question.

use super::cells::cell_fix;
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::{Diagnostic, DiagnosticKind};
use crate::source::Span;

pub(super) struct Spelling;

static INFO: RuleInfo = RuleInfo {
    code: "CB006",
    name: "spelling",
    severity: Severity::Warning,
    summary: "数只用 0 至 9 写，不写千位逗号、单位、正号和多余的“.00”；日期写作 2025-01-24",
    summary_en: "numbers are plain digits, dates are written 2025-01-24",
    why: "“52,847”“５２８４７”“12件”“2025/1/24”能认准是哪个数、哪一天，程序照此读取；其他软件不一定读得一样，宜改为规范写法，值不变。",
    why_en: "`52,847`, full-width digits, `12件` or `2025/1/24` are plainly one number or day and are read as such; other software may read them differently. The canonical spelling has the same value.",
    clause: "GB/T 15835—2011；GB/T 7408.1—2023（日期）",
    bad: Example {
        year: 2024,
        yaml: "date: 2025/1/24\ndisclosure:\n  licensing: {decisions: 52，847}\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "date: 2025-01-24\ndisclosure:\n  licensing: {decisions: 52847}\n",
        previous: None,
    },
};

impl Rule for Spelling {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let diagnostics = context.report.diagnostics.iter();
        findings.extend(diagnostics.filter_map(|it| finding(context, it)));
    }
}

fn finding(context: &Context<'_>, diagnostic: &Diagnostic) -> Option<Finding> {
    let DiagnosticKind::Spelling {
        cell,
        name,
        text,
        plain,
    } = &diagnostic.kind
    else {
        return None;
    };
    let place = diagnostic.place?;
    let message = Text::new(
        format!("{name}：填报“{text}”，读作 {plain}，宜改用这种写法。"),
        format!(
            "{}: `{text}` is read as {plain}, and should be written so.",
            diagnostic.path
        ),
    );
    let written = context.report.source.slice(place);
    let replacement = quoted(written, plain);
    let fix = match cell {
        Some(cell) => cell_fix(context.report, *cell, &replacement, true),
        None => head_fix(written, place, replacement),
    };
    let mut finding = Finding::new(&INFO, &diagnostic.path, Some(place), message).fix(fix);
    finding.stated = Some(text.clone());
    finding.expected = Some(plain.clone());
    Some(finding)
}

/// A value in the quotes it was written in; a number needs none. In JSON a day without them is not a value.
fn quoted(written: &str, plain: &str) -> String {
    let is_number = plain
        .trim_start_matches('-')
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.');
    match written.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) if !is_number => format!("{quote}{plain}{quote}"),
        _ => plain.to_owned(),
    }
}

/// The fix of a value of the head; a block of text is left as it is.
fn head_fix(written: &str, place: Span, replacement: String) -> Option<Fix> {
    let is_block = written.starts_with(['|', '>']);
    (!is_block).then(|| Fix::replace(place, replacement, true))
}
