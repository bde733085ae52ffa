//! The threads that check and render, separate from those that answer, with a queue of limited length,
//! a limit for waiting and another for working. (One limit for both turns load into time-outs.)

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::limits::Limits;

/// Work, which gets how long it waited.
type Work = Box<dyn FnOnce(Duration) + Send>;

/// Where work waits: the first to take it out does it or drops it.
type Slot = Arc<Mutex<Option<Work>>>;

/// A place in the queue.
struct Task {
    since: Instant,
    place: Slot,
}

/// The requester, while it waits. If it goes away, its work is dropped and uses no memory, though
/// its place in the queue stays taken until a thread reaches it.
struct Asking(Slot);

impl Drop for Asking {
    fn drop(&mut self) {
        drop(take(&self.0));
    }
}

fn take(place: &Slot) -> Option<Work> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoResult {
    /// The queue is full.
    Full,
    /// It waited too long.
    Waited,
    /// It took too long; the thread finishes it, but the result is dropped.
    Worked,
    /// The work panicked.
    Panicked,
}

/// The threads.
pub(super) struct Pool {
    queue: SyncSender<Task>,
    waiting: Arc<AtomicUsize>,
    wait_time: Duration,
    work_time: Duration,
}

/// The result of work, and how long it waited and took.
#[derive(Debug)]
pub(super) struct Done<T> {
    /// The result.
    pub(super) value: T,
    /// Time in the queue.
    pub(super) waited: Duration,
    /// Processing time.
    pub(super) worked: Duration,
}

impl Pool {
    /// Starts the threads.
    pub(super) fn start(limits: &Limits) -> std::io::Result<Self> {
        let (queue, tasks) = sync_channel::<Task>(limits.queue);
        let tasks = Arc::new(Mutex::new(tasks));
        let waiting = Arc::new(AtomicUsize::new(0));
        for number in 0..limits.threads.max(1) {
            let (tasks, waiting) = (Arc::clone(&tasks), Arc::clone(&waiting));
            thread::Builder::new()
                .name(format!("work-{number}"))
                .spawn(move || serve(&tasks, &waiting))?;
        }
        Ok(Self {
            queue,
            waiting,
            wait_time: limits.wait_time,
            work_time: limits.work_time,
        })
    }

    /// How many are waiting.
    pub(super) fn depth(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Does work on one of the threads.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Done<T>, NoResult> {
        let (started, starts) = oneshot::channel();
        let (finished, result) = oneshot::channel();
        let work: Work = Box::new(move |waited| {
            // The requester has gone, so the work is not done.
            if started.send(waited).is_err() {
                return;
            }
            let since = Instant::now();
            // Nothing of the work is used after a panic.
            let value = catch_unwind(AssertUnwindSafe(work));
            drop(finished.send((value, since.elapsed())));
        });
        let place = Arc::new(Mutex::new(Some(work)));
        let _asking = Asking(Arc::clone(&place));
        let since = Instant::now();
        let task = Task { since, place };
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) =
            self.queue.try_send(task)
        {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(NoResult::Full);
        }
        let waited = match timeout(self.wait_time, starts).await {
            Ok(Ok(waited)) => waited,
            _ => return Err(NoResult::Waited),
        };
        match timeout(self.work_time, result).await {
            Ok(Ok((Ok(value), worked))) => Ok(Done {
                value,
                waited,
                worked,
            }),
            Ok(_) => Err(NoResult::Panicked),
            Err(_) => Err(NoResult::Worked),
        }
    }
}

fn serve(tasks: &Mutex<Receiver<Task>>, waiting: &AtomicUsize) {
    loop {
        let next = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = next else { return };
        waiting.fetch_sub(1, Ordering::Relaxed);
        if let Some(work) = take(&task.place) {
            work(task.since.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            queue: 1,
            threads: 1,
            wait_time: Duration::from_millis(200),
            work_time: Duration::from_millis(200),
            ..Limits::default()
        }
    }

    fn run(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(test);
    }

    #[test]
    fn a_panic_harms_no_later_work() {
        run(async {
            let pool = Pool::start(&limits()).unwrap();
            let panicked = pool.run(|| panic!("out of cheese")).await;
            assert_eq!(
                panicked.map(|done: Done<()>| done.value).unwrap_err(),
                NoResult::Panicked
            );
            assert_eq!(pool.run(|| 7).await.unwrap().value, 7);
        });
    }

    #[test]
    fn waiting_and_working_have_bounds_of_their_own() {
        run(async {
            let pool = Pool::start(&limits()).unwrap();
            let (begun, begins) = std::sync::mpsc::channel();
            let first = pool.run(move || {
                begun.send(()).unwrap();
                thread::sleep(Duration::from_millis(600));
            });
            // The thread has it before the second takes the one place of the queue, and the third finds none.
            let later = async {
                while begins.try_recv().is_err() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                let (second, third) = tokio::join!(pool.run(|| ()), pool.run(|| ()));
                (second, third)
            };
            let (first, (second, third)) = tokio::join!(first, later);
            assert_eq!(first.map(|_| ()).unwrap_err(), NoResult::Worked);
            assert_eq!(second.map(|_| ()).unwrap_err(), NoResult::Waited);
            assert_eq!(third.map(|_| ()).unwrap_err(), NoResult::Full);
        });
    }
}
