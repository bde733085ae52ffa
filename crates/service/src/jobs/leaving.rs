//! What leaves a worker: an item, and what is to be written down about it.

use std::time::Duration;

use super::model::{Finished, Reason, Token};

/// Longest delay of an item that is given back.
const MAX_DELAY: Duration = Duration::from_secs(60);
/// What to write down about an item.
pub(super) enum Word {
    /// Its result.
    Finished(Finished),
    /// It failed.
    Failed(Reason),
    /// It goes back, for that reason or because the worker has no room for it.
    Back(Option<Reason>),
    /// It is given up.
    Hopeless(Reason),
}

/// An item that leaves the worker.
pub(super) struct Leaving {
    pub(super) token: Token,
    pub(super) failures: u32,
    pub(super) word: Word,
    pub(super) worked: Option<Duration>,
    pub(super) tries: u32,
}

impl Leaving {
    /// Whether it is a result, which is written down with others.
    pub(super) const fn result(&self) -> Option<&Finished> {
        match &self.word {
            Word::Finished(finished) => Some(finished),
            _ => None,
        }
    }

    /// Its delay if it is given back: doubled each time.
    pub(super) fn delay(&self, first: Duration) -> Duration {
        let given_back = self.token.attempt - 1 - i64::from(self.failures);
        let doubled = u32::try_from(given_back.clamp(0, 6)).unwrap_or(0);
        (first * (1 << doubled)).min(MAX_DELAY)
    }
}

/// How an item with a lost claim leaves.
pub(super) const LOST: &str = "lost";
