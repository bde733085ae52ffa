//! CB102: every text section has text.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::{Content, Required, Section, bare_label, means};
use crate::report::Report;
use crate::source::Span;

pub(super) struct MissingSection;

static INFO: RuleInfo = RuleInfo {
    code: "CB102",
    name: "missing-section",
    severity: Severity::Error,
    summary: "各文字部分应有内容，不应空着或者留着报告格式的占位文字",
    summary_en: "every text section has text other than the placeholder of the form",
    why: "所用格式的各个部分都应写明，缺一部分就不完整。没有其他需要报告的事项，也应写明。",
    why_en: "A report without one of the form’s sections is incomplete. If there is nothing else to report, the report should say so.",
    clause: "所用格式的各部分",
    bad: Example {
        year: 2024,
        yaml: "problems: （文字描述）\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: 存在的主要问题是政策解读形式单一。已要求重要政策配发图解。\n",
        previous: None,
    },
};

impl Rule for MissingSection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        for (section, text) in report.form.sections.iter().zip(&report.texts) {
            let Content::Text(rules) = &section.content else {
                continue;
            };
            // A text of a shape that cannot be read is reported by `cell-value`.
            if report
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.path == section.id)
            {
                continue;
            }
            let placeholder = text.as_ref().filter(|text| {
                let lines = text.lines.iter();
                lines
                    .map(|line| line.value.as_str())
                    .eq([rules.placeholder.as_str()])
            });
            let message = match (text, placeholder) {
                (None, _) => Text::new(
                    format!("“{}”没有内容。", section.label),
                    format!("section `{}` has no text.", section.id),
                ),
                (Some(_), Some(_)) => Text::new(
                    format!("“{}”还是报告格式的占位文字。", section.label),
                    format!(
                        "section `{}` still has the placeholder of the form.",
                        section.id
                    ),
                ),
                (Some(_), None) => continue,
            };
            let place = placeholder.map_or_else(|| key(report, section), |text| Some(text.place));
            let mut finding = Finding::new(&INFO, &section.id, place, message).help(Text::new(
                format!(
                    "请在“{}:”下填写；没有可写的，用一句话说明。",
                    bare_label(&section.label)
                ),
                format!(
                    "write it under `{}:`; if there is nothing to report, say so.",
                    section.id
                ),
            ));
            if section.required == Required::Warning {
                finding.severity = Severity::Warning;
            }
            findings.push(finding.left_out(context));
        }
    }
}

/// The section's key, if it is there without a value.
fn key(report: &Report, section: &Section) -> Option<Span> {
    let entries = report.source.root.as_mapping()?.iter();
    let mut keys = entries.map(|entry| &entry.key);
    let key = keys.find(|key| {
        let text = key.as_scalar().map_or("", |scalar| scalar.text.trim());
        means(text, &section.id, &section.label)
    })?;
    Some(key.place)
}
