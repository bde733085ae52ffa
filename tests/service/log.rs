//! The log holds ids, routes, statuses and times: whatever a guest sends, and wherever, nothing of it is
//! there.

#![cfg(unix)]

use std::net::SocketAddr;

use serde_json::json;

use crate::batches::{post_zip, zip};
use crate::client::{ask, get, post, post_parts};
use crate::jobs::{done, later};
use crate::process::Running;
use crate::routes::example;
use support::rooms::root;

/// What is in everything that is sent.
const MARK: &str = "MARK7261";

/// A report that is right and one that is wrong.
fn right() -> String {
    example().replace("issuer: ", &format!("issuer: {MARK}"))
}

fn wrong() -> String {
    format!("form: zfxxgk-2021\nyear: 2024\nissuer: {MARK}\n{MARK}: {MARK}\n")
}

/// The log of a server that was told to end; `drive` says which ids of requests are to be in it.
fn check(server: Running, drive: impl FnOnce(SocketAddr) -> Vec<String>) {
    let ids = drive(server.address);
    server.terminate();
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(!ids.is_empty());
    for id in ids {
        assert!(log.contains(&id), "{id} in\n{log}");
    }
    assert!(!log.contains(MARK), "{log}");
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("examples").join(name)).unwrap()
}

#[test]
fn nothing_of_a_report_that_is_answered_at_once_is_in_the_log() {
    check(Running::start(), |at| {
        let (right, wrong) = (right(), wrong());
        let checked = post(at, "/v1/check", "*/*", &wrong);
        assert!(checked.text().contains(MARK));
        let refused = post(at, "/v1/reports", "*/*", &wrong);
        let made = post(at, "/v1/reports", "*/*", &right);
        assert_eq!((refused.status, made.status), (422, 200));
        let drawn = post(at, "/v1/reports?page=1", "image/png", &right);
        assert_eq!(drawn.status, 200, "{}", drawn.text());
        post_parts(
            at,
            "/v1/check",
            "*/*",
            &[("report", MARK, wrong.as_bytes()), ("file", MARK, b"x")],
        );
        let imported = ask(at, "POST", "/v1/import", &[], wrong.as_bytes());
        assert!(imported.text().contains(MARK));
        for name in ["shili-2024-chart.png", "shili-2024-circular.yaml"] {
            let body = [MARK.as_bytes(), &file(name)].concat();
            ask(at, "POST", "/v1/import", &[("X-Name", MARK)], &body);
        }
        ask(at, "POST", "/v1/import", &[], &made.body);
        let body =
            json!({"form": "zfxxgk-2021", "yaml": right, "values": {"issuer": MARK, MARK: MARK}});
        let headers = [("Content-Type", "application/json")];
        let written = ask(
            at,
            "POST",
            "/v1/write",
            &headers,
            body.to_string().as_bytes(),
        );
        assert!(written.text().contains(MARK));
        [checked, refused, made, drawn, imported, written]
            .map(|answer| answer.header("x-request-id").to_owned())
            .into()
    });
}

#[test]
fn nothing_of_an_address_or_a_head_is_in_the_log() {
    check(Running::start(), |at| {
        let keys = [("Authorization", MARK), (MARK, MARK), ("Accept", MARK)];
        let mut ids = Vec::new();
        for path in [
            "/v1/forms/*?*=*",
            "/v1/rules/*",
            "/v1/jobs/*",
            "/v1/jobs/*/events",
            "/v1/outputs/*",
            "/v1/reports?to=*",
            "/page/*.js",
            "/*",
        ] {
            let path = path.replace('*', MARK);
            for method in ["GET", "POST", "DELETE", MARK] {
                let answer = ask(at, method, &path, &keys, b"");
                assert!((400..500).contains(&answer.status), "{method} {path}");
                ids.push(answer.header("x-request-id").to_owned());
            }
        }
        ids
    });
}

#[test]
fn nothing_of_a_job_is_in_the_log() {
    check(Running::start(), |at| {
        let key = [("Idempotency-Key", MARK)];
        let first = later(at, "?to=pdf,docx,html", &key, &right());
        let job = done(at, &first, &[]);
        assert_eq!(job["counts"]["done"], 1, "{job}");
        let again = later(at, "?to=pdf,docx,html", &key, &right());
        let other = later(at, "?to=pdf,docx,html", &key, &wrong());
        assert_eq!((again.status, other.status), (202, 422));
        for output in job["items"][0]["outputs"].as_array().unwrap() {
            let got = get(at, output["href"].as_str().unwrap());
            assert_eq!(got.status, 200, "{}", got.text());
        }

        let failed = later(at, "", &[], &wrong());
        let job = done(at, &failed, &[]);
        assert!(job["items"].to_string().contains(MARK), "{job}");

        let name = format!("{MARK}/{MARK}.yaml");
        let (right, wrong) = (right(), wrong());
        let files = [
            (name.as_str(), right.as_bytes()),
            ("x.yaml", wrong.as_bytes()),
            (MARK, b"x"),
        ];
        let batch = post_zip(at, "?to=html", &zip(&files));
        let job = done(at, &batch, &[]);
        assert!(job["items"].to_string().contains(MARK), "{job}");
        let parts: Vec<_> = files.map(|(name, bytes)| ("report", name, bytes)).into();
        let form = post_parts(at, "/v1/batches", "*/*", &parts);
        assert_eq!(form.status, 202, "{}", form.text());
        let broken = post_zip(at, "", MARK.as_bytes());
        let above = post_zip(at, "", &zip(&[(&format!("../{MARK}.yaml"), b"a: b")]));
        assert_eq!(
            (broken.status, above.status),
            (400, 400),
            "{}",
            above.text()
        );

        let events = format!("{}/events", batch.header("location"));
        let told = get(at, &events);
        assert!(told.text().contains(MARK), "{}", told.text());
        let lost = ask(at, "GET", &events, &[("Last-Event-ID", MARK)], b"");
        assert_eq!(lost.status, 400);
        let cancel = format!("{}/cancel", form.header("location"));
        let cancelled = ask(at, "POST", &cancel, &key, b"");
        // The key was another request's.
        assert_eq!(cancelled.status, 422, "{}", cancelled.text());
        let cancelled = ask(at, "POST", &cancel, &[], b"");
        assert_eq!(cancelled.status, 200, "{}", cancelled.text());
        [
            first, again, other, failed, batch, form, broken, above, told, lost, cancelled,
        ]
        .map(|answer| answer.header("x-request-id").to_owned())
        .into()
    });
}

/// A panic may quote what was worked on, and this one does.
#[cfg(feature = "judges")]
#[test]
fn nothing_of_a_report_the_program_panics_over_is_in_the_log() {
    let yaml = right();
    let digest = chengbao::jobs::Sha256Hex::of(yaml.as_bytes());
    let server = Running::knowing("CHENGBAO_FAULTS", &format!("panic={digest}"));
    check(server, |at| {
        let accepted = later(at, "", &[], &yaml);
        let job = done(at, &accepted, &[]);
        assert_eq!(job["items"][0]["state"], "given-up", "{job}");
        assert_eq!(job["items"][0]["reason"]["code"], "panicked", "{job}");
        vec![
            accepted.header("x-request-id").to_owned(),
            "panicked".to_owned(),
        ]
    });
}
