//! Queries for those who requested jobs. Each answer shows one moment; each query names its tenant.

use super::super::blobs::Sha256Hex;
use super::super::model::{Changes, Counts, Item, Job, JobId, Output, Reason, State};
use super::error::SqlError;
use super::values::{Row, Value};
use super::wire::Tx;

const JOB: &str = "SELECT created, revision FROM jobs WHERE id = $1 AND tenant = $2";
const COUNTS: &str = "SELECT state, count(*) FROM items WHERE job = $1 GROUP BY state";
const ALL_COUNTS: &str = "SELECT state, count(*) FROM items GROUP BY state";

/// The columns of [`item`], before and after what chooses.
macro_rules! items {
    ($which:literal) => {
        concat!(
            "SELECT number, name, state, failures, reason, findings, problem, outputs, revision ",
            "FROM items WHERE job = $1 AND ",
            $which,
            " LIMIT $3"
        )
    };
}
const PAGE: &str = items!("number >= $2 ORDER BY number");
const CHANGED: &str = items!("revision > $2 ORDER BY revision");

/// The latest: it is deleted last.
const OUTPUT: &str = "
    SELECT items.job, items.outputs FROM outputs JOIN items ON items.id = outputs.item
    WHERE outputs.tenant = $1 AND outputs.sha256 = $2
    ORDER BY outputs.item DESC LIMIT 1";

pub(super) async fn job(
    tx: &mut Tx,
    tenant: &str,
    id: &JobId,
    from: u32,
    count: u32,
) -> Result<Option<Job>, SqlError> {
    let Some(row) = tx.row(JOB, [id.as_str().into(), tenant.into()]).await? else {
        return Ok(None);
    };
    let rows = tx
        .rows(PAGE, [id.as_str().into(), from.into(), count.into()])
        .await?;
    Ok(Some(Job {
        id: id.clone(),
        created: row.int(0)?,
        revision: row.int(1)?,
        counts: counted(tx.rows(COUNTS, [id.as_str().into()]).await?)?,
        items: rows.iter().map(item).collect::<Result<_, _>>()?,
    }))
}

const KNOWN: &str = "SELECT id FROM jobs WHERE id = $1";

/// Those of these jobs that exist, of any tenant.
pub(super) async fn known(tx: &mut Tx, jobs: &[JobId]) -> Result<Vec<JobId>, SqlError> {
    let mut known = Vec::new();
    for job in jobs {
        if tx.row(KNOWN, [job.as_str().into()]).await?.is_some() {
            known.push(job.clone());
        }
    }
    Ok(known)
}

pub(super) async fn changes(
    tx: &mut Tx,
    tenant: &str,
    id: &JobId,
    after: i64,
    count: u32,
) -> Result<Option<Changes>, SqlError> {
    let Some(row) = tx.row(JOB, [id.as_str().into(), tenant.into()]).await? else {
        return Ok(None);
    };
    let rows = tx
        .rows(CHANGED, [id.as_str().into(), after.into(), count.into()])
        .await?;
    // If there may be more, the rest is fetched next.
    let revision = match rows.last() {
        Some(last) if rows.len() >= count as usize => last.int(8)?,
        None if count == 0 => after,
        _ => row.int(1)?,
    };
    Ok(Some(Changes {
        revision,
        counts: counted(tx.rows(COUNTS, [id.as_str().into()]).await?)?,
        items: rows.iter().map(item).collect::<Result<_, _>>()?,
    }))
}

pub(super) async fn output(
    tx: &mut Tx,
    tenant: &str,
    sha256: &Sha256Hex,
) -> Result<Option<(JobId, Output)>, SqlError> {
    let values: [Value; 2] = [tenant.into(), sha256.as_str().into()];
    let Some(row) = tx.row(OUTPUT, values).await? else {
        return Ok(None);
    };
    let found = outputs(&row, 1)?
        .into_iter()
        .find(|output| output.sha256 == *sha256);
    found
        .map(|output| Ok((job_id(&row.text(0)?)?, output)))
        .transpose()
}

pub(super) async fn counts(tx: &mut Tx) -> Result<Counts, SqlError> {
    counted(tx.rows(ALL_COUNTS, []).await?)
}

fn counted(rows: Vec<Row>) -> Result<Counts, SqlError> {
    let mut counts = Counts::default();
    for row in rows {
        let id = row.text(0)?;
        let mut places = State::ALL.into_iter().zip(&mut counts.0);
        let place = places.find(|(state, _)| state.id() == id);
        *place.ok_or_else(|| SqlError::damaged("state"))?.1 = row.count(1)?;
    }
    Ok(counts)
}

fn item(row: &Row) -> Result<Item, SqlError> {
    let state = State::of_id(&row.text(2)?).ok_or_else(|| SqlError::damaged("state"))?;
    let reason = row.maybe_text(4)?;
    let reason = reason
        .map(|id| Reason::of_id(&id).ok_or_else(|| SqlError::damaged("reason")))
        .transpose()?;
    Ok(Item {
        number: row.count(0)?,
        name: row.text(1)?,
        state,
        failures: row.count(3)?,
        reason,
        findings: row.maybe_text(5)?,
        problem: row.maybe_text(6)?,
        outputs: outputs(row, 7)?,
    })
}

fn outputs(row: &Row, at: usize) -> Result<Vec<Output>, SqlError> {
    let Some(json) = row.maybe_text(at)? else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&json).map_err(|_| SqlError::damaged("list of documents"))
}

pub(super) fn job_id(text: &str) -> Result<JobId, SqlError> {
    JobId::parse(text).ok_or_else(|| SqlError::damaged("job id"))
}
