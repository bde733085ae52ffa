//! The state every request works with.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch};

use super::body_memory::Room;
use super::limits::Limits;
use super::metrics::Metrics;
use super::pool::{Done, NoResult, Pool};
use super::problem::{Problem, ProblemKind};
use super::tokens::Tokens;
use super::workers::Workers;
use crate::jobs::Jobs;
use chengbao_base::text::{Lang, Text};
use chengbao_paper::typeset::FaceSet;
use chengbao_report::form::Forms;

/// What the service is started with.
pub struct Setup {
    /// The forms it knows.
    pub forms: Forms,
    /// Its fonts.
    pub faces: FaceSet,
    /// The access tokens.
    pub tokens: Tokens,
    /// What a request may cost.
    pub limits: Limits,
    /// Where jobs are kept.
    pub jobs: Jobs,
    /// How this node works on them.
    pub workers: Workers,
}

/// How long the result of one test document is reused, so that frequent questions cost no more.
const READY_FOR: Duration = Duration::from_secs(5);

/// Whether the service can work, or what kind of problem it has.
pub(super) type Readiness = Result<(), ProblemKind>;

/// The state all requests share.
pub(super) struct State {
    pub(super) forms: Forms,
    pub(super) faces: FaceSet,
    pub(super) tokens: Tokens,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    pub(super) pool: Pool,
    /// Places for batches that are being received,
    pub(super) batches: Arc<Semaphore>,
    /// and for streams of events.
    pub(super) streams: Arc<Semaphore>,
    pub(super) room: Arc<Room>,
    pub(super) jobs: Jobs,
    under_way: AtomicUsize,
    ending: watch::Sender<bool>,
    ready: Mutex<Option<(Instant, Readiness)>>,
    run: String,
    requests: AtomicU64,
}

/// The state as handlers get it.
pub(super) type Shared = Arc<State>;

impl State {
    pub(super) fn new(setup: Setup) -> std::io::Result<Self> {
        let pool = Pool::start(&setup.limits)?;
        let places = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        Ok(Self {
            batches: places(setup.limits.batches),
            streams: places(setup.limits.streams),
            forms: setup.forms,
            faces: setup.faces,
            tokens: setup.tokens,
            limits: setup.limits,
            metrics: Metrics::new(),
            pool,
            room: Room::new(setup.limits.bodies),
            jobs: setup.jobs,
            under_way: AtomicUsize::new(0),
            ending: watch::Sender::new(false),
            ready: Mutex::new(None),
            run: run_id()?,
            requests: AtomicU64::new(0),
        })
    }

    /// Requests that wait for a thread or are being processed.
    pub(super) fn under_way(&self) -> usize {
        self.under_way.load(Ordering::Relaxed)
    }

    /// No more requests are accepted.
    pub(super) fn end(&self) {
        self.ending.send_replace(true);
    }

    /// Becomes true when the service is stopping.
    pub(super) fn ended(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    pub(super) fn is_ending(&self) -> bool {
        *self.ending.borrow()
    }

    /// Waits until the service is stopping.
    pub(super) async fn ending(&self) {
        let mut ending = self.ending.subscribe();
        // This fails only if the state itself is gone, which ends all who wait too.
        drop(ending.wait_for(|is_ending| *is_ending).await);
    }

    /// Waits until the service is stopping and bodies have had their time.
    pub(super) async fn last_bodies(&self) {
        self.ending().await;
        tokio::time::sleep(self.limits.last_body_time).await;
    }

    /// The result of the last test document, if it is recent.
    pub(super) fn ready(&self) -> Option<Readiness> {
        let last = *self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        last.and_then(|(when, ready)| (when.elapsed() < READY_FOR).then_some(ready))
    }

    /// Keeps the result of a test document.
    pub(super) fn set_ready(&self, ready: Readiness) {
        let last = Some((Instant::now(), ready));
        *self.ready.lock().unwrap_or_else(PoisonError::into_inner) = last;
    }

    /// An id for a request: numbered within this run of the service.
    pub(super) fn next_request(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{}-{number}", self.run)
    }

    /// Does work on a thread of the pool; every obstacle is its own problem.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        lang: Lang,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let problem = |kind, zh: &str, en: &str| Err(Problem::new(kind, lang, Text::new(zh, en)));
        let _under_way = UnderWay::of(&self.under_way);
        match self.pool.run(work).await {
            Ok(Done {
                value,
                waited,
                worked,
            }) => {
                self.metrics.waited(waited.as_secs_f64());
                self.metrics.worked("all", worked.as_secs_f64());
                Ok(value)
            }
            Err(NoResult::Full) => problem(
                ProblemKind::Busy,
                "排队已满，请按 Retry-After 的时间再试。",
                "the queue is full; try again after Retry-After",
            ),
            Err(NoResult::Waited) => problem(
                ProblemKind::WaitTime,
                "排队超时，请稍后再试。",
                "the request waited too long; try again later",
            ),
            Err(NoResult::Worked) => problem(
                ProblemKind::WorkTime,
                "处理超时，请稍后再试；仍然超时的，请减少内容或图片。",
                "the time limit was exceeded; try again later, or use less text or fewer pictures",
            ),
            Err(NoResult::Panicked) => problem(
                ProblemKind::Fault,
                "程序内部错误，未生成文件。请把请求编号反馈给开发者。",
                "internal error; no file was written; please report the request id",
            ),
        }
    }
}

/// A request in progress, as long as its client waits for it.
struct UnderWay<'a>(&'a AtomicUsize);

impl<'a> UnderWay<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Distinguishes the requests of different runs and machines.
fn run_id() -> std::io::Result<String> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(format!("{:08x}", u32::from_be_bytes(bytes)))
}
