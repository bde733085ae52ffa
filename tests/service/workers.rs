//! Input that is too much for a worker takes only that worker: it is killed, or the system ends it, the next
//! one is there at once, and what did it twice is refused. Others are answered meanwhile.

use std::thread::spawn;
use std::time::{Duration, Instant};

use chengbao::server::Limits;

use crate::client::{Answer, ask, get};
use crate::routes::example;
use crate::server::Own;

/// Long enough for an example on a busy machine, and not for a long report on a fast one.
const WORK_TIME: Duration = Duration::from_millis(250);

fn check(server: &Own, yaml: &str) -> Answer {
    let headers = [("Content-Type", "application/yaml")];
    ask(
        server.address,
        "POST",
        "/v1/check",
        &headers,
        yaml.as_bytes(),
    )
}

fn pdf(server: &Own, yaml: &str) -> Answer {
    let headers = [("Content-Type", "application/yaml")];
    ask(
        server.address,
        "POST",
        "/v1/reports",
        &headers,
        yaml.as_bytes(),
    )
}

/// A report of so many characters: each of its texts begins with a paragraph of a share of them, as a form bounds
/// a single text.
fn long(characters: usize) -> String {
    const TEXTS: [&str; 4] = [
        "preface: |",
        "overview: |",
        "problems: |",
        "other_matters: |",
    ];
    let share = "政府信息公开".repeat(characters / 6 / TEXTS.len());
    TEXTS.iter().fold(example(), |yaml, key| {
        let (before, after) = yaml.split_at(yaml.find(key).unwrap());
        let (head, rest) = after.split_once('\n').unwrap();
        format!("{before}{head}\n  {share}\n{rest}")
    })
}

#[test]
fn a_worker_that_takes_too_long_is_killed_and_the_next_is_ready_at_once() {
    let limits = Limits {
        work_time: WORK_TIME,
        pages: 100_000,
        memory: 8_000_000_000,
        threads: 1,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    assert_eq!(check(&server, &example()).status, 200);
    let slow = long(750_000);
    let slow = &slow[..];
    for _ in 0..2 {
        let since = Instant::now();
        let answer = pdf(&server, slow);
        answer.is_problem(503, "work-time");
        assert!(since.elapsed() < Duration::from_secs(10));
        assert_eq!(check(&server, &example()).status, 200);
    }
    pdf(&server, slow).is_problem(422, "content-blocked");
    assert_eq!(check(&server, &example()).status, 200);
}

#[test]
fn a_worker_that_takes_too_much_memory_is_ended_by_the_system() {
    let limits = Limits {
        memory: 100_000_000,
        ..Limits::default()
    };
    let server = Own::with(limits, "");
    assert_eq!(pdf(&server, &example()).status, 200);
    let large = long(750_000);
    for _ in 0..2 {
        pdf(&server, &large).is_problem(500, "fault");
        assert_eq!(pdf(&server, &example()).status, 200);
    }
    pdf(&server, &large).is_problem(422, "content-blocked");
    assert_eq!(pdf(&server, &example()).status, 200);
}

#[test]
fn what_watches_the_service_is_answered_while_every_worker_is_busy() {
    let server = Own::with(
        Limits {
            work_time: WORK_TIME,
            pages: 100_000,
            ..Limits::default()
        },
        "",
    );
    let address = server.address;
    let slow: Vec<_> = (0..2)
        .map(|more| {
            let yaml = long(750_000 + more * 60);
            spawn(move || {
                let headers = [("Content-Type", "application/yaml")];
                ask(address, "POST", "/v1/reports", &headers, yaml.as_bytes()).status
            })
        })
        .collect();
    let since = Instant::now();
    while since.elapsed() < WORK_TIME {
        let asked = Instant::now();
        assert_eq!(get(address, "/livez").status, 200);
        assert!(asked.elapsed() < Duration::from_secs(1));
    }
    for slow in slow {
        let status = slow.join().unwrap();
        assert_eq!(status, 503);
    }
}
