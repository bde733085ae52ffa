//! A worker whose claim was lost can say what it likes.

use std::time::Duration;

use chengbao::jobs::{Reason, State, Token};

use crate::database::{Database, LONG, NOW, claim, done, first, id, job, refused, sleep, states};

pub(crate) async fn a_claim_that_was_lost_changes_nothing(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let old = store.claim(1, NOW).await.unwrap().remove(0);
    sleep(5).await;
    store.recover().await.unwrap();
    for again in [false, true] {
        if again {
            sleep(1100).await;
            let new = claim(&*store).await;
            assert_eq!(
                new.token,
                Token {
                    attempt: old.token.attempt + 1,
                    ..old.token
                }
            );
        }
        let before = first(&*store, 1).await;
        assert_eq!(store.finish(&[done(&old)]).await.unwrap(), [false]);
        assert!(!store.fail(old.token, Reason::Panicked, NOW).await.unwrap());
        assert!(!store.give_up(old.token, Reason::Panicked).await.unwrap());
        assert!(!store.give_back(old.token, None, NOW).await.unwrap());
        assert!(store.extend(&[old.token], LONG).await.unwrap().is_empty());
        assert_eq!(first(&*store, 1).await, before);
        assert_eq!(
            store
                .output("a", &done(&old).outputs[0].sha256)
                .await
                .unwrap(),
            None
        );
    }
}

pub(crate) async fn a_claim_that_is_held_can_be_held_longer(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 2)).await.unwrap();
    let claims = store.claim(2, Duration::from_millis(500)).await.unwrap();
    let tokens: Vec<Token> = claims.iter().map(|claim| claim.token).collect();
    let reversed = [
        tokens[1],
        Token {
            attempt: 7,
            ..tokens[0]
        },
    ];
    assert_eq!(store.extend(&reversed, LONG).await.unwrap(), [tokens[1]]);
    sleep(600).await;
    assert_eq!(store.recover().await.unwrap(), 1);
    assert_eq!(states(&*store, 1).await, [State::Queued, State::Running]);
}

pub(crate) async fn finishing_many_counts_those_that_are_held(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 2)).await.unwrap();
    store.create(&job(2, 2)).await.unwrap();
    let claims = store.claim(4, LONG).await.unwrap();
    store.give_back(claims[1].token, None, LONG).await.unwrap();
    let unknown = chengbao::jobs::Finished {
        token: Token {
            item: 999_999,
            attempt: 1,
        },
        ..refused(&claims[0])
    };
    // In any order, each with its own answer; the same said twice counts once.
    let results = [
        refused(&claims[3]),
        unknown,
        done(&claims[1]),
        done(&claims[0]),
        done(&claims[3]),
    ];
    assert_eq!(
        store.finish(&results).await.unwrap(),
        [true, false, false, true, false]
    );
    assert_eq!(states(&*store, 1).await, [State::Done, State::Queued]);
    assert_eq!(states(&*store, 2).await, [State::Running, State::Refused]);
    assert!(store.finish(&[]).await.unwrap().is_empty());
}

pub(crate) async fn a_result_after_a_cancellation_changes_nothing(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let claim = claim(&*store).await;
    store.cancel("a", &id(1)).await.unwrap();
    assert_eq!(store.finish(&[done(&claim)]).await.unwrap(), [false]);
    assert!(
        !store
            .fail(claim.token, Reason::Panicked, NOW)
            .await
            .unwrap()
    );
    let item = first(&*store, 1).await;
    assert_eq!(
        (item.state, item.outputs.len(), item.failures),
        (State::Cancelled, 0, 0)
    );
}
