//! What each route answers, in which language, and to whom.

use chengbao::form::Forms;

use crate::client::{ask, get, post, post_parts};
use crate::server::{Own, refused};

/// A report with nothing but its form in it.
const EMPTY: &str = "form: zfxxgk-2021\nyear: 2024\n";

pub(crate) fn example() -> String {
    let forms = Forms::builtin().unwrap();
    forms.get("zfxxgk-2021").unwrap().example.clone()
}

#[test]
fn what_watches_the_service_is_answered() {
    let server = Own::start();
    assert_eq!(get(server.address, "/livez").text(), "ok\n");
    assert_eq!(get(server.address, "/readyz").text(), "ok\n");
    let version = get(server.address, "/version").json();
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    post(server.address, "/v1/check", "*/*", EMPTY);
    let figures = get(server.address, "/metrics").text();
    for figure in [
        "chengbao_queue_depth 0",
        "chengbao_requests_total{route=\"/readyz\",status=\"200\"} 1",
        "chengbao_wait_seconds_count 2",
        "chengbao_work_seconds_count{phase=\"all\"} 2",
        "chengbao_findings_total{code=\"",
    ] {
        assert!(figures.contains(figure), "{figure} in\n{figures}");
    }
    assert!(server.ended());
}

#[test]
fn check_reports_the_findings_of_yaml_and_of_json() {
    let server = Own::start();
    let fine = post(server.address, "/v1/check", "*/*", &example());
    assert_eq!(
        (fine.status, fine.header("content-type")),
        (200, "application/json")
    );
    let findings = post(server.address, "/v1/check", "*/*", EMPTY).text();
    assert!(findings.contains("\"error\""), "{findings}");
    let headers = [("Content-Type", "application/json")];
    let json = br#"{"form": "zfxxgk-2021", "year": 2024}"#;
    let same = ask(server.address, "POST", "/v1/check", &headers, json);
    let codes = |text: &str| -> Vec<String> {
        let codes = text
            .match_indices("\"CB")
            .map(|(at, _)| text[at..at + 7].to_owned());
        codes.collect()
    };
    assert!(!codes(&findings).is_empty());
    assert_eq!(codes(&same.text()), codes(&findings));
}

#[test]
fn what_is_still_blank_is_no_error_while_filling() {
    let server = Own::start();
    let answer = |query: &str| {
        let address = format!("/v1/check{query}");
        post(server.address, &address, "*/*", EMPTY)
    };
    let filling = answer("?stage=filling").json();
    assert_eq!(filling["stage"], "filling");
    let findings = filling["files"][0]["findings"].as_array().unwrap();
    assert!(findings.len() > 3);
    assert!(
        findings.iter().all(|it| it["level"] == "not-yet"),
        "{findings:#?}"
    );
    for query in ["", "?stage=finished"] {
        let finished = answer(query).json();
        assert_eq!(finished["stage"], "finished");
        let findings = finished["files"][0]["findings"].as_array().unwrap();
        assert!(
            findings.iter().any(|it| it["level"] == "wrong"),
            "{findings:#?}"
        );
    }
    for query in [
        "?stage=begun",
        "?stge=filling",
        "?stage=filling&stage=finished",
    ] {
        let refused = answer(query);
        assert_eq!(refused.status, 400, "{query}");
        assert!(refused.text().contains("filling（正在填报）"), "{query}");
    }
    assert!(server.ended());
}

#[test]
fn formats_are_listed_as_the_command_line_and_accept_name_them() {
    let server = Own::start();
    let formats = get(server.address, "/v1/formats").json();
    let ids = |lines: &serde_json::Value| -> Vec<String> {
        let lines = lines.as_array().unwrap().iter();
        lines
            .map(|line| line["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&formats),
        chengbao::publish::Format::ids().collect::<Vec<_>>()
    );
    assert!(ids(&formats).contains(&"txt".to_owned()));
    let document = get(server.address, "/openapi.json").json();
    for path in ["/v1/reports", "/v1/outputs/{sha256}"] {
        let operations = document["paths"][path].as_object().unwrap();
        let answer = &operations.values().next().unwrap()["responses"]["200"];
        for format in formats.as_array().unwrap() {
            let media_type = format["media_type"].as_str().unwrap();
            assert!(
                answer["content"][media_type].is_object(),
                "{path} {media_type}"
            );
        }
    }
    let described = document.to_string();
    assert!(described.contains("`txt`; `pdf,docx` by default") && !described.contains("{formats}"));
}

#[test]
fn forms_are_reported_as_data() {
    let server = Own::start();
    let lines = get(server.address, "/v1/forms").json();
    let forms = Forms::builtin().unwrap();
    assert_eq!(lines.as_array().unwrap().len(), forms.iter().count());
    for form in forms.iter() {
        let view = get(server.address, &format!("/v1/forms/{}", form.id)).json();
        let sections = view["sections"].as_array().unwrap();
        assert_eq!(sections.len(), form.sections.len());
        let tables: Vec<_> = sections
            .iter()
            .filter(|one| one["table"].is_object())
            .collect();
        let cells = tables
            .iter()
            .flat_map(|one| one["table"]["cells"].as_array().unwrap());
        let paths: Vec<&str> = cells
            .clone()
            .filter_map(|cell| cell["path"].as_str())
            .collect();
        assert_eq!(paths.len(), form.cells.len());
        assert!(paths.iter().all(|path| form.cell(path).is_some()));
        let charts = tables
            .iter()
            .flat_map(|one| one["table"]["charts"].as_array().unwrap());
        let bars = charts.flat_map(|chart| chart["bars"].as_array().unwrap());
        let drawn: Vec<&str> = bars
            .flat_map(|bar| bar["paths"].as_array().unwrap())
            .filter_map(|path| path.as_str())
            .collect();
        assert_eq!(drawn.is_empty(), form.cells.is_empty());
        assert!(drawn.iter().all(|path| paths.contains(path)));
        let sums = tables
            .iter()
            .map(|one| one["table"]["sums"].as_array().unwrap().len());
        assert_eq!(sums.sum::<usize>(), form.equations.len());
        // Every place of every grid is covered once.
        for table in tables {
            let table = &table["table"];
            let number = |value: &serde_json::Value| value.as_u64().unwrap();
            let area =
                |cell: &serde_json::Value| number(&cell["rowspan"]) * number(&cell["colspan"]);
            let covered: u64 = table["cells"].as_array().unwrap().iter().map(area).sum();
            assert_eq!(covered, number(&table["rows"]) * number(&table["columns"]));
        }
        let schema = get(server.address, &format!("/v1/forms/{}/schema", form.id)).json();
        assert_eq!(schema, chengbao::form::schema(form));
    }
    get(server.address, "/v1/forms/none").is_problem(404, "not-found");
    get(server.address, "/v1/forms/%ff").is_problem(404, "not-found");
    get(server.address, "/v1/forms/none/schema").is_problem(404, "not-found");
}

#[test]
fn rules_are_explained_in_the_language_that_is_asked_for() {
    let server = Own::start();
    let ask = |lang: &str, path: &str| {
        ask(
            server.address,
            "GET",
            path,
            &[("Accept-Language", lang)],
            b"",
        )
    };
    let (zh, en) = (
        ask("zh", "/v1/rules/CB201"),
        ask("en-GB, zh;q=0.5", "/v1/rules/CB201"),
    );
    assert_eq!((zh.status, en.status), (200, 200));
    assert_ne!(zh.body, en.body);
    let (zh, en) = (ask("", "/v1/rules/none"), ask("en", "/v1/rules/none"));
    zh.is_problem(404, "not-found");
    assert_eq!(zh.json()["title"], "没有这一项");
    assert_eq!(en.json()["title"], "Not found");
}

#[test]
fn what_is_wrong_with_a_request_is_a_problem_of_its_own() {
    let server = Own::start();
    let at = server.address;
    get(at, "/none").is_problem(404, "not-found");
    let method = ask(at, "DELETE", "/v1/check", &[], b"");
    method.is_problem(405, "method");
    assert_eq!(method.header("allow"), "POST");
    let example = example();
    let post_as = |media_type, body: &[u8]| {
        ask(
            at,
            "POST",
            "/v1/reports",
            &[("Content-Type", media_type)],
            body,
        )
    };
    post_as("text/csv", b"a").is_problem(415, "media-type");
    post(at, "/v1/reports", "image/jpeg", &example).is_problem(406, "not-acceptable");
    for query in [
        "?profile=none",
        "?start_page=0",
        "?start_page=x",
        "?annex=1",
        "?none=1",
        "?final=2",
    ] {
        post(at, &format!("/v1/reports{query}"), "*/*", &example).is_problem(400, "request");
    }
    post_as("multipart/form-data", b"").is_problem(400, "request");
    post_as("multipart/form-data; boundary=x", b"--x\r\n").is_problem(400, "request");
    let report = ("report", "r.yaml", example.as_bytes());
    for parts in [
        vec![],
        vec![report, report],
        vec![report, ("none", "x", b"")],
        vec![report, ("file", "a", b""), ("file", "a", b"")],
        vec![report, ("signoff", "a", b""), ("signoff", "b", b"")],
    ] {
        post_parts(at, "/v1/reports", "*/*", &parts).is_problem(400, "request");
    }
    let errors = post(at, "/v1/reports", "*/*", EMPTY);
    errors.is_problem(422, "findings");
    assert!(
        errors.json()["findings"].to_string().contains("CB"),
        "{}",
        errors.text()
    );
    let no_yaml = post(at, "/v1/reports", "*/*", "{");
    no_yaml.is_problem(422, "findings");
}

#[test]
fn only_who_has_a_token_is_let_in() {
    let (one, two) = (
        "0123456789abcdef0123456789abcdef",
        "fedcba9876543210fedcba9876543210",
    );
    let server = Own::with(
        chengbao::server::Limits::default(),
        &format!("a {one}\nb {two}\n"),
    );
    let ask = |value: &str| {
        ask(
            server.address,
            "GET",
            "/v1/forms",
            &[("Authorization", value)],
            b"",
        )
    };
    for token in [one, two] {
        assert_eq!(ask(&format!("bearer {token}")).status, 200);
    }
    for value in [
        "",
        one,
        &format!("Bearer {}", &one[1..]),
        &format!("Basic {one}"),
    ] {
        let answer = ask(value);
        answer.is_problem(401, "unauthorized");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    for path in ["/livez", "/readyz", "/version", "/metrics", "/openapi.json"] {
        assert_eq!(get(server.address, path).status, 200, "{path}");
    }
}

#[test]
fn other_machines_are_not_served_without_tokens() {
    let error = refused("0.0.0.0:0", "").unwrap();
    assert!(error.to_string().contains("--tokens"), "{error}");
    assert!(refused("[::]:0", "").is_some());
    assert!(refused("0.0.0.0:0", "a 0123456789abcdef0123456789abcdef").is_none());
}

#[test]
fn every_answer_has_an_id_and_is_kept_by_nobody() {
    let server = Own::start();
    let paths = ["/livez", "/none", "/v1/forms", "/v1/forms"];
    let answers = paths.map(|path| get(server.address, path));
    let mut ids: Vec<&str> = answers
        .iter()
        .map(|answer| answer.header("x-request-id"))
        .collect();
    assert!(ids.iter().all(|id| id.len() > 8));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert!(
        answers
            .iter()
            .all(|answer| answer.header("cache-control") == "no-store")
    );
}
