//! CB430: figures that the text adds up make the sum it states.

use super::stated::{Wrong, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::figures::ClaimKind;

pub(super) struct NarrativeSum;

static INFO: RuleInfo = RuleInfo {
    code: "CB430",
    name: "narrative-sum",
    severity: Severity::Warning,
    summary: "同一句里的分项之和宜等于写明的合计，“其中”各项之和不超过总数",
    summary_en: "figures of a sentence add up to the sum it states; parts after 其中 are no more than the whole",
    why: "“198条、142条、137条，共477条”读者顺手就能加；加不拢，说明有一个数写错了。",
    why_en: "Readers add up such figures as they go; where they do not add up, one of them is wrong.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "overview: |\n  全年公开财政信息198条、工作动态142条、公告137条，共487条。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  全年公开财政信息198条、工作动态142条、公告137条，共477条。\n",
        previous: None,
    },
};

impl Rule for NarrativeSum {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(&INFO, context, ClaimKind::Sum, message, findings);
    }
}

fn message(wrong: &Wrong<'_>) -> Text {
    let one_of = wrong.one_of();
    Text::new(
        format!("正文写“{}”，而所列各项之和是 {}。", wrong.stated, one_of.zh),
        format!(
            "the text states `{}`, but the figures next to it add up to {}.",
            wrong.stated, one_of.en
        ),
    )
}
