//! The operations of a job database, each done completely or not at all.

use std::time::Duration;

use async_trait::async_trait;

use super::blobs::Sha256Hex;
use super::error::StoreError;
use super::model::{
    Answer, Begun, Changes, Claim, Counts, Created, Finished, Job, JobId, NewJob, Output, Reason,
    Token,
};

/// How often an item may fail or be lost before it is given up.
pub const MAX_FAILURES: u32 = 3;

/// A database of jobs. Once a call returns, its changes are on the disk.
///
/// All times are the database's, if it has one clock for all nodes.
///
/// # Errors
/// Each: [`StoreError`].
#[async_trait]
pub trait Store: Send + Sync {
    /// Stores a job and its items.
    async fn create(&self, job: &NewJob) -> Result<Created, StoreError>;

    /// A job of a tenant with `count` of its items from number `from`; none for another tenant's.
    async fn job(
        &self,
        tenant: &str,
        id: &JobId,
        from: u32,
        count: u32,
    ) -> Result<Option<Job>, StoreError>;

    /// Changes of a tenant's job after a revision, at most `count` items of it.
    async fn changes(
        &self,
        tenant: &str,
        id: &JobId,
        after: i64,
        count: u32,
    ) -> Result<Option<Changes>, StoreError>;

    /// Cancels unfinished items; returns how many, or none if it is not a job of this tenant.
    async fn cancel(&self, tenant: &str, id: &JobId) -> Result<Option<u64>, StoreError>;

    /// A document of a tenant, by its digest, and a job that made it.
    async fn output(
        &self,
        tenant: &str,
        sha256: &Sha256Hex,
    ) -> Result<Option<(JobId, Output)>, StoreError>;

    /// Takes up to `most` items that are due, for as long as `lease`. The oldest first.
    async fn claim(&self, most: u32, lease: Duration) -> Result<Vec<Claim>, StoreError>;

    /// Holds claims for as long as `lease` from now: those that are still held.
    async fn extend(&self, claims: &[Token], lease: Duration) -> Result<Vec<Token>, StoreError>;

    /// Finishes items, all in one transaction; returns which of them counted. One whose claim was lost, or that
    /// was cancelled, changes nothing.
    async fn finish(&self, results: &[Finished]) -> Result<Vec<bool>, StoreError>;

    /// Counts a failure: the item waits for `delay`, or is given up at the third.
    async fn fail(&self, token: Token, reason: Reason, delay: Duration)
    -> Result<bool, StoreError>;

    /// Gives an item up at once.
    async fn give_up(&self, token: Token, reason: Reason) -> Result<bool, StoreError>;

    /// Puts an item back for `delay`; this does not count as a failure.
    async fn give_back(
        &self,
        token: Token,
        reason: Option<Reason>,
        delay: Duration,
    ) -> Result<bool, StoreError>;

    /// Marks items with an expired lease as failed ([`Reason::Lost`]); returns how many.
    async fn recover(&self) -> Result<u64, StoreError>;

    /// Number of items of all jobs in each state.
    async fn counts(&self) -> Result<Counts, StoreError>;

    /// A request with an idempotency key begins; it has `lease` to be answered. `fingerprint` distinguishes
    /// requests.
    async fn begin(
        &self,
        tenant: &str,
        key: &str,
        fingerprint: &Sha256Hex,
        lease: Duration,
    ) -> Result<Begun, StoreError>;

    /// It was answered.
    async fn answered(&self, tenant: &str, key: &str, answer: &Answer) -> Result<(), StoreError>;

    /// It was not answered, and may be sent again.
    async fn unanswered(&self, tenant: &str, key: &str) -> Result<(), StoreError>;

    /// Deletes jobs that finished, and answers, at least that long ago: at most `most` jobs,
    /// whose blobs must be deleted afterwards, and digests of the bodies of answers.
    async fn forget(
        &self,
        age: Duration,
        most: u32,
    ) -> Result<(Vec<JobId>, Vec<Sha256Hex>), StoreError>;

    /// Which of these jobs, of any tenant, it knows.
    async fn known(&self, jobs: &[JobId]) -> Result<Vec<JobId>, StoreError>;

    /// Waits until there may be something to claim or report, at most that long.
    async fn changed(&self, most: Duration);
}
