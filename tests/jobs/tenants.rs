//! Two tenants: neither has anything of the other's.

use chengbao::jobs::{Begun, Created, Sha256Hex, State};

use crate::database::{Database, LONG, done, id, job_of};

pub(crate) async fn neither_sees_nor_touches_the_others(database: Database) {
    let store = database.open().await;
    store.create(&job_of("a", 1, 2)).await.unwrap();
    let claims = store.claim(1, LONG).await.unwrap();
    store.finish(&[done(&claims[0])]).await.unwrap();
    let sha256 = &done(&claims[0]).outputs[0].sha256;
    assert!(store.output("a", sha256).await.unwrap().is_some());
    for other in ["b", "A", "a ", "", "%"] {
        assert_eq!(store.job(other, &id(1), 0, 9).await.unwrap(), None);
        assert_eq!(store.changes(other, &id(1), 0, 9).await.unwrap(), None);
        assert_eq!(store.cancel(other, &id(1)).await.unwrap(), None);
        assert_eq!(store.output(other, sha256).await.unwrap(), None);
    }
    // Its id is not for another to have.
    assert!(store.create(&job_of("b", 1, 1)).await.is_err());
    assert_eq!(
        store.create(&job_of("a", 1, 1)).await.unwrap(),
        Created::Already
    );
    let job = store.job("a", &id(1), 0, 9).await.unwrap().unwrap();
    assert_eq!(job.counts.of(State::Queued), 1);
    // Keys are each tenant's own.
    let (one, two) = (Sha256Hex::of(b"one"), Sha256Hex::of(b"two"));
    assert_eq!(store.begin("a", "k", &one, LONG).await.unwrap(), Begun::New);
    assert_eq!(store.begin("b", "k", &two, LONG).await.unwrap(), Begun::New);
    store.unanswered("b", "k").await.unwrap();
    assert_eq!(
        store.begin("a", "k", &one, LONG).await.unwrap(),
        Begun::Busy
    );
}

pub(crate) async fn the_same_document_of_both_is_found_by_each_in_its_own_job(database: Database) {
    let store = database.open().await;
    store.create(&job_of("a", 1, 1)).await.unwrap();
    store.create(&job_of("b", 2, 1)).await.unwrap();
    let claims = store.claim(2, LONG).await.unwrap();
    let results: Vec<_> = claims.iter().map(done).collect();
    assert_eq!(results[0].outputs, results[1].outputs);
    store.finish(&results).await.unwrap();
    let sha256 = &results[0].outputs[0].sha256;
    for (tenant, job) in [("a", id(1)), ("b", id(2))] {
        assert_eq!(store.output(tenant, sha256).await.unwrap().unwrap().0, job);
    }
}
