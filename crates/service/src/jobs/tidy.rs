//! Deletes what is old: jobs some time after their end, with their inputs and outputs; bytes that no
//! job has. A job is deleted from the database first: a crash leaves bytes without a job, never a job without bytes.

use std::time::Duration;

use tokio::time::sleep;

use super::Jobs;
use super::blobs::Shelf;

/// How long after the start it begins, and how often it is done.
const FIRST: Duration = Duration::from_secs(60);
const EVERY: Duration = Duration::from_secs(60 * 60);
/// Jobs deleted in one transaction.
const MAX_JOBS: u32 = 100;
/// Minimum age of bytes of an unknown job before deletion: the process that stored them will no longer
/// create it.
const ORPHANED: Duration = Duration::from_secs(24 * 60 * 60);

/// Deletes old data until it is stopped.
pub async fn tidy(jobs: Jobs, keep: Duration) {
    sleep(FIRST).await;
    loop {
        if let Err(error) = tidy_once(&jobs, keep).await {
            tracing::warn!(error, "old jobs remain");
        }
        sleep(EVERY).await;
    }
}

/// Deletes once. What fails is tried again the next time.
///
/// # Errors
/// Errors of the database or the store.
pub async fn tidy_once(jobs: &Jobs, keep: Duration) -> Result<(), String> {
    loop {
        let forgotten = jobs.store.forget(keep, MAX_JOBS).await;
        let (old, bodies) = forgotten.map_err(|error| error.to_string())?;
        if old.is_empty() && bodies.is_empty() {
            break;
        }
        tracing::info!(jobs = old.len(), answers = bodies.len(), "forgotten");
        // Bytes left if this fails have no job, and are found below.
        for job in old {
            let forgotten = jobs.blobs.forget(&Shelf::Job(job)).await;
            forgotten.map_err(|error| error.to_string())?;
        }
        for body in bodies {
            let forgotten = jobs.blobs.forget_answer(&body).await;
            forgotten.map_err(|error| error.to_string())?;
        }
    }
    let old = jobs.blobs.jobs_older_than(ORPHANED).await;
    for some in old.map_err(|error| error.to_string())?.chunks(100) {
        let known = jobs.store.known(some).await;
        let known = known.map_err(|error| error.to_string())?;
        for job in some.iter().filter(|job| !known.contains(job)) {
            tracing::info!(job = job.as_str(), "bytes without a job are forgotten");
            let forgotten = jobs.blobs.forget(&Shelf::Job(job.clone())).await;
            forgotten.map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
