//! CB404: a section covers the topics the notice names.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};

pub(super) struct OverviewTopics;

static INFO: RuleInfo = RuleInfo {
    code: "CB404",
    name: "overview-topics",
    severity: Severity::Warning,
    summary: "“总体情况”宜写到通知列明的各个方面",
    summary_en: "the overview covers every topic the notice names",
    why: "通知要求总体情况写明各个方面。是否写到按用词判断，已经写到的，可不理会。",
    why_en: "The notice names the topics. Whether the text covers one is judged by certain words; if it does so in other words, ignore the warning.",
    clause: "所用格式的要求",
    bad: Example {
        year: 2024,
        yaml: "overview: 2024年，通过网站主动公开政府信息15268条。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  2024年，通过政府网站主动公开政府信息15268条，依申请公开工作平稳有序。\n  严格保密审查，健全信息管理；优化专栏和新媒体平台；加强监督考核和业务培训。\n",
        previous: None,
    },
};

impl Rule for OverviewTopics {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (section, rules, text) in context.report.narratives() {
            let words = text.words();
            let says = |word: &String| words.iter().any(|text| text.contains(word.as_str()));
            let missing: Vec<&str> = rules
                .topics
                .iter()
                .filter(|topic| !topic.words.iter().any(says))
                .map(|topic| topic.name.as_str())
                .collect();
            if missing.is_empty() {
                continue;
            }
            findings.push(
                Finding::new(
                    &INFO,
                    &section.id,
                    Some(text.place),
                    Text::new(
                        format!(
                            "“{}”没有找到这方面内容：{}。",
                            section.label,
                            missing.join("、")
                        ),
                        format!(
                            "section `{}` does not seem to cover {}.",
                            section.id,
                            missing.join(", ")
                        ),
                    ),
                )
                .help(Text::new(
                    "请补写；已经写到的，可不理会。",
                    "add it; if the text already covers it, ignore this warning.",
                ))
                .left_out(context),
            );
        }
    }
}
