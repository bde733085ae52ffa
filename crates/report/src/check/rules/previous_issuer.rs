//! CB306: last year's report is the same body's. A body that was renamed or merged keeps the warning with a reason.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::fold_width;

pub(super) struct PreviousIssuer;

static INFO: RuleInfo = RuleInfo {
    code: "CB306",
    name: "previous-issuer",
    severity: Severity::Warning,
    summary: "“上年报告”宜是同一机关的报告",
    summary_en: "the previous report is the same body’s",
    why: "别的机关的数与本机关的数不相接。机构更名、合并、职能划转的，发布机关会有变化，所以只作提醒，审签时写明理由即可。",
    why_en: "Another body’s figures do not lead to this one’s. A body that was renamed or merged has another name, so this is only a warning; keep it with that reason when signing off.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "issuer: 示例市人民政府\n",
        previous: Some("year: 2023\nissuer: 邻市人民政府\n"),
    },
    good: Example {
        year: 2024,
        yaml: "issuer: 示例市人民政府\n",
        previous: Some("year: 2023\nissuer: 示例市人民政府\n"),
    },
};

impl Rule for PreviousIssuer {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let previous = context.same_kind().and_then(|it| it.issuer());
        let Some((this, last)) = report.issuer().zip(previous) else {
            return;
        };
        // How a name is typed does not make it another.
        if fold_width(&this.value) == fold_width(&last.value) {
            return;
        }
        let (this, last) = (&this.value, &last.value);
        let message = Text::new(
            format!("上年报告的发布机关是“{last}”，本报告的是“{this}”。"),
            format!("the previous report is by `{last}`, this one by `{this}`."),
        );
        let help = Text::new(
            "请核对是不是选错了文件；机构更名、合并或者职能划转的，可以保留，审签时写明理由。",
            "check whether it is the right file; if the body was renamed or merged, keep the warning and give that reason when signing off.",
        );
        let place = report.previous().or(report.issuer()).map(|it| it.place);
        let mut finding = Finding::new(&INFO, "previous", place, message).help(help);
        finding.stated = Some(last.clone());
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::check::testing::{findings, over_example};

    /// The rules that find something in a report after last year's with that issuer.
    fn found(last: &str) -> Vec<(&'static str, Severity)> {
        let report = over_example(2024, "issuer: 示例市 人民政府\n");
        let last = over_example(2024, &format!("year: 2023\nproblems: 别的问题。\n{last}"));
        let found = findings(&report, Some(&last)).into_iter();
        found
            .filter(|it| it.path == "previous")
            .map(|it| (it.rule, it.severity))
            .collect()
    }

    #[test]
    fn another_body_is_a_warning_and_another_spelling_is_none() {
        assert_eq!(found("issuer: 示例市　人民政府\n"), []);
        assert_eq!(found("issuer: ~\n"), []);
        let renamed = [("previous-issuer", Severity::Warning)];
        assert_eq!(found("issuer: 示例县人民政府\n"), renamed);
    }
}
