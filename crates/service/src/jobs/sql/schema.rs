//! The tables, and how they are created and updated. A database made by a later version is left alone.

use super::error::SqlError;
use super::values::Value;
use super::wire::Tx;

/// What turns version N into N + 1; statements never change once released.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

/// Tables whose rows change as fast as those of a queue are cleaned before a fifth of them is dead.
const POSTGRES_CARE: &str = "
    ALTER TABLE items SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
    ALTER TABLE jobs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
";

/// Among processes that open the same database at once, one creates the tables.
const LOCK: &str = "SELECT pg_advisory_xact_lock(5793148024367109218)";

/// Creates the missing tables.
pub(super) async fn prepare(tx: &mut Tx) -> Result<(), SqlError> {
    if tx.is_postgres() {
        tx.rows(LOCK, []).await?;
    }
    let found = version(tx).await?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(SqlError::Later(found, known));
    }
    let done = usize::try_from(found).unwrap_or_default();
    for (step, number) in STEPS.iter().zip(1_i64..).skip(done) {
        tx.script(step).await?;
        if number == 1 && tx.is_postgres() {
            tx.script(POSTGRES_CARE).await?;
        }
        let sql = "INSERT INTO schema_versions (version) VALUES ($1)";
        tx.run(sql, [Value::from(number)]).await?;
    }
    Ok(())
}

/// The version of the tables, 0 if there are none.
async fn version(tx: &mut Tx) -> Result<i64, SqlError> {
    let there = if tx.is_postgres() {
        "SELECT CAST(1 AS BIGINT) WHERE to_regclass('schema_versions') IS NOT NULL"
    } else {
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_versions'"
    };
    if tx.row(there, []).await?.is_none() {
        tx.script("CREATE TABLE schema_versions (version BIGINT PRIMARY KEY)")
            .await?;
        return Ok(0);
    }
    let latest = tx
        .row("SELECT max(version) FROM schema_versions", [])
        .await?;
    Ok(latest
        .map(|row| row.maybe_int(0))
        .transpose()?
        .flatten()
        .unwrap_or(0))
}
