//! Ten published reports, as figures: turned into report files with text that says nothing of them.

use std::fmt::Write as _;
use std::fs;

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

/// Columns of the third table.
pub const COLUMNS: [(&str, &str); 7] = [
    ("natural", "individual"),
    ("commercial", "enterprise"),
    ("research", "research"),
    ("social", "nonprofit"),
    ("legal", "legal"),
    ("other", "other"),
    ("total", "total"),
];

/// Rows of the fourth table.
pub const GROUPS: [(&str, &str); 3] = [
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

/// One published report.
pub struct Published {
    /// Name of its file.
    pub name: String,
    /// What was published.
    pub data: Value,
}

/// All of them.
pub fn corpus() -> Vec<Published> {
    let folder = super::rooms::root().join("tests/data/corpus");
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
    /// The year it is about.
    pub fn year(&self) -> i64 {
        self.data["report_year"].as_i64().unwrap()
    }

    /// Whether all sums hold.
    pub fn is_sound(&self) -> bool {
        self.data["all_internal_rules_hold"].as_bool().unwrap()
    }

    /// The report as a file, with text that says nothing of the figures.
    pub fn yaml(&self) -> String {
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

    /// The form it is on.
    pub fn form(&self) -> String {
        format!("zfxxgk-{}", self.data["edition"])
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
