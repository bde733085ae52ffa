//! What a worker holds: items that wait, items in progress, results not written down yet.
//!
//! An item that failed before is processed alone: if it crashes the process,
//! it affects no other. So a block that contains one is given back except for that one; if something is in
//! progress already, that one goes back, and nothing more is claimed before it is empty.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinError, JoinSet};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until, timeout};

use super::error::StoreError;
use super::leaving::{LOST, Leaving, Word};
use super::model::{Claim, Finished, Token};
use super::worker::{Event, Outcome, Worker};

/// Longest pause of a worker whose database or store fails.
const MAX_PAUSE: Duration = Duration::from_secs(10);
/// How long the database may take for an answer, unless leases are shorter.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long writing down may take when the worker ends.
const LAST_WORDS: Duration = Duration::from_secs(4);

/// A pause while something other than an item fails: each time longer.
#[derive(Default)]
pub(super) struct Pause {
    failures: u32,
    until: Option<Instant>,
}

impl Pause {
    pub(super) fn begin(&mut self, first: Duration) {
        let pause = first * (1 << self.failures.min(15));
        self.failures += 1;
        self.until = Some(Instant::now() + pause.min(MAX_PAUSE));
    }

    pub(super) fn is_on(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() < until)
    }

    /// It works again.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }
}

/// A claim that is held.
#[derive(Clone)]
struct Held {
    failures: u32,
    task: Option<AbortHandle>,
}

/// What a worker holds, and what it waits for.
pub(super) struct Dispatcher {
    pub(super) worker: Worker,
    beat: Interval,
    /// All claims held, with the running work.
    held: HashMap<Token, Held>,
    waiting: VecDeque<Claim>,
    running: JoinSet<(Token, Outcome, Duration)>,
    pub(super) leaving: Vec<Leaving>,
    /// There is one that failed before: nothing is claimed until it is empty.
    is_clearing: bool,
    /// The one in hand failed before.
    is_alone: bool,
    /// The last claim got less than requested: when to look again, unless notified earlier.
    dry: Option<Instant>,
    /// The database fails: nothing is claimed or written down.
    pub(super) database: Pause,
    /// Inputs of items are not available: nothing is claimed.
    storage: Pause,
}

impl Worker {
    /// Works until it must stop; then claims no more, finishes work in progress as far as time allows and
    /// gives back the rest. Returns whether nothing was left.
    pub async fn run(self, mut ending: watch::Receiver<bool>) -> bool {
        let mut dispatcher = Dispatcher::new(self);
        while !*ending.borrow_and_update() {
            dispatcher.write().await;
            dispatcher.take().await;
            dispatcher.write().await;
            dispatcher.start();
            let must_end = tokio::select! {
                changed = ending.changed() => changed.is_err(),
                () = dispatcher.next() => false,
            };
            // The sender is gone.
            if must_end {
                break;
            }
        }
        dispatcher.drain().await
    }
}

impl Dispatcher {
    pub(super) fn new(worker: Worker) -> Self {
        let mut beat = interval((worker.pace.lease / 3).max(Duration::from_millis(1)));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            worker,
            beat,
            held: HashMap::new(),
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            leaving: Vec::new(),
            is_clearing: false,
            is_alone: false,
            dry: None,
            database: Pause::default(),
            storage: Pause::default(),
        }
    }

    /// The answer of the database, unless it fails.
    pub(super) async fn answer<T>(
        &mut self,
        what: &'static str,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Option<T> {
        // An answer that takes longer than a claim lasts is too late.
        let error = match timeout(self.worker.pace.lease.max(PATIENCE), call).await {
            Ok(Ok(value)) => return Some(value),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer in time".to_owned(),
        };
        tracing::warn!(what, error, "the database of jobs failed");
        self.worker.handler.saw(Event::Trouble);
        if !self.database.is_on() {
            self.database.begin(self.worker.pace.retry);
        }
        None
    }

    fn has_room(&self) -> bool {
        let is_held = !self.held.is_empty();
        let is_full = self.held.len() > self.worker.pace.block / 2;
        let is_paused = self.database.is_on() || self.storage.is_on();
        !(is_paused || self.is_alone || is_full || is_held && self.is_clearing)
    }

    /// Claims what there is room for.
    pub(super) async fn take(&mut self) {
        let is_dry = self.dry.is_some_and(|until| Instant::now() < until);
        if is_dry || !self.has_room() {
            return;
        }
        let most = self.worker.pace.block.saturating_sub(self.held.len());
        let store = self.worker.store.clone();
        let asked = u32::try_from(most).unwrap_or(u32::MAX);
        let claimed = store.claim(asked, self.worker.pace.lease);
        let Some(claims) = self.answer("claim", claimed).await else {
            return;
        };
        let look = Instant::now() + self.worker.pace.poll;
        self.dry = (claims.len() < most).then_some(look);
        if claims.is_empty() {
            return;
        }
        self.database.end();
        for claim in &claims {
            let waited = claim.waited;
            self.worker.handler.saw(Event::Claimed { waited });
        }
        let was_empty = self.held.is_empty();
        let held = |failures| Held {
            failures,
            task: None,
        };
        self.held
            .extend(claims.iter().map(|it| (it.token, held(it.failures))));
        let (mut failed, fresh): (VecDeque<Claim>, VecDeque<Claim>) =
            claims.into_iter().partition(|claim| claim.failures > 0);
        if failed.is_empty() {
            self.waiting.extend(fresh);
        } else if was_empty {
            self.waiting.extend(failed.pop_front());
            self.is_alone = true;
            self.is_clearing = false;
            self.dry = None;
            for claim in fresh.into_iter().chain(failed) {
                self.leave(claim.token, Word::Back(None), None);
            }
        } else {
            self.waiting.extend(fresh);
            self.is_clearing = true;
            self.dry = None;
            for claim in failed {
                self.leave(claim.token, Word::Back(None), None);
            }
        }
    }

    /// Starts as many as may run at once. An item that must run alone starts when all others
    /// are finished.
    pub(super) fn start(&mut self) {
        if self.is_alone && self.held.len() > 1 {
            return;
        }
        while self.running.len() < self.worker.pace.at_once.max(1) {
            let Some(claim) = self.waiting.pop_front() else {
                return;
            };
            let token = claim.token;
            let worker = self.worker.clone();
            let task = self.running.spawn(async move {
                let since = Instant::now();
                (token, worker.outcome(claim).await, since.elapsed())
            });
            if let Some(held) = self.held.get_mut(&token) {
                held.task = Some(task);
            }
        }
    }

    /// Until something is to be done.
    pub(super) async fn next(&mut self) {
        let paused =
            [&self.database, &self.storage].map(|pause| pause.is_on().then_some(pause.until));
        let until = paused.into_iter().flatten().flatten().min();
        let store = self.worker.store.clone();
        let look = self.dry.filter(|_| self.has_room());
        let rest = async move {
            match (until, look) {
                (Some(until), _) => sleep_until(until).await,
                (None, Some(look)) => store.changed(look - Instant::now()).await,
                (None, None) => std::future::pending().await,
            }
        };
        tokio::select! {
            Some(joined) = self.running.join_next() => {
                self.ended(joined);
                while let Some(joined) = self.running.try_join_next() {
                    self.ended(joined);
                }
            }
            _ = self.beat.tick() => self.hold().await,
            () = rest => self.dry = None,
        }
    }

    /// Extends the claims held, and recovers lost leases of others.
    async fn hold(&mut self) {
        let store = self.worker.store.clone();
        let lease = self.worker.pace.lease;
        let tokens: Vec<Token> = self.held.keys().copied().collect();
        if !tokens.is_empty() {
            let extended = store.extend(&tokens, lease);
            if let Some(still) = self.answer("extend", extended).await {
                for token in tokens.iter().filter(|token| !still.contains(token)) {
                    self.lost(*token);
                }
            }
        }
        if let Some(count @ 1..) = self.answer("recover", store.recover()).await {
            tracing::warn!(count, "leases were over");
            self.worker.handler.saw(Event::Recovered(count));
            self.dry = None;
        }
    }

    /// A claim that is lost: cancelled, or taken by another.
    pub(super) fn lost(&mut self, token: Token) {
        if let Some(task) = self.held.remove(&token).and_then(|held| held.task) {
            task.abort();
        }
        self.waiting.retain(|claim| claim.token != token);
        self.leaving.retain(|leaving| leaving.token != token);
        self.left(token, LOST, None);
    }

    /// An item is finished or given back.
    pub(super) fn left(&mut self, token: Token, how: &'static str, worked: Option<Duration>) {
        self.held.remove(&token);
        if self.held.is_empty() {
            self.is_alone = false;
        }
        let Token { item, attempt } = token;
        let milliseconds = worked.map(|worked| worked.as_secs_f64() * 1000.0);
        tracing::info!(item, attempt, how, milliseconds, "item");
        self.worker.handler.saw(Event::Left { how, worked });
    }

    fn leave(&mut self, token: Token, word: Word, worked: Option<Duration>) {
        self.leaving.push(Leaving {
            token,
            failures: self.held.get(&token).map_or(0, |held| held.failures),
            word,
            worked,
            tries: 0,
        });
    }

    fn ended(&mut self, joined: Result<(Token, Outcome, Duration), JoinError>) {
        // Only items whose claim was lost are aborted; panics are caught inside.
        let Ok((token, outcome, worked)) = joined else {
            return;
        };
        if !self.held.contains_key(&token) {
            return;
        }
        let word = match outcome {
            Outcome::Finished {
                findings,
                problem,
                outputs,
            } => {
                self.storage.end();
                Word::Finished(Finished {
                    token,
                    findings,
                    problem,
                    outputs,
                })
            }
            Outcome::Failed(reason) => Word::Failed(reason),
            Outcome::NotNow(reason) => {
                if !self.storage.is_on() {
                    self.storage.begin(self.worker.pace.retry);
                }
                Word::Back(Some(reason))
            }
            Outcome::Hopeless(reason) => Word::Hopeless(reason),
        };
        self.leave(token, word, Some(worked));
    }

    /// Claims no more; finishes work in progress as far as there is time, and gives back the rest.
    /// Returns whether nothing is left.
    pub(super) async fn drain(mut self) -> bool {
        let until = Instant::now() + self.worker.pace.drain;
        self.is_clearing = true;
        while let Some(claim) = self.waiting.pop_front() {
            self.leave(claim.token, Word::Back(None), None);
        }
        while !self.running.is_empty() && Instant::now() < until {
            self.write().await;
            tokio::select! {
                () = self.next() => {}
                () = sleep_until(until) => {}
            }
        }
        self.running.abort_all();
        let running = self.held.iter().filter(|(_, held)| held.task.is_some());
        let running: Vec<Token> = running.map(|(token, _)| *token).collect();
        for token in running {
            let is_leaving = self.leaving.iter().any(|leaving| leaving.token == token);
            if !is_leaving {
                self.leave(token, Word::Back(None), None);
            }
        }
        let until = Instant::now() + LAST_WORDS;
        while !self.leaving.is_empty() && Instant::now() < until {
            self.database.end();
            self.write().await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.held.is_empty()
    }
}
