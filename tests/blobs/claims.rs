//! What holds of every store.

use std::sync::Arc;
use std::time::Duration;

use chengbao::jobs::{Blobs, JobId, Sha256Hex, Shelf};
use object_store::memory::InMemory;

/// All claims, one after another, each with jobs of its own.
pub(crate) async fn hold(blobs: &Blobs) {
    what_is_put_is_had(blobs).await;
    shelves_are_apart(blobs).await;
    forgetting_a_job_forgets_all_of_it_and_nothing_else(blobs).await;
    forgetting_an_answer_forgets_that_one(blobs).await;
    putting_at_the_same_time_keeps_it_whole(blobs).await;
    jobs_with_blobs_are_listed_by_age(blobs).await;
}

/// A job's shelf.
pub(crate) fn job(bits: u8) -> (JobId, Shelf) {
    let job = JobId::new([bits; 16]);
    (job.clone(), Shelf::Job(job))
}

async fn has(blobs: &Blobs, shelf: &Shelf, sha256: &Sha256Hex) -> bool {
    blobs.get(shelf, sha256).await.unwrap().is_some()
}

async fn what_is_put_is_had(blobs: &Blobs) {
    blobs.ready().await.unwrap();
    let (_, shelf) = job(1);
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    for bytes in [Vec::new(), b"one".to_vec(), large] {
        for shelf in [&shelf, &Shelf::Answers] {
            // Nothing is there, once, then twice the same.
            let sha256 = Sha256Hex::of(&bytes);
            assert_eq!(blobs.get(shelf, &sha256).await, Ok(None));
            for _ in 0..2 {
                assert_eq!(blobs.put(shelf, bytes.clone()).await, Ok(sha256.clone()));
                let had = blobs.get(shelf, &sha256).await.unwrap();
                assert!(had.as_ref() == Some(&bytes), "{} bytes", bytes.len());
            }
        }
    }
}

async fn shelves_are_apart(blobs: &Blobs) {
    let [(_, one), (_, other)] = [job(2), job(3)];
    let sha256 = blobs.put(&one, b"of one".to_vec()).await.unwrap();
    assert!(!has(blobs, &other, &sha256).await);
    assert!(!has(blobs, &Shelf::Answers, &sha256).await);
}

async fn forgetting_a_job_forgets_all_of_it_and_nothing_else(blobs: &Blobs) {
    let [(_, one), (_, other)] = [job(4), job(5)];
    let mut kept = Vec::new();
    for number in 0..12_u8 {
        kept.push(blobs.put(&one, vec![number; 9]).await.unwrap());
        blobs.put(&other, vec![number; 9]).await.unwrap();
        blobs.put(&Shelf::Answers, vec![number; 9]).await.unwrap();
    }
    // The second time there is nothing to forget.
    for _ in 0..2 {
        blobs.forget(&one).await.unwrap();
        for sha256 in &kept {
            assert!(!has(blobs, &one, sha256).await);
            assert!(has(blobs, &other, sha256).await);
            assert!(has(blobs, &Shelf::Answers, sha256).await);
        }
    }
    blobs.put(&one, b"again".to_vec()).await.unwrap();
}

async fn forgetting_an_answer_forgets_that_one(blobs: &Blobs) {
    let one = blobs.put(&Shelf::Answers, b"an answer".to_vec()).await;
    let other = blobs.put(&Shelf::Answers, b"another".to_vec()).await;
    let (one, other) = (one.unwrap(), other.unwrap());
    for _ in 0..2 {
        blobs.forget_answer(&one).await.unwrap();
        assert!(!has(blobs, &Shelf::Answers, &one).await);
        assert!(has(blobs, &Shelf::Answers, &other).await);
    }
}

async fn putting_at_the_same_time_keeps_it_whole(blobs: &Blobs) {
    let (_, shelf) = job(6);
    let bytes = vec![7_u8; 200_000];
    let puts: Vec<_> = (0..8)
        .map(|_| {
            let (blobs, shelf, bytes) = (blobs.clone(), shelf.clone(), bytes.clone());
            tokio::spawn(async move { blobs.put(&shelf, bytes).await })
        })
        .collect();
    for put in puts {
        let sha256 = put.await.unwrap().unwrap();
        assert!(has(blobs, &shelf, &sha256).await);
    }
}

async fn jobs_with_blobs_are_listed_by_age(blobs: &Blobs) {
    let (id, shelf) = job(7);
    let listed = |age| blobs.jobs_older_than(Duration::from_secs(age));
    assert!(!listed(0).await.unwrap().contains(&id));
    blobs
        .put(&shelf, b"left by a crash".to_vec())
        .await
        .unwrap();
    // Times of a bucket are whole seconds of its own clock.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(listed(0).await.unwrap().contains(&id));
    assert_eq!(listed(3_600).await, Ok(Vec::new()));
    blobs.forget(&shelf).await.unwrap();
    assert!(!listed(0).await.unwrap().contains(&id));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_holds_in_memory() {
    hold(&Blobs::new(Arc::new(InMemory::new()))).await;
}
