//! CB103: every cell is filled in; blank is not 0.

use super::cells::span_of;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::arithmetic::Diagnosis;
use crate::form::{Blank, CellId};
use crate::report::{Report, Value};

pub(super) struct BlankCell;

static INFO: RuleInfo = RuleInfo {
    code: "CB103",
    name: "blank-cell",
    severity: Severity::Warning,
    summary: "单元格宜填数字，没有发生的填 0，不宜不填",
    summary_en: "every cell is filled in; where nothing happened the figure is 0",
    why: "不填，看不出是没有发生、没有统计还是漏填；相加时按 0 计，印出来却是空白。",
    why_en: "A blank may mean that nothing happened, that nothing was counted, or that the cell was forgotten. Sums count it as 0, but the document prints it blank.",
    clause: "惯例：没有发生的填 0",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  rules: {issued: 1, repealed: ~, in_force: 6}\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "disclosure:\n  rules: {issued: 1, repealed: 0, in_force: 6}\n",
        previous: None,
    },
};

impl Rule for BlankCell {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let told = |sums: &Diagnosis, cell| sums.verdicts.iter().any(|v| v.cell == cell);
        let rows = rows(context.report, |cell| {
            context
                .report
                .cell(cell)
                .is_some_and(|it| it.value == Value::Blank)
                && !told(context.sums(), cell)
        });
        for row in rows {
            let words = Words {
                one: ("未填", "blank"),
                some: ("格未填", "blank cells"),
                help: (
                    "没有发生的填 0；不填不等于 0。",
                    "where nothing happened enter 0; a blank cell is not 0.",
                ),
            };
            findings.push(finding(context.report, &row, &INFO, &words));
        }
    }
}

/// How messages name such cells.
pub(super) struct Words {
    pub(super) one: (&'static str, &'static str),
    pub(super) some: (&'static str, &'static str),
    pub(super) help: (&'static str, &'static str),
}

/// The cells of that kind, row by row, if the form requires numbers.
pub(super) fn rows(report: &Report, is: impl Fn(CellId) -> bool) -> Vec<Vec<CellId>> {
    let form = &report.form;
    if form.blank_cells == Blank::Allowed {
        return Vec::new();
    }
    let ids: Vec<CellId> = (0..form.cells.len()).map(CellId).collect();
    let row_of = |cell: &CellId| form.spec(*cell).map(|spec| spec.row_path.as_str());
    let found: Vec<CellId> = ids.into_iter().filter(|cell| is(*cell)).collect();
    found
        .chunk_by(|a, b| row_of(a) == row_of(b))
        .map(<[CellId]>::to_vec)
        .collect()
}

/// One finding for the cells of a row, at the first of them.
pub(super) fn finding(report: &Report, row: &[CellId], info: &RuleInfo, words: &Words) -> Finding {
    let first = row.first().copied().unwrap_or(CellId(usize::MAX));
    let (name, path) = span_of(report, first);
    let message = match row.len() {
        0 | 1 => Text::new(
            format!("{name}：{}。", words.one.0),
            format!("{path}: {}.", words.one.1),
        ),
        count => Text::new(
            format!("{name}等 {count} {}。", words.some.0),
            format!(
                "{path} and other cells of its row: {count} {}.",
                words.some.1
            ),
        ),
    };
    let place = report.cell(first).and_then(|cell| cell.place);
    let mut finding =
        Finding::new(info, path, place, message).help(Text::new(words.help.0, words.help.1));
    let rest = row.iter().skip(1);
    finding.terms = rest
        .map(|cell| span_of(report, *cell).1.to_owned())
        .collect();
    finding
}
