//! The program itself: its end, many slow guests.

#![cfg(unix)]

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, scope, sleep, spawn};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::client::{answer, connect, get, head, post};
use crate::routes::example;
use support::rooms::root;

const YAML: [(&str, &str); 1] = [("Content-Type", "application/yaml")];
const PROGRAM: &str = env!("CARGO_BIN_EXE_chengbao");

/// The program, serving.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
    log: Option<JoinHandle<String>>,
    _data: TempDir,
}

impl Running {
    pub(crate) fn start() -> Self {
        Self::knowing("", "")
    }

    /// One with an office's own policy.
    fn under(policy: &Path) -> Self {
        Self::with(&["--policy".as_ref(), policy.as_os_str()], None)
    }

    /// One that knows a variable of the environment; none where it has no name.
    pub(crate) fn knowing(name: &str, value: &str) -> Self {
        Self::with(&[], (!name.is_empty()).then_some((name, value)))
    }

    fn with(options: &[&OsStr], variable: Option<(&str, &str)>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--fonts"])
            .arg(root().join("fonts"))
            .arg("--data")
            .arg(data.path())
            .args(options)
            .envs(variable)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap();
        // A log that nobody takes in brings whoever writes it to a stop.
        let mut errors = child.stderr.take().unwrap();
        let log = spawn(move || {
            let mut log = String::new();
            errors.read_to_string(&mut log).unwrap();
            log
        });
        Self {
            child,
            address: address.parse().unwrap(),
            log: Some(log),
            _data: data,
        }
    }

    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
    }

    /// Waits for its end: exit status, and what it logged.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        let log = self.log.take().unwrap().join().unwrap();
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
fn what_is_under_way_is_finished_when_the_service_is_asked_to_end() {
    let server = Running::start();
    let yaml = example();
    let (first, rest) = yaml.as_bytes().split_at(100);
    let mut stream = connect(server.address);
    let head = head("POST", "/v1/reports", &YAML, yaml.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    sleep(Duration::from_millis(300));
    let idle = connect(server.address);
    server.terminate();
    sleep(Duration::from_millis(300));
    assert!(
        TcpStream::connect(server.address).is_err(),
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

/// How long `/livez` takes, each time on a new connection, from the shortest to the longest.
fn live(address: SocketAddr, count: usize) -> Vec<Duration> {
    let one = |_| {
        let since = Instant::now();
        assert_eq!(get(address, "/livez").status, 200);
        since.elapsed()
    };
    let mut times: Vec<Duration> = (0..count).map(one).collect();
    times.sort_unstable();
    times
}

/// Half of them stand in the middle of their head, half in the middle of their body, and all go on, a byte
/// at a time. Of 300 requests the third longest counts, which is the 99th percentile: a machine that does
/// other things may hold up one or two.
#[test]
fn five_hundred_slow_guests_keep_nobody_waiting() {
    let server = Running::start();
    let slow = |number: usize| {
        let mut stream = connect(server.address);
        let said = match number % 2 {
            0 => "POST /v1/check HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".to_owned(),
            _ => head("POST", "/v1/check", &YAML, 1000),
        };
        stream.write_all(said.as_bytes()).unwrap();
        stream
    };
    let alone = live(server.address, 300);
    let mut guests: Vec<_> = (0..500).map(slow).collect();
    let since = Instant::now();
    let is_measured = AtomicBool::new(false);
    let times = scope(|scope| {
        scope.spawn(|| {
            while !is_measured.load(Ordering::Relaxed) {
                for guest in &mut guests {
                    guest.write_all(b"x").unwrap();
                }
                sleep(Duration::from_millis(200));
            }
        });
        let times = live(server.address, 300);
        let yaml = example();
        let made = post(server.address, "/v1/reports", "*/*", &yaml);
        assert_eq!(made.status, 200);
        is_measured.store(true, Ordering::Relaxed);
        times
    });
    // They were there all the while: none was told anything, none was sent away.
    assert!(since.elapsed() < Duration::from_secs(10), "too slow to say");
    for guest in &guests {
        guest.set_nonblocking(true).unwrap();
        let error = (&*guest).read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
    }
    println!(
        "/livez alone: median {:?}, p99 {:?}; among 500: median {:?}, p99 {:?}, longest {:?}",
        alone[150], alone[297], times[150], times[297], times[299]
    );
    assert!(times[297] < Duration::from_millis(100), "{times:?}");
}

#[test]
fn files_that_may_be_open_are_as_many_as_connections_need() {
    let server = Running::start();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.child.id()));
    let Ok(limits) = limits else { return };
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let words: Vec<&str> = line.unwrap().split_whitespace().collect();
    let (soft, hard) = (words[3].parse::<u64>(), words[4].parse::<u64>());
    let hard = hard.unwrap_or(u64::MAX);
    assert!(
        soft.unwrap_or(u64::MAX) >= hard.min(1024 + 64 + 256),
        "{limits}"
    );
}

#[test]
fn an_open_door_is_refused_before_anything_is_served() {
    let data = tempfile::tempdir().unwrap();
    let output = Command::new(PROGRAM)
        .args(["serve", "--listen", "0.0.0.0:0", "--fonts"])
        .arg(root().join("fonts"))
        .arg("--data")
        .arg(data.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("--tokens"), "{told}");
}

#[test]
fn an_offices_policy_holds_for_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("office.yaml");
    std::fs::write(&policy, "rules: {off: {late: 经同意延期}}\n").unwrap();
    let lines = example();
    let lines = lines.lines().map(|line| match line.starts_with("date:") {
        true => "date: 2025-12-01\n".to_owned(),
        false => format!("{line}\n"),
    });
    let yaml: String = lines.collect();
    let checked = |server: &Running| {
        let answer = post(server.address, "/v1/check", "*/*", &yaml);
        String::from_utf8_lossy(&answer.body).into_owned()
    };
    let told = checked(&Running::start());
    assert!(
        told.contains("CB502") && !told.contains("\"off\""),
        "{told}"
    );
    let told = checked(&Running::under(&policy));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let file = &told["files"][0];
    assert_eq!(file["findings"], serde_json::json!([]));
    assert_eq!(file["off"][0]["reason"], "经同意延期");
    // One that cannot be used is refused before anything is served.
    std::fs::write(&policy, "rules: {off: {CB201: 理由}}\n").unwrap();
    let output = Command::new(PROGRAM)
        .args(["serve", "--listen", "127.0.0.1:0", "--policy"])
        .arg(&policy)
        .arg("--data")
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("office.yaml:1") && told.contains("CB201"),
        "{told}"
    );
}
