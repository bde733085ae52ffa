//! What becomes of a job from its making to its being forgotten.

use chengbao::jobs::{Created, Reason, State};

use crate::database::{
    Database, LONG, NOW, claim, done, first, id, job, look, refused, sleep, states,
};

pub(crate) async fn a_job_kept_twice_is_one_job(database: Database) {
    let store = database.open().await;
    assert_eq!(store.create(&job(1, 3)).await.unwrap(), Created::New);
    assert_eq!(store.create(&job(1, 5)).await.unwrap(), Created::Already);
    assert_eq!(look(&*store, 1).await.items.len(), 3);
    assert_eq!(store.counts().await.unwrap().of(State::Queued), 3);
}

pub(crate) async fn a_job_of_many_items_is_kept_whole_and_reported_in_pages(database: Database) {
    let store = database.open().await;
    // hundreds, tens and ones: each way to keep them
    store.create(&job(1, 234)).await.unwrap();
    let page = store.job("a", &id(1), 100, 7).await.unwrap().unwrap();
    let numbers: Vec<u32> = page.items.iter().map(|item| item.number).collect();
    assert_eq!(numbers, [100, 101, 102, 103, 104, 105, 106]);
    assert_eq!(page.items[0].name, "报告 100");
    assert_eq!(page.counts.of(State::Queued), 234);
    let all = look(&*store, 1).await;
    assert!(
        all.items
            .iter()
            .zip(0..)
            .all(|(item, n)| item.number == n && item.state == State::Queued)
    );
    assert_eq!(all.items.len(), 234);
    assert!(all.created > 1_700_000_000_000, "{}", all.created);
    assert!(
        store
            .job("a", &id(1), 234, 7)
            .await
            .unwrap()
            .unwrap()
            .items
            .is_empty()
    );
    assert_eq!(store.job("a", &id(2), 0, 7).await.unwrap(), None);
}

pub(crate) async fn results_are_reported_as_they_were_given(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 3)).await.unwrap();
    let claims = store.claim(2, LONG).await.unwrap();
    assert!(
        claims
            .iter()
            .all(|claim| claim.job == id(1) && claim.tenant == "a" && claim.failures == 0)
    );
    assert_eq!(
        states(&*store, 1).await,
        [State::Running, State::Running, State::Queued]
    );
    let results = [done(&claims[0]), refused(&claims[1])];
    assert_eq!(store.finish(&results).await.unwrap(), [true, true]);
    let job = look(&*store, 1).await;
    assert_eq!(job.items[0].state, State::Done);
    assert_eq!(job.items[0].outputs, results[0].outputs);
    assert_eq!(job.items[0].findings.as_deref(), Some("[]"));
    assert_eq!(job.items[0].problem, None);
    assert_eq!(job.items[1].state, State::Refused);
    assert_eq!(job.items[1].problem, results[1].problem);
    assert!(job.revision > 0);
    assert!(!job.counts.is_final());
    let changes = store.changes("a", &id(1), 0, 10).await.unwrap().unwrap();
    assert_eq!(
        (changes.items.as_slice(), changes.revision),
        (&job.items[..2], job.revision)
    );
    let sha256 = &results[0].outputs[0].sha256;
    let found = store.output("a", sha256).await.unwrap();
    assert_eq!(found, Some((id(1), results[0].outputs[0].clone())));
}

pub(crate) async fn the_third_failure_gives_an_item_up(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    for failures in 1..=3 {
        let claim = claim(&*store).await;
        assert_eq!(
            (claim.failures, claim.token.attempt),
            (failures - 1, i64::from(failures))
        );
        assert!(
            store
                .fail(claim.token, Reason::WorkTime, NOW)
                .await
                .unwrap()
        );
        let item = first(&*store, 1).await;
        assert_eq!(
            (item.failures, item.reason),
            (failures, Some(Reason::WorkTime))
        );
        let expected = if failures < 3 {
            State::Queued
        } else {
            State::GivenUp
        };
        assert_eq!(item.state, expected);
    }
    assert!(store.claim(1, LONG).await.unwrap().is_empty());
    let changes = store.changes("a", &id(1), 0, 10).await.unwrap().unwrap();
    assert!(changes.counts.is_final());
    assert_eq!(changes.items.len(), 1);
}

pub(crate) async fn what_is_given_back_is_not_counted_against_it(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    for attempt in 1..=5 {
        let claim = claim(&*store).await;
        assert_eq!((claim.failures, claim.token.attempt), (0, attempt));
        assert!(
            store
                .give_back(claim.token, Some(Reason::Storage), NOW)
                .await
                .unwrap()
        );
    }
    let item = first(&*store, 1).await;
    assert_eq!(
        (item.state, item.failures, item.reason),
        (State::Queued, 0, Some(Reason::Storage))
    );
    let last = claim(&*store).await;
    assert_eq!(store.finish(&[done(&last)]).await.unwrap(), [true]);
    assert_eq!(first(&*store, 1).await.reason, None);
}

pub(crate) async fn what_is_given_up_at_once_ends(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let claim = claim(&*store).await;
    assert!(store.give_up(claim.token, Reason::InputLost).await.unwrap());
    assert!(!store.give_up(claim.token, Reason::InputLost).await.unwrap());
    let item = first(&*store, 1).await;
    assert_eq!(
        (item.state, item.reason),
        (State::GivenUp, Some(Reason::InputLost))
    );
}

pub(crate) async fn cancelling_ends_what_waits_and_what_runs(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 4)).await.unwrap();
    let claims = store.claim(2, LONG).await.unwrap();
    store.finish(&[done(&claims[0])]).await.unwrap();
    assert_eq!(store.cancel("a", &id(1)).await.unwrap(), Some(3));
    assert_eq!(store.cancel("a", &id(1)).await.unwrap(), Some(0));
    assert_eq!(store.cancel("a", &id(2)).await.unwrap(), None);
    let cancelled = State::Cancelled;
    assert_eq!(
        states(&*store, 1).await,
        [State::Done, cancelled, cancelled, cancelled]
    );
    assert!(store.claim(9, LONG).await.unwrap().is_empty());
    assert!(
        store
            .extend(&[claims[1].token], LONG)
            .await
            .unwrap()
            .is_empty()
    );
    // told in pages, none twice
    let mut after = 0;
    let mut told = Vec::new();
    for _ in 0..4 {
        let changes = store.changes("a", &id(1), after, 1).await.unwrap().unwrap();
        assert!(changes.revision > after);
        after = changes.revision;
        told.extend(changes.items.iter().map(|item| item.number));
    }
    assert_eq!(told, [0, 1, 2, 3]);
    assert_eq!(look(&*store, 1).await.revision, after);
    assert!(
        store
            .changes("a", &id(1), after, 1)
            .await
            .unwrap()
            .unwrap()
            .items
            .is_empty()
    );
}

pub(crate) async fn a_lease_that_is_over_is_a_failure(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 2)).await.unwrap();
    let held = claim(&*store).await;
    let lost = store.claim(1, NOW).await.unwrap().remove(0);
    sleep(5).await;
    assert_eq!(store.recover().await.unwrap(), 1);
    assert_eq!(store.recover().await.unwrap(), 0);
    let items = look(&*store, 1).await.items;
    assert_eq!((items[0].state, items[0].failures), (State::Running, 0));
    assert_eq!((items[1].state, items[1].failures), (State::Queued, 1));
    assert_eq!(items[1].reason, Some(Reason::Lost));
    assert_eq!(
        store.finish(&[done(&lost), done(&held)]).await.unwrap(),
        [false, true]
    );
    assert!(
        store.claim(1, LONG).await.unwrap().is_empty(),
        "it waits a little"
    );
    sleep(1100).await;
    let again = claim(&*store).await;
    assert_eq!((again.token.item, again.failures), (lost.token.item, 1));
}

pub(crate) async fn old_jobs_are_forgotten_and_young_ones_are_not(database: Database) {
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let claimed = claim(&*store).await;
    store.finish(&[done(&claimed)]).await.unwrap();
    store.create(&job(2, 1)).await.unwrap();
    store.create(&job(3, 1)).await.unwrap();
    store.cancel("a", &id(3)).await.unwrap();
    assert_eq!(store.forget(LONG, 9).await.unwrap(), (vec![], vec![]));
    sleep(5).await;
    assert_eq!(
        store.forget(NOW, 1).await.unwrap().0,
        [id(1)],
        "the oldest first"
    );
    assert_eq!(store.forget(NOW, 9).await.unwrap().0, [id(3)]);
    assert_eq!(
        store.forget(NOW, 9).await.unwrap().0,
        [],
        "what is not at its end stays"
    );
    assert_eq!(store.job("a", &id(1), 0, 9).await.unwrap(), None);
    assert_eq!(
        store
            .output("a", &done(&claimed).outputs[0].sha256)
            .await
            .unwrap(),
        None
    );
    assert_eq!(store.finish(&[done(&claimed)]).await.unwrap(), [false]);
    assert_eq!(states(&*store, 2).await, [State::Queued]);
    // Numbers of items are not given again.
    assert!(claim(&*store).await.token.item > claimed.token.item);
}
