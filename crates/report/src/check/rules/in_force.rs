//! CB302: a stock equals last year's plus additions minus removals.

use super::cells::{differs, span_of};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::form::{CellId, CellSpec, Content, RollForward};
use crate::report::Report;

pub(super) struct InForce;

static INFO: RuleInfo = RuleInfo {
    code: "CB302",
    name: "in-force",
    severity: Severity::Warning,
    summary: "现行有效件数宜等于上年现行有效件数加本年制发、减本年废止",
    summary_en: "documents in force equal those of the previous year plus those issued minus those repealed",
    why: "几个数前后相连，不相符多半是漏统计。清理、自然失效或者统计口径变化也会造成差异，所以只作提醒。",
    why_en: "The three figures depend on each other, so a difference is usually an omission. Lapsed documents or a new way of counting also cause one, so this is only a warning.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "disclosure:\n  normative_documents: {issued: 12, repealed: 5, in_force: 87}\n",
        previous: Some(
            "year: 2023\ndisclosure:\n  rules: {in_force: 5}\n  normative_documents: {in_force: 78}\n",
        ),
    },
    good: Example {
        year: 2024,
        yaml: "disclosure:\n  normative_documents: {issued: 12, repealed: 5, in_force: 87}\n",
        previous: Some(
            "year: 2023\ndisclosure:\n  rules: {in_force: 5}\n  normative_documents: {in_force: 80}\n",
        ),
    },
};

impl Rule for InForce {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(previous) = context.last_year() else {
            return;
        };
        let form = &context.report.form;
        for (index, spec) in form.cells.iter().enumerate() {
            let content = form
                .sections
                .get(spec.section)
                .map(|section| &section.content);
            let Some(Content::Table(table)) = content else {
                continue;
            };
            let rolls = table
                .panels
                .get(spec.panel)
                .map_or(&[][..], |p| &p.roll_forward);
            if let Some(roll) = rolls.iter().find(|roll| roll.stock == spec.id()) {
                findings.extend(rolled(context, previous, CellId(index), spec, roll));
            }
        }
    }
}

fn rolled(
    context: &Context<'_>,
    previous: &Report,
    id: CellId,
    spec: &CellSpec,
    roll: &RollForward,
) -> Option<Finding> {
    let report = context.report;
    let stated = context.figure(id)?;
    let last = i128::from(previous.cell_at(&spec.path)?.value.number()?);
    let paths = |columns: &[String]| -> Vec<String> {
        let paths = columns
            .iter()
            .map(|column| format!("{}.{column}", spec.row_path));
        paths.collect()
    };
    let (plus, minus) = (paths(&roll.plus), paths(&roll.minus));
    let figure = |path: &String| context.figure_at(path);
    let came: Option<i128> = plus.iter().map(figure).sum();
    let went: Option<i128> = minus.iter().map(figure).sum();
    let (came, went) = (came?, went?);
    let expected = last + came - went;
    if stated == expected {
        return None;
    }
    let labels = |paths: &[String]| {
        let cells = paths.iter().filter_map(|path| report.form.cell(path));
        let labels = cells.filter_map(|cell| Some(report.form.spec(cell)?.label.clone()));
        labels.collect::<Vec<_>>().join("、")
    };
    let (name, path) = span_of(report, id);
    let message = Text::new(
        format!(
            "{name}：填报 {stated}，上年 {last} 加{} {came} 减{} {went} 为 {expected}，相差 {}。",
            labels(&plus),
            labels(&minus),
            (stated - expected).abs(),
        ),
        format!(
            "{path}: stated {stated}, but the previous year’s {last} plus {came} minus {went} is {expected}, a difference of {}.",
            (stated - expected).abs(),
        ),
    );
    let help = Text::new(
        "请核对是否漏计；因清理、失效或者口径变化造成的，可以保留，并宜在正文中说明。",
        "check for omissions; a difference caused by lapsed documents or a new way of counting may remain and is best explained in the text.",
    );
    Some(Finding {
        terms: plus.into_iter().chain(minus).collect(),
        ..differs(&INFO, report, id, expected, message)?.help(help)
    })
}
