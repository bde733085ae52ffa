//! How fast: claims and finishes a second, said on standard error; `docs/performance.md` has figures.
//! Run with `CHENGBAO_JOBS_SPEED=20000` for as many items.

use std::time::Instant;

use chengbao::jobs::State;

use crate::database::{Database, LONG, done, job};

pub(crate) async fn claims_and_finishes(database: Database) {
    let asked = std::env::var("CHENGBAO_JOBS_SPEED")
        .ok()
        .and_then(|items| items.parse().ok());
    let items: usize = asked.unwrap_or(200);
    let store = database.open().await;
    for (n, block) in (1..).zip([1, 20]) {
        let items = if block == 1 { items / 10 } else { items };
        let start = Instant::now();
        store.create(&job(n, items)).await.unwrap();
        let created = start.elapsed().as_secs_f64();
        let start = Instant::now();
        loop {
            let claims = store.claim(block, LONG).await.unwrap();
            if claims.is_empty() {
                break;
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
        }
        let rate = items as f64 / start.elapsed().as_secs_f64();
        let scheme = database.address.split(':').next().unwrap();
        eprintln!(
            "{scheme}: blocks of {block}: {rate:.0} items/s; {items} created in {created:.2} s"
        );
    }
    let start = Instant::now();
    let counts = store.counts().await.unwrap();
    eprintln!("counts: {:?}", start.elapsed());
    assert_eq!(counts.of(State::Done), (items + items / 10) as u64);
}
