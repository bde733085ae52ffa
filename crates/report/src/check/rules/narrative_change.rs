//! CB432: changes since last year agree with both reports.

use super::stated::{Wrong, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::figures::ClaimKind;

pub(super) struct NarrativeChange;

static INFO: RuleInfo = RuleInfo {
    code: "CB432",
    name: "narrative-change",
    severity: Severity::Warning,
    summary: "正文写的上年数字和同比增减宜与两年的报告一致",
    summary_en: "last year's figures and changes since then agree with both reports",
    why: "增减的方向和幅度由两年的表算得出来；写反了、算错了，读者对照上年报告就会发现。",
    why_en: "Direction and size of a change follow from the tables of both years; readers who compare the reports see where they do not.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "overview: |\n  全年新收政府信息公开申请483件，比上年减少83件。\n",
        previous: Some(
            "{year: 2023, problems: 上一年的问题, other_matters: 上一年的事项, requests: {received: [320, 47, 2, 4, 22, 5, 400], carried_over: [6, 2, 0, 0, 0, 0, 8]}, disclosure: {rules: {in_force: 5}, normative_documents: {in_force: 80}}}",
        ),
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  全年新收政府信息公开申请483件，比上年增加83件。\n",
        previous: Some(
            "{year: 2023, problems: 上一年的问题, other_matters: 上一年的事项, requests: {received: [320, 47, 2, 4, 22, 5, 400], carried_over: [6, 2, 0, 0, 0, 0, 8]}, disclosure: {rules: {in_force: 5}, normative_documents: {in_force: 80}}}",
        ),
    },
};

impl Rule for NarrativeChange {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(&INFO, context, ClaimKind::Change, message, findings);
    }
}

fn message(wrong: &Wrong<'_>) -> Text {
    let one_of = wrong.one_of();
    Text::new(
        format!("正文写“{}”，与上年相比应为 {}。", wrong.stated, one_of.zh),
        format!(
            "the text states `{}`, but compared with last year it is {}.",
            wrong.stated, one_of.en
        ),
    )
}
