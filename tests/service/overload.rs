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
const CLIENTS: usize = 128;

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
        assert!(answer.status == 200 || answer.header("retry-after") != "");
        if answer.header("connection") != "close" {
            self.stream = Some((stream, Instant::now()));
        }
        answer.status
    }
}

/// How often each status came in answer to so many requests a second, at most, for so long.
fn load(
    address: SocketAddr,
    clients: usize,
    rate: Option<f64>,
    time: Duration,
) -> BTreeMap<u16, u64> {
    let (number, counted) = (AtomicU64::new(0), Mutex::new(BTreeMap::new()));
    let since = Instant::now();
    let client = || {
        let mut client = Client {
            address,
            stream: None,
        };
        while since.elapsed() < time {
            let number = number.fetch_add(1, Ordering::Relaxed);
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            let due = rate.map_or(0.0, |rate| number as f64 / rate);
            sleep(Duration::from_secs_f64(due).saturating_sub(since.elapsed()));
            let status = client.status(number);
            *counted.lock().unwrap().entry(status).or_default() += 1;
        }
    };
    scope(|scope| {
        for _ in 0..clients {
            scope.spawn(client);
        }
    });
    counted.into_inner().unwrap()
}

/// KiB of memory the process has resident.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse().unwrap()
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn twice_the_capacity_is_served_or_told_to_come_again_in_flat_memory() {
    let seconds = std::env::var("CHENGBAO_OVERLOAD_SECONDS");
    let seconds = seconds.map_or(8, |seconds| seconds.parse().unwrap());
    let server = Running::start();
    let (at, process) = (server.address, server.child.id());
    load(at, 4, None, Duration::from_secs(1));
    let alone = load(at, 4, None, Duration::from_secs(3));
    let capacity = alone[&200] as f64 / 3.0;
    let (warm, rest) = (seconds / 4, seconds - seconds / 4);
    let run = |seconds| {
        let time = Duration::from_secs(seconds);
        let counted = load(at, CLIENTS, Some(2.0 * capacity), time);
        (counted, resident(process))
    };
    let (first, before) = run(warm);
    let (second, after) = run(rest);
    let mut counted = first;
    for (status, count) in second {
        *counted.entry(status).or_default() += count;
    }
    let came: u64 = counted.values().sum();
    let told = format!(
        "capacity {capacity:.0}/s, {came} requests in {seconds} s: {counted:?}; {before} KiB after {warm} s, {after} KiB at the end"
    );
    println!("{told}");
    assert!(
        counted
            .keys()
            .all(|status| [200, 202, 429, 503].contains(status)),
        "{told}"
    );
    // It was twice as much as it can do, it did what it can, and it said so to the others.
    assert!(came as f64 > 1.5 * capacity * seconds as f64, "{told}");
    assert!(
        counted[&200] as f64 > 0.5 * capacity * seconds as f64,
        "{told}"
    );
    assert!(counted.contains_key(&429), "{told}");
    assert!(after < before + before / 10 + 20 * 1024, "{told}");
}
