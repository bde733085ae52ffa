//! Requests with an idempotency key.

use std::time::Duration;

use chengbao::jobs::{Answer, Begun, Sha256Hex};

use crate::database::{Database, LONG, NOW, sleep};

fn answer(body: &str) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/pdf".to_owned())],
        body: Sha256Hex::of(body.as_bytes()),
    }
}

fn print(request: &str) -> Sha256Hex {
    Sha256Hex::of(request.as_bytes())
}

pub(crate) async fn a_key_is_carried_out_once(database: Database) {
    let store = database.open().await;
    let one = print("one");
    assert_eq!(store.begin("a", "k", &one, LONG).await.unwrap(), Begun::New);
    assert_eq!(
        store.begin("a", "k", &one, LONG).await.unwrap(),
        Begun::Busy
    );
    assert_eq!(
        store.begin("a", "k", &print("two"), LONG).await.unwrap(),
        Begun::Other
    );
    store.answered("a", "k", &answer("body")).await.unwrap();
    let expected = Begun::Answered(answer("body"));
    assert_eq!(store.begin("a", "k", &one, LONG).await.unwrap(), expected);
    assert_eq!(
        store.begin("a", "k", &print("two"), LONG).await.unwrap(),
        Begun::Other
    );
    // An answer stays.
    store.answered("a", "k", &answer("another")).await.unwrap();
    store.unanswered("a", "k").await.unwrap();
    assert_eq!(store.begin("a", "k", &one, LONG).await.unwrap(), expected);
    // A request that was not answered may be sent again, even another.
    assert_eq!(store.begin("a", "l", &one, LONG).await.unwrap(), Begun::New);
    store.unanswered("a", "l").await.unwrap();
    assert_eq!(
        store.begin("a", "l", &print("two"), LONG).await.unwrap(),
        Begun::New
    );
}

pub(crate) async fn a_key_not_answered_in_time_may_be_sent_again(database: Database) {
    let store = database.open().await;
    let lease = Duration::from_millis(100);
    assert_eq!(
        store.begin("a", "k", &print("one"), lease).await.unwrap(),
        Begun::New
    );
    sleep(150).await;
    assert_eq!(
        store.begin("a", "k", &print("two"), LONG).await.unwrap(),
        Begun::Other
    );
    assert_eq!(
        store.begin("a", "k", &print("one"), LONG).await.unwrap(),
        Begun::New
    );
    assert_eq!(
        store.begin("a", "k", &print("one"), LONG).await.unwrap(),
        Begun::Busy
    );
}

pub(crate) async fn of_many_at_once_one_carries_it_out(database: Database) {
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = database.open().await;
        all.spawn(async move { store.begin("a", "k", &print("one"), LONG).await.unwrap() });
    }
    let mut all = all.join_all().await;
    all.retain(|begun| *begun != Begun::Busy);
    assert_eq!(all, [Begun::New]);
}

pub(crate) async fn old_answers_are_forgotten_with_bodies_nobody_else_has(database: Database) {
    let store = database.open().await;
    for (key, lease) in [("k", NOW), ("l", NOW), ("m", NOW), ("waits", LONG)] {
        store.begin("a", key, &print("one"), lease).await.unwrap();
    }
    store.answered("a", "k", &answer("shared")).await.unwrap();
    store.answered("a", "m", &answer("own")).await.unwrap();
    sleep(2000).await;
    store.answered("a", "l", &answer("shared")).await.unwrap();
    assert!(store.forget(LONG, 9).await.unwrap().1.is_empty());
    let young = Duration::from_secs(1);
    assert_eq!(
        store.forget(young, 9).await.unwrap().1,
        [answer("own").body]
    );
    sleep(5).await;
    assert_eq!(
        store.forget(NOW, 9).await.unwrap().1,
        [answer("shared").body]
    );
    assert_eq!(
        store.begin("a", "k", &print("two"), LONG).await.unwrap(),
        Begun::New
    );
    assert_eq!(
        store
            .begin("a", "waits", &print("one"), LONG)
            .await
            .unwrap(),
        Begun::Busy
    );
}
