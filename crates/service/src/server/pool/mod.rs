//! The worker processes that read, check and render what comes from outside, with a queue of limited length,
//! a limit for waiting and another for working. (One limit for both turns load into time-outs.)
//!
//! A worker that exceeds its time is killed; one that dies takes only its own task with it. Input that brought
//! workers down twice is refused for a while. Nothing from outside is read in this process.

mod poison;
mod process;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::limits::Limits;
use super::task::{Reply, Task};
use poison::Poison;
use process::Process;

pub use process::WorkerCommand;

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoResult {
    /// The queue is full.
    Full,
    /// It waited too long.
    Waited,
    /// It took too long; the worker was killed.
    Worked,
    /// The worker died over it: of a panic, or a limit of the system.
    Died,
    /// Workers died over it or were killed twice before.
    Refused,
    /// No worker can be started.
    NoWorker,
}

/// The workers.
pub(super) struct Pool {
    shared: Arc<Workshop>,
    waiting: AtomicUsize,
    queue: usize,
    wait_time: Duration,
}

/// What a task needs once it has a place: it goes on if whoever asked goes away.
struct Workshop {
    command: WorkerCommand,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Process>>,
    work_time: Duration,
    poison: Mutex<Poison>,
}

/// The result of work, and how long it waited and took.
#[derive(Debug)]
pub(super) struct Done {
    /// The result.
    pub(super) reply: Reply,
    /// Time in the queue.
    pub(super) waited: Duration,
    /// Processing time.
    pub(super) worked: Duration,
}

/// A task in the queue, as long as its requester waits.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    /// Workers are started when they are needed, as many as there are threads.
    pub(super) fn new(command: WorkerCommand, limits: &Limits) -> Self {
        let places = limits.threads.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            shared: Arc::new(Workshop {
                command,
                places: Arc::new(Semaphore::new(places)),
                idle: Mutex::new(Vec::new()),
                work_time: limits.work_time,
                poison: Mutex::default(),
            }),
            waiting: AtomicUsize::new(0),
            queue: limits.queue,
            wait_time: limits.wait_time,
        }
    }

    /// How many are waiting.
    pub(super) fn depth(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Has a task done by one of the workers.
    pub(super) async fn run(&self, task: Task) -> Result<Done, NoResult> {
        let digest = task.digest();
        if lock(&self.shared.poison).is_refused(&digest, Instant::now()) {
            return Err(NoResult::Refused);
        }
        let since = Instant::now();
        let place = match Arc::clone(&self.shared.places).try_acquire_owned() {
            Ok(place) => place,
            Err(_) => {
                let before = self.waiting.fetch_add(1, Ordering::Relaxed);
                let _waiting = Waiting(&self.waiting);
                if before >= self.queue {
                    return Err(NoResult::Full);
                }
                let place = Arc::clone(&self.shared.places).acquire_owned();
                match timeout(self.wait_time, place).await {
                    Ok(Ok(place)) => place,
                    Ok(Err(_)) | Err(_) => return Err(NoResult::Waited),
                }
            }
        };
        let waited = since.elapsed();
        let shared = Arc::clone(&self.shared);
        let working = tokio::spawn(async move {
            let result = shared.work(task, digest).await;
            drop(place);
            result
        });
        match working.await {
            Ok(Ok((reply, worked))) => Ok(Done {
                reply,
                waited,
                worked,
            }),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(NoResult::Died),
        }
    }
}

impl Workshop {
    /// A worker that has nothing to do; those that ended meanwhile are forgotten.
    fn idle(&self) -> Option<Process> {
        let mut idle = lock(&self.idle);
        std::iter::from_fn(|| idle.pop())
            .find_map(|mut process| process.is_running().then_some(process))
    }

    async fn work(&self, task: Task, digest: [u8; 32]) -> Result<(Reply, Duration), NoResult> {
        let mut process = match self.idle() {
            Some(process) => process,
            None => Process::start(&self.command).map_err(|error| {
                tracing::error!(error = %error.kind(), "a worker cannot be started");
                NoResult::NoWorker
            })?,
        };
        let since = Instant::now();
        let (why, ended) = match timeout(self.work_time, process.ask(task)).await {
            Ok(Ok(reply)) => {
                let worked = since.elapsed();
                lock(&self.idle).push(process);
                return Ok((reply, worked));
            }
            Ok(Err(_)) => (NoResult::Died, process.end().await),
            Err(_) => (NoResult::Worked, process.end().await),
        };
        let digest_text = base16ct::lower::encode_string(&digest);
        tracing::error!(why = ?why, ended, input = %digest_text, "a worker was lost");
        lock(&self.poison).brought_down(digest, Instant::now());
        Err(why)
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
