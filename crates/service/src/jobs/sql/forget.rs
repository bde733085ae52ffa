//! Deletes what is old: finished jobs, answers to requests.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::blobs::Sha256Hex;
use super::super::model::JobId;
use super::error::SqlError;
use super::look::job_id;
use super::values::{Value, millis};
use super::wire::Tx;

/// Rows that another node is deleting are left to it.
const JOBS: &str = "
    SELECT id FROM jobs WHERE ended <= $1 ORDER BY ended, id LIMIT $2 FOR UPDATE SKIP LOCKED";
const JOB: &str = "DELETE FROM jobs WHERE id = $1";
const KEYS: &str = "
    SELECT tenant, key, body FROM keys WHERE kept <= $1 ORDER BY kept LIMIT $2
    FOR UPDATE SKIP LOCKED";
const KEY: &str = "DELETE FROM keys WHERE tenant = $1 AND key = $2";
/// Bodies are named by their digests: the same may be the answer to another request.
const BODY: &str = "SELECT key FROM keys WHERE body = $1 LIMIT 1";

pub(super) async fn forget(
    tx: &mut Tx,
    age: Duration,
    most: u32,
) -> Result<(Vec<JobId>, Vec<Sha256Hex>), SqlError> {
    let until = tx.now().await?.saturating_sub(millis(age));
    let values: [Value; 2] = [until.into(), most.into()];
    let mut jobs = Vec::new();
    for row in tx.rows(JOBS, values.clone()).await? {
        let id = job_id(&row.text(0)?)?;
        tx.run(JOB, [id.as_str().into()]).await?;
        jobs.push(id);
    }
    let mut bodies = BTreeSet::new();
    for row in tx.rows(KEYS, values).await? {
        let (tenant, key) = (row.text(0)?, row.text(1)?);
        tx.run(KEY, [tenant.as_str().into(), key.as_str().into()])
            .await?;
        bodies.extend(row.maybe_text(2)?);
    }
    let mut unused = Vec::new();
    for body in bodies {
        if tx.row(BODY, [body.as_str().into()]).await?.is_none() {
            unused.push(Sha256Hex::parse(&body).ok_or_else(|| SqlError::damaged("digest"))?);
        }
    }
    Ok((jobs, unused))
}
