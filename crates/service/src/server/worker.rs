//! Processes the items of jobs: fetches the inputs of an item, makes its documents on separate threads, and stores them.
//!
//! Requests take priority, as people wait for them. An item starts when a core is free of requests, or when
//! it has waited for a while, so that jobs go on, slowly, however many requests there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::body::Delivered;
use super::limits::Limits;
use super::make::{Finished, Processed, make};
use super::pool::{Done, NoResult, Pool};
use super::problem::ProblemKind;
use super::routes::wanted::Wanted;
use super::state::Shared;
use super::work::{Lack, Work};
use super::workers::Workers;
use crate::jobs::{
    BlobError, Blobs, Claim, Event, Handler, Outcome, Output, Pace, Reason, Shelf, Worker, tidy,
};

/// How long an item yields to requests,
const GIVES_WAY: Duration = Duration::from_millis(250);
/// and how often it checks meanwhile.
const LOOKS: Duration = Duration::from_millis(5);
/// How long an item waits for a thread. Threads are free when it is claimed, unless work that took too
/// long still holds them.
const WAITS: Duration = Duration::from_secs(60);

/// The threads that work on items.
struct Hands {
    state: Shared,
    pool: Pool,
    busy: AtomicUsize,
    #[cfg(feature = "judges")]
    strike: fn(&[u8]),
}

/// Processes jobs until the service is stopping, and forgets old ones. Returns whether no item is left.
pub(super) async fn run(state: Shared, workers: Workers, pool: Option<Pool>) -> bool {
    let jobs = state.jobs.clone();
    let tidying = tokio::spawn(tidy(jobs.clone(), workers.keep));
    let is_clean = match pool {
        None => {
            state.ending().await;
            true
        }
        Some(pool) => {
            let hands = Arc::new(Hands {
                state: Arc::clone(&state),
                pool,
                busy: AtomicUsize::new(0),
                #[cfg(feature = "judges")]
                strike: workers.strike,
            });
            let pace = Pace {
                lease: workers.lease,
                ..Pace::of(workers.threads)
            };
            let worker = Worker::new(jobs.store, hands, pace);
            watched(&worker, &state.ended()).await
        }
    };
    tidying.abort();
    is_clean
}

/// A worker that panics is started again.
async fn watched(worker: &Worker, ending: &watch::Receiver<bool>) -> bool {
    loop {
        let run = tokio::spawn(worker.clone().run(ending.clone()));
        match run.await {
            Ok(is_clean) => return is_clean,
            Err(_) if *ending.borrow() => return false,
            Err(_) => sleep(Duration::from_secs(1)).await,
        }
    }
}

/// The threads of a node that processes jobs.
pub(super) fn pool(workers: &Workers, limits: &Limits) -> std::io::Result<Option<Pool>> {
    if workers.threads == 0 {
        return Ok(None);
    }
    let limits = Limits {
        threads: workers.threads,
        queue: Pace::of(workers.threads).block,
        wait_time: WAITS,
        ..*limits
    };
    Pool::start(&limits).map(Some)
}

#[async_trait]
impl Handler for Hands {
    async fn run(&self, claim: &Claim) -> Outcome {
        let shelf = Shelf::Job(claim.job.clone());
        let blobs = &self.state.jobs.blobs;
        let (delivered, wanted) = match fetched(claim, blobs, &shelf).await {
            Ok(fetched) => fetched,
            Err(outcome) => return outcome,
        };
        self.give_way().await;
        let Processed {
            findings,
            documents,
        } = match self.make(delivered, wanted).await {
            Ok(made) => made,
            Err(outcome) => return outcome,
        };
        let documents = match documents {
            Ok(documents) => documents,
            // Another node may have fonts.
            Err(problem) if problem.kind() == ProblemKind::Setup => {
                return Outcome::NotNow(Reason::Setup);
            }
            Err(problem) => {
                return Outcome::Finished {
                    findings,
                    problem: Some(problem.json_alone()),
                    outputs: Vec::new(),
                };
            }
        };
        match self.keep(documents, &shelf).await {
            Ok(outputs) => Outcome::Finished {
                findings,
                problem: None,
                outputs,
            },
            Err(error) => not_now(&error),
        }
    }

    fn saw(&self, event: Event) {
        self.state.metrics.jobs.saw(event);
    }
}

impl Hands {
    async fn give_way(&self) {
        let until = Instant::now() + GIVES_WAY;
        let cores = self.state.limits.threads;
        let is_taken = || {
            let requests = self.state.under_way();
            requests > 0 && requests + self.busy.load(Ordering::Relaxed) >= cores
        };
        while is_taken() && Instant::now() < until {
            sleep(LOOKS).await;
        }
    }

    async fn make(&self, delivered: Delivered, wanted: Wanted) -> Result<Processed, Outcome> {
        let state = Arc::clone(&self.state);
        #[cfg(feature = "judges")]
        let strike = self.strike;
        let work = move || {
            #[cfg(feature = "judges")]
            strike(&delivered.report);
            make(&delivered, &wanted, &state)
        };
        self.busy.fetch_add(1, Ordering::Relaxed);
        let done = self.pool.run(work).await;
        self.busy.fetch_sub(1, Ordering::Relaxed);
        match done {
            Ok(Done { value, .. }) => Ok(value),
            Err(NoResult::Panicked) => Err(Outcome::Failed(Reason::Panicked)),
            Err(NoResult::Worked) => Err(Outcome::Failed(Reason::WorkTime)),
            // Not this item, but an earlier one that still occupies the thread.
            Err(NoResult::Full | NoResult::Waited) => Err(Outcome::NotNow(Reason::WorkTime)),
        }
    }

    /// Stores documents; they are in the store when it returns.
    async fn keep(
        &self,
        documents: Vec<Finished>,
        shelf: &Shelf,
    ) -> Result<Vec<Output>, BlobError> {
        let mut outputs = Vec::with_capacity(documents.len());
        for document in documents {
            outputs.push(Output {
                size: u64::try_from(document.bytes.len()).unwrap_or(u64::MAX),
                sha256: self.state.jobs.blobs.put(shelf, document.bytes).await?,
                media_type: document.format.content_type.to_owned(),
                name: document.name,
            });
        }
        Ok(outputs)
    }
}

/// The inputs of an item, from the store; or the result of an item whose inputs are not available.
async fn fetched(
    claim: &Claim,
    blobs: &Blobs,
    shelf: &Shelf,
) -> Result<(Delivered, Wanted), Outcome> {
    let fetched = match Work::parse(&claim.work) {
        Ok(work) => work.fetch(blobs, shelf).await,
        Err(lack) => Err(lack),
    };
    fetched.map_err(|lack| lacking(&lack))
}

fn lacking(lack: &Lack) -> Outcome {
    match lack {
        Lack::Missing(_) => Outcome::Hopeless(Reason::InputLost),
        // Good bytes may be misread once, but not three times: it counts as an attempt, without waiting.
        Lack::Store(error @ BlobError::Damaged(_)) => {
            tracing::warn!(%error, "an item cannot be made");
            Outcome::Failed(Reason::InputDamaged)
        }
        Lack::Store(error) => not_now(error),
        // Left to nodes of the later version that accepted the job.
        Lack::Unknown(_) => Outcome::NotNow(Reason::Setup),
    }
}

fn not_now(error: &BlobError) -> Outcome {
    tracing::warn!(error = %error, "the store of jobs failed");
    Outcome::NotNow(Reason::Storage)
}

#[cfg(test)]
mod tests;
