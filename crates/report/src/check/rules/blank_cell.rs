//! CB103: every cell is filled in; blank is not 0.

use super::unfilled::{Words, standing};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity};
use crate::report::Value;

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
        let words = Words {
            state: ("未填", "blank"),
            help: (
                "没有发生的填 0；不填不等于 0。",
                "where nothing happened enter 0; a blank cell is not 0.",
            ),
        };
        let found = standing(context, &Value::Blank, &INFO, &words);
        findings.extend(found.map(|it| it.left_out(context)));
    }
}
