//! CB422: a section that has to say something does not only say 无.

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{is_blank, is_mark};
use crate::form::Content;
use crate::report::TextPart;

pub(super) struct NothingSaid;

static INFO: RuleInfo = RuleInfo {
    code: "CB422",
    name: "nothing-said",
    severity: Severity::Warning,
    summary: "要求写明内容的部分不能只写“无”",
    summary_en: "a section that has to say something does not only say 无",
    why: "总体情况、存在的主要问题及改进情况是年度报告必须有的内容，只写“无”等于没有写。没有需要报告的，只限其他事项。",
    why_en: "The overview and the problems are required content; only the last section may have nothing to report.",
    clause: "所用格式的要求",
    bad: Example {
        year: 2024,
        yaml: "problems: 无。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: 存在的主要问题：解读形式单一，正在丰富。\nother_matters: 无。\n",
        previous: None,
    },
};

/// What says nothing, without marks.
const NOTHING: [&str; 14] = [
    "无",
    "没有",
    "暂无",
    "略",
    "同上",
    "同上年",
    "无问题",
    "暂无问题",
    "没有问题",
    "不存在问题",
    "无存在问题",
    "无存在的问题",
    "无此情况",
    "不涉及",
];

impl Rule for NothingSaid {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose() {
            let line = prose.line;
            let section = context.report.form.section(line.path);
            let asks = section.is_some_and(|(index, section)| {
                let text = context.report.texts.get(index).and_then(Option::as_ref);
                let is_all = text.is_some_and(|text| text.lines.len() == 1);
                matches!(&section.content, Content::Text(rules) if rules.substance) && is_all
            });
            if !asks || line.part != TextPart::Paragraph || line.text.len() > MAX_BYTES {
                continue;
            }
            let said = line
                .text
                .trim_matches(|c| is_mark(c) || is_blank(c) || c == '.');
            if !NOTHING.contains(&said) {
                continue;
            }
            let message = Text::new(
                format!("只写了“{said}”，没有内容。"),
                format!("it only says `{said}`."),
            );
            let help = Text::new("请写明实际情况。", "say what the situation was.");
            let slip = Slip::new(0..prose.len(), message).help(help);
            report(&INFO, context, prose, vec![slip], findings);
        }
    }
}

/// A longer text says something.
const MAX_BYTES: usize = 60;

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check_found;

    #[test]
    fn a_text_that_says_nothing_is_found() {
        for text in ["无", "无。", "暂无", "不存在问题。"] {
            check_found("nothing-said", text, &[text]);
        }
        for text in ["无障碍浏览不够。", "存在的问题：\n无", "没有按时公开3件。"]
        {
            check_found("nothing-said", text, &[]);
        }
    }
}
