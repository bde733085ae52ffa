//! Processes items: claims them in blocks, runs them through a handler that
//! knows their work, writes down the results. It survives every failure of the database.
//!
//! It does not read items and does not kill work: unfinished work is given back uncounted when it must stop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;

use super::model::{Claim, Output, Reason};
use super::store::Store;

/// The outcome of an item.
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
    /// It cannot be processed at present, for external reasons; not counted.
    NotNow(Reason),
    /// It will never have a result.
    Hopeless(Reason),
}

/// What a worker did, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Claimed an item.
    Claimed {
        /// Time since it was due.
        waited: Duration,
    },
    /// Found this many expired leases, of this worker or others.
    Recovered(u64),
    /// An item left the worker.
    Left {
        /// `done`, `refused`, `failed`, `given-up`, `given-back`, or `lost` if its claim was
        /// lost.
        how: &'static str,
        /// Processing time; none if it was not started.
        worked: Option<Duration>,
    },
    /// The database failed.
    Trouble,
}

/// The handler that knows the work of items.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Processes an item. It is dropped if the claim is lost; a panic is a failure of the item.
    async fn run(&self, claim: &Claim) -> Outcome;

    /// The worker did something.
    fn saw(&self, event: Event) {
        let _ = event;
    }
}

/// The settings of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Items processed at the same time.
    pub at_once: usize,
    /// Maximum items held. Items held when the process dies count as failed, so it is small.
    pub block: usize,
    /// How long a claim lasts. It is extended each third of it.
    pub lease: Duration,
    /// How long it waits for a notice before it looks for itself.
    pub poll: Duration,
    /// Delay before an item that failed is tried again; four times as long after the second failure.
    /// One that is given back waits as long, doubled each time, a minute at most; and so does the worker
    /// itself when the database fails, ten seconds at most.
    pub retry: Duration,
    /// How long work in progress has when the worker must stop.
    pub drain: Duration,
}

impl Pace {
    /// The settings for a number of threads.
    #[must_use]
    pub const fn of(threads: usize) -> Self {
        Self {
            // One item is read or written while another is processed.
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

    /// The outcome of an item, including a panic.
    pub(super) async fn outcome(self, claim: Claim) -> Outcome {
        let mut run = pin!(self.handler.run(&claim));
        std::future::poll_fn(|context| {
            // Nothing of the work is used after a panic.
            let polled = catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(context)));
            polled.unwrap_or(Poll::Ready(Outcome::Failed(Reason::Panicked)))
        })
        .await
    }
}

#[cfg(test)]
mod tests;
