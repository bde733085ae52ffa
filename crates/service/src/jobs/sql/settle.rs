//! Changes the state of claimed items: one way for all outcomes.
//!
//! Order of locks, so that nodes never deadlock: rows of jobs by id, then rows of
//! items by id. A claim locks only items and waits for none.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::model::{Finished, Output, Reason, State, Token};
use super::super::store::MAX_FAILURES;
use super::error::SqlError;
use super::values::{Value, among, millis};
use super::wire::Tx;

/// The outcome of an item.
#[derive(Debug, Clone, Copy)]
pub(super) enum Word<'a> {
    /// It is done or refused.
    Finished(&'a Finished),
    /// It failed, and waits that long unless it was the third time.
    Failed(Token, Reason, Duration),
    /// Its lease was over by then; else as failed.
    Lost(Token, i64, Duration),
    /// It is given up at once.
    GivenUp(Token, Reason),
}

const JOBS_OF: &str = "SELECT id, job FROM items WHERE id IN";
const LOCK: &str = "SELECT id, revision FROM jobs WHERE id IN";

/// $1, $2 the claim; $3 the revision.
const FINISHED: &str = "
    UPDATE items SET state = $4, findings = $5, problem = $6, outputs = $7, revision = $3,
        reason = NULL, lease = NULL
    WHERE id = $1 AND attempt = $2 AND state = 'running'
    RETURNING state";
const FAILED: &str = "
    UPDATE items SET failures = failures + 1, reason = $4, due = $5, lease = NULL,
        state = CASE WHEN failures + 1 >= $6 THEN 'given-up' ELSE 'queued' END,
        revision = CASE WHEN failures + 1 >= $6 THEN CAST($3 AS BIGINT) END
    WHERE id = $1 AND attempt = $2 AND state = 'running' AND lease <= $7
    RETURNING state";
const GIVEN_UP: &str = "
    UPDATE items SET failures = failures + 1, reason = $4, state = 'given-up', revision = $3,
        lease = NULL
    WHERE id = $1 AND attempt = $2 AND state = 'running'
    RETURNING state";

const OUTPUTS: &str = "INSERT INTO outputs (tenant, sha256, item) VALUES";
const OWNER: &str = "SELECT tenant FROM jobs WHERE id = $1";
const COUNT: &str = "
    UPDATE jobs SET revision = $2, unended = unended - $3,
        ended = CASE WHEN unended = $3 THEN CAST($4 AS BIGINT) ELSE ended END
    WHERE id = $1";

/// A job with the row locked.
struct Locked {
    revision: i64,
    ended: i64,
}

/// Applies the outcomes; returns which of them counted, in their order.
pub(super) async fn settle(tx: &mut Tx, words: &[Word<'_>]) -> Result<Vec<bool>, SqlError> {
    let job_of = jobs_of(tx, words).await?;
    let mut jobs = lock(tx, job_of.values()).await?;
    let now = tx.now().await?;
    let mut order: Vec<(usize, &Word<'_>)> = words.iter().enumerate().collect();
    order.sort_by_key(|(_, word)| word.token().item);
    let mut counted = vec![false; words.len()];
    for (at, word) in order {
        let Some(id) = job_of.get(&word.token().item) else {
            continue;
        };
        let Some(job) = jobs.get_mut(id) else {
            continue;
        };
        let (sql, values) = word.statement(job.revision + 1, now)?;
        let Some(row) = tx.row(sql, values).await? else {
            continue;
        };
        if State::of_id(&row.text(0)?).is_some_and(State::is_final) {
            job.revision += 1;
            job.ended += 1;
        }
        if let Some(counted) = counted.get_mut(at) {
            *counted = true;
        }
        if let Word::Finished(finished) = word {
            file(tx, id, finished).await?;
        }
    }
    for (id, job) in jobs.iter().filter(|(_, job)| job.ended > 0) {
        let values = [
            id.as_str().into(),
            job.revision.into(),
            job.ended.into(),
            now.into(),
        ];
        tx.run(COUNT, values).await?;
    }
    Ok(counted)
}

/// The job of each item; none for an item that does not exist.
async fn jobs_of(tx: &mut Tx, words: &[Word<'_>]) -> Result<BTreeMap<i64, String>, SqlError> {
    let mut jobs = BTreeMap::new();
    for some in words.chunks(500) {
        let sql = format!("{JOBS_OF} {}", among(1, some.len()));
        let values: Vec<Value> = some.iter().map(|word| word.token().item.into()).collect();
        for row in tx.rows(sql, values).await? {
            jobs.insert(row.int(0)?, row.text(1)?);
        }
    }
    Ok(jobs)
}

/// Locks jobs in the order of their ids.
async fn lock(
    tx: &mut Tx,
    ids: impl Iterator<Item = &String> + Send,
) -> Result<BTreeMap<String, Locked>, SqlError> {
    let mut ids: Vec<&String> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut jobs = BTreeMap::new();
    for some in ids.chunks(500) {
        let sql = format!("{LOCK} {} ORDER BY id FOR UPDATE", among(1, some.len()));
        let values: Vec<Value> = some.iter().map(|id| id.as_str().into()).collect();
        for row in tx.rows(sql, values).await? {
            jobs.insert(
                row.text(0)?,
                Locked {
                    revision: row.int(1)?,
                    ended: 0,
                },
            );
        }
    }
    Ok(jobs)
}

/// Records documents so that their tenant finds them by their digests.
async fn file(tx: &mut Tx, job: &str, finished: &Finished) -> Result<(), SqlError> {
    if finished.outputs.is_empty() {
        return Ok(());
    }
    let owner = tx
        .row(OWNER, [job.into()])
        .await?
        .ok_or_else(|| SqlError::damaged("job"))?;
    let owner = owner.text(0)?;
    let row = |output: &Output| {
        let sha256 = output.sha256.as_str();
        vec![
            owner.as_str().into(),
            sha256.into(),
            finished.token.item.into(),
        ]
    };
    let rows = finished.outputs.iter().map(row).collect();
    tx.insert(OUTPUTS, " ON CONFLICT DO NOTHING", 3, rows).await
}

impl Word<'_> {
    const fn token(&self) -> Token {
        match self {
            Self::Finished(finished) => finished.token,
            Self::Failed(token, ..) | Self::Lost(token, ..) | Self::GivenUp(token, ..) => *token,
        }
    }

    /// The statement that carries it out, with the revision that is the item's if it ends.
    fn statement(&self, revision: i64, now: i64) -> Result<(&'static str, Vec<Value>), SqlError> {
        let token = self.token();
        let mut values: Vec<Value> = vec![token.item.into(), token.attempt.into(), revision.into()];
        Ok(match self {
            Self::Finished(finished) => {
                let outputs = serde_json::to_string(&finished.outputs)
                    .map_err(|error| SqlError::Failed(error.to_string()))?;
                values.extend([
                    finished.state().id().into(),
                    finished.findings.as_str().into(),
                    finished.problem.as_deref().into(),
                    outputs.as_str().into(),
                ]);
                (FINISHED, values)
            }
            Self::Failed(_, reason, delay) => {
                let due = now.saturating_add(millis(*delay));
                values.extend([reason.id().into(), due.into(), MAX_FAILURES.into()]);
                values.push(i64::MAX.into());
                (FAILED, values)
            }
            Self::Lost(_, by, delay) => {
                let due = now.saturating_add(millis(*delay));
                values.extend([Reason::Lost.id().into(), due.into(), MAX_FAILURES.into()]);
                values.push((*by).into());
                (FAILED, values)
            }
            Self::GivenUp(_, reason) => {
                values.push(reason.id().into());
                (GIVEN_UP, values)
            }
        })
    }
}
