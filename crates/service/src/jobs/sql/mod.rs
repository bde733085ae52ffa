//! The database of jobs in SQL: SQLite on one machine, PostgreSQL for many. Every statement is written in
//! one place and used for both.

mod back;
mod claim;
mod create;
mod error;
mod forget;
mod keys;
mod look;
mod notice;
mod open;
mod schema;
mod settle;
mod values;
mod wire;

#[cfg(test)]
mod tests;

pub use open::open;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::blobs::Sha256Hex;
use super::error::StoreError;
use super::model::{
    Answer, Begun, Changes, Claim, Counts, Created, Finished, Job, JobId, NewJob, Output, Reason,
    Token,
};
use super::store::Store;
use error::SqlError;
use notice::Notice;
use settle::Word;
use wire::Pools;

/// How long a transaction may take, including its wait.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often one that collided with another is tried again.
const MAX_TRIES: u32 = 6;

/// A database that was opened.
#[derive(Debug)]
struct Database {
    pools: Pools,
    notice: Arc<Notice>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Database {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// A transaction of `write` or `read`: the complete result of `work`, or an error and no change.
macro_rules! whole {
    ($self:ident.$begin:ident, |$tx:ident| $work:expr) => {{
        let mut tries = 0;
        loop {
            let tried = timeout(PATIENCE, async {
                let mut tx = $self.pools.$begin().await?;
                let $tx = &mut tx;
                let made = $work.await?;
                tx.commit().await?;
                Ok::<_, SqlError>(made)
            });
            match tried.await.unwrap_or_else(|_| Err(SqlError::slow())) {
                Err(SqlError::Again(_)) if tries < MAX_TRIES => tries += 1,
                other => break other.map_err(StoreError::from),
            }
            sleep(Duration::from_millis(5 << tries)).await;
        }
    }};
}

#[async_trait]
impl Store for Database {
    async fn create(&self, job: &NewJob) -> Result<Created, StoreError> {
        let created = whole!(self.write, |tx| create::create(tx, job))?;
        self.notice.notify();
        Ok(created)
    }

    async fn job(
        &self,
        tenant: &str,
        id: &JobId,
        from: u32,
        count: u32,
    ) -> Result<Option<Job>, StoreError> {
        whole!(self.read, |tx| look::job(tx, tenant, id, from, count))
    }

    async fn changes(
        &self,
        tenant: &str,
        id: &JobId,
        after: i64,
        count: u32,
    ) -> Result<Option<Changes>, StoreError> {
        whole!(self.read, |tx| look::changes(tx, tenant, id, after, count))
    }

    async fn cancel(&self, tenant: &str, id: &JobId) -> Result<Option<u64>, StoreError> {
        let cancelled = whole!(self.write, |tx| back::cancel(tx, tenant, id))?;
        self.notice.notify();
        Ok(cancelled)
    }

    async fn output(
        &self,
        tenant: &str,
        sha256: &Sha256Hex,
    ) -> Result<Option<(JobId, Output)>, StoreError> {
        whole!(self.read, |tx| look::output(tx, tenant, sha256))
    }

    async fn claim(&self, most: u32, lease: Duration) -> Result<Vec<Claim>, StoreError> {
        whole!(self.write, |tx| claim::claim(tx, most, lease))
    }

    async fn extend(&self, claims: &[Token], lease: Duration) -> Result<Vec<Token>, StoreError> {
        whole!(self.write, |tx| claim::extend(tx, claims, lease))
    }

    async fn finish(&self, results: &[Finished]) -> Result<Vec<bool>, StoreError> {
        let words: Vec<Word<'_>> = results.iter().map(Word::Finished).collect();
        self.settle(&words).await
    }

    async fn fail(
        &self,
        token: Token,
        reason: Reason,
        delay: Duration,
    ) -> Result<bool, StoreError> {
        self.settle_one(Word::Failed(token, reason, delay)).await
    }

    async fn give_up(&self, token: Token, reason: Reason) -> Result<bool, StoreError> {
        self.settle_one(Word::GivenUp(token, reason)).await
    }

    async fn give_back(
        &self,
        token: Token,
        reason: Option<Reason>,
        delay: Duration,
    ) -> Result<bool, StoreError> {
        let back = whole!(self.write, |tx| back::give_back(tx, token, reason, delay))?;
        self.notice.notify();
        Ok(back)
    }

    async fn recover(&self) -> Result<u64, StoreError> {
        let mut all = 0;
        loop {
            let (recovered, more) = whole!(self.write, |tx| back::recover(tx))?;
            all += recovered;
            if recovered > 0 {
                self.notice.notify();
            }
            // If none counted, another node processes them.
            if !more || recovered == 0 {
                return Ok(all);
            }
        }
    }

    async fn counts(&self) -> Result<Counts, StoreError> {
        whole!(self.read, |tx| look::counts(tx))
    }

    async fn begin(
        &self,
        tenant: &str,
        key: &str,
        fingerprint: &Sha256Hex,
        lease: Duration,
    ) -> Result<Begun, StoreError> {
        whole!(self.write, |tx| keys::begin(
            tx,
            tenant,
            key,
            fingerprint,
            lease
        ))
    }

    async fn answered(&self, tenant: &str, key: &str, answer: &Answer) -> Result<(), StoreError> {
        whole!(self.write, |tx| keys::answered(tx, tenant, key, answer))
    }

    async fn unanswered(&self, tenant: &str, key: &str) -> Result<(), StoreError> {
        whole!(self.write, |tx| keys::unanswered(tx, tenant, key))
    }

    async fn forget(
        &self,
        age: Duration,
        most: u32,
    ) -> Result<(Vec<JobId>, Vec<Sha256Hex>), StoreError> {
        whole!(self.write, |tx| forget::forget(tx, age, most))
    }

    async fn known(&self, jobs: &[JobId]) -> Result<Vec<JobId>, StoreError> {
        whole!(self.read, |tx| look::known(tx, jobs))
    }

    async fn changed(&self, most: Duration) {
        self.notice.wait(most).await;
    }
}

impl Database {
    async fn settle(&self, words: &[Word<'_>]) -> Result<Vec<bool>, StoreError> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let counted = whole!(self.write, |tx| settle::settle(tx, words))?;
        self.notice.notify();
        Ok(counted)
    }

    async fn settle_one(&self, word: Word<'_>) -> Result<bool, StoreError> {
        Ok(self.settle(&[word]).await?.contains(&true))
    }
}
