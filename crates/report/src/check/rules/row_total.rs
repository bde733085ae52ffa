//! CB201: in a row the columns add up to its total column.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, sums};
use crate::check::arithmetic::Breach;
use crate::form::EquationKind;

pub(super) struct RowTotal;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB201",
    name: "row-total",
    severity: Severity::Error,
    summary: "表内每一行，各列之和应等于该行总计",
    summary_en: "in every row the columns add up to the row’s total",
    why: "总计列由各类申请人的数字相加得出。不等，说明某一格或总计填错，汇总到上级后错误会逐级放大。",
    why_en: "The total column is the sum of the applicants’ columns. If they differ, a cell or the total is wrong, and the error grows as reports are added up.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "requests:\n  granted: [186, 21, 1, 2, 9, 3, 223]\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "requests:\n  granted: [186, 21, 1, 2, 9, 3, 222]\n",
        previous: None,
    },
};

impl Rule for RowTotal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        sums::report(
            context,
            Breach::Sum(EquationKind::RowTotal),
            &INFO,
            findings,
        );
    }
}
