//! Forgets what is old: jobs a while after their end, with all that went in and came out; bytes that no
//! job has. A job is forgotten by the database first: what a crash leaves is bytes, never a job without.

use std::time::Duration;

use tokio::time::sleep;

use super::Jobs;
use super::blobs::Shelf;

/// How long after the start it begins, and how often it is done.
const FIRST: Duration = Duration::from_secs(60);
const EVERY: Duration = Duration::from_secs(60 * 60);
/// Jobs forgotten in one transaction.
const MOST: u32 = 100;
/// Bytes of a job that nobody knows are older than that: whoever brought them will not come back to
/// create it.
const ORPHANED: Duration = Duration::from_secs(24 * 60 * 60);

/// Forgets, for as long as it is let run.
pub async fn tidy(jobs: Jobs, keep: Duration) {
    sleep(FIRST).await;
    loop {
        if let Err(error) = tidy_once(&jobs, keep).await {
            tracing::warn!(error, "old jobs remain");
        }
        sleep(EVERY).await;
    }
}

/// Forgets once. What fails is forgotten the next time.
///
/// # Errors
/// What the database or the store says.
pub async fn tidy_once(jobs: &Jobs, keep: Duration) -> Result<(), String> {
    loop {
        let forgotten = jobs.store.forget(keep, MOST).await;
        let (old, bodies) = forgotten.map_err(|error| error.to_string())?;
        if old.is_empty() && bodies.is_empty() {
            break;
        }
        tracing::info!(jobs = old.len(), answers = bodies.len(), "forgotten");
        // What is left where this fails has no job, and is found below.
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
