//! CB101: the report uses the form in force for its year.

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::header;

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::check;
    use crate::check::testing::form;
    use crate::form::{Forms, Years};
    use crate::report::Report;
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
}
