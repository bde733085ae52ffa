//! Items that come back unfinished: given back, lost, or cancelled.

use std::time::Duration;

use super::super::model::{JobId, Reason, Token};
use super::error::SqlError;
use super::settle::{Word, settle};
use super::values::millis;
use super::wire::Tx;

/// It is one row and none is locked before it.
const GIVE_BACK: &str = "
    UPDATE items SET state = 'queued', due = $3, reason = $4, lease = NULL
    WHERE id = $1 AND attempt = $2 AND state = 'running'";

const LEASE_OVER: &str = "
    SELECT id, attempt, failures FROM items WHERE state = 'running' AND lease <= $1
    ORDER BY lease, id LIMIT $2";

/// How many are taken back in one transaction.
const AT_ONCE: u32 = 500;

const JOB: &str = "
    SELECT revision FROM jobs WHERE id = $1 AND tenant = $2 FOR UPDATE";
const UNENDED: &str = "
    SELECT id FROM items WHERE job = $1 AND state IN ('queued', 'running') ORDER BY id FOR UPDATE";
/// Revisions are in the order of numbers; there may be gaps between them.
const CANCEL: &str = "
    UPDATE items SET state = 'cancelled', revision = $2 + 1 + number, lease = NULL
    WHERE job = $1 AND state IN ('queued', 'running')";
const CANCELLED: &str = "
    UPDATE jobs SET unended = 0, ended = $2,
        revision = (SELECT max(items.revision) FROM items WHERE items.job = jobs.id)
    WHERE id = $1";

pub(super) async fn give_back(
    tx: &mut Tx,
    token: Token,
    reason: Option<Reason>,
    delay: Duration,
) -> Result<bool, SqlError> {
    let due = tx.now().await?.saturating_add(millis(delay));
    let reason = reason.map(Reason::id);
    let values = [
        token.item.into(),
        token.attempt.into(),
        due.into(),
        reason.into(),
    ];
    Ok(tx.run(GIVE_BACK, values).await? > 0)
}

/// How many it took back, and whether there may be more.
pub(super) async fn recover(tx: &mut Tx) -> Result<(u64, bool), SqlError> {
    let now = tx.now().await?;
    let rows = tx.rows(LEASE_OVER, [now.into(), AT_ONCE.into()]).await?;
    let more = rows.len() >= AT_ONCE as usize;
    let mut lost = Vec::with_capacity(rows.len());
    for row in rows {
        let token = Token {
            item: row.int(0)?,
            attempt: row.int(1)?,
        };
        // Soon for one that was most likely held together with the one that failed, later for one that was not.
        let delay = Duration::from_secs(if row.int(2)? == 0 { 1 } else { 4 });
        lost.push(Word::Lost(token, now, delay));
    }
    let counted = settle(tx, &lost).await?;
    let counted = counted.into_iter().filter(|counted| *counted).count();
    Ok((counted as u64, more))
}

pub(super) async fn cancel(tx: &mut Tx, tenant: &str, id: &JobId) -> Result<Option<u64>, SqlError> {
    let Some(job) = tx.row(JOB, [id.as_str().into(), tenant.into()]).await? else {
        return Ok(None);
    };
    if tx.rows(UNENDED, [id.as_str().into()]).await?.is_empty() {
        return Ok(Some(0));
    }
    let cancelled = tx
        .run(CANCEL, [id.as_str().into(), job.int(0)?.into()])
        .await?;
    let now = tx.now().await?;
    tx.run(CANCELLED, [id.as_str().into(), now.into()]).await?;
    Ok(Some(cancelled))
}
