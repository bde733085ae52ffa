//! How items leave a worker: their results are written down, all those of a moment in
//! one transaction. What cannot be written down stays with the worker, its claim extended.

use std::time::Duration;

use super::dispatcher::Dispatcher;
use super::leaving::{LOST, Leaving, Word};
use super::model::{Finished, Reason, State};
use super::store::MAX_FAILURES;

/// After this many failed attempts to write a result down, it is dropped and the item given back, so that a
/// result the database cannot take keeps no other waiting.
const MAX_TRIES: u32 = 8;

impl Dispatcher {
    /// Writes down the results of items.
    pub(super) async fn write(&mut self) {
        if self.leaving.is_empty() || self.database.is_on() {
            return;
        }
        let leaving = std::mem::take(&mut self.leaving);
        let (results, others): (Vec<_>, Vec<_>) =
            leaving.into_iter().partition(|it| it.result().is_some());
        // The database may reject one of them, so each is written separately.
        if !self.write_results(&results).await {
            if results.len() == 1 {
                self.keep(results);
            } else {
                for result in results {
                    if !self.write_results(std::slice::from_ref(&result)).await {
                        self.keep([result]);
                    }
                }
            }
        }
        for other in others {
            if !self.write_other(&other).await {
                self.leaving.push(other);
            }
        }
    }

    /// All in one transaction; returns whether it was done.
    async fn write_results(&mut self, results: &[Leaving]) -> bool {
        let finished: Vec<Finished> = results
            .iter()
            .filter_map(|it| it.result().cloned())
            .collect();
        if finished.is_empty() {
            return true;
        }
        let store = self.worker.store.clone();
        let Some(counted) = self.answer("finish", store.finish(&finished)).await else {
            return false;
        };
        self.database.end();
        for ((result, finished), counted) in results.iter().zip(finished).zip(counted) {
            let how = if counted { finished.state().id() } else { LOST };
            self.left(result.token, how, result.worked);
        }
        true
    }

    /// Results that could not be written down are tried again, for a while.
    fn keep(&mut self, results: impl IntoIterator<Item = Leaving>) {
        for mut result in results {
            result.tries += 1;
            if result.tries >= MAX_TRIES {
                result.word = Word::Back(Some(Reason::Storage));
            }
            self.leaving.push(result);
        }
    }

    /// Returns whether it was done.
    async fn write_other(&mut self, leaving: &Leaving) -> bool {
        let store = self.worker.store.clone();
        let (token, retry) = (leaving.token, self.worker.pace.retry);
        let (done, how) = match leaving.word {
            Word::Finished(_) => return false,
            Word::Failed(reason) => {
                let delay = retry * 4_u32.pow(leaving.failures.min(MAX_FAILURES));
                tracing::warn!(item = token.item, reason = reason.id(), "an item failed");
                let failed = store.fail(token, reason, delay);
                (self.answer("fail", failed).await, "failed")
            }
            Word::Back(reason) => {
                let delay = reason.map_or(Duration::ZERO, |_| leaving.delay(retry));
                let back = store.give_back(token, reason, delay);
                (self.answer("give back", back).await, "given-back")
            }
            Word::Hopeless(reason) => {
                tracing::warn!(item = token.item, reason = reason.id(), "given up");
                let given_up = store.give_up(token, reason);
                (self.answer("give up", given_up).await, State::GivenUp.id())
            }
        };
        let Some(counted) = done else {
            return false;
        };
        self.left(token, if counted { how } else { LOST }, leaving.worked);
        true
    }
}
