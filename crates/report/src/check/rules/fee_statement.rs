//! CB402: the text says whether fees were charged.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};

pub(super) struct FeeStatement;

static INFO: RuleInfo = RuleInfo {
    code: "CB402",
    name: "fee-statement",
    severity: Severity::Warning,
    summary: "“其他需要报告的事项”宜写明收取信息处理费的情况，没有收取的也要写明",
    summary_en: "the last section says whether information processing fees were charged",
    why: "报告格式要求收取信息处理费的情况在此处专门报告。只写“无”，看不出是没有收费还是没有报告。",
    why_en: "The form requires it there. A mere ‘none’ does not show whether nothing was charged or nothing was reported.",
    clause: "所用格式的要求",
    bad: Example {
        year: 2024,
        yaml: "other_matters: 无其他需要报告的事项。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "other_matters: 2024年未收取信息处理费。无其他需要报告的事项。\n",
        previous: None,
    },
};

impl Rule for FeeStatement {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (section, rules, text) in context.report.narratives() {
            let words = &rules.fee_words;
            let said = text
                .words()
                .iter()
                .any(|text| words.iter().any(|word| text.contains(word.as_str())));
            if words.is_empty() || said {
                continue;
            }
            let word = words.join("、");
            findings.push(
                Finding::new(
                    &INFO,
                    &section.id,
                    Some(text.place),
                    Text::new(
                        format!("“{}”没有写明收取{word}的情况。", section.label),
                        format!(
                            "section `{}` does not say whether {word} was charged.",
                            section.id
                        ),
                    ),
                )
                .help(Text::new(
                    format!("没有收取的，可以写“本年度未收取{word}。”。"),
                    format!("if none was charged, write 本年度未收取{word}。"),
                ))
                .left_out(context),
            );
        }
    }
}
