//! Ten published reports: what is wrong with their figures is found, and nothing else is.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by panicking"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use chengbao::check::{Context, Finding, Severity, check};
use chengbao::file::edit::{Edit, apply};
use chengbao::form::{CellId, Forms};
use chengbao::report::Report;
use chengbao::source::Source;
use serde_json::Value;

use support::published::{COLUMNS, GROUPS, Published, corpus};

/// What the tests ask of a published report.
trait Judged {
    fn report(&self) -> Report;
    fn recorded(&self) -> BTreeSet<(String, String)>;
}

impl Judged for Published {
    fn report(&self) -> Report {
        read(&self.data["edition"], &self.yaml())
    }

    /// What is recorded as wrong: rule and the column or group it is about.
    fn recorded(&self) -> BTreeSet<(String, String)> {
        let issues = self.data["internal_issues"].as_array().unwrap().iter();
        let issues = issues.chain(self.data["cross_year_issues"].as_array().unwrap());
        issues
            .map(|issue| {
                let place = issue["where"].as_str().unwrap();
                let id = |names: &[(&str, &str)]| {
                    let (_, id) = names.iter().find(|(name, _)| *name == place).unwrap();
                    (*id).to_owned()
                };
                let (rule, place) = match issue["rule"].as_str().unwrap() {
                    "column_sum" => ("column-total", id(&COLUMNS)),
                    "balance" => ("balance", id(&COLUMNS)),
                    "table4_sum" => ("group-total", id(&GROUPS)),
                    "carry_over" => ("carry-over", id(&COLUMNS)),
                    "effective_count" => ("in-force", "in_force".to_owned()),
                    other => panic!("{}: {other}", self.name),
                };
                (rule.to_owned(), place)
            })
            .collect()
    }
}

fn read(edition: &Value, yaml: &str) -> Report {
    let forms = Forms::builtin().unwrap();
    let form = forms.get(&format!("zfxxgk-{edition}")).unwrap();
    let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
    Report::read(form, &Arc::new(source))
}

/// What the findings say is wrong: each rule a finding names, with its column or group.
fn reported(findings: &[&Finding]) -> BTreeSet<(String, String)> {
    let rules = |finding: &Finding| {
        let mut rules = vec![finding.rule];
        rules.extend(&finding.also);
        rules
    };
    findings
        .iter()
        .flat_map(|finding| {
            let mut steps = finding.path.rsplit('.');
            let column = steps.next().unwrap_or_default();
            let row = steps.next().unwrap_or_default();
            rules(finding).into_iter().map(move |rule| {
                let place = if rule == "group-total" { row } else { column };
                (rule.to_owned(), place.to_owned())
            })
        })
        .collect()
}

#[test]
fn the_findings_are_those_recorded_and_no_others() {
    let corpus = corpus();
    let mut last: Option<(&Value, i64, Report)> = None;
    for published in &corpus {
        let report = published.report();
        let previous = last.as_ref().filter(|(body, year, _)| {
            **body == published.data["body"] && year + 1 == published.year()
        });
        let context = Context::new(&report).with_previous(previous.map(|(_, _, report)| report));
        let findings = check(&context);
        // What could not be told apart in the source stands blank here.
        let figures: Vec<&Finding> = findings
            .iter()
            .filter(|it| !["missing-key", "blank-cell"].contains(&it.rule))
            .collect();
        let name = &published.name;
        assert_eq!(
            reported(&figures),
            published.recorded(),
            "{name}: {figures:#?}"
        );
        let keys: Vec<&str> = findings
            .iter()
            .filter(|finding| finding.rule == "missing-key")
            .map(|finding| finding.path.as_str())
            .collect();
        let single = published.data["six_other_single_row"] == true;
        let divided = published.data["edition"] == 2021;
        let expected: &[&str] = if single && divided {
            &["requests.other"]
        } else {
            &[]
        };
        assert_eq!(keys, expected, "{name}");
        if published.is_sound() {
            let error = findings.iter().find(|it| it.severity == Severity::Error);
            assert_eq!(error, None, "{name}");
        }
        last = Some((&published.data["body"], published.year(), report));
    }
}

#[test]
fn the_three_years_of_one_body_are_held_against_each_other() {
    let corpus = corpus();
    let year = |name: &str| {
        let published = corpus.iter().find(|it| it.name.starts_with(name)).unwrap();
        published.report()
    };
    let (first, third) = (year("101"), year("103"));
    let mut second = year("102");
    let id = second.form.cell("requests.carried_in.individual").unwrap();
    assert_eq!(
        check(&Context::new(&second).with_previous(Some(&first))),
        []
    );
    second.cells[id.0].value = chengbao::report::Value::Count(0);
    let found = check(&Context::new(&second).with_previous(Some(&first)));
    let told: Vec<_> = found
        .iter()
        .map(|it| (it.path.as_str(), it.also.as_slice()))
        .collect();
    assert_eq!(
        told,
        [(
            "requests.carried_in.individual",
            &["balance", "carry-over"][..]
        )]
    );
    // A report of the year before last is not last year's.
    let found = check(&Context::new(&third).with_previous(Some(&first)));
    assert_eq!(
        found.iter().map(|it| it.rule).collect::<Vec<_>>(),
        ["previous-year"]
    );
}

#[test]
fn the_wrong_cells_of_a_total_row_are_named_with_their_figures() {
    let corpus = corpus();
    let published = corpus.iter().find(|it| it.name.starts_with("106")).unwrap();
    let report = published.report();
    let findings = check(&Context::new(&report));
    let told: Vec<_> = findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .map(|it| {
            let stated = it.stated.as_deref().unwrap();
            (it.path.as_str(), stated, it.expected.as_deref().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("requests.total.individual", "18", "16"),
            ("requests.total.nonprofit", "0", "2"),
        ]
    );
}

/// In every sound report each figure of the third table one too high and one too low: one
/// finding, on that cell, with the figure that was there.
#[test]
fn one_wrong_figure_in_a_sound_report_is_one_finding_on_that_cell() {
    let mut tried = 0;
    for published in corpus().iter().filter(|it| it.is_sound()) {
        let sound = published.report();
        let name = &published.name;
        let (section, _) = sound.form.section("requests").unwrap();
        let before = findings_of_figures(&sound).len();
        assert_eq!(before, 0, "{name}");
        let cells: Vec<(CellId, String)> = sound
            .form
            .section_cells(section)
            .map(|(id, spec)| (id, spec.path.clone()))
            .collect();
        for (id, path) in cells {
            let cell = sound.cell(id).unwrap();
            let right = cell.value.number().unwrap();
            for wrong in [right - 1, right + 1] {
                let edit = Edit {
                    place: cell.place.unwrap(),
                    replacement: wrong.to_string(),
                };
                let yaml = apply(&sound.source.text, &[edit]).unwrap();
                let mutant = read(&published.data["edition"], &yaml);
                let found = findings_of_figures(&mutant);
                let [finding] = found.as_slice() else {
                    panic!("{name} {path} {wrong}: {found:#?}");
                };
                assert_eq!(finding.path, path, "{name} {wrong}");
                let expected = finding.expected.as_deref();
                assert_eq!(expected, Some(right.to_string().as_str()), "{name} {path}");
                assert_eq!(finding.rule == "cell-value", wrong == -1, "{name} {path}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1500, "{tried}");
}

/// The findings about what the cells hold.
fn findings_of_figures(report: &Report) -> Vec<Finding> {
    let findings = check(&Context::new(report)).into_iter();
    findings
        .filter(|it| it.severity == Severity::Error)
        .collect()
}
