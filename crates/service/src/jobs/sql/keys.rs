//! Requests with an idempotency key: carried out once, always answered the same.

use std::time::Duration;

use super::super::blobs::Sha256Hex;
use super::super::model::{Answer, Begun};
use super::error::SqlError;
use super::values::{Value, millis};
use super::wire::Tx;

/// Changes a row, and so returns one, only if the caller is to carry the request out. Either way
/// the row is locked, so that what [`FOUND`] reads is what stood in the way.
const BEGIN: &str = "
    INSERT INTO keys (tenant, key, fingerprint, lease, kept) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (tenant, key) DO UPDATE SET lease = excluded.lease, kept = excluded.kept
    WHERE keys.fingerprint = excluded.fingerprint AND keys.status IS NULL AND keys.lease <= $5";
const FOUND: &str = "
    SELECT fingerprint, status, headers, body FROM keys WHERE tenant = $1 AND key = $2";

/// The first answer is the answer.
const ANSWERED: &str = "
    UPDATE keys SET status = $3, headers = $4, body = $5, kept = $6
    WHERE tenant = $1 AND key = $2 AND status IS NULL";
const UNANSWERED: &str = "DELETE FROM keys WHERE tenant = $1 AND key = $2 AND status IS NULL";

pub(super) async fn begin(
    tx: &mut Tx,
    tenant: &str,
    key: &str,
    fingerprint: &Sha256Hex,
    lease: Duration,
) -> Result<Begun, SqlError> {
    let now = tx.now().await?;
    let until = now.saturating_add(millis(lease));
    let values: [Value; 5] = [
        tenant.into(),
        key.into(),
        fingerprint.as_str().into(),
        until.into(),
        now.into(),
    ];
    if tx.run(BEGIN, values).await? > 0 {
        return Ok(Begun::New);
    }
    let found = tx.row(FOUND, [tenant.into(), key.into()]).await?;
    let found =
        found.ok_or_else(|| SqlError::Again("the key was forgotten meanwhile".to_owned()))?;
    if found.text(0)? != fingerprint.as_str() {
        return Ok(Begun::Other);
    }
    if found.maybe_int(1)?.is_none() {
        return Ok(Begun::Busy);
    }
    let headers = found.text(2)?;
    Ok(Begun::Answered(Answer {
        status: found.count(1)?,
        headers: serde_json::from_str(&headers)
            .map_err(|_| SqlError::damaged("list of headers"))?,
        body: Sha256Hex::parse(&found.text(3)?).ok_or_else(|| SqlError::damaged("digest"))?,
    }))
}

pub(super) async fn answered(
    tx: &mut Tx,
    tenant: &str,
    key: &str,
    answer: &Answer,
) -> Result<(), SqlError> {
    let headers = serde_json::to_string(&answer.headers)
        .map_err(|error| SqlError::Failed(error.to_string()))?;
    let now = tx.now().await?;
    let values: [Value; 6] = [
        tenant.into(),
        key.into(),
        u32::from(answer.status).into(),
        headers.as_str().into(),
        answer.body.as_str().into(),
        now.into(),
    ];
    tx.run(ANSWERED, values).await.map(drop)
}

pub(super) async fn unanswered(tx: &mut Tx, tenant: &str, key: &str) -> Result<(), SqlError> {
    tx.run(UNANSWERED, [tenant.into(), key.into()])
        .await
        .map(drop)
}
