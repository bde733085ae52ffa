//! CB421: no heading in a section's text that is a section's own.

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_blank, is_mark};
use crate::form::{Form, Section, bare_label};
use crate::report::TextPart;

pub(super) struct OtherSection;

static INFO: RuleInfo = RuleInfo {
    code: "CB421",
    name: "other-section",
    severity: Severity::Warning,
    summary: "一个部分的正文里没有各部分的标题",
    summary_en: "the text of a section has no heading of a section in it",
    why: "各部分的标题由报告格式印出。正文里再写，本部分的标题就印两遍；写的是别的部分的标题，多是整篇粘贴到了一处。",
    why_en: "The form prints the headings of its sections. In the text, its own heading would be printed twice, and another section’s heading shows that the whole report was pasted into one place.",
    clause: "所用格式",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  五、存在的主要问题及改进情况\n  解读形式单一，正在改进。\n  六、其他需要报告的事项\n  无其他需要报告的事项。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  解读形式单一，正在改进。\n",
        previous: None,
    },
};

impl Rule for OtherSection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let form = &context.report.form;
        for prose in context.prose() {
            let own = prose.line.path;
            if prose.line.part != TextPart::Paragraph {
                continue;
            }
            let Some(section) = named(form, prose) else {
                continue;
            };
            let label = &section.label;
            let (message, help) = match section.id == own {
                true => (
                    Text::new(
                        format!("正文里又写了本部分的标题“{label}”，会印两遍。"),
                        format!(
                            "the text repeats the heading `{label}`, which would be printed twice."
                        ),
                    ),
                    Text::new("请删去这一行。", "delete this line."),
                ),
                false => (
                    Text::new(
                        format!("这一行是另一个部分的标题“{label}”。"),
                        format!("this line is the heading of another section, `{label}`."),
                    ),
                    Text::new(
                        format!("请把它后面的内容移到“{label}”。"),
                        format!("move what follows to section `{}`.", section.id),
                    ),
                ),
            };
            let slip = Slip::new(0..prose.len(), message).help(help);
            report(&INFO, context, prose, vec![slip], findings);
        }
    }
}

/// The section whose heading a line is, with or without its ordinal.
fn named<'f>(form: &'f Form, prose: &Prose<'_>) -> Option<&'f Section> {
    let bare = |label: &str| {
        let label = bare_label(label).trim_end_matches(|c| is_mark(c) || is_blank(c));
        label.to_owned()
    };
    let longest = form
        .sections
        .iter()
        .map(|section| section.label.len())
        .max();
    if prose.line.text.len() > longest.unwrap_or_default() + 8 {
        return None;
    }
    let line = bare(prose.line.text);
    form.sections.iter().find(|it| bare(&it.label) == line)
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check_found;

    #[test]
    fn headings_of_sections_are_found_in_texts() {
        let rule = "other-section";
        for heading in [
            "五、存在的主要问题及改进情况",
            "存在的主要问题及改进情况：",
            "一、总体情况",
        ] {
            check_found(rule, &format!("{heading}\n公开不及时。"), &[heading]);
        }
        check_found(
            rule,
            "存在的主要问题：公开不及时。\n（一）总体看\n总体情况良好。",
            &[],
        );
    }
}
