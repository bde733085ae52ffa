//! CB101: the report uses the form in force for its year, and last year's report a form of the same family.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::Form;
use crate::report::{Report, header};

pub(super) struct WrongForm;

/// The rule's description.
pub static INFO: RuleInfo = RuleInfo {
    code: "CB101",
    name: "wrong-form",
    severity: Severity::Error,
    summary: "应使用报告年度施行的报告格式",
    summary_en: "the form is the one in force for the reporting year",
    why: "各版格式的行、列和口径不同，用错版本的报告无法与其他机关的报告汇总。",
    why_en: "The editions differ in rows, columns and what is counted; a report on the wrong form cannot be added up with the others.",
    clause: "所用格式施行的年度",
    bad: Example {
        year: 2024,
        yaml: "year: 2020\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "year: 2024\n",
        previous: None,
    },
};

impl Rule for WrongForm {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let form = &report.form;
        let last = context.previous.map(|previous| &previous.form);
        let last = last.filter(|last| last.family != form.family);
        findings.extend(last.map(|last| stranger(report, last)));
        let Some(year) = report
            .year()
            .filter(|year| !form.years.contains(year.value))
        else {
            return;
        };
        let stated = header(&report.source).form;
        let place = stated.as_ref().map_or(year.place, |form| form.place);
        let year = year.value;
        let span = match form.years.to {
            Some(to) => Text::new(
                format!("{}年度至{to}年度", form.years.from),
                format!("{} to {to}", form.years.from),
            ),
            None => Text::new(
                format!("{}年度起", form.years.from),
                format!("{} onwards", form.years.from),
            ),
        };
        let message = Text::new(
            format!("格式 {} 用于{}，而报告年度是{year}年。", form.id, span.zh),
            format!(
                "{} is for {}, while this report is for {year}.",
                form.id, span.en
            ),
        );
        let forms = context.forms.into_iter();
        let right = forms.flat_map(|forms| forms.of_family(&form.family, year));
        let right: Vec<String> = right.map(|form| form.id.clone()).collect();
        let mut finding = Finding::new(&INFO, "form", Some(place), message);
        finding.stated = Some(form.id.clone());
        if !right.is_empty() {
            let ids = right.join("、");
            finding.expected = right.first().cloned().filter(|_| right.len() == 1);
            finding.help = Some(Text::new(
                format!("{year}年度请用 {ids}；各版内容不同，改后请重新填报。"),
                format!(
                    "use {} for {year}; its content differs and must be filled in again.",
                    right.join(", ")
                ),
            ));
        }
        findings.push(finding);
    }
}

/// Reports that last year's report uses a form of another family.
fn stranger(report: &Report, last: &Form) -> Finding {
    let form = &report.form;
    let message = Text::new(
        format!(
            "上年报告的格式 {} 与本报告的格式 {} 不是同一种报告，没有作跨年检查。请核对是不是选错了上年报告。",
            last.id, form.id
        ),
        format!(
            "the previous report uses {}, which is a different kind of report from {}; year-on-year checks were skipped. Check that it is the right file.",
            last.id, form.id
        ),
    );
    let place = report.previous().map(|previous| previous.place);
    let mut finding = Finding::new(&INFO, "previous", place, message);
    finding.severity = Severity::Warning;
    finding.stated = Some(last.id.clone());
    finding
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::check::testing::{findings, form, over_example};
    use crate::form::{Forms, Years};
    use crate::source::Source;

    /// A report on the form, which another form of its family follows or not.
    #[track_caller]
    fn check_successor(family: &str, expected: Option<&str>) {
        let old = form(2024);
        let edition = |id: &str, family: &str, from: i32, to: Option<i32>| {
            let mut form = (*old).clone();
            form.id = id.to_owned();
            form.family = family.to_owned();
            form.years = Years { from, to };
            Arc::new(form)
        };
        let (own, next) = (
            edition("own-2021", "own", 2021, Some(2023)),
            edition("own-2024", family, 2024, None),
        );
        let mut forms = Forms::builtin().unwrap();
        forms.add(Arc::clone(&own));
        forms.add(next);
        let source = Source::parse("report.yaml", old.example.as_bytes()).unwrap();
        let report = Report::read(&own, &Arc::new(source));
        let found = check(&Context::new(&report).with_forms(&forms));
        let [finding] = found.as_slice() else {
            panic!("{found:#?}");
        };
        assert_eq!(finding.rule, "wrong-form");
        assert_eq!(finding.expected.as_deref(), expected);
    }

    #[test]
    fn the_right_form_is_one_of_the_family_whichever_forms_there_are() {
        check_successor("own", Some("own-2024"));
        check_successor("other", None);
    }

    #[test]
    fn last_years_report_on_a_form_of_another_family_is_reported_and_not_compared() {
        let report = over_example(2024, "year: 2024\n");
        let mut other = (*form(2024)).clone();
        other.family = "other".to_owned();
        let source = Source::parse(
            "last.yaml",
            b"year: 2023\nrequests:\n  carried_over: [1, 2]\n",
        );
        let previous = Report::read(&Arc::new(other), &Arc::new(source.unwrap()));
        let found = findings(&report, Some(&previous));
        let [found] = found.as_slice() else {
            panic!("{found:#?}");
        };
        assert_eq!(
            (found.rule, found.path.as_str()),
            ("wrong-form", "previous")
        );
        assert_eq!(found.severity, Severity::Warning);
    }
}
