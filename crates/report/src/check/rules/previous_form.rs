//! CB304: last year's report is the same kind of report, of whichever edition. What both editions have is compared by
//! the other rules about last year.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};

pub(super) struct PreviousForm;

static INFO: RuleInfo = RuleInfo {
    code: "CB304",
    name: "previous-form",
    severity: Severity::Error,
    summary: "“上年报告”应是同一种报告，可以是不同的版本",
    summary_en: "the previous report is the same kind of report, of any edition",
    why: "两种报告统计的内容不同，不能比较；多半是选错了文件。同一种报告换了版本的，比较两版都有的内容。",
    why_en: "Two kinds of report count different things and cannot be compared; usually the wrong file was chosen. Of two editions of one kind, what both have is compared.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "previous: 2023.yaml\n",
        previous: Some("form: fzzf-2019\nyear: 2023\n"),
    },
    good: Example {
        year: 2024,
        yaml: "previous: 2023.yaml\n",
        previous: Some("form: zfxxgk-2021\nyear: 2023\n"),
    },
};

impl Rule for PreviousForm {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let form = &context.report.form;
        let last = context.previous.map(|previous| &previous.form);
        let Some(last) = last.filter(|last| last.family != form.family) else {
            return;
        };
        let message = Text::new(
            format!(
                "上年报告用的是“{}”（{}），与本报告的“{}”（{}）不是同一种报告，没有作跨年检查。",
                last.name.zh, last.id, form.name.zh, form.id
            ),
            format!(
                "the previous report uses {} ({}), which is a different kind of report from {} ({}); year-on-year checks were skipped.",
                last.id, last.name.en, form.id, form.name.en
            ),
        );
        let help = Text::new(
            "请核对是不是选错了文件，并改正“上年报告”。",
            "check whether it is the right file, and correct `previous`.",
        );
        let place = context.report.previous().map(|previous| previous.place);
        let mut finding = Finding::new(&INFO, "previous", place, message).help(help);
        finding.stated = Some(last.id.clone());
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::testing::{findings, form, over_example};
    use crate::report::Report;
    use crate::source::Source;

    #[test]
    fn another_kind_of_report_is_one_error_and_is_not_compared() {
        let report = over_example(2024, "year: 2024\n");
        let mut other = (*form(2024)).clone();
        other.family = "other".to_owned();
        // Of another year and issuer, too: it is the wrong file, which is said once.
        let source = Source::parse(
            "last.yaml",
            "year: 2020\nissuer: 别的机关\nrequests:\n  carried_over: [1, 2]\n".as_bytes(),
        );
        let previous = Report::read(&Arc::new(other), &Arc::new(source.unwrap()));
        let found = findings(&report, Some(&previous));
        let [found] = found.as_slice() else {
            panic!("{found:#?}");
        };
        assert_eq!(
            (found.rule, found.path.as_str(), found.severity),
            ("previous-form", "previous", Severity::Error)
        );
    }
}
