//! CB305: last year's report is of the year before.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};

pub(super) struct PreviousYear;

static INFO: RuleInfo = RuleInfo {
    code: "CB305",
    name: "previous-year",
    severity: Severity::Error,
    summary: "“上年报告”应是上一年度的报告",
    summary_en: "the previous report is of the year before",
    why: "跨年的数只在相邻两年之间相接。用了别的年度的报告，跨年检查就没有作，而报告看上去已经检查过。",
    why_en: "Figures of two years follow each other only if the years do. With a report of another year nothing is compared, although it looks as if it had been.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "previous: 2022.yaml\n",
        previous: Some("year: 2022\n"),
    },
    good: Example {
        year: 2024,
        yaml: "previous: 2023.yaml\n",
        previous: Some("year: 2023\n"),
    },
};

impl Rule for PreviousYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let previous = context.same_kind();
        let years = report.year().zip(previous.and_then(|it| it.year()));
        let Some((this, last)) = years.filter(|(this, last)| last.value + 1 != this.value) else {
            return;
        };
        let (last, expected) = (last.value, this.value - 1);
        let message = Text::new(
            format!("上年报告是{last}年的，应为{expected}年；没有作跨年检查。"),
            format!(
                "the previous report is for {last}, not {expected}; year-on-year checks were skipped."
            ),
        );
        let help = Text::new(
            format!("请将“上年报告”改为{expected}年的报告；没有的，删去这一项。"),
            format!(
                "name the report for {expected} as `previous`, or remove the key if it does not exist."
            ),
        );
        let place = report.previous().map(|previous| previous.place);
        let mut finding = Finding::new(&INFO, "previous", place, message).help(help);
        finding.stated = Some(last.to_string());
        finding.expected = Some(expected.to_string());
        findings.push(finding);
    }
}
