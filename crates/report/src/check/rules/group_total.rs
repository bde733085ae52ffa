//! CB204: within a named group of columns the outcomes add up to the group's total.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, sums};
use crate::check::arithmetic::Breach;
use crate::form::EquationKind;

pub(super) struct GroupTotal;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB204",
    name: "group-total",
    severity: Severity::Error,
    summary: "每一组（如行政复议、未经复议直接起诉、复议后起诉）各结果之和应等于该组总计",
    summary_en: "in every group of columns the outcomes add up to the group’s total",
    why: "案件不是已有结果就是尚未审结，各种结果相加就是案件总数。常见的错误是总计填 0。",
    why_en: "A case has an outcome or is pending; together these are all cases. A common mistake is a total of 0.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "appeals:\n  reconsideration: [14, 3, 5, 2, 0]\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "appeals:\n  reconsideration: [14, 3, 5, 2, 24]\n",
        previous: None,
    },
};

impl Rule for GroupTotal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        sums::report(
            context,
            Breach::Sum(EquationKind::GroupTotal),
            &INFO,
            findings,
        );
    }
}
