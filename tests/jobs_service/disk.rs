//! The disk is full, or fails again and again: what was taken is done when it works again, and what is
//! there is whole.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::batch::{all_done, done, items, job, open, report, send, whole_blobs};
use crate::client::{ask, get, post_parts};
use crate::faults::Disk;
use crate::node::Deployment;

#[test]
fn a_full_disk_is_reported_and_its_jobs_are_done_when_there_is_room() {
    let disk = Disk::of(48);
    let data = disk.path().join("data");
    let deployment = Deployment::on(&data);
    let reports: Vec<String> = (0..60).map(report).collect();
    let node = deployment.start_answering();
    let location = send(node.address, "pdf", &reports);
    node.kill();
    let node = deployment.start();
    let at = node.address;
    let since = Instant::now();
    while open(at, &location) == 60 {
        assert!(since.elapsed() < Duration::from_secs(30));
        sleep(Duration::from_millis(5));
    }
    disk.fill();
    let left = open(at, &location);
    assert!(left > 0, "all was done before the disk was full");
    let refused = post_parts(
        at,
        "/v1/batches",
        "*/*",
        &[("report", "x.yaml", reports[0].as_bytes())],
    );
    refused.is_problem(503, "storage");
    assert!(refused.text().contains("已满"), "{}", refused.text());
    sleep(Duration::from_secs(4));
    assert_eq!(get(at, "/livez").status, 200);
    assert_eq!(
        open(at, &location),
        left,
        "something ended without room for it"
    );
    // Whoever waits for the answer needs no disk.
    let yaml = [("Content-Type", "application/yaml")];
    let sync = ask(at, "POST", "/v1/reports", &yaml, reports[0].as_bytes());
    assert_eq!(sync.status, 200);

    disk.empty();
    let since = Instant::now();
    let told = done(at, &location, Duration::from_secs(60));
    println!(
        "{left} left when the disk was full; done {:?} after there was room",
        since.elapsed()
    );
    all_done(at, &told, 60, 1);
    let failed = items(&told).iter().filter(|item| item["failures"] != 0);
    assert_eq!(failed.count(), 0, "a full disk is no item's fault");
    whole_blobs(&data);
    let another = send(at, "pdf", &reports[..1]);
    all_done(at, &done(at, &another, Duration::from_secs(20)), 1, 1);
}

/// Calls of which each n-th fails, counted by thread.
const FAILING: [(&str, &str, u32); 5] = [
    ("pwrite64", "ENOSPC", 43),
    ("pwrite64", "EIO", 17),
    ("fsync", "EIO", 7),
    ("fsync", "ENOSPC", 3),
    ("rename", "ENOSPC", 2),
];

#[test]
fn a_disk_that_fails_each_nth_time_loses_nothing_and_leaves_no_half() {
    for (call, error, n) in FAILING {
        let deployment = Deployment::new();
        let log = deployment.folder.path().join("calls");
        let reports: Vec<String> = (0..12).map(report).collect();
        // What is made at the first start is there: what fails is the keeping of jobs.
        deployment.start_answering().kill();
        let program = deployment.command();
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o"]).arg(&log);
        strace.args(["-e", &format!("trace={call}")]);
        strace.args(["-e", &format!("inject={call}:error={error}:when={n}+{n}")]);
        strace
            .arg("--")
            .arg(program.get_program())
            .args(program.get_args());
        let node = deployment.start_command(strace.stdout(Stdio::piped()));
        let location = node.and_then(|node| {
            let location = sent(node.address, &reports);
            sleep(Duration::from_secs(3));
            if let Some(location) = &location {
                println!(
                    "{call} {n}: {} of 12 open while it fails",
                    open(node.address, location)
                );
            }
            node.kill_all();
            location
        });
        let struck = std::fs::read_to_string(&log).unwrap();
        let struck = struck.matches("(INJECTED)").count();
        println!("{call} {n}: failed {struck} times");
        assert!(struck > 0, "{call} never failed");
        let node = deployment.start();
        let location = location.unwrap_or_else(|| send(node.address, "pdf", &reports));
        let told = done(node.address, &location, Duration::from_secs(40));
        all_done(node.address, &told, reports.len(), 1);
        assert_eq!(job(node.address, &location), told);
        whole_blobs(&deployment.folder.path().join("data/blobs"));
    }
}

/// Where the job is, if it was taken; what is refused is sent again, with its key.
fn sent(at: std::net::SocketAddr, reports: &[String]) -> Option<String> {
    let mut body = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        let head = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"report\"; filename=\"{number}.yaml\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(report.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limit--\r\n");
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=limit"),
        ("Idempotency-Key", "one-and-the-same"),
    ];
    for _ in 0..20 {
        let answer = ask(at, "POST", "/v1/batches?to=pdf", &headers, &body);
        match answer.status {
            202 => return Some(answer.header("location").to_owned()),
            503 => sleep(Duration::from_millis(200)),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    None
}
