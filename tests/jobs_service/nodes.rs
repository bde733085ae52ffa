//! Three nodes on one PostgreSQL and one store: any of them answers, any of them works, and the end of one
//! is nobody's loss.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::batch::{all_done, done, is_of, items, job, once_each, open, report, send};
use crate::bucket::S3;
use crate::node::{Deployment, Node};
use crate::postgres::Postgres;

const ITEMS: usize = 300;

#[test]
fn three_nodes_share_a_bucket_and_outlive_one_of_them() {
    let database = Postgres::shared().database();
    let s3 = S3::start();
    let store = s3.address("three-nodes");
    let deployment = || {
        let deployment = Deployment::new().with(&["--store", &store, "--job-threads", "1"]);
        let deployment = deployment.knows("CHENGBAO_DATABASE", &database);
        let known = s3.environment().into_iter();
        known.fold(deployment, |deployment, (name, value)| {
            deployment.knows(&name, &value)
        })
    };
    on(&[deployment(), deployment(), deployment()]);
}

#[test]
fn three_nodes_share_the_work_and_outlive_one_of_them() {
    let database = Postgres::shared().database();
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("blobs");
    let deployment = || {
        let store = store.to_str().unwrap();
        // Given as it should be: it is in no list of processes.
        let deployment = Deployment::new().with(&["--store", store, "--job-threads", "1"]);
        deployment.knows("CHENGBAO_DATABASE", &database)
    };
    on(&[deployment(), deployment(), deployment()]);
}

fn on(deployments: &[Deployment; 3]) {
    let reports: Vec<String> = (0..ITEMS).map(report).collect();
    let mut nodes: Vec<Node> = deployments.iter().map(Deployment::start).collect();
    let location = send(nodes[0].address, "pdf", &reports);
    let since = Instant::now();
    // Any of them tells how far it is, at once.
    while open(nodes[1].address, &location) as usize > ITEMS * 2 / 3 {
        assert!(since.elapsed() < Duration::from_secs(60));
        sleep(Duration::from_millis(20));
    }
    let left = open(nodes[2].address, &location);
    nodes.remove(0).kill();
    assert!(left > 0, "it was over before one was killed");
    let told = done(nodes[0].address, &location, Duration::from_secs(80));
    println!("killed with {left} left; done after {:?}", since.elapsed());
    let lost = items(&told).iter().filter(|item| item["failures"] != 0);
    println!(
        "{} items were in the hands of the one that was killed",
        lost.count()
    );
    for node in &nodes {
        assert_eq!(job(node.address, &location), told, "each tells the same");
        all_done(node.address, &told, ITEMS, 1);
    }
    is_of(
        nodes[1].address,
        &items(&told)[ITEMS - 1],
        &reports[ITEMS - 1],
    );
    let shares: Vec<usize> = deployments
        .iter()
        .map(|deployment| once_each(&deployment.log()))
        .collect();
    println!("done by each: {shares:?}");
    assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
    let logs: Vec<String> = deployments.iter().map(Deployment::log).collect();
    once_each(&logs.concat());
}
