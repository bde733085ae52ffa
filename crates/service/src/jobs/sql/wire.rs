//! One way to talk to both databases: their connections, and transactions on them.
//!
//! A statement is written once, for PostgreSQL; [`spell`] translates it for SQLite. A transaction that is
//! not committed closes its connection: the database then rolls it back or completes it, and
//! no half of it remains on a connection.

use std::borrow::Cow;

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Sqlite, SqlitePool};
#[cfg(feature = "cluster")]
use sqlx::{PgPool, Postgres};

use super::error::SqlError;
use super::values::{Row, Value, among, spell};

/// The connections.
#[derive(Debug)]
pub(super) enum Pools {
    /// One that writes, and some that read.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    #[cfg(feature = "cluster")]
    Postgres(PgPool),
}

impl Pools {
    /// A transaction that may write.
    pub(super) async fn write(&self) -> Result<Tx, SqlError> {
        match self {
            Self::Sqlite { writer, .. } => {
                let wire = Wire::Sqlite(writer.acquire().await?);
                Tx::begin(wire, "BEGIN IMMEDIATE").await
            }
            #[cfg(feature = "cluster")]
            Self::Postgres(pool) => {
                let wire = Wire::Postgres(pool.acquire().await?);
                Tx::begin(wire, "BEGIN ISOLATION LEVEL READ COMMITTED").await
            }
        }
    }

    /// A transaction that reads, all of it at one moment.
    pub(super) async fn read(&self) -> Result<Tx, SqlError> {
        match self {
            Self::Sqlite { readers, .. } => {
                Tx::begin(Wire::Sqlite(readers.acquire().await?), "BEGIN").await
            }
            #[cfg(feature = "cluster")]
            Self::Postgres(pool) => {
                let wire = Wire::Postgres(pool.acquire().await?);
                Tx::begin(wire, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
            }
        }
    }
}

#[derive(Debug)]
enum Wire {
    Sqlite(PoolConnection<Sqlite>),
    #[cfg(feature = "cluster")]
    Postgres(PoolConnection<Postgres>),
}

/// A transaction.
#[derive(Debug)]
pub(super) struct Tx {
    wire: Wire,
    over: bool,
}

/// A statement with its values bound.
macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        // Statements are made of constants and of `$N` alone; values are always bound.
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Tx {
    async fn begin(wire: Wire, sql: &'static str) -> Result<Self, SqlError> {
        let mut tx = Self { wire, over: false };
        tx.run(sql, []).await?;
        Ok(tx)
    }

    /// Whether the database is PostgreSQL.
    pub(super) const fn is_postgres(&self) -> bool {
        !matches!(self.wire, Wire::Sqlite(_))
    }

    /// How many rows a statement changed.
    pub(super) async fn run(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = Value, IntoIter: Send> + Send,
    ) -> Result<u64, SqlError> {
        let sql = sql.into();
        Ok(match &mut self.wire {
            Wire::Sqlite(wire) => {
                let query = bound!(spell(sql), values);
                query.execute(&mut **wire).await?.rows_affected()
            }
            #[cfg(feature = "cluster")]
            Wire::Postgres(wire) => {
                let query = bound!(sql, values);
                query.execute(&mut **wire).await?.rows_affected()
            }
        })
    }

    /// The rows a statement answers with.
    pub(super) async fn rows(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = Value, IntoIter: Send> + Send,
    ) -> Result<Vec<Row>, SqlError> {
        let sql = sql.into();
        Ok(match &mut self.wire {
            Wire::Sqlite(wire) => {
                let rows = bound!(spell(sql), values).fetch_all(&mut **wire).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            #[cfg(feature = "cluster")]
            Wire::Postgres(wire) => {
                let rows = bound!(sql, values).fetch_all(&mut **wire).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, if any.
    pub(super) async fn row(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item = Value, IntoIter: Send> + Send,
    ) -> Result<Option<Row>, SqlError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Many statements without values.
    pub(super) async fn script(&mut self, sql: &'static str) -> Result<(), SqlError> {
        match &mut self.wire {
            Wire::Sqlite(wire) => {
                let script = sqlx::raw_sql(AssertSqlSafe(spell(sql.into())));
                script.execute(&mut **wire).await?;
            }
            #[cfg(feature = "cluster")]
            Wire::Postgres(wire) => {
                sqlx::raw_sql(sql).execute(&mut **wire).await?;
            }
        }
        Ok(())
    }

    /// Inserts rows of `columns` values each with `head` (`INSERT INTO t (…) VALUES`), with as few
    /// statements as a handful of different sizes allow.
    pub(super) async fn insert(
        &mut self,
        head: &str,
        tail: &str,
        columns: usize,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), SqlError> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let together = [100, 10]
                .into_iter()
                .find(|n| rows.len() >= *n)
                .unwrap_or(1);
            let places: Vec<String> = (0..together)
                .map(|row| among(row * columns + 1, columns))
                .collect();
            let sql = format!("{head} {}{tail}", places.join(", "));
            let values: Vec<Value> = rows.by_ref().take(together).flatten().collect();
            self.run(sql, values).await?;
        }
        Ok(())
    }

    /// Milliseconds since 1970 by the one clock all nodes share, the database's; SQLite is on one
    /// machine and uses its clock.
    pub(super) async fn now(&mut self) -> Result<i64, SqlError> {
        let sql = if self.is_postgres() {
            "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)"
        } else {
            "SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER)"
        };
        let row = self.row(sql, []).await?;
        row.ok_or_else(|| SqlError::damaged("clock"))?.int(0)
    }

    /// Ends it: all of it is on the disk.
    pub(super) async fn commit(mut self) -> Result<(), SqlError> {
        self.run("COMMIT", []).await?;
        self.over = true;
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if !self.over {
            match &mut self.wire {
                Wire::Sqlite(wire) => wire.close_on_drop(),
                #[cfg(feature = "cluster")]
                Wire::Postgres(wire) => wire.close_on_drop(),
            }
        }
    }
}
