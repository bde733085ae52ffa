//! Many at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chengbao::jobs::{Reason, State, Store};
use tokio::task::JoinSet;

use crate::database::{Database, LONG, NOW, claim, done, id, job, look, sleep};

/// Eight workers on two connections take 2,000 items.
pub(crate) async fn each_item_is_claimed_once(database: Database) {
    let stores = [database.open().await, database.open().await];
    for n in 0..4 {
        stores[0].create(&job(n, 500)).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for worker in 0..8 {
        let store = Arc::clone(&stores[worker % 2]);
        workers.spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claims = store.claim(20, LONG).await.unwrap();
                if claims.is_empty() {
                    return mine;
                }
                let results: Vec<_> = claims.iter().map(done).collect();
                assert!(
                    store
                        .finish(&results)
                        .await
                        .unwrap()
                        .iter()
                        .all(|counted| *counted)
                );
                mine.extend(claims.into_iter().map(|claim| claim.token.item));
            }
        });
    }
    let mut items: Vec<i64> = workers.join_all().await.into_iter().flatten().collect();
    items.sort_unstable();
    items.dedup();
    let counts = stores[1].counts().await.unwrap();
    assert_eq!((items.len(), counts.of(State::Done)), (2000, 2000));
    for n in 0..4 {
        assert_eq!(look(&*stores[1], n).await.revision, 500);
    }
}

/// Four workers end items of one job, in blocks that mix it with another, in any order, while
/// somebody reads along: each end is told once, and none is passed over.
pub(crate) async fn ends_are_reported_once_and_in_order(database: Database) {
    let stores = [database.open().await, database.open().await];
    for n in 0..2 {
        stores[0].create(&job(n, 100)).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for worker in 0..4 {
        let store = Arc::clone(&stores[worker % 2]);
        workers.spawn(async move {
            loop {
                let claims = store.claim(7, LONG).await.unwrap();
                if claims.is_empty() {
                    return;
                }
                let mut results: Vec<_> = claims.iter().map(done).collect();
                results.reverse();
                store.finish(&results).await.unwrap();
            }
        });
    }
    let mut told: BTreeMap<u32, usize> = BTreeMap::new();
    let mut after = 0;
    loop {
        let changes = stores[1]
            .changes("a", &id(1), after, 5)
            .await
            .unwrap()
            .unwrap();
        assert!(changes.revision >= after);
        assert_eq!(changes.revision == after, changes.items.is_empty());
        after = changes.revision;
        for item in &changes.items {
            assert_eq!(item.state, State::Done);
            *told.entry(item.number).or_default() += 1;
        }
        if changes.items.is_empty() && changes.counts.is_final() {
            break;
        }
    }
    workers.join_all().await;
    assert_eq!(told.len(), 100);
    assert!(told.values().all(|times| *times == 1));
}

/// Whatever is said meanwhile, the numbers come out even and nothing hangs.
pub(crate) async fn a_job_is_cancelled_while_workers_are_at_it(database: Database) {
    let stores = [database.open().await, database.open().await];
    for n in 0..4 {
        stores[0].create(&job(n, 100)).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for worker in 0..4_usize {
        let store = Arc::clone(&stores[worker % 2]);
        workers.spawn(async move {
            loop {
                let claims = store.claim(9, LONG).await.unwrap();
                if claims.is_empty() {
                    return;
                }
                let mut tokens: Vec<_> = claims.iter().map(|claim| claim.token).collect();
                tokens.reverse();
                store.extend(&tokens, LONG).await.unwrap();
                store.fail(tokens[0], Reason::Panicked, NOW).await.unwrap();
                let results: Vec<_> = claims.iter().rev().map(done).collect();
                store.finish(&results).await.unwrap();
            }
        });
    }
    for n in (0..4).rev() {
        sleep(20).await;
        stores[1].cancel("a", &id(n)).await.unwrap();
    }
    workers.join_all().await;
    for n in 0..4 {
        let job = look(&*stores[0], n).await;
        assert!(job.counts.is_final());
        let mut after = 0;
        let mut told = 0;
        while after < job.revision {
            let changes = stores[0]
                .changes("a", &id(n), after, 30)
                .await
                .unwrap()
                .unwrap();
            assert!(changes.revision > after);
            after = changes.revision;
            told += changes.items.len();
        }
        assert_eq!(told, 100);
    }
    sleep(5).await;
    assert_eq!(stores[0].forget(NOW, 9).await.unwrap().0.len(), 4);
}

/// Well before anybody looks of his own accord. On a machine that is busy with other tests a word may
/// come late: that it comes in time once in five is enough, for without one it never does.
pub(crate) async fn who_waits_is_notified_across_connections(database: Database) {
    let (here, there) = (database.open().await, database.open().await);
    let woken = |store: &Arc<dyn Store>| {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let start = Instant::now();
            store.changed(Duration::from_secs(60)).await;
            start.elapsed() < Duration::from_millis(600)
        })
    };
    let (mut same, mut other, mut of_ends) = (false, false, false);
    for n in 0..5 {
        // What was told before is over, and both listen.
        sleep(700).await;
        let waits = (woken(&here), woken(&there));
        sleep(50).await;
        here.create(&job(n, 1)).await.unwrap();
        same |= waits.0.await.unwrap();
        other |= waits.1.await.unwrap();
        let claimed = claim(&*here).await;
        sleep(700).await;
        let waits = woken(&there);
        sleep(50).await;
        here.finish(&[done(&claimed)]).await.unwrap();
        of_ends |= waits.await.unwrap();
        if same && other && of_ends {
            return;
        }
    }
    panic!("here: {same}, elsewhere: {other}, of ends: {of_ends}");
}
