//! What becomes of a job, told as it happens.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use chengbao::server::Limits;
use serde_json::Value;

use crate::batches::{post_zip, zip};
use crate::client::{Answer, ask, connect, head};
use crate::jobs::later;
use crate::routes::example;
use crate::server::Own;

/// An event: name, id, data.
type Event = (String, Option<i64>, Value);

/// The body out of its chunks (RFC 9112 §7.1).
fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
    body
}

fn events(answer: &Answer) -> Vec<Event> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/event-stream");
    let text = String::from_utf8(unchunked(&answer.body)).unwrap();
    let blocks = text
        .split("\n\n")
        .filter(|block| block.starts_with("event"));
    blocks
        .map(|block| {
            let field = |name: &str| {
                let lines = block.lines();
                let values: Vec<&str> = lines.filter_map(|line| line.strip_prefix(name)).collect();
                (!values.is_empty()).then(|| values.join("\n"))
            };
            let data = serde_json::from_str(&field("data: ").unwrap()).unwrap();
            let id = field("id: ").map(|id| id.parse().unwrap());
            (field("event: ").unwrap(), id, data)
        })
        .collect()
}

fn listen(at: SocketAddr, accepted: &Answer, headers: &[(&str, &str)]) -> Answer {
    let path = format!("{}/events", accepted.header("location"));
    ask(at, "GET", &path, headers, b"")
}

#[test]
fn every_item_is_reported_once_and_then_the_end() {
    let server = Own::start();
    let at = server.address;
    let example = example();
    let accepted = post_zip(
        at,
        "?to=pdf",
        &zip(&[
            ("a.yaml", example.as_bytes()),
            ("b.yaml", b"a: b"),
            ("c.yaml", example.as_bytes()),
        ]),
    );
    let events = events(&listen(at, &accepted, &[]));
    let told =
        |name: &str| -> Vec<&Event> { events.iter().filter(|(other, ..)| other == name).collect() };
    let mut items: Vec<_> = told("item")
        .iter()
        .map(|(_, _, item)| {
            (
                item["number"].as_u64().unwrap(),
                item["state"].as_str().unwrap(),
            )
        })
        .collect();
    items.sort_unstable();
    assert_eq!(items, [(0, "done"), (1, "refused"), (2, "done")]);
    let (last, id, data) = events.last().unwrap();
    assert_eq!((last.as_str(), &data["state"]), ("end", &"done".into()));
    assert_eq!(told("end").len(), 1);
    assert!(!told("progress").is_empty());

    // Who comes again after the last gets the end, and no item twice; from the beginning, all of them.
    let id = id.unwrap().to_string();
    for (last, expected) in [(id.as_str(), 0), ("0", 3)] {
        let again = self::events(&listen(at, &accepted, &[("Last-Event-ID", last)]));
        let items = again.iter().filter(|(name, ..)| name == "item").count();
        assert_eq!(
            (items, again.last().unwrap().0.as_str()),
            (expected, "end"),
            "{last}"
        );
    }
}

#[test]
fn who_was_cut_off_goes_on_after_what_arrived() {
    let server = Own::start();
    let at = server.address;
    let files: Vec<String> = (0..150).map(|number| format!("{number}.yaml")).collect();
    let files: Vec<_> = files
        .iter()
        .map(|name| (name.as_str(), b"a: b".as_slice()))
        .collect();
    let accepted = post_zip(at, "?to=pdf", &zip(&files));
    let all = events(&listen(at, &accepted, &[]));
    let middle = all.iter().filter(|(name, ..)| name == "progress");
    for (_, id, progress) in middle {
        let counts = &progress["counts"];
        let before = all.iter().take_while(|event| event.2 != *progress);
        let before = before.filter(|(name, ..)| name == "item").count();
        let id = id.unwrap().to_string();
        let again = events(&listen(at, &accepted, &[("Last-Event-ID", &id)]));
        let after = again.iter().filter(|(name, ..)| name == "item").count();
        assert_eq!(before + after, 150, "{counts}");
    }
}

#[test]
fn what_is_asked_wrongly_is_reported_and_streams_are_bounded() {
    let server = Own::idle();
    let accepted = later(server.address, "", &[], &example());
    for last in ["x", "-1", "99999999999999999999"] {
        let wrong = listen(server.address, &accepted, &[("Last-Event-ID", last)]);
        wrong.is_problem(400, "request");
    }
    let limits = Limits {
        streams: 0,
        ..Limits::default()
    };
    let server = Own::idle_with(limits, "");
    let accepted = later(server.address, "", &[], &example());
    let full = listen(server.address, &accepted, &[]);
    full.is_problem(429, "busy");
    assert_eq!(full.header("retry-after"), "1");
}

/// Opens the events of a job and reads the first.
fn open(at: SocketAddr, accepted: &Answer) -> TcpStream {
    let path = format!("{}/events", accepted.header("location"));
    let mut stream = connect(at);
    stream
        .write_all(head("GET", &path, &[], 0).as_bytes())
        .unwrap();
    let first = until_blank(&mut stream);
    assert!(first.contains("event: progress"), "{first}");
    stream
}

/// What comes up to the next blank line of the stream of events.
fn until_blank(stream: &mut TcpStream) -> String {
    let mut seen = Vec::new();
    let mut byte = [0];
    while !seen.ends_with(b"\n\n") {
        stream.read_exact(&mut byte).unwrap();
        seen.push(byte[0]);
    }
    String::from_utf8(seen).unwrap()
}

#[test]
fn while_nothing_happens_comments_are_sent_until_the_job_ends() {
    let limits = Limits {
        heartbeat: Duration::from_millis(300),
        ..Limits::default()
    };
    let server = Own::idle_with(limits, "");
    let at = server.address;
    let accepted = later(at, "", &[], &example());
    let mut stream = open(at, &accepted);
    // Far more than the interval that was asked for, and less than the usual one.
    let patience = Duration::from_secs(10);
    assert!(patience < Limits::default().heartbeat);
    stream.set_read_timeout(Some(patience)).unwrap();
    for beat in 0..3 {
        let sent = until_blank(&mut stream);
        // A chunk of its own: its size, the comment (HTML §9.2.5), the line that ends it.
        assert_eq!(sent.trim_start(), "3\r\n:\n\n", "{beat}");
    }
    let cancel = format!("{}/cancel", accepted.header("location"));
    assert_eq!(ask(at, "POST", &cancel, &[], b"").status, 200);
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    let (_, end) = rest.rsplit_once("event: ").unwrap();
    assert!(end.starts_with("end\n"), "{rest}");
    assert!(
        !end.contains("\n:\n"),
        "nothing comes after the end: {rest}"
    );
}

#[test]
fn a_stream_ends_with_the_job_that_is_cancelled_and_with_the_service() {
    let mut server = Own::idle();
    let at = server.address;
    let accepted = later(at, "", &[], &example());
    let mut stream = open(at, &accepted);
    let cancel = format!("{}/cancel", accepted.header("location"));
    assert_eq!(ask(at, "POST", &cancel, &[], b"").status, 200);
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(
        rest.contains("event: item") && rest.contains("event: end"),
        "{rest}"
    );

    let accepted = later(at, "", &[], &example());
    let mut stream = open(at, &accepted);
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    server.end();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("event: end"), "{rest}");
    assert!(server.ended());
}
