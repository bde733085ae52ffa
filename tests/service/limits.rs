//! Each bound of the service, and that what goes beyond it is told so.

use std::io::Write as _;
use std::thread::{scope, sleep};
use std::time::Duration;

use chengbao::server::Limits;

use crate::client::{Answer, answer, connect, head, post};
use crate::routes::example;
use crate::server::Own;

const YAML: [(&str, &str); 1] = [("Content-Type", "application/yaml")];

/// As many reports at once.
fn at_once(limits: Limits, count: usize) -> Vec<Answer> {
    let server = Own::with(limits, "");
    let yaml = example();
    let ask = || post(server.address, "/v1/reports", "*/*", &yaml);
    scope(|scope| {
        let threads: Vec<_> = (0..count).map(|_| scope.spawn(ask)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// The answers that are no documents are such problems, and there are some.
fn some(answers: &[Answer], status: u16, kind: &str, retry_after: &str) {
    let (done, others): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert!(!others.is_empty(), "{} done", done.len());
    for other in others {
        other.is_problem(status, kind);
        assert_eq!(other.header("retry-after"), retry_after);
    }
}

#[test]
fn a_full_queue_says_when_to_come_back() {
    let limits = Limits {
        threads: 1,
        queue: 1,
        ..Limits::default()
    };
    let answers = at_once(limits, 16);
    some(&answers, 429, "busy", "1");
    assert!(answers.iter().any(|answer| answer.status == 200));
}

#[test]
fn waiting_and_working_have_their_own_answers() {
    let limits = Limits {
        threads: 1,
        wait_time: Duration::from_millis(1),
        ..Limits::default()
    };
    some(&at_once(limits, 8), 503, "wait-time", "5");
    let limits = Limits {
        work_time: Duration::ZERO,
        ..Limits::default()
    };
    some(&at_once(limits, 1), 503, "work-time", "5");
}

#[test]
fn a_document_has_no_more_pages_than_it_may_have() {
    let limits = Limits {
        pages: 1,
        ..Limits::default()
    };
    some(&at_once(limits, 1), 422, "too-many-pages", "");
}

#[test]
fn a_body_that_is_too_large_is_refused_however_it_comes() {
    let limits = Limits {
        body: 1000,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let multipart = [("Content-Type", "multipart/form-data; boundary=x")];
    for headers in [YAML, multipart] {
        let mut stream = connect(server.address);
        let head = head("POST", "/v1/check", &headers, 1001);
        stream.write_all(head.as_bytes()).unwrap();
        let part = "--x\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n";
        stream.write_all(part.as_bytes()).unwrap();
        stream.write_all(&vec![b'#'; 1001 - part.len()]).unwrap();
        answer(stream).is_problem(413, "too-large");
    }
    let mut stream = connect(server.address);
    let chunked = "POST /v1/check HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
        Content-Type: application/yaml\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n";
    stream.write_all(chunked.as_bytes()).unwrap();
    stream.write_all(&[b'#'; 1001]).unwrap();
    answer(stream).is_problem(413, "too-large");
}

#[test]
fn a_body_that_does_not_arrive_is_not_waited_for() {
    let limits = Limits {
        body_time: Duration::from_millis(200),
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let mut stream = connect(server.address);
    let head = head("POST", "/v1/check", &YAML, 100);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(b"form: ").unwrap();
    answer(stream).is_problem(408, "body-time");
}

#[test]
fn a_body_that_is_late_when_the_service_ends_is_given_back() {
    let limits = Limits {
        last_body_time: Duration::from_millis(200),
        ..Limits::default()
    };
    let mut server = Own::with(limits, "");
    let mut stream = connect(server.address);
    let head = head("POST", "/v1/check", &YAML, 100);
    stream.write_all(head.as_bytes()).unwrap();
    sleep(Duration::from_millis(200));
    server.end();
    answer(stream).is_problem(503, "ending");
    assert!(server.ended());
}
