//! Connections: how many, how long, how slow, how much at once; and HTTP as clients speak it.

use std::io::{BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chengbao::server::Limits;

use crate::client::{Answer, answer, ask, connect, get, head, next, read_head};
use crate::server::Own;

const YAML: [(&str, &str); 1] = [("Content-Type", "application/yaml")];
const MOMENT: Duration = Duration::from_millis(300);

/// Says something on a connection of its own.
fn say(address: SocketAddr, words: &str) -> TcpStream {
    let mut stream = connect(address);
    stream.write_all(words.as_bytes()).unwrap();
    stream
}

/// The figure of that name.
fn figure(address: SocketAddr, name: &str) -> String {
    let figures = get(address, "/metrics").text();
    let line = figures.lines().find(|line| line.starts_with(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in\n{figures}"));
    line.rsplit(' ').next().unwrap().to_owned()
}

/// Waits until something is so; half a minute at most.
fn wait(what: &str, is_so: impl Fn() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(30), "never {what}");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn past_the_bound_of_connections_only_what_watches_the_service_is_answered() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let at = server.address;
    let guests = [say(at, "GET"), say(at, "GET")];
    wait("two guests", || figure(at, "chengbao_connections ") == "3");
    for (method, path) in [
        ("GET", "/v1/forms"),
        ("POST", "/v1/check"),
        ("GET", "/none"),
    ] {
        let refused = ask(at, method, path, &YAML, b"");
        refused.is_problem(503, "connections");
        assert_eq!(refused.header("retry-after"), "1");
    }
    for path in ["/livez", "/readyz", "/version", "/openapi.json"] {
        assert_eq!(get(at, path).status, 200, "{path}");
    }
    drop(guests);
    wait("room again", || get(at, "/v1/forms").status == 200);
    wait("closed", || figure(at, "chengbao_connections ") == "1");
}

#[test]
fn bodies_that_arrive_together_have_a_bound_of_their_own() {
    let limits = Limits {
        bodies: 1000,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let at = server.address;
    let slow = |length| {
        let mut stream = say(at, &head("POST", "/v1/check", &YAML, length));
        stream.write_all(&[b'#'; 600]).unwrap();
        stream
    };
    let mut first = slow(700);
    sleep(MOMENT);
    let refused = answer(slow(700));
    refused.is_problem(503, "bodies");
    assert_eq!(refused.header("retry-after"), "1");
    // What is in the head of a part counts as well.
    let multipart = [("Content-Type", "multipart/form-data; boundary=x")];
    let mut parts = say(at, &head("POST", "/v1/check", &multipart, 700));
    let part = format!("--x\r\nContent-Disposition: form-data; name=\"{:500}\"", "");
    parts.write_all(part.as_bytes()).unwrap();
    answer(parts).is_problem(503, "bodies");
    first.write_all(&[b'#'; 100]).unwrap();
    assert_eq!(answer(first).status, 200);
    let mut second = slow(700);
    second.write_all(&[b'#'; 100]).unwrap();
    assert_eq!(answer(second).status, 200);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = Own::start();
    let long = format!("GET /livez HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(33 << 10));
    let many = format!("GET /livez HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(101));
    let path = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(33 << 10));
    let endless = format!("GET /livez HTTP/1.1\r\nX: {}", "x".repeat(60 << 10));
    for said in [long, many, path, endless] {
        let answer = answer(say(server.address, &said));
        assert_eq!(answer.status, 431, "{}", &said[..40]);
    }
    let fits = format!("GET /livez HTTP/1.1\r\nX: {}\r\n", "x".repeat(31 << 10));
    let fits = fits + "Connection: close\r\n\r\n";
    assert_eq!(answer(say(server.address, &fits)).status, 200);
    let broken = answer(say(server.address, "GET /livez\r\n\r\n"));
    assert_eq!(broken.status, 400);
}

#[test]
fn a_head_that_does_not_end_is_refused_and_a_connection_that_idles_is_closed() {
    let limits = Limits {
        head_time: MOMENT,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let slow = say(server.address, "GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    answer(slow).is_problem(408, "head-time");
    for said in ["", "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"] {
        let mut stream = BufReader::new(say(server.address, said));
        if !said.is_empty() {
            assert_eq!(next(&mut stream).status, 200);
        }
        let since = Instant::now();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        assert!(rest.is_empty(), "{:?}", String::from_utf8_lossy(&rest));
        let idle = since.elapsed();
        assert!(
            idle < Duration::from_secs(10) && idle > MOMENT / 2,
            "{idle:?}"
        );
    }
}

#[test]
fn who_does_not_take_an_answer_is_cut_off() {
    let limits = Limits {
        write_time: MOMENT,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let at = server.address;
    // More than the system keeps for a connection on both sides.
    let one = "GET /v1/forms/zfxxgk-2021 HTTP/1.1\r\nHost: x\r\n\r\n";
    let length = next(&mut BufReader::new(say(at, one))).body.len();
    let count = (24 << 20) / length;
    let mut stream = connect(at);
    let mut writer = stream.try_clone().unwrap();
    let asking = std::thread::spawn(move || {
        // Cut off, it hears of it here.
        drop(writer.write_all(one.repeat(count).as_bytes()));
    });
    sleep(MOMENT);
    wait("cut off", || figure(at, "chengbao_connections ") == "1");
    asking.join().unwrap();
    let mut taken = Vec::new();
    drop(stream.read_to_end(&mut taken));
    assert!(
        taken.len() < count * length,
        "all {} were sent",
        taken.len()
    );
}

#[test]
fn an_answer_that_is_taken_slowly_is_given_whole() {
    let limits = Limits {
        write_time: MOMENT,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let one = "GET /v1/forms/zfxxgk-2021 HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut stream = BufReader::new(say(server.address, one));
    sleep(MOMENT * 3);
    assert_eq!(next(&mut stream).status, 200);
}

#[test]
fn who_sends_too_much_hears_so_though_it_sends_to_the_end() {
    let limits = Limits {
        body: 1000,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    let mut stream = say(server.address, &head("POST", "/v1/check", &YAML, 4 << 20));
    sleep(MOMENT / 3);
    stream.write_all(&vec![b'#'; 4 << 20]).unwrap();
    answer(stream).is_problem(413, "too-large");
}

#[test]
fn requests_sent_ahead_are_answered_in_turn() {
    let server = Own::start();
    let paths = ["/livez", "/none", "/version", "/v1/rules/CB201", "/livez"];
    let said: String = paths
        .map(|path| format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"))
        .concat();
    let mut stream = BufReader::new(say(server.address, &said));
    let answers: Vec<Answer> = paths.iter().map(|_| next(&mut stream)).collect();
    for (path, ahead) in paths.iter().zip(&answers) {
        let alone = get(server.address, path);
        assert_eq!(ahead.status, alone.status, "{path}");
        assert_eq!(ahead.body, alone.body, "{path}");
    }
    // Two lengths, or a length and chunks, are two requests to one reader and one to another.
    for length in [
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3\r\nTransfer-Encoding: chunked, x",
        "Content-Length: x",
    ] {
        let said = format!("POST /v1/check HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n");
        assert_eq!(answer(say(server.address, &said)).status, 400, "{length}");
    }
}

#[test]
fn a_body_is_asked_for_where_it_is_wanted_and_nowhere_else() {
    let server = Own::with(Limits::default(), "a 0123456789abcdef0123456789abcdef");
    let token = "Bearer 0123456789abcdef0123456789abcdef";
    let asked = |token: &str, length| {
        let headers = [
            YAML[0],
            ("Expect", "100-continue"),
            ("Authorization", token),
        ];
        let head = head("POST", "/v1/check", &headers, length);
        BufReader::new(say(server.address, &head))
    };
    let mut stream = asked(token, 5);
    assert_eq!(read_head(&mut stream).status, 100);
    stream.get_mut().write_all(b"a: 1\n").unwrap();
    assert_eq!(next(&mut stream).status, 200);
    next(&mut asked(token, 9 << 20)).is_problem(413, "too-large");
    next(&mut asked("none", 5)).is_problem(401, "unauthorized");
}
