//! The end of a node that is told to end: what is in its hands is finished or given back, and counts
//! against nothing.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::batch::{all_done, digest, done, items, open, report, send};
use crate::node::Deployment;

#[test]
fn a_node_that_is_asked_to_end_gives_back_what_it_does_not_finish() {
    let reports: Vec<String> = (0..300).map(report).collect();
    // The first takes two seconds: it is in hand when the node is told to end.
    let mark = format!("slow={}", digest(&reports[0]));
    let deployment = Deployment::new().knows("CHENGBAO_FAULTS", &mark);
    let node = deployment.start();
    let location = send(node.address, "pdf", &reports);
    let since = Instant::now();
    while open(node.address, &location) == 300 {
        assert!(since.elapsed() < Duration::from_secs(30));
        sleep(Duration::from_millis(5));
    }
    assert!(open(node.address, &location) > 100);
    let since = Instant::now();
    node.terminate();
    let status = node.ended(Duration::from_secs(30));
    assert_eq!(status.code(), Some(0), "{}", deployment.log());
    println!("ended after {:?}", since.elapsed());

    // At the next start nothing waits for a lease: nothing was held any more.
    let node = deployment.start();
    let left = open(node.address, &location);
    assert!(left > 0, "it took all of them up");
    let job = done(node.address, &location, Duration::from_secs(60));
    all_done(node.address, &job, reports.len(), 1);
    for item in items(&job) {
        assert_eq!(item["failures"], 0, "{item}");
    }
    assert!(
        !deployment.log().contains("leases were over"),
        "{}",
        deployment.log()
    );
    println!("{left} left to the next start");
}

#[test]
fn a_node_with_no_threads_for_jobs_answers_and_leaves_them_to_others() {
    let deployment = Deployment::new();
    let reports: Vec<String> = (0..4).map(report).collect();
    let node = deployment.start_answering();
    let location = send(node.address, "pdf", &reports);
    sleep(Duration::from_secs(2));
    assert_eq!(open(node.address, &location), 4);
    let other = deployment.start();
    let job = done(node.address, &location, Duration::from_secs(30));
    all_done(node.address, &job, 4, 1);
    drop(other);
}
