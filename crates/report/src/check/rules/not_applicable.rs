//! CB104: a cell contains a number, not `/`.

use super::unfilled::{Words, standing};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity};
use crate::report::Value;

pub(super) struct NotApplicable;

static INFO: RuleInfo = RuleInfo {
    code: "CB104",
    name: "not-applicable",
    severity: Severity::Warning,
    summary: "单元格宜填数字，不宜填“/”",
    summary_en: "cells contain numbers, not `/`",
    why: "“/”不是数字，汇总时无法相加。没有这项职能的机关，这项数字就是 0。",
    why_en: "`/` is not a number and cannot be added up. For an office without that function the figure is 0.",
    clause: "惯例：没有这项职能的填 0",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  fees: {amount: /}\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "disclosure:\n  fees: {amount: 0}\n",
        previous: None,
    },
};

impl Rule for NotApplicable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let words = Words {
            state: ("填报“/”", "stated as `/`"),
            help: ("没有发生的填 0。", "where nothing happened enter 0."),
        };
        findings.extend(standing(context, &Value::NotApplicable, &INFO, &words));
    }
}
