//! Takes items up and brings them to their end: claims them in blocks, runs them through whoever
//! knows what they ask for, writes down what came of them. It outlives every failure of the database.
//!
//! It reads no item, and kills no work: what is under way when it must end is given back uncounted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;

use super::desk::Desk;
use super::model::{Claim, Output, Reason};
use super::store::Store;

/// What came of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A result, with documents or without.
    Finished {
        /// The findings, JSON.
        findings: String,
        /// Why no document was made, JSON; none where it is done.
        problem: Option<String>,
        /// The documents, kept in the object store before.
        outputs: Vec<Output>,
    },
    /// It failed; counted, and tried again until the third time.
    Failed(Reason),
    /// It cannot be worked on at present, by no fault of its own; not counted.
    NotNow(Reason),
    /// It will never come to a result.
    Hopeless(Reason),
}

/// What a worker did, for whoever counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Claimed an item.
    Claimed {
        /// Time since it was due.
        waited: Duration,
    },
    /// Found that the leases of as many, of this worker or another, were over.
    Recovered(u64),
    /// An item left its hands.
    Left {
        /// `done`, `refused`, `failed`, `given-up`, `given-back`, or `lost` where its claim was not its
        /// own any more.
        how: &'static str,
        /// Time at work; none where it was not begun.
        worked: Option<Duration>,
    },
    /// The database failed.
    Trouble,
}

/// Who knows what items ask for.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Works on an item. It is dropped half-way where the claim is lost; a panic is a failure of the item.
    async fn run(&self, claim: &Claim) -> Outcome;

    /// The worker did something.
    fn saw(&self, event: Event) {
        let _ = event;
    }
}

/// How a worker goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Items worked on at the same time.
    pub at_once: usize,
    /// Most items in its hands. What is in its hands when the process dies has failed, so it is small.
    pub block: usize,
    /// How long a claim holds. It is extended each third of it.
    pub lease: Duration,
    /// How long it waits for a notice before it looks for itself.
    pub poll: Duration,
    /// Delay before an item that failed is tried again; four times as long after the second failure.
    /// One that is given back waits as long, doubled each time, a minute at most; and so does the worker
    /// itself when the database fails, ten seconds at most.
    pub retry: Duration,
    /// How long work under way has when the worker is to end.
    pub drain: Duration,
}

impl Pace {
    /// For as many threads.
    #[must_use]
    pub const fn of(threads: usize) -> Self {
        Self {
            // Reading and writing of one go beside the work on another.
            at_once: threads * 2,
            block: threads * 4,
            lease: Duration::from_secs(30),
            poll: Duration::from_secs(1),
            retry: Duration::from_secs(1),
            drain: Duration::from_secs(15),
        }
    }
}

/// A worker.
#[derive(Clone)]
pub struct Worker {
    pub(super) store: Arc<dyn Store>,
    pub(super) handler: Arc<dyn Handler>,
    pub(super) pace: Pace,
}

impl Worker {
    /// A worker on a database.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, handler: Arc<dyn Handler>, pace: Pace) -> Self {
        Self {
            store,
            handler,
            pace,
        }
    }

    /// Works until it is to end; then claims no more, finishes what it is at as far as time allows and
    /// gives back the rest. Whether nothing was left in its hands.
    pub async fn run(self, mut ending: watch::Receiver<bool>) -> bool {
        let mut desk = Desk::new(self);
        while !*ending.borrow_and_update() {
            desk.write().await;
            desk.take().await;
            desk.write().await;
            desk.start();
            let is_told = tokio::select! {
                changed = ending.changed() => changed.is_err(),
                () = desk.next() => false,
            };
            // Whoever could tell it is gone.
            if is_told {
                break;
            }
        }
        desk.drain().await
    }

    /// What comes of an item; a panic too.
    pub(super) async fn outcome(self, claim: Claim) -> Outcome {
        let mut run = pin!(self.handler.run(&claim));
        std::future::poll_fn(|context| {
            // Nothing of the work is looked at after a panic.
            let polled = catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(context)));
            polled.unwrap_or(Poll::Ready(Outcome::Failed(Reason::Panicked)))
        })
        .await
    }
}

#[cfg(test)]
mod tests;
