//! Reports that hurt whoever works on them: they are given up, and harm no other.

use std::time::Duration;

use serde_json::Value;

use crate::batch::{all_done, digest, done, items, report, send};
use crate::node::Deployment;

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
fn a_report_that_crashes_its_worker_is_given_up_and_harms_neither_the_service_nor_others() {
    let reports = reports();
    let mark = format!("abort={}", digest(&reports[MARKED]));
    let deployment = Deployment::new().knows("CHENGBAO_FAULTS", &mark);
    let mut node = deployment.start();
    let location = send(node.address, "pdf", &reports);
    let job = done(node.address, &location, Duration::from_secs(80));
    assert!(!node.has_ended(), "{}", deployment.log());
    let (marked, others) = apart(&job);
    assert_eq!(marked["state"], "given-up", "{marked}");
    assert_eq!(
        (&marked["failures"], &marked["reason"]["code"]),
        (&3.into(), &"panicked".into())
    );
    assert_eq!(marked["outputs"].as_array().unwrap().len(), 0);
    all_done(node.address, &others, reports.len() - 1, 1);
    let failed = items(&others).iter().filter(|item| item["failures"] != 0);
    assert_eq!(failed.count(), 0, "it took others with it");
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
