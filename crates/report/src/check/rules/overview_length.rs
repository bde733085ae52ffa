//! CB403: a section is not longer than the notice allows.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};

pub(super) struct OverviewLength;

/// A hundred characters.
macro_rules! hundred {
    () => {
        "持续做好主动公开、依申请公开、信息管理、平台建设和监督保障各项工作，聚焦群众关心的就业、教育、医疗、养老、住房等领域，分类公开政策文件和办事指南，及时解读重要政策，认真答复每一件申请，自觉接受社会各界监督。"
    };
}

static INFO: RuleInfo = RuleInfo {
    code: "CB403",
    name: "overview-length",
    severity: Severity::Warning,
    summary: "“总体情况”不宜超过一千字",
    summary_en: "the overview has at most 1,000 characters",
    why: "通知要求总体情况聚焦主题、简明客观，篇幅原则上不超过一千字。",
    why_en: "The notice requires a short and factual overview, as a rule of at most 1,000 characters.",
    clause: "所用格式的要求",
    bad: Example {
        year: 2024,
        yaml: concat!(
            "overview: ",
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            hundred!(),
            "\n"
        ),
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: concat!("overview: ", hundred!(), "\n"),
        previous: None,
    },
};

impl Rule for OverviewLength {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (section, rules, text) in context.report.narratives() {
            let Some(most) = rules.max_characters else {
                continue;
            };
            let characters = text.characters();
            if characters <= most {
                continue;
            }
            let message = Text::new(
                format!(
                    "“{}”共 {characters} 字，超过 {most} 字，多 {} 字。",
                    section.label,
                    characters - most
                ),
                format!(
                    "section `{}` has {characters} characters, {} more than {most}.",
                    section.id,
                    characters - most
                ),
            );
            let mut finding =
                Finding::new(&INFO, &section.id, Some(text.place), message).help(Text::new(
                    "请压缩文字；确需超过的，可不理会。",
                    "shorten the text; if it has to be longer, ignore this warning.",
                ));
            finding.stated = Some(characters.to_string());
            findings.push(finding);
        }
    }
}
