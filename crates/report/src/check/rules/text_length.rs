//! CB407: no text is longer than the form allows.

use super::lines::label;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::overlong;

pub(super) struct TextLength;

static INFO: RuleInfo = RuleInfo {
    code: "CB407",
    name: "text-length",
    severity: Severity::Error,
    summary: "一段文字不得超过报告格式规定的最大字数（一般为二十万字）",
    summary_en: "a text has at most as many characters as the form allows, as a rule 200,000",
    why: "年度报告的一个部分通常不过几千字。超过二十万字的，多是误粘贴了别的文件，排版要占用大量时间和内存。",
    why_en: "A section of an annual report has a few thousand characters. One with more than 200,000 usually contains another file that was pasted by mistake, and takes much time and memory to lay out.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "overview: |\n  一年来，各项工作有序推进。……\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "overview: |\n  一年来，各项工作有序推进。\n",
        previous: None,
    },
};

impl Rule for TextLength {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let most = report.form.max_text;
        for (field, count) in overlong(report) {
            let (label, path) = (label(&report.form, &field.path), &field.path);
            let message = Text::new(
                format!("“{label}”共 {count} 字，最多 {most} 字。"),
                format!("`{path}` has {count} characters; at most {most} are allowed."),
            );
            let help = Text::new(
                "请核对是不是误粘贴了其他文件；确需公布的长文，请另作一份文件。",
                "check whether another file was pasted by mistake; publish a long text as a document of its own.",
            );
            // The whole text is no place to point at.
            let place = field.place.map(|mut place| {
                place.end = place.start;
                place
            });
            let mut finding = Finding::new(&INFO, path, place, message).help(help);
            finding.stated = Some(count.to_string());
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, form, over_example};

    #[test]
    fn a_text_is_as_long_as_the_form_allows() {
        let most = form(2024).max_text;
        let of =
            |count: usize| over_example(2024, &format!("other_matters: {}\n", "公".repeat(count)));
        let lengths = |count: usize| {
            let found = findings(&of(count), None).into_iter();
            let found = found.filter(|finding| finding.rule == "text-length");
            found
                .map(|finding| finding.message.zh.as_str().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(lengths(most), [""; 0]);
        assert_eq!(
            lengths(most + 1),
            [format!(
                "“六、其他需要报告的事项”共 {} 字，最多 {most} 字。",
                most + 1
            )]
        );
    }
}
