//! CB401: figures stated in the text agree with the tables.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::span_of;
use super::lines::{Places, years};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::check::Stage;
use crate::form::{Statement, compiled};
use crate::report::{Report, TextLine};
use crate::source::Span;

pub(super) struct NarrativeMismatch;

static INFO: RuleInfo = RuleInfo {
    code: "CB401",
    name: "narrative-mismatch",
    severity: Severity::Warning,
    summary: "正文写到的件数宜与表中数字一致",
    summary_en: "figures in the text agree with the tables",
    why: "同一件事正文和表格写了两个数，必有一错；公众和上级首先看的就是这几个数。“收到”可以指新收，也可以指新收加上年结转，与其中之一相符即可。",
    why_en: "Where text and table give different figures for the same thing, one of them is wrong, and these are the figures that readers compare first. 收到 may mean requests received, or those plus the ones carried in; either is accepted.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "overview: |\n  2024年，全市新收申请500件。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  2024年，全市新收申请483件。\n",
        previous: None,
    },
};

/// Words before a figure, in its sentence, that show that it is for another period or a part.
const ANOTHER: [&str; 8] = [
    "上年",
    "去年",
    "往年",
    "上半年",
    "下半年",
    "季度",
    "其中",
    "分别",
];

/// Words within the statement that show that its figure is a change.
const CHANGE: [&str; 8] = ["较", "比", "增", "减", "升", "降", "涨", "超"];

impl Rule for NarrativeMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let lines: Vec<(TextLine<'_>, Sentences)> = report
            .all_text()
            .into_iter()
            .map(|line| (line, Sentences::of(line.text)))
            .collect();
        for statement in &report.form.statements {
            let readings = readings(context, statement);
            if readings.is_empty() {
                continue;
            }
            for (line, sentences) in &lines {
                let stated = stated(report, statement, line, sentences);
                // Apart from the figure of the table, further ones are its parts.
                if stated.iter().any(|(_, figure)| readings.contains(figure)) {
                    continue;
                }
                let mut places = Places::of(&report.source, *line);
                for (piece, figure) in stated {
                    let place = places.place(&piece);
                    let mut finding =
                        finding(report, statement, &readings, (line.path, place), figure);
                    if !places.is_verbatim {
                        finding.fix = None;
                    }
                    findings.push(finding);
                }
            }
        }
    }
}

/// The figures the statement may give; those that depend on cells without a number are left out. While cells of
/// one of them are still to be filled in, none is known.
fn readings(context: &Context<'_>, statement: &Statement) -> Vec<i128> {
    let figure = |path: &String| context.figure_at(path);
    let readings: Vec<Option<i128>> = statement
        .any_of
        .iter()
        .map(|cells| cells.iter().map(figure).sum())
        .collect();
    if context.stage == Stage::Filling && readings.contains(&None) {
        return Vec::new();
    }
    readings.into_iter().flatten().collect()
}

/// The figures stated in a line, each with the range of its digits.
fn stated(
    report: &Report,
    statement: &Statement,
    line: &TextLine<'_>,
    sentences: &Sentences,
) -> Vec<(Range<usize>, i128)> {
    let mut found: BTreeMap<usize, (Range<usize>, i128)> = BTreeMap::new();
    let patterns = statement.patterns.iter();
    for regex in patterns.filter_map(|pattern| compiled(pattern).ok()) {
        for captures in regex.captures_iter(line.text) {
            let (Some(whole), Some(digits)) = (captures.get(0), captures.get(1)) else {
                continue;
            };
            let Ok(figure) = digits.as_str().parse() else {
                continue;
            };
            let within = line
                .text
                .get(whole.start()..digits.start())
                .unwrap_or_default();
            if sentences.is_of_the_year(report, whole.start()) && is_whole(report, within) {
                found.insert(digits.start(), (digits.range(), figure));
            }
        }
    }
    found.into_values().collect()
}

/// The sentences of a line, with what they name; all in order.
struct Sentences {
    /// Where each begins.
    starts: Vec<usize>,
    /// The years named: where each begins and ends, with its sign.
    years: Vec<(Range<usize>, i32)>,
    /// The words that show that a figure is of something else.
    others: Vec<Range<usize>>,
}

impl Sentences {
    fn of(text: &str) -> Self {
        let ends = text.match_indices(['。', '；']);
        let starts = ends.map(|(at, end)| at + end.len());
        let years =
            years(text).map(|(digits, year)| (digits.start..digits.end + '年'.len_utf8(), year));
        let others = ANOTHER.iter().flat_map(|word| {
            let found = text.match_indices(word);
            found.map(|(at, word)| at..at + word.len())
        });
        let mut others: Vec<Range<usize>> = others.collect();
        // By their ends: of two that end together the one that begins first is as good as the other.
        others.sort_by_key(|word| (word.end, word.start));
        Self {
            starts: std::iter::once(0).chain(starts).collect(),
            years: years.collect(),
            others,
        }
    }

    /// Whether what a sentence says before a place is about the reporting year as a whole.
    fn is_of_the_year(&self, report: &Report, at: usize) -> bool {
        let begun = self.starts.partition_point(|start| *start <= at);
        let start = begun.checked_sub(1).and_then(|last| self.starts.get(last));
        let start = start.copied().unwrap_or_default();
        let before = self.years.partition_point(|(year, _)| year.end <= at);
        let year = before.checked_sub(1).and_then(|last| self.years.get(last));
        let year = year.filter(|(year, _)| year.start >= start);
        let own = report.year().map(|year| year.value);
        let others = self.others.partition_point(|word| word.end <= at);
        let other = others.checked_sub(1).and_then(|last| self.others.get(last));
        year.is_none_or(|(_, year)| Some(*year) == own)
            && other.is_none_or(|word| word.start < start)
    }
}

/// Whether the statement gives the whole figure, not a change or that of a column.
fn is_whole(report: &Report, within: &str) -> bool {
    let of_column = report
        .form
        .cells
        .iter()
        .any(|spec| spec.label.chars().count() > 2 && within.contains(spec.label.as_str()));
    !of_column && !CHANGE.iter().any(|word| within.contains(word))
}

fn finding(
    report: &Report,
    statement: &Statement,
    readings: &[i128],
    (path, place): (&str, Span),
    figure: i128,
) -> Finding {
    let cells: Vec<_> = statement
        .any_of
        .iter()
        .flatten()
        .filter_map(|path| report.form.cell(path))
        .map(|cell| span_of(report, cell))
        .collect();
    let one_of: Vec<String> = readings.iter().map(i128::to_string).collect();
    let mut names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
    let mut paths: Vec<String> = cells.iter().map(|(_, path)| (*path).to_owned()).collect();
    names.dedup();
    paths.dedup();
    let message = Text::new(
        format!(
            "正文写 {figure}（{}），表中是 {}。",
            statement.name,
            one_of.join(" 或 ")
        ),
        format!(
            "the text states {figure} ({}), but the tables have {}.",
            statement.name,
            one_of.join(" or ")
        ),
    );
    let help = Text::new(
        format!("请与“{}”核对。", names.join("”“")),
        format!("compare it with {}.", paths.join(", ")),
    );
    let mut distinct = readings.to_vec();
    distinct.dedup();
    let fix = match distinct.as_slice() {
        [only] => Some(Fix::replace(place, only.to_string(), false)),
        _ => None,
    };
    let mut finding = Finding::new(&INFO, path, Some(place), message)
        .help(help)
        .fix(fix);
    finding.stated = Some(figure.to_string());
    finding.expected = one_of.first().cloned();
    finding.terms = paths;
    finding
}
