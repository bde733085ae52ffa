//! Ten published reports: what is wrong with their figures is found, and nothing else is.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chengbao::check::{Context, Finding, Severity, check};
use chengbao::form::{CellId, Forms};
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::source::edit::{Edit, apply};
use serde_json::{Map, Value};

/// Rows of the third table: key in the data, id path in a report.
const ROWS: [(&str, &str); 23] = [
    ("new", "received"),
    ("carried_in", "carried_in"),
    ("granted", "granted"),
    ("partial", "partially_granted"),
    ("d1", "refused.state_secret"),
    ("d2", "refused.prohibited_by_law"),
    ("d3", "refused.public_security"),
    ("d4", "refused.third_party"),
    ("d5", "refused.internal_affairs"),
    ("d6", "refused.process_information"),
    ("d7", "refused.enforcement_file"),
    ("d8", "refused.administrative_query"),
    ("u1", "unavailable.not_held"),
    ("u2", "unavailable.needs_creation"),
    ("u3", "unavailable.unclear"),
    ("n1", "rejected.petition"),
    ("n2", "rejected.repeated"),
    ("n3", "rejected.publication"),
    ("n4", "rejected.excessive"),
    ("n5", "rejected.reconfirmation"),
    ("o", "other"),
    ("total", "total"),
    ("carried_out", "carried_over"),
];

/// The three rows that take the place of `o` on the 2021 form.
const OTHER: [(&str, &str); 3] = [
    ("o1", "other.uncorrected"),
    ("o2", "other.unpaid"),
    ("o3", "other.other"),
];

const COLUMNS: [(&str, &str); 7] = [
    ("natural", "individual"),
    ("commercial", "enterprise"),
    ("research", "research"),
    ("social", "nonprofit"),
    ("legal", "legal"),
    ("other", "other"),
    ("total", "total"),
];

const GROUPS: [(&str, &str); 3] = [
    ("review", "reconsideration"),
    ("litigation_direct", "litigation_direct"),
    (
        "litigation_after_review",
        "litigation_after_reconsideration",
    ),
];

const OUTCOMES: [&str; 5] = ["upheld", "corrected", "other", "pending", "total"];

/// No two years running say the same.
const PROBLEMS: [&str; 2] = [
    "部分栏目更新不及时。已明确责任单位和更新时限，按月巡查。",
    "政策解读以文字为主，形式不够丰富。已要求重要政策配发图解。",
];

struct Published {
    name: String,
    data: Value,
}

fn corpus() -> Vec<Published> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect();
    files.sort();
    let published: Vec<Published> = files
        .iter()
        .map(|path| Published {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            data: serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
        })
        .collect();
    assert_eq!(published.len(), 10);
    published
}

impl Published {
    fn year(&self) -> i64 {
        self.data["report_year"].as_i64().unwrap()
    }

    fn is_sound(&self) -> bool {
        self.data["all_internal_rules_hold"].as_bool().unwrap()
    }

    /// The report as a file, with text that says nothing of the figures.
    fn yaml(&self) -> String {
        let mut yaml = format!(
            "form: zfxxgk-{}\nyear: {}\nissuer: {}\n",
            self.data["edition"],
            self.year(),
            self.data["body"].as_str().unwrap(),
        );
        yaml.push_str(
            "overview: 主动公开、依申请公开、政府信息管理、平台建设和监督保障工作平稳有序。\n",
        );
        let _ = writeln!(
            yaml,
            "problems: {}",
            PROBLEMS[usize::from(self.year() % 2 == 0)]
        );
        yaml.push_str("other_matters: 本年度未收取信息处理费。\n");
        yaml.push_str("disclosure:\n");
        for (label, cells) in self.data["table2"].as_object().unwrap() {
            let _ = writeln!(yaml, "  {label}: {}", cell_or_list(cells));
        }
        yaml.push_str("requests:\n");
        self.requests(&mut yaml);
        yaml.push_str("appeals:\n");
        for (key, id) in GROUPS {
            let group = self.data["table4"][key].as_object().unwrap();
            let _ = writeln!(yaml, "  {id}: [{}]", list(group, OUTCOMES.iter().copied()));
        }
        yaml
    }

    fn requests(&self, yaml: &mut String) {
        let table = self.data["table3"].as_object().unwrap();
        let mut group = "";
        let rows = ROWS.iter().flat_map(|row| match row.0 {
            "o" if !table.contains_key("o") => OTHER.to_vec(),
            _ => vec![*row],
        });
        for (key, path) in rows {
            let cells = table[key].as_object().unwrap();
            let cells = list(cells, COLUMNS.iter().map(|(key, _)| *key));
            match path.split_once('.') {
                Some((above, id)) => {
                    if above != group {
                        let _ = writeln!(yaml, "  {above}:");
                    }
                    group = above;
                    let _ = writeln!(yaml, "    {id}: [{cells}]");
                }
                None => {
                    let _ = writeln!(yaml, "  {path}: [{cells}]");
                }
            }
        }
    }

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

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "~".to_owned(),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

fn cell_or_list(value: &Value) -> String {
    match value {
        Value::Array(cells) => {
            let cells: Vec<String> = cells.iter().map(cell).collect();
            format!("[{}]", cells.join(", "))
        }
        single => cell(single),
    }
}

fn list<'a>(cells: &Map<String, Value>, columns: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = columns.map(|column| cell(&cells[column])).collect();
    cells.join(", ")
}

fn read(edition: &Value, yaml: &str) -> Report {
    let forms = Forms::builtin().unwrap();
    let form = forms.get(&format!("zfxxgk-{edition}")).unwrap();
    let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
    Report::read(form, &Arc::new(source))
}

/// What the findings say is wrong: each rule a finding names, with its column or group.
fn told(findings: &[&Finding]) -> BTreeSet<(String, String)> {
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
        assert_eq!(told(&figures), published.recorded(), "{name}: {figures:#?}");
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
        ["year-mismatch"]
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
