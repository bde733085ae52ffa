//! Which items a claim takes, and which together.

use std::time::Duration;

use chengbao::jobs::Reason;

use crate::database::{Database, LONG, NOW, claim, done, job, sleep, work};

pub(crate) async fn the_oldest_come_first(database: Database) {
    let store = database.open().await;
    store.create(&job(2, 3)).await.unwrap();
    sleep(5).await;
    store.create(&job(1, 3)).await.unwrap();
    let mut claimed = Vec::new();
    for (most, expected) in [(2, 2), (2, 2), (9, 2), (9, 0)] {
        let claims = store.claim(most, LONG).await.unwrap();
        assert_eq!(claims.len(), expected);
        claimed.extend(claims);
    }
    assert_eq!(work(&claimed), ["0", "1", "2", "0", "1", "2"]);
    assert!(claimed.is_sorted_by_key(|claim| claim.token.item));
}

pub(crate) async fn an_item_that_failed_comes_alone(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 4)).await.unwrap();
    let claims = store.claim(2, LONG).await.unwrap();
    for claim in &claims {
        store
            .fail(claim.token, Reason::Panicked, NOW)
            .await
            .unwrap();
    }
    let mut blocks = Vec::new();
    for _ in 0..4 {
        blocks.push(store.claim(9, LONG).await.unwrap());
        sleep(5).await;
    }
    let blocks: Vec<Vec<&str>> = blocks.iter().map(|block| work(block)).collect();
    assert_eq!(blocks, [vec!["2", "3"], vec!["0"], vec!["1"], vec![]]);
}

pub(crate) async fn neither_fresh_nor_failed_items_starve(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let poison = claim(&*store).await;
    store
        .fail(poison.token, Reason::Panicked, NOW)
        .await
        .unwrap();
    sleep(5).await;
    // Fresh ones that came after it do not pass it.
    store.create(&job(2, 2)).await.unwrap();
    let first = store.claim(9, LONG).await.unwrap();
    assert_eq!((first.len(), first[0].token.item), (1, poison.token.item));
    // Having failed again, it does not pass those that came before.
    sleep(5).await;
    store
        .fail(first[0].token, Reason::Panicked, NOW)
        .await
        .unwrap();
    let second = store.claim(9, LONG).await.unwrap();
    assert_eq!(second.len(), 2);
    assert!(second.iter().all(|claim| claim.failures == 0));
    sleep(5).await;
    let third = store.claim(9, LONG).await.unwrap();
    assert_eq!((third.len(), third[0].failures), (1, 2));
}

pub(crate) async fn what_is_delayed_is_not_due(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 3)).await.unwrap();
    let claims = store.claim(3, LONG).await.unwrap();
    let soon = Duration::from_secs(2);
    store
        .fail(claims[0].token, Reason::Storage, soon)
        .await
        .unwrap();
    store.give_back(claims[1].token, None, soon).await.unwrap();
    assert!(store.claim(9, LONG).await.unwrap().is_empty());
    sleep(2100).await;
    let mut again = store.claim(9, LONG).await.unwrap();
    sleep(5).await;
    again.extend(store.claim(9, LONG).await.unwrap());
    let mut items: Vec<i64> = again.iter().map(|claim| claim.token.item).collect();
    items.sort_unstable();
    assert_eq!(items, [claims[0].token.item, claims[1].token.item]);
    store
        .finish(&again.iter().map(done).collect::<Vec<_>>())
        .await
        .unwrap();
}
