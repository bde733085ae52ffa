//! CB202: in a column the rows add up to its total row.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, sums};
use crate::check::arithmetic::Breach;
use crate::form::EquationKind;

pub(super) struct ColumnTotal;

pub(super) static INFO: RuleInfo = RuleInfo {
    code: "CB202",
    name: "column-total",
    severity: Severity::Error,
    summary: "表内每一列，各行之和应等于该列的总计",
    summary_en: "in every column the rows add up to the total",
    why: "总计行由各种办理结果相加得出。常见的错误是改了分项没有改总计，或者只改了总计的一格，其他各列没有改。",
    why_en: "The total row is the sum of the outcomes. A common mistake is to correct an outcome but not the total, or only one cell of the total row.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "requests:\n  total: [402, 46, 2, 4, 21, 5, 480]\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "requests:\n  total: [400, 48, 2, 4, 21, 5, 480]\n",
        previous: None,
    },
};

impl Rule for ColumnTotal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        sums::report(
            context,
            Breach::Sum(EquationKind::ColumnTotal),
            &INFO,
            findings,
        );
    }
}
