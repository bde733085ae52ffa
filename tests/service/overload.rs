//! Twice what the service can do, for as long as `CHENGBAO_OVERLOAD_SECONDS` says: whoever comes is served
//! or told to come again, and the memory stays as it was.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::client::{connect, next};
use crate::process::Running;
use crate::routes::example;

/// Clients, more than the places in the queue and at work.
const CLIENTS: u64 = 128;

/// A report file, each number its own.
fn request(number: u64) -> Vec<u8> {
    let yaml = example().replace("issuer: ", &format!("issuer: 第{number}"));
    let length = yaml.len();
    format!(
        "POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\n\
         Content-Length: {length}\r\n\r\n{yaml}"
    )
    .into_bytes()
}

/// One that asks on one connection; on a new one where that was not used for long and may be closed.
struct Client {
    address: SocketAddr,
    stream: Option<(BufReader<TcpStream>, Instant)>,
}

/// Half of what a connection may be idle.
const IDLE: Duration = Duration::from_secs(5);

impl Client {
    fn status(&mut self, number: u64) -> u16 {
        let kept = self.stream.take().filter(|(_, used)| used.elapsed() < IDLE);
        let stream = kept.map(|(stream, _)| stream);
        let mut stream = stream.unwrap_or_else(|| BufReader::new(connect(self.address)));
        stream.get_mut().write_all(&request(number)).unwrap();
        let answer = next(&mut stream);
        assert!(answer.status != 200 || answer.body.starts_with(b"%PDF"));
        assert!(answer.status == 200 || !answer.header("retry-after").is_empty());
        if answer.header("connection") != "close" {
            self.stream = Some((stream, Instant::now()));
        }
        answer.status
    }
}

/// What came of a load.
#[derive(Default)]
struct Counted {
    sent: AtomicU64,
    done: AtomicU64,
    statuses: Mutex<BTreeMap<u16, u64>>,
}

/// Asks twice as often as reports are done, whatever the machine can do just now, for so long.
fn load(address: SocketAddr, counted: &Counted, time: Duration) {
    let since = Instant::now();
    let client = || {
        let mut client = Client {
            address,
            stream: None,
        };
        while since.elapsed() < time {
            let allowed = 2 * counted.done.load(Ordering::Relaxed) + CLIENTS;
            let allow = |sent| (sent < allowed).then_some(sent + 1);
            let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
            let Ok(number) = counted.sent.fetch_update(set, get, allow) else {
                sleep(Duration::from_millis(2));
                continue;
            };
            let status = client.status(number);
            if status == 200 {
                counted.done.fetch_add(1, Ordering::Relaxed);
            }
            let mut statuses = counted.statuses.lock().unwrap();
            *statuses.entry(status).or_default() += 1;
        }
    };
    scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(client);
        }
    });
}

/// KiB of memory the process has resident.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse().unwrap()
}

#[test]
fn twice_the_capacity_is_served_or_asked_to_come_again_in_flat_memory() {
    let seconds = std::env::var("CHENGBAO_OVERLOAD_SECONDS");
    let seconds: u64 = seconds.map_or(8, |seconds| seconds.parse().unwrap());
    let server = Running::start();
    let (counted, process) = (Counted::default(), server.child.id());
    let warm = seconds / 4;
    let run = |seconds| {
        load(server.address, &counted, Duration::from_secs(seconds));
        resident(process)
    };
    let (before, after) = (run(warm), run(seconds - warm));
    let statuses = counted.statuses.into_inner().unwrap();
    let told = format!(
        "in {seconds} s {statuses:?}; {before} KiB resident after {warm} s, {after} KiB at the end"
    );
    println!("{told}");
    let is_one = |status| [200, 202, 429, 503].contains(status);
    assert!(statuses.keys().all(is_one), "{told}");
    // It was twice what it did, and whoever was not served was told when to come again.
    let came: u64 = statuses.values().sum();
    assert!(10 * came > 18 * statuses[&200], "{told}");
    assert!(statuses[&200] > seconds, "{told}");
    assert!(statuses.contains_key(&429), "{told}");
    assert!(after < before + before / 10 + 20 * 1024, "{told}");
}
