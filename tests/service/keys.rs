//! A request with an idempotency key is carried out once, and answered the same ever after.

use std::net::SocketAddr;

use chengbao::server::Limits;

use crate::batches::zip;
use crate::client::{Answer, ask, get};
use crate::routes::example;
use crate::server::Own;

const YAML: (&str, &str) = ("Content-Type", "application/yaml");

fn keyed(at: SocketAddr, key: &str, path: &str, others: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut headers = vec![("Idempotency-Key", key)];
    headers.extend(others);
    ask(at, "POST", path, &headers, body)
}

/// The second answer is the first, given again.
fn is_replayed(first: &Answer, second: &Answer) {
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(
        second.header("idempotency-replayed"),
        "true",
        "{}",
        second.text()
    );
    assert_eq!(second.status, first.status);
    assert!(second.body == first.body);
    for header in [
        "content-type",
        "content-disposition",
        "location",
        "preference-applied",
        "cache-control",
    ] {
        assert_eq!(second.header(header), first.header(header), "{header}");
    }
    assert_ne!(second.header("x-request-id"), first.header("x-request-id"));
}

#[test]
fn the_same_request_is_answered_the_same() {
    let server = Own::idle();
    let at = server.address;
    let example = example();
    let async_ = ("Prefer", "respond-async");
    let batch = zip(&[("a.yaml", example.as_bytes())]);
    let zipped = ("Content-Type", "application/zip");
    for (key, path, headers, body, status) in [
        ("pdf", "/v1/reports", &[YAML][..], example.as_bytes(), 200),
        (
            "zip",
            "/v1/reports",
            &[YAML, ("Accept", "application/zip")],
            example.as_bytes(),
            200,
        ),
        (
            "later",
            "/v1/reports",
            &[YAML, async_],
            example.as_bytes(),
            202,
        ),
        ("batch", "/v1/batches", &[zipped], &batch, 202),
        (
            "errors",
            "/v1/reports",
            &[YAML],
            b"form: zfxxgk-2021\n",
            422,
        ),
        ("wrong", "/v1/reports?to=ofd", &[YAML, async_], b"a: b", 400),
        ("none", "/v1/jobs/none/cancel", &[], b"", 404),
    ] {
        let first = keyed(at, key, path, headers, body);
        assert_eq!(first.status, status, "{key}: {}", first.text());
        is_replayed(&first, &keyed(at, key, path, headers, body));
        is_replayed(&first, &keyed(at, key, path, headers, body));
    }
}

#[test]
fn a_cancelled_job_is_reported_as_it_was_reported() {
    let server = Own::idle();
    let at = server.address;
    let accepted = keyed(
        at,
        "a",
        "/v1/reports",
        &[YAML, ("Prefer", "respond-async")],
        b"a: b",
    );
    let path = format!("{}/cancel", accepted.header("location"));
    let first = keyed(at, "b", &path, &[], b"");
    assert_eq!(first.json()["counts"]["cancelled"], 1);
    is_replayed(&first, &keyed(at, "b", &path, &[], b""));
}

#[test]
fn another_request_does_not_get_the_answer() {
    let server = Own::idle();
    let at = server.address;
    let example = example();
    let other = example.replace("2024", "2023");
    assert_ne!(example, other);
    assert_eq!(
        keyed(at, "k", "/v1/reports", &[YAML], example.as_bytes()).status,
        200
    );
    for (path, headers, body) in [
        ("/v1/reports", &[YAML][..], &other),
        ("/v1/reports?profile=print", &[YAML], &example),
        ("/v1/reports", &[YAML, ("Accept", "text/html")], &example),
        (
            "/v1/reports",
            &[YAML, ("Prefer", "respond-async")],
            &example,
        ),
        ("/v1/batches", &[YAML], &example),
    ] {
        let answer = keyed(at, "k", path, headers, body.as_bytes());
        answer.is_problem(422, "key-reused");
    }
    // The first is still answered.
    let again = keyed(at, "k", "/v1/reports", &[YAML], example.as_bytes());
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (200, "true")
    );
}

#[test]
fn the_boundary_of_a_form_may_be_another_each_time() {
    let server = Own::idle();
    let send = |boundary: &str, text: &str| {
        let part = "Content-Disposition: form-data; name=\"report\"; filename=\"a.yaml\"";
        let body = format!("--{boundary}\r\n{part}\r\n\r\n{text}\r\n--{boundary}--\r\n");
        let media_type = format!("multipart/form-data; boundary={boundary}");
        let headers = [("Content-Type", media_type.as_str())];
        keyed(
            server.address,
            "k",
            "/v1/batches",
            &headers,
            body.as_bytes(),
        )
    };
    let first = send("one", "a: b");
    assert_eq!(first.status, 202, "{}", first.text());
    is_replayed(&first, &send("----another", "a: b"));
    send("one", "a: c").is_problem(422, "key-reused");
}

#[test]
fn a_key_that_is_none_is_reported() {
    let server = Own::idle();
    let at = server.address;
    let example = example();
    for key in ["", "a b", "钥", &"k".repeat(256)] {
        let answer = keyed(at, key, "/v1/reports", &[YAML], example.as_bytes());
        answer.is_problem(400, "request");
        assert!(
            answer.text().contains("Idempotency-Key"),
            "{}",
            answer.text()
        );
    }
    let twice = [YAML, ("Idempotency-Key", "b")];
    keyed(at, "a", "/v1/reports", &twice, example.as_bytes()).is_problem(400, "request");
    let longest = "k".repeat(255);
    assert_eq!(
        keyed(at, &longest, "/v1/reports", &[YAML], example.as_bytes()).status,
        200
    );
    // Where nothing is carried out, nothing is asked of a key.
    let headers = [("Idempotency-Key", "a b")];
    assert_eq!(ask(at, "GET", "/v1/forms", &headers, b"").status, 200);
}

#[test]
fn an_answer_that_says_later_is_not_kept() {
    let limits = Limits {
        batches: 0,
        body: 1000,
        ..Limits::default()
    };
    let server = Own::idle_with(limits, "");
    let at = server.address;
    let zipped = [("Content-Type", "application/zip")];
    for _ in 0..2 {
        let busy = keyed(at, "k", "/v1/batches", &zipped, b"x");
        busy.is_problem(429, "busy");
        assert_eq!(busy.header("idempotency-replayed"), "");
        let large = keyed(at, "l", "/v1/reports", &[YAML], &[b'#'; 1001]);
        large.is_problem(413, "too-large");
        assert_eq!(large.header("idempotency-replayed"), "");
    }
    // The keys are still free.
    let used = keyed(at, "l", "/v1/reports", &[YAML], b"a: b");
    assert_eq!(
        (used.status, used.header("idempotency-replayed")),
        (422, "")
    );
}

#[test]
fn a_queue_that_was_full_is_asked_again() {
    let limits = Limits {
        wait_time: std::time::Duration::ZERO,
        work_time: std::time::Duration::ZERO,
        ..Limits::default()
    };
    let server = Own::idle_with(limits, "");
    let example = example();
    for _ in 0..2 {
        let answer = keyed(
            server.address,
            "k",
            "/v1/reports",
            &[YAML],
            example.as_bytes(),
        );
        assert_eq!(answer.status, 503, "{}", answer.text());
        assert_eq!(answer.header("idempotency-replayed"), "");
    }
}

#[test]
fn a_request_that_is_being_answered_is_not_carried_out_twice() {
    let server = Own::idle();
    let at = server.address;
    let example = example();
    let send = || {
        let headers = [YAML, ("Prefer", "respond-async")];
        keyed(at, "k", "/v1/reports", &headers, example.as_bytes())
    };
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.collect()
    });
    let (accepted, others): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 202);
    let first = accepted.first().unwrap().header("location");
    assert!(
        accepted
            .iter()
            .all(|answer| answer.header("location") == first)
    );
    let carried_out = accepted.iter();
    let carried_out = carried_out.filter(|answer| answer.header("idempotency-replayed").is_empty());
    assert_eq!(carried_out.count(), 1);
    for other in others {
        other.is_problem(503, "in-progress");
        assert_eq!(other.header("retry-after"), "1");
    }
    assert_eq!(get(at, first).json()["total"], 1);
}

#[test]
fn the_job_of_a_key_is_the_same_whoever_makes_it() {
    let job = |key: Option<&str>| {
        let server = Own::idle();
        let mut headers = vec![YAML, ("Prefer", "respond-async")];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        let accepted = ask(server.address, "POST", "/v1/reports", &headers, b"a: b");
        accepted.json()["id"].as_str().unwrap().to_owned()
    };
    // Two servers that know nothing of each other: so does one before and after a crash.
    assert_eq!(job(Some("k")), job(Some("k")));
    assert_ne!(job(Some("k")), job(Some("l")));
    assert_ne!(job(None), job(None));
}
