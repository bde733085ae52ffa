//! What is old is forgotten, with its bytes; what is young or known is not.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use chengbao::jobs::{Blobs, JobId, Jobs, NewItem, NewJob, Shelf, open, tidy_once};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_jobs_and_bytes_without_a_job_are_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = folder.path().join("blobs");
    let address = format!("sqlite://{}/jobs.db", folder.path().display());
    let jobs = Jobs {
        store: open(&address).await.unwrap(),
        blobs: Blobs::open(blobs.to_str().unwrap()).unwrap(),
    };
    // 1 has ended, 2 waits, 3 was never created and is young, 4 was never created and is old.
    let id = |n: u8| JobId::new([n; 16]);
    let mut digests = Vec::new();
    for n in 1..=4 {
        let shelf = Shelf::Job(id(n));
        digests.push(jobs.blobs.put(&shelf, vec![n; 100]).await.unwrap());
    }
    for n in [1, 2] {
        let item = NewItem {
            name: "x".to_owned(),
            work: "x".to_owned(),
        };
        let job = NewJob {
            id: id(n),
            tenant: "a".to_owned(),
            items: vec![item],
        };
        jobs.store.create(&job).await.unwrap();
    }
    jobs.store.cancel("a", &id(1)).await.unwrap();
    let long_ago = SystemTime::now() - 2 * DAY;
    for n in [2, 4] {
        let folder = blobs.join("jobs").join(id(n).as_str());
        for file in fs::read_dir(&folder).unwrap() {
            let file = File::options()
                .append(true)
                .open(file.unwrap().path())
                .unwrap();
            file.set_modified(long_ago).unwrap();
        }
    }
    let there = async || {
        let mut there = Vec::new();
        for (n, digest) in (1..).zip(&digests) {
            there.push(
                jobs.blobs
                    .get(&Shelf::Job(id(n)), digest)
                    .await
                    .unwrap()
                    .is_some(),
            );
        }
        there
    };
    tidy_once(&jobs, 30 * DAY).await.unwrap();
    assert_eq!(
        there().await,
        [true, true, true, false],
        "nothing is old but what nobody knows"
    );
    tidy_once(&jobs, Duration::ZERO).await.unwrap();
    assert_eq!(there().await, [false, true, true, false]);
    assert_eq!(jobs.store.known(&[id(1), id(2)]).await.unwrap(), [id(2)]);
}
