//! Stores a job with all its items, or not at all.

use super::super::model::{Created, NewJob};
use super::error::SqlError;
use super::values::Value;
use super::wire::Tx;

const JOB: &str = "
    INSERT INTO jobs (id, tenant, created, unended, ended) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO NOTHING";

const OWNER: &str = "SELECT tenant FROM jobs WHERE id = $1";

const ITEMS: &str = "INSERT INTO items (job, number, name, work, state, due) VALUES";

pub(super) async fn create(tx: &mut Tx, job: &NewJob) -> Result<Created, SqlError> {
    let now = tx.now().await?;
    let id = Value::from(job.id.as_str());
    let items = u32::try_from(job.items.len())
        .map_err(|_| SqlError::Failed("a job of too many items".to_owned()))?;
    // One of nothing is at its end at once.
    let ended = Value::Int((items == 0).then_some(now));
    let tenant = Value::from(job.tenant.as_str());
    let values = [id.clone(), tenant, now.into(), items.into(), ended];
    if tx.run(JOB, values).await? == 0 {
        let owner = tx
            .row(OWNER, [id])
            .await?
            .map(|row| row.text(0))
            .transpose()?;
        return match owner {
            Some(owner) if owner == job.tenant => Ok(Created::Already),
            // Ids are random or of a tenant's own key: one that belongs to another tenant is a fault and is not revealed.
            Some(_) => Err(SqlError::Failed("the id of the job is taken".to_owned())),
            None => Err(SqlError::Again(
                "the job was forgotten meanwhile".to_owned(),
            )),
        };
    }
    let rows = (0_u32..).zip(&job.items).map(|(number, item)| {
        vec![
            id.clone(),
            number.into(),
            // PostgreSQL keeps no U+0000.
            Value::Text(Some(item.name.replace('\0', "\u{fffd}"))),
            item.work.as_str().into(),
            "queued".into(),
            now.into(),
        ]
    });
    tx.insert(ITEMS, "", 6, rows.collect()).await?;
    Ok(Created::New)
}
