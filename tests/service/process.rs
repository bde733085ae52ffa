//! The program itself: its log, its end, many slow guests.

#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::client::{answer, ask, connect, get, head, post, post_parts};
use crate::routes::example;
use crate::support::rooms::root;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chengbao");

struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    fn start() -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--fonts"])
            .arg(root().join("fonts"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap();
        Self {
            child,
            address: address.parse().unwrap(),
        }
    }

    fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
    }

    /// Waits for its end: exit status, and what it logged.
    fn ended(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn nothing_of_a_report_is_in_the_log() {
    const MARK: &str = "MARK7261";
    let server = Running::start();
    let at = server.address;
    let yaml = format!("form: zfxxgk-2021\nyear: 2024\nissuer: {MARK}\n{MARK}: {MARK}\n");
    let checked = post(at, "/v1/check", "*/*", &yaml);
    assert!(checked.text().contains(MARK));
    post(at, "/v1/reports", "*/*", &yaml);
    post(
        at,
        "/v1/reports",
        "*/*",
        &example().replace("issuer: ", &format!("issuer: {MARK}")),
    );
    post_parts(
        at,
        "/v1/check",
        "*/*",
        &[("report", MARK, yaml.as_bytes()), ("file", MARK, b"x")],
    );
    get(at, &format!("/v1/forms/{MARK}?{MARK}={MARK}"));
    get(at, &format!("/{MARK}"));
    ask(
        at,
        "GET",
        "/v1/forms",
        &[("Authorization", MARK), (MARK, MARK)],
        b"",
    );
    server.terminate();
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    let id = checked.header("x-request-id");
    assert!(log.contains(id), "{id} in\n{log}");
    assert!(!log.contains(MARK), "{log}");
}

#[test]
fn what_is_under_way_is_finished_when_the_service_is_told_to_end() {
    let server = Running::start();
    let yaml = example();
    let (first, rest) = yaml.as_bytes().split_at(100);
    let mut stream = connect(server.address);
    let headers = [("Content-Type", "application/yaml")];
    let head = head("POST", "/v1/reports", &headers, yaml.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    sleep(Duration::from_millis(300));
    let idle = connect(server.address);
    server.terminate();
    sleep(Duration::from_millis(300));
    assert!(
        std::net::TcpStream::connect(server.address).is_err(),
        "still listening"
    );
    stream.write_all(rest).unwrap();
    let answer = answer(stream);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.body.starts_with(b"%PDF"));
    let since = Instant::now();
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(since.elapsed() < Duration::from_secs(15));
    drop(idle);
}

#[test]
fn five_hundred_slow_guests_keep_nobody_waiting() {
    let server = Running::start();
    let slow = |number: usize| {
        let mut stream = connect(server.address);
        let said = match number % 2 {
            0 => "POST /v1/check HTTP/1.1\r\nHost: x\r\nX-Slow: ".to_owned(),
            _ => head(
                "POST",
                "/v1/check",
                &[("Content-Type", "application/yaml")],
                1000,
            ),
        };
        stream.write_all(said.as_bytes()).unwrap();
        stream
    };
    let guests: Vec<_> = (0..500).map(slow).collect();
    let times = (0..20).map(|_| {
        let since = Instant::now();
        assert_eq!(get(server.address, "/livez").status, 200);
        since.elapsed()
    });
    let longest = times.max().unwrap();
    assert!(longest < Duration::from_millis(100), "{longest:?}");
    assert_eq!(
        post(server.address, "/v1/reports", "*/*", &example()).status,
        200
    );
    drop(guests);
}

#[test]
fn an_open_door_is_refused_before_anything_is_served() {
    let output = Command::new(PROGRAM)
        .args(["serve", "--listen", "0.0.0.0:0", "--fonts"])
        .arg(root().join("fonts"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("--tokens"), "{told}");
}
