//! CB401: figures stated in the text agree with the tables.

use super::stated::{Wrong, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::figures::ClaimKind;

pub(super) struct NarrativeMismatch;

static INFO: RuleInfo = RuleInfo {
    code: "CB401",
    name: "narrative-mismatch",
    severity: Severity::Warning,
    summary: "正文写到的件数宜与表中数字一致",
    summary_en: "figures in the text agree with the tables",
    why: "同一件事正文和表格写了两个数，必有一错；公众和上级首先看的就是这几个数。“收到”可以指新收，也可以指新收加上年结转，与其中之一相符即可；部门、渠道、时段等另有所指的数不比。",
    why_en: "Where text and table give different figures for the same thing, one of them is wrong, and these are the figures that readers compare first. 收到 may mean requests received, or those plus the ones carried in; either is accepted. Figures of an office, a channel or a part of the year are not compared.",
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

impl Rule for NarrativeMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(&INFO, context, ClaimKind::Count, message, findings);
    }
}

fn message(wrong: &Wrong<'_>) -> Text {
    let one_of = wrong.one_of();
    Text::new(
        format!("正文写“{}”，表中是 {}。", wrong.stated, one_of.zh),
        format!(
            "the text states `{}`, but the tables have {}.",
            wrong.stated, one_of.en
        ),
    )
}
