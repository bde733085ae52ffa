//! CB101: the report uses the form in force for its year.

use std::sync::Arc;

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::{Form, builtin};
use crate::report::header;

pub(super) struct WrongForm;

/// The rule's description.
pub static INFO: RuleInfo = RuleInfo {
    code: "CB101",
    name: "wrong-form",
    severity: Severity::Error,
    summary: "应使用报告年度施行的报告格式",
    summary_en: "the form is the one in force for the reporting year",
    why: "两版格式的行、列和口径不同，用错版本的报告无法与其他机关的报告汇总。",
    why_en: "The editions differ in rows, columns and what is counted; a report on the wrong form cannot be added up with the others.",
    clause: "国办公开办函〔2019〕60号（2019、2020年度）；国办公开办函〔2021〕30号（2021年度起）",
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
        let Some(year) = report.year.filter(|year| !form.years.contains(year.value)) else {
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
        let right: Vec<String> = in_force(form, year).iter().map(|f| f.id.clone()).collect();
        let mut finding = Finding::new(&INFO, "form", Some(place), message);
        finding.stated = Some(form.id.clone());
        if !right.is_empty() {
            let ids = right.join("、");
            finding.expected = right.first().cloned().filter(|_| right.len() == 1);
            finding.help = Some(Text::new(
                format!("{year}年度请用 {ids}；各表行列不同，改后请重新填报。"),
                format!(
                    "use {} for {year}; its tables differ and must be filled in again.",
                    right.join(", ")
                ),
            ));
        }
        findings.push(finding);
    }
}

/// The forms of the same kind in force for a year: those with the same sections.
fn in_force(form: &Form, year: i32) -> Vec<Arc<Form>> {
    let sections = |form: &Form| -> Vec<String> {
        form.sections
            .iter()
            .map(|section| section.id.clone())
            .collect()
    };
    let own = sections(form);
    let forms = builtin().unwrap_or_default().into_iter();
    forms
        .filter(|other| other.years.contains(year) && sections(other) == own)
        .collect()
}
