//! Reports that are answered later: the job, its items, its documents.

use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chengbao::server::Limits;
use serde_json::Value;

use crate::client::{Answer, ask, get, post, post_parts};
use crate::routes::example;
use crate::server::Own;

/// An id and a digest that are nobody's.
pub(crate) const NO_JOB: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const NO_OUTPUT: &str =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Sends a report to be answered later.
pub(crate) fn later(at: SocketAddr, query: &str, headers: &[(&str, &str)], yaml: &str) -> Answer {
    let mut all = vec![
        ("Content-Type", "application/yaml"),
        ("Prefer", "respond-async"),
    ];
    all.extend(headers);
    let path = format!("/v1/reports{query}");
    ask(at, "POST", &path, &all, yaml.as_bytes())
}

/// Waits until a job is done.
pub(crate) fn done(at: SocketAddr, accepted: &Answer, headers: &[(&str, &str)]) -> Value {
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let since = Instant::now();
    loop {
        let job = ask(at, "GET", accepted.header("location"), headers, b"").json();
        if job["state"] == "done" {
            return job;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "{job}");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_report_that_is_answered_later_becomes_the_same_documents() {
    let server = Own::start();
    let at = server.address;
    let accepted = later(
        at,
        "?to=pdf,html",
        &[("Accept", "application/json")],
        &example(),
    );
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    assert_eq!(accepted.header("preference-applied"), "respond-async");
    let told = accepted.json();
    let location = format!("/v1/jobs/{}", told["id"].as_str().unwrap());
    assert_eq!(accepted.header("location"), location);
    assert_eq!(told["total"], 1);

    let job = done(at, &accepted, &[]);
    assert_eq!(job["counts"]["done"], 1, "{job}");
    let item = &job["items"][0];
    assert_eq!(
        (&item["number"], &item["name"]),
        (&0.into(), &"report".into())
    );
    assert!(
        item["findings"].is_object() || item["findings"].is_array(),
        "{item}"
    );
    let outputs = item["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), 2);
    for (output, accept) in outputs.iter().zip(["application/pdf", "text/html"]) {
        let got = get(at, output["href"].as_str().unwrap());
        let sync = post(at, "/v1/reports", accept, &example());
        assert_eq!(got.status, 200, "{}", got.text());
        assert!(got.body == sync.body, "{accept}: other bytes");
        for header in ["content-type", "content-disposition"] {
            assert_eq!(got.header(header), sync.header(header));
        }
        assert_eq!(output["size"], got.body.len());
        assert_eq!(
            got.header("etag"),
            format!("\"{}\"", output["sha256"].as_str().unwrap())
        );
        assert_eq!(
            got.header("cache-control"),
            "private, max-age=31536000, immutable"
        );
        let known = [("If-None-Match", got.header("etag"))];
        let same = ask(at, "GET", output["href"].as_str().unwrap(), &known, b"");
        assert_eq!((same.status, same.body.len()), (304, 0));
        assert_eq!(same.header("etag"), got.header("etag"));
    }
    assert_eq!(get(at, &location).header("cache-control"), "no-store");
}

#[test]
fn a_report_with_errors_is_refused_with_its_findings() {
    let server = Own::start();
    let yaml = "form: zfxxgk-2021\nyear: 2024\n";
    let job = done(server.address, &later(server.address, "", &[], yaml), &[]);
    let item = &job["items"][0];
    assert_eq!(item["state"], "refused", "{job}");
    assert!(item["findings"].to_string().contains("CB"), "{item}");
    assert_eq!(item["problem"]["type"], "urn:chengbao:problem:findings");
    assert_eq!(item["outputs"].as_array().unwrap().len(), 0);
}

#[test]
fn a_sign_off_and_what_the_report_names_come_with_it() {
    let server = Own::start();
    let at = server.address;
    let file =
        |name: &str| std::fs::read(support::rooms::root().join("examples").join(name)).unwrap();
    let yaml = file("shili-2024-circular.yaml");
    let record = file("shili-2024-circular.signoff.yaml");
    let mut body = Vec::new();
    for (name, bytes) in [("report", &yaml), ("signoff", &record)] {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x\"\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=x"),
        ("Prefer", "wait=1, respond-async"),
    ];
    let accepted = ask(at, "POST", "/v1/reports?final=true", &headers, &body);
    let job = done(at, &accepted, &[]);
    let names: Vec<_> = job["items"][0]["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|output| output["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["report.pdf", "report.docx"], "{job}");
    let parts = [("report", "x", yaml.as_slice()), ("signoff", "x", &record)];
    let sync = post_parts(at, "/v1/reports", "application/pdf", &parts);
    let href = job["items"][0]["outputs"][0]["href"].as_str().unwrap();
    assert!(get(at, href).body == sync.body);
}

#[test]
fn what_is_wrong_with_the_request_is_told_at_once() {
    let limits = Limits {
        body: 1000,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let at = server.address;
    later(at, "?to=ofd", &[], "a: b").is_problem(400, "request");
    later(at, "?none=1", &[], "a: b").is_problem(400, "request");
    later(at, "", &[], &"#".repeat(1001)).is_problem(413, "too-large");
    let csv = [("Content-Type", "text/csv"), ("Prefer", "respond-async")];
    ask(at, "POST", "/v1/reports", &csv, b"a").is_problem(415, "media-type");
}

#[test]
fn what_is_not_there_is_not_found_and_what_is_asked_wrongly_is_told() {
    let server = Own::start();
    let at = server.address;
    for id in [NO_JOB, "none", "%ff", &NO_JOB.to_uppercase(), "..%2f"] {
        get(at, &format!("/v1/jobs/{id}")).is_problem(404, "not-found");
        get(at, &format!("/v1/jobs/{id}/events")).is_problem(404, "not-found");
        let cancel = format!("/v1/jobs/{id}/cancel");
        ask(at, "POST", &cancel, &[], b"").is_problem(404, "not-found");
    }
    for digest in [NO_OUTPUT, "none", "%ff", &NO_OUTPUT.to_uppercase()] {
        get(at, &format!("/v1/outputs/{digest}")).is_problem(404, "not-found");
    }
    for query in [
        "count=1001",
        "count=x",
        "from=-1",
        "from=4294967296",
        "none=1",
    ] {
        get(at, &format!("/v1/jobs/{NO_JOB}?{query}")).is_problem(400, "request");
    }
    let method = ask(at, "DELETE", &format!("/v1/jobs/{NO_JOB}"), &[], b"");
    method.is_problem(405, "method");
}

#[test]
fn a_job_that_has_not_changed_is_not_told_again() {
    let server = Own::idle();
    let at = server.address;
    let accepted = later(at, "", &[], &example());
    let path = accepted.header("location");
    let first = get(at, path);
    let tag = first.header("etag");
    assert!(tag.starts_with('"'), "{tag}");
    for known in [tag, "*", &format!("\"other\", W/{tag}")] {
        let same = ask(at, "GET", path, &[("If-None-Match", known)], b"");
        assert_eq!((same.status, same.body.len()), (304, 0), "{known}");
    }
    ask(at, "POST", &format!("{path}/cancel"), &[], b"");
    let changed = ask(at, "GET", path, &[("If-None-Match", tag)], b"");
    assert_eq!(changed.status, 200);
}

#[test]
fn what_waits_is_cancelled_and_cancelling_twice_is_cancelling_once() {
    let server = Own::idle();
    let at = server.address;
    let accepted = later(at, "", &[], &example());
    assert_eq!(accepted.json()["state"], "queued");
    let cancel = format!("{}/cancel", accepted.header("location"));
    for _ in 0..2 {
        let cancelled = ask(at, "POST", &cancel, &[], b"");
        assert_eq!(cancelled.status, 200, "{}", cancelled.text());
        let job = cancelled.json();
        assert_eq!(
            (&job["state"], &job["counts"]["cancelled"]),
            (&"done".into(), &1.into())
        );
        assert_eq!(job["items"][0]["state"], "cancelled");
    }
}
