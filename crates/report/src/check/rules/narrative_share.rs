//! CB431: shares stated in the text follow from the figures.

use super::stated::{Wrong, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::figures::ClaimKind;

pub(super) struct NarrativeShare;

static INFO: RuleInfo = RuleInfo {
    code: "CB431",
    name: "narrative-share",
    severity: Severity::Warning,
    summary: "正文写的百分比、倍数宜与件数算得的一致",
    summary_en: "percentages and multiples in the text follow from the figures",
    why: "百分比多是手工算的，件数改了常常忘了改它。按写出的位数四舍五入后相同即可；以新收、办结等不同总数为底，与其中之一相符即可。",
    why_en: "Percentages are mostly computed by hand and forgotten when a figure changes. They need to agree only as far as they are written; where several totals may be meant, one that agrees is enough.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "overview: |\n  全年予以公开222件，占办结总数的56.3%。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  全年予以公开222件，占办结总数的46.3%。\n",
        previous: None,
    },
};

impl Rule for NarrativeShare {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(&INFO, context, ClaimKind::Share, message, findings);
    }
}

fn message(wrong: &Wrong<'_>) -> Text {
    let one_of = wrong.one_of();
    Text::new(
        format!("正文写“{}”，按件数算得 {}。", wrong.stated, one_of.zh),
        format!(
            "the text states `{}`, but the figures give {}.",
            wrong.stated, one_of.en
        ),
    )
}
