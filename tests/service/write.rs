//! What `/v1/write` writes: exactly what was typed, and nothing else is changed.

use std::collections::BTreeMap;

use chengbao::form::Forms;
use serde_json::{Value, json};

use crate::client::{Answer, ask, post};
use crate::import::opened;
use crate::routes::example;
use crate::server::Own;
use support::published::corpus;
use support::rooms::examples;

fn write(server: &Own, body: &Value) -> Answer {
    let headers = [("Content-Type", "application/json")];
    ask(
        server.address,
        "POST",
        "/v1/write",
        &headers,
        body.to_string().as_bytes(),
    )
}

fn written(server: &Own, body: &Value, layout: &str) -> String {
    let answer = write(server, body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/yaml");
    assert_eq!(answer.header("layout"), layout, "{}", body["values"]);
    answer.text()
}

/// Every report there is: the examples, and the published ones of the corpus.
fn reports() -> Vec<(String, String)> {
    let examples = examples().into_iter();
    let examples = examples.map(|(name, _, yaml)| (name, yaml));
    let published = corpus().into_iter();
    let published = published.map(|published| (published.name.clone(), published.yaml()));
    examples.chain(published).collect()
}

fn values(opened: &Value) -> BTreeMap<String, String> {
    serde_json::from_value(opened["values"].clone()).unwrap()
}

#[test]
fn values_that_are_written_come_in_again_as_they_were() {
    let server = Own::start();
    let forms = Forms::builtin().unwrap();
    let reports = reports();
    assert!(reports.len() >= 14, "{}", reports.len());
    for (name, yaml) in reports {
        let before = opened(&server, yaml.as_bytes());
        let body =
            |yaml: Value| json!({"form": before["form"], "yaml": yaml, "values": before["values"]});
        assert_eq!(written(&server, &body(json!(yaml)), "kept"), yaml, "{name}");
        let fresh = written(&server, &body(Value::Null), "new");
        let again = opened(&server, fresh.as_bytes());
        let plain = |opened: &Value| {
            let mut values = values(opened);
            values.retain(|_, text| !text.is_empty());
            values
        };
        assert_eq!(plain(&again), plain(&before), "{name}");
        let form = forms.get(before["form"].as_str().unwrap()).unwrap();
        let has_totals = !form.equations.is_empty();
        assert!(fresh.contains("# "), "{name}");
        assert_eq!(fresh.contains("总计"), has_totals, "{name}");
    }
}

#[test]
fn a_value_that_is_changed_changes_and_nothing_else() {
    let server = Own::start();
    for (name, yaml) in reports() {
        let before = opened(&server, yaml.as_bytes());
        let own = values(&before);
        for (path, text) in own.iter().step_by(9) {
            let changed = if text == "1,234" { "4,321" } else { "1,234" };
            // One published report has a single row for these three: there is no place for each.
            if name.starts_with("120") && path.starts_with("requests.other.") {
                continue;
            }
            // Values that are not given stay as they are.
            let body = json!({"form": before["form"], "yaml": yaml, "values": {path: changed}});
            let after = written(&server, &body, "kept");
            let mut expected = own.clone();
            expected.insert(path.clone(), changed.to_owned());
            assert_eq!(
                values(&opened(&server, after.as_bytes())),
                expected,
                "{name} {path}"
            );
            let comments = |yaml: &str| yaml.matches('#').count();
            assert_eq!(comments(&after), comments(&yaml), "{name} {path}");
            let lines = |yaml: &str| -> Vec<String> { yaml.lines().map(str::to_owned).collect() };
            let (old, new) = (lines(&yaml), lines(&after));
            let touched = new.iter().filter(|line| !old.contains(line)).count();
            assert!(touched <= 1, "{name} {path}: {touched} lines");
        }
    }
}

#[test]
fn check_sees_exactly_what_was_typed() {
    let server = Own::start();
    let yaml = example();
    let path = "requests.received.individual";
    for (typed, rule) in [
        ("1,234", "spelling"),
        ("１２", "spelling"),
        ("1.234", "cell-value"),
        ("三", "cell-value"),
        ("0123", "cell-value"),
        ("1e3", "cell-value"),
        ("- 1", "cell-value"),
        ("<script>", "cell-value"),
        ("{", "cell-value"),
        ("#", "cell-value"),
    ] {
        let body = json!({"form": "zfxxgk-2021", "yaml": yaml, "values": {path: typed}});
        let changed = written(&server, &body, "kept");
        let told = post(server.address, "/v1/check", "*/*", &changed).json();
        let findings = told["files"][0]["findings"].as_array().unwrap();
        let is_rule = |one: &&Value| one["path"] == path && one["rule"] == rule;
        let found = findings
            .iter()
            .find(is_rule)
            .unwrap_or_else(|| panic!("{typed}: {findings:?}"));
        assert_eq!(found["stated"], typed, "{found}");
    }
}

#[test]
fn a_file_on_another_form_is_not_gone_on_with() {
    let server = Own::start();
    let body = json!({"form": "zfxxgk-2019", "yaml": example(), "values": {"year": "2019"}});
    let fresh = written(&server, &body, "new");
    let opened = opened(&server, fresh.as_bytes());
    assert_eq!(
        (&opened["form"], &opened["values"]["year"]),
        (&json!("zfxxgk-2019"), &json!("2019"))
    );
}

#[test]
fn what_cannot_be_written_is_reported() {
    let server = Own::start();
    let values = json!({"year": "2024", "none": "1", "requests.none": "1"});
    let unknown = write(&server, &json!({"form": "zfxxgk-2021", "values": values}));
    unknown.is_problem(400, "request");
    let detail = unknown.json()["detail"].to_string();
    assert!(detail.contains("none、requests.none"), "{detail}");
    for body in [
        json!({"form": "none", "values": {}}),
        json!({"form": "zfxxgk-2021"}),
        json!({"form": "zfxxgk-2021", "values": {"year": 2024}}),
        json!({"form": "zfxxgk-2021", "values": {}, "none": 1}),
        json!([]),
    ] {
        write(&server, &body).is_problem(400, "request");
    }
    for yaml in ["a: [", "year: 2024\n"] {
        let body = json!({"form": "zfxxgk-2021", "yaml": yaml, "values": {}});
        write(&server, &body).is_problem(422, "findings");
    }
}
