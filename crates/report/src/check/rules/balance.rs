//! CB203: in every column, requests received and carried in equal those dealt with and carried over.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, sums};
use crate::check::arithmetic::Breach;
use crate::form::EquationKind;

pub(super) struct Balance;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB203",
    name: "balance",
    severity: Severity::Error,
    summary: "每一列，第一项加第二项之和应等于第三项加第四项之和",
    summary_en: "in every column, requests received plus carried in equal those dealt with plus carried over",
    why: "新收的和上年结转的申请，不是已经办结，就是结转下年度。报告格式的表格左上角印有这一勾稽关系。",
    why_en: "Every request received or carried in was either dealt with or is carried over. The official form prints this rule in the corner of the table.",
    clause: "所用格式的勾稽关系",
    bad: Example {
        year: 2024,
        yaml: "requests:\n  received: [402, 48, 2, 4, 22, 5, 483]\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "requests:\n  received: [403, 47, 2, 4, 22, 5, 483]\n",
        previous: None,
    },
};

impl Rule for Balance {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        sums::report(context, Breach::Sum(EquationKind::Balance), &INFO, findings);
    }
}
