//! Claims items and extends claims.
//!
//! A claim is a block of items that never failed, or one that did: it may crash its process
//! and must not affect others. The one that has waited longer comes first, so neither starves.

use std::time::Duration;

use super::super::model::{Claim, Token};
use super::error::SqlError;
use super::look::job_id;
use super::values::millis;
use super::wire::Tx;

/// $1 now, $2 how many, $3 for how long. The conditions are those of the indexes `items_fresh` and
/// `items_failed` to the letter: a test of the plan holds them to it.
pub(super) const CLAIM: &str = "
    WITH failed AS MATERIALIZED (
        SELECT id FROM items
        WHERE state = 'queued' AND failures > 0 AND due <= $1 AND due <= COALESCE((
            SELECT due FROM items WHERE state = 'queued' AND failures = 0 ORDER BY due, id LIMIT 1
        ), $1)
        ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ), fresh AS MATERIALIZED (
        SELECT id FROM items
        WHERE state = 'queued' AND failures = 0 AND due <= $1
            AND NOT EXISTS (SELECT id FROM failed)
        ORDER BY due, id LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    UPDATE items SET state = 'running', attempt = attempt + 1, lease = $1 + $3
    WHERE id IN (SELECT id FROM failed UNION ALL SELECT id FROM fresh)
    RETURNING id, attempt, job, (SELECT tenant FROM jobs WHERE jobs.id = items.job), failures, work,
        due";

const EXTEND: &str = "
    UPDATE items SET lease = $3 WHERE id = $1 AND attempt = $2 AND state = 'running'";

pub(super) async fn claim(tx: &mut Tx, most: u32, lease: Duration) -> Result<Vec<Claim>, SqlError> {
    let now = tx.now().await?;
    let values = [now.into(), most.into(), millis(lease).into()];
    let rows = tx.rows(CLAIM, values).await?;
    let mut claims = Vec::with_capacity(rows.len());
    for row in rows {
        let token = Token {
            item: row.int(0)?,
            attempt: row.int(1)?,
        };
        let claim = Claim {
            token,
            job: job_id(&row.text(2)?)?,
            tenant: row.text(3)?,
            failures: row.count(4)?,
            waited: Duration::from_millis(u64::try_from(now - row.int(6)?).unwrap_or(0)),
            work: row.text(5)?,
        };
        claims.push((row.int(6)?, claim));
    }
    // `RETURNING` promises no order.
    claims.sort_by_key(|(due, claim)| (*due, claim.token.item));
    Ok(claims.into_iter().map(|(_, claim)| claim).collect())
}

pub(super) async fn extend(
    tx: &mut Tx,
    claims: &[Token],
    lease: Duration,
) -> Result<Vec<Token>, SqlError> {
    let until = tx.now().await? + millis(lease);
    // Rows are locked in the order of their ids, here as everywhere.
    let mut claims = claims.to_vec();
    claims.sort_by_key(|token| token.item);
    let mut held = Vec::with_capacity(claims.len());
    for token in claims {
        let values = [token.item.into(), token.attempt.into(), until.into()];
        if tx.run(EXTEND, values).await? > 0 {
            held.push(token);
        }
    }
    Ok(held)
}
