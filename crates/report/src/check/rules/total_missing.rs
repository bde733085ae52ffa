//! CB205: a total is filled in where one of its terms is.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, sums};
use crate::check::arithmetic::Breach;

pub(super) struct TotalMissing;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB205",
    name: "total-missing",
    severity: Severity::Error,
    summary: "有分项数字的，应填总计",
    summary_en: "a total is filled in if any of its terms is",
    why: "没有填的总计印在公文里是空白，上级汇总时会当作 0。",
    why_en: "A blank total is an empty cell in the document, and counts as 0 when reports are added up.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "appeals:\n  reconsideration: [14, 3, 5, 2, ~]\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "appeals:\n  reconsideration: [14, 3, 5, 2, 24]\n",
        previous: None,
    },
};

impl Rule for TotalMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        sums::report(context, Breach::TotalMissing, &INFO, findings);
    }
}
