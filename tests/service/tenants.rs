//! Two tenants: for each, what is the other's is not there at all.

use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chengbao::server::Limits;

use crate::client::{Answer, ask};
use crate::jobs::{NO_JOB, NO_OUTPUT};
use crate::routes::example;
use crate::server::Own;

const ONE: &str = "Bearer 0123456789abcdef0123456789abcdef";
const TWO: &str = "Bearer fedcba9876543210fedcba9876543210";
const TOKENS: &str = "one 0123456789abcdef0123456789abcdef\ntwo fedcba9876543210fedcba9876543210\n";

fn send(at: SocketAddr, token: &str, method: &str, path: &str) -> Answer {
    ask(at, method, path, &[("Authorization", token)], b"")
}

fn later(at: SocketAddr, token: &str, key: &str, yaml: &str) -> Answer {
    let headers = [
        ("Authorization", token),
        ("Content-Type", "application/yaml"),
        ("Prefer", "respond-async"),
        ("Idempotency-Key", key),
    ];
    ask(at, "POST", "/v1/reports?to=pdf", &headers, yaml.as_bytes())
}

/// Waits for the job's only document.
fn output(at: SocketAddr, token: &str, job: &str) -> String {
    let since = Instant::now();
    loop {
        let job = send(at, token, "GET", job).json();
        if job["state"] == "done" {
            let href = job["items"][0]["outputs"][0]["href"].as_str();
            return href.unwrap_or_else(|| panic!("{job}")).to_owned();
        }
        assert!(since.elapsed() < Duration::from_secs(60), "{job}");
        sleep(Duration::from_millis(50));
    }
}

/// What it answers for something is what it answers for nothing, but for the id of the request.
fn is_nothing(answer: &Answer, nothing: &Answer) {
    nothing.is_problem(404, "not-found");
    assert_eq!(answer.status, 404, "{}", answer.text());
    assert_eq!(answer.body, nothing.body);
    for header in ["content-type", "cache-control", "etag", "content-length"] {
        assert_eq!(answer.header(header), nothing.header(header), "{header}");
    }
}

#[test]
fn neither_sees_fetches_or_cancels_what_is_the_others() {
    let server = Own::with(Limits::default(), TOKENS);
    let at = server.address;
    let accepted = later(at, ONE, "k", &example());
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let job = accepted.header("location");
    let href = output(at, ONE, job);
    let none = format!("/v1/jobs/{NO_JOB}");
    for (method, ending) in [("GET", ""), ("GET", "/events"), ("POST", "/cancel")] {
        let theirs = send(at, TWO, method, &format!("{job}{ending}"));
        is_nothing(&theirs, &send(at, TWO, method, &format!("{none}{ending}")));
    }
    let nothing = send(at, TWO, "GET", &format!("/v1/outputs/{NO_OUTPUT}"));
    is_nothing(&send(at, TWO, "GET", &href), &nothing);
    // Nor by naming it.
    let digest = href.rsplit('/').next().unwrap();
    let tag = format!("\"{digest}\"");
    let headers = [("Authorization", TWO), ("If-None-Match", tag.as_str())];
    is_nothing(&ask(at, "GET", &href, &headers, b""), &nothing);

    // Whoever made the same has it, and the other still.
    let own = later(at, TWO, "k", &example());
    assert_eq!(output(at, TWO, own.header("location")), href);
    assert_eq!(send(at, TWO, "GET", &href).status, 200);
    assert_eq!(send(at, ONE, "GET", &href).status, 200);
}

#[test]
fn cancelling_another_tenants_job_leaves_it_as_it_was() {
    let server = Own::idle_with(Limits::default(), TOKENS);
    let at = server.address;
    let accepted = later(at, ONE, "k", "a: b");
    let job = accepted.header("location");
    send(at, TWO, "POST", &format!("{job}/cancel")).is_problem(404, "not-found");
    assert_eq!(send(at, ONE, "GET", job).json()["counts"]["queued"], 1);
}

#[test]
fn a_key_is_its_tenants_own() {
    let server = Own::idle_with(Limits::default(), TOKENS);
    let at = server.address;
    let one = later(at, ONE, "k", "a: b");
    // The same key and the same request: another job.
    let two = later(at, TWO, "k", "a: b");
    assert_eq!((one.status, two.status), (202, 202));
    assert_eq!(two.header("idempotency-replayed"), "");
    assert_ne!(one.header("location"), two.header("location"));
    // The same key and another request: no word of the other's.
    assert_eq!(later(at, ONE, "l", "a: b").status, 202);
    assert_eq!(later(at, TWO, "l", "a: c").status, 202);
}

#[test]
fn without_a_token_there_is_nothing() {
    let server = Own::idle_with(Limits::default(), TOKENS);
    for (method, path) in [
        ("POST", "/v1/batches".to_owned()),
        ("GET", format!("/v1/jobs/{NO_JOB}")),
        ("GET", format!("/v1/jobs/{NO_JOB}/events")),
        ("POST", format!("/v1/jobs/{NO_JOB}/cancel")),
        ("GET", format!("/v1/outputs/{NO_OUTPUT}")),
    ] {
        let answer = ask(server.address, method, &path, &[], b"");
        answer.is_problem(401, "unauthorized");
    }
}
