//! Reports that hurt whoever works on them: they are given up, and harm no other.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::batch::{all_done, digest, done, items, job, open, report, send};
use crate::node::{Deployment, Node};

const MARKED: usize = 17;

/// The marked item, and the others.
fn apart(job: &Value) -> (Value, Value) {
    let mut others = job.clone();
    let marked = others["items"].as_array_mut().unwrap().remove(MARKED);
    (marked, others)
}

fn reports() -> Vec<String> {
    (0..40).map(report).collect()
}

#[test]
fn a_report_that_crashes_its_worker_three_times_is_given_up_and_harms_no_other() {
    let reports = reports();
    let mark = format!("abort={}", digest(&reports[MARKED]));
    let deployment = Deployment::new().knows("CHENGBAO_FAULTS", &mark);
    // One that works on nothing takes it: it lives to tell so.
    let node = deployment.start_answering();
    let location = send(node.address, "pdf", &reports);
    node.kill();
    let mut node = deployment.start();
    // Whoever keeps services running starts them again.
    let since = Instant::now();
    let mut deaths = 0;
    loop {
        assert!(
            since.elapsed() < Duration::from_secs(80),
            "{}",
            deployment.log()
        );
        if node.has_ended() {
            deaths += 1;
            node = deployment.start();
        }
        if open_if_any(&mut node, &location) == Some(0) {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let job = job(node.address, &location);
    let (marked, others) = apart(&job);
    assert_eq!(marked["state"], "given-up", "{marked}");
    assert_eq!(
        (&marked["failures"], &marked["reason"]["code"]),
        (&3.into(), &"lost".into())
    );
    assert_eq!(marked["outputs"].as_array().unwrap().len(), 0);
    all_done(node.address, &others, reports.len() - 1, 1);
    // It took others with it the first time, when nobody knew; never again.
    for item in items(&others) {
        assert!(item["failures"].as_u64().unwrap() <= 1, "{item}");
    }
    assert_eq!(deaths, 3);
}

/// How many items are open, where the node lives to tell.
fn open_if_any(node: &mut Node, location: &str) -> Option<u64> {
    let at = node.address;
    let location = location.to_owned();
    std::thread::spawn(move || open(at, &location)).join().ok()
}

#[test]
fn a_report_the_program_panics_over_is_given_up_and_harms_no_other() {
    let reports = reports();
    let mark = format!("panic={}", digest(&reports[MARKED]));
    let deployment = Deployment::new().knows("CHENGBAO_FAULTS", &mark);
    let node = deployment.start();
    let location = send(node.address, "pdf", &reports);
    let job = done(node.address, &location, Duration::from_secs(60));
    let (marked, others) = apart(&job);
    assert_eq!(marked["state"], "given-up", "{marked}");
    assert_eq!(
        (&marked["failures"], &marked["reason"]["code"]),
        (&3.into(), &"panicked".into())
    );
    all_done(node.address, &others, reports.len() - 1, 1);
    for item in items(&others) {
        assert_eq!(item["failures"], 0, "{item}");
    }
}
