//! The loop over a real database, with a scripted handler and a database that fails.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::super::blobs::Sha256Hex;
use super::super::error::StoreError;
use super::super::model::*;
use super::*;
use crate::jobs::open;

const TENANT: &str = "a";

/// A database of its own, whose calls of workers fail each n-th time.
struct Faulty {
    store: Arc<dyn Store>,
    each: usize,
    calls: AtomicUsize,
    _folder: tempfile::TempDir,
}

/// What becomes of a call.
enum Fate {
    Answered,
    Unanswered,
    Undone,
}

fn failed<T>() -> Result<T, StoreError> {
    Err(StoreError::Failed("as asked".to_owned()))
}

impl Faulty {
    async fn new(each: usize) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}/jobs.db", folder.path().display());
        Arc::new(Self {
            store: open(&address).await.unwrap(),
            each,
            calls: AtomicUsize::new(0),
            _folder: folder,
        })
    }

    /// What becomes of the next call. Half of those that fail are carried out all the same.
    fn fate(&self) -> Fate {
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if self.each == 0 || !number.is_multiple_of(self.each) {
            Fate::Answered
        } else if number.is_multiple_of(2 * self.each) {
            Fate::Unanswered
        } else {
            Fate::Undone
        }
    }

    async fn call<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        match self.fate() {
            Fate::Answered => call.await,
            Fate::Unanswered => call.await.and_then(|_| failed()),
            Fate::Undone => failed(),
        }
    }

    /// An item's claim is left unanswered once at most: after the third time it is given up, and
    /// whether one is hit three times would be chance.
    async fn claim_once_unanswered(
        &self,
        claim: impl Future<Output = Result<Vec<Claim>, StoreError>>,
    ) -> Result<Vec<Claim>, StoreError> {
        match self.fate() {
            Fate::Answered => claim.await,
            Fate::Unanswered => {
                let claims = claim.await?;
                match claims.iter().any(|claim| claim.failures > 0) {
                    true => Ok(claims),
                    false => failed(),
                }
            }
            Fate::Undone => failed(),
        }
    }

    async fn keep(&self, id: u8, works: &[&str]) -> JobId {
        let id = JobId::new([id; 16]);
        let item = |work: &&str| NewItem {
            name: "x".to_owned(),
            work: (*work).to_owned(),
        };
        let job = NewJob {
            id: id.clone(),
            tenant: TENANT.to_owned(),
            items: works.iter().map(item).collect(),
        };
        self.store.create(&job).await.unwrap();
        id
    }

    async fn look(&self, id: &JobId) -> Job {
        let job = self.store.job(TENANT, id, 0, 1000).await.unwrap();
        job.unwrap()
    }

    /// The job at its end.
    async fn ended(&self, id: &JobId) -> Job {
        let end = async {
            loop {
                let job = self.look(id).await;
                if job.counts.is_final() {
                    return job;
                }
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(30), end).await.unwrap()
    }
}

macro_rules! pass_on {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty;)+) => {
        #[async_trait]
        impl Store for Faulty {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$out, StoreError> {
                self.call(self.store.$name($($arg),*)).await
            })+
            async fn claim(&self, most: u32, lease: Duration) -> Result<Vec<Claim>, StoreError> {
                self.claim_once_unanswered(self.store.claim(most, lease)).await
            }
            async fn changed(&self, most: Duration) {
                self.store.changed(most).await;
            }
        }
    };
}

pass_on! {
    create(job: &NewJob) -> Created;
    job(tenant: &str, id: &JobId, from: u32, count: u32) -> Option<Job>;
    changes(tenant: &str, id: &JobId, after: i64, count: u32) -> Option<Changes>;
    cancel(tenant: &str, id: &JobId) -> Option<u64>;
    output(tenant: &str, sha256: &Sha256Hex) -> Option<(JobId, Output)>;
    extend(claims: &[Token], lease: Duration) -> Vec<Token>;
    finish(results: &[Finished]) -> Vec<bool>;
    fail(token: Token, reason: Reason, delay: Duration) -> bool;
    give_up(token: Token, reason: Reason) -> bool;
    give_back(token: Token, reason: Option<Reason>, delay: Duration) -> bool;
    recover() -> u64;
    counts() -> Counts;
    begin(tenant: &str, key: &str, fingerprint: &Sha256Hex, lease: Duration) -> Begun;
    answered(tenant: &str, key: &str, answer: &Answer) -> ();
    unanswered(tenant: &str, key: &str) -> ();
    forget(age: Duration, most: u32) -> (Vec<JobId>, Vec<Sha256Hex>);
    known(jobs: &[JobId]) -> Vec<JobId>;
}

/// Does what the work says: `ok`, `slow`, `panic`, `fail`, `later` (twice, then it is done).
#[derive(Default)]
struct Scripted {
    at_work: AtomicUsize,
    later: AtomicUsize,
    /// Of each item that failed before: how many were at work with it.
    company: Mutex<Vec<usize>>,
    left: Mutex<Vec<&'static str>>,
}

#[async_trait]
impl Handler for Scripted {
    async fn run(&self, claim: &Claim) -> Outcome {
        struct Leaves<'a>(&'a AtomicUsize);
        impl Drop for Leaves<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::SeqCst);
            }
        }
        let company = self.at_work.fetch_add(1, Ordering::SeqCst);
        let _leaves = Leaves(&self.at_work);
        if claim.failures > 0 {
            self.company.lock().unwrap().push(company);
        }
        sleep(Duration::from_millis(2)).await;
        match claim.work.as_str() {
            "slow" => sleep(Duration::from_secs(60)).await,
            "panic" => panic!("as asked"),
            "fail" => return Outcome::Failed(Reason::WorkTime),
            "hopeless" => return Outcome::Hopeless(Reason::InputLost),
            "later" if self.later.fetch_add(1, Ordering::SeqCst) < 2 => {
                return Outcome::NotNow(Reason::Storage);
            }
            _ => {}
        }
        if claim.failures > 0 {
            let company = self.at_work.load(Ordering::SeqCst) - 1;
            self.company.lock().unwrap().push(company);
        }
        Outcome::Finished {
            findings: "[]".to_owned(),
            problem: None,
            outputs: Vec::new(),
        }
    }

    fn saw(&self, event: Event) {
        if let Event::Left { how, .. } = event {
            self.left.lock().unwrap().push(how);
        }
    }
}

fn pace() -> Pace {
    Pace {
        lease: Duration::from_millis(600),
        poll: Duration::from_millis(20),
        retry: Duration::from_millis(10),
        drain: Duration::from_millis(200),
        ..Pace::of(2)
    }
}

/// Runs a worker while `test` goes on; whether it ended with nothing in its hands.
async fn while_working(
    store: &Arc<Faulty>,
    handler: &Arc<Scripted>,
    pace: Pace,
    test: impl Future<Output = ()>,
) -> bool {
    let (end, ending) = watch::channel(false);
    let worker = Worker::new(Arc::clone(store) as _, Arc::clone(handler) as _, pace);
    let running = tokio::spawn(worker.run(ending));
    test.await;
    end.send_replace(true);
    let ended = timeout(Duration::from_secs(10), running).await;
    ended.unwrap().unwrap()
}

#[tokio::test]
async fn each_outcome_leads_where_it_should() {
    let (store, handler) = (Faulty::new(0).await, Arc::<Scripted>::default());
    let job = store
        .keep(1, &["ok", "panic", "fail", "hopeless", "later"])
        .await;
    let is_clean = while_working(&store, &handler, pace(), async {
        let job = store.ended(&job).await;
        let told: Vec<_> = job
            .items
            .iter()
            .map(|item| (item.state, item.failures, item.reason))
            .collect();
        let given_up = |failures, reason| (State::GivenUp, failures, Some(reason));
        assert_eq!(told[0], (State::Done, 0, None));
        assert_eq!(told[1], given_up(3, Reason::Panicked));
        assert_eq!(told[2], given_up(3, Reason::WorkTime));
        assert_eq!(
            (told[3].0, told[3].2),
            (State::GivenUp, Some(Reason::InputLost))
        );
        assert_eq!((told[4].0, told[4].1), (State::Done, 0));
    });
    assert!(is_clean.await);
}

#[tokio::test]
async fn one_that_failed_before_has_no_company() {
    let (store, handler) = (Faulty::new(0).await, Arc::<Scripted>::default());
    let mut works = vec!["ok"; 100];
    for place in [3, 4, 50, 99] {
        works[place] = "fail";
    }
    let job = store.keep(1, &works).await;
    while_working(&store, &handler, pace(), async {
        let job = store.ended(&job).await;
        assert_eq!(
            (job.counts.of(State::Done), job.counts.of(State::GivenUp)),
            (96, 4)
        );
    })
    .await;
    let company = handler.company.lock().unwrap();
    assert_eq!(company.as_slice(), [0; 8], "twice again for each of four");
}

#[tokio::test]
async fn a_database_that_fails_again_and_again_delays_and_loses_nothing() {
    for each in [2, 3, 5] {
        let (store, handler) = (Faulty::new(each).await, Arc::<Scripted>::default());
        let job = store.keep(1, &["ok"; 60]).await;
        let since = Instant::now();
        while_working(&store, &handler, pace(), async {
            let job = store.ended(&job).await;
            // A claim whose answer was lost is found when its lease is over.
            assert_eq!(job.counts.of(State::Done), 60, "{each}: {:?}", job.counts);
        })
        .await;
        assert!(since.elapsed() < Duration::from_secs(20), "{each}");
    }
}

#[tokio::test]
async fn the_end_gives_back_what_is_not_finished() {
    let (store, handler) = (Faulty::new(0).await, Arc::<Scripted>::default());
    let job = store.keep(1, &["slow"; 20]).await;
    let is_clean = while_working(&store, &handler, pace(), async {
        while handler.at_work.load(Ordering::SeqCst) < pace().at_once {
            sleep(Duration::from_millis(5)).await;
        }
    });
    assert!(is_clean.await);
    let job = store.look(&job).await;
    assert_eq!(job.counts.of(State::Queued), 20, "{:?}", job.counts);
    assert!(job.items.iter().all(|item| item.failures == 0));
}

#[tokio::test]
async fn what_is_cancelled_is_let_go() {
    let (store, handler) = (Faulty::new(0).await, Arc::<Scripted>::default());
    let slow = store.keep(1, &["slow"; 8]).await;
    let quick = store.keep(2, &["ok"; 8]).await;
    while_working(&store, &handler, pace(), async {
        while handler.at_work.load(Ordering::SeqCst) == 0 {
            sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(store.store.cancel(TENANT, &slow).await.unwrap(), Some(8));
        let job = store.ended(&quick).await;
        assert_eq!(job.counts.of(State::Done), 8);
    })
    .await;
    let lost = handler
        .left
        .lock()
        .unwrap()
        .iter()
        .filter(|how| **how == "lost")
        .count();
    assert_eq!(lost, 8);
}

#[tokio::test]
async fn work_that_takes_longer_than_a_lease_is_not_lost() {
    let (store, handler) = (Faulty::new(0).await, Arc::<Scripted>::default());
    let job = store.keep(1, &["slow"]).await;
    while_working(&store, &handler, pace(), async {
        sleep(Duration::from_millis(1500)).await;
        let job = store.look(&job).await;
        assert_eq!(
            (job.items[0].state, job.items[0].failures),
            (State::Running, 0)
        );
    })
    .await;
}
