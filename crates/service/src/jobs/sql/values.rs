//! What is sent to a database and what it returns: statements, values, rows. Text of users is never
//! part of a statement.

use std::borrow::Cow;
use std::time::Duration;

use sqlx::Row as _;
#[cfg(feature = "cluster")]
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use super::error::SqlError;

/// The parameters of a statement.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

/// A row of an answer; columns are counted from 0.
#[derive(Debug)]
pub(super) enum Row {
    Sqlite(SqliteRow),
    #[cfg(feature = "cluster")]
    Postgres(PgRow),
}

impl Row {
    pub(super) fn int(&self, at: usize) -> Result<i64, SqlError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            #[cfg(feature = "cluster")]
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(super) fn maybe_int(&self, at: usize) -> Result<Option<i64>, SqlError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            #[cfg(feature = "cluster")]
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(super) fn text(&self, at: usize) -> Result<String, SqlError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            #[cfg(feature = "cluster")]
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(super) fn maybe_text(&self, at: usize) -> Result<Option<String>, SqlError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            #[cfg(feature = "cluster")]
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// A count: never below 0.
    pub(super) fn count<N: TryFrom<i64>>(&self, at: usize) -> Result<N, SqlError> {
        N::try_from(self.int(at)?).map_err(|_| SqlError::damaged("count"))
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(Some(value.into()))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

/// Milliseconds, as times are kept.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis())
        .unwrap_or(i64::MAX / 4)
        .min(i64::MAX / 4)
}

/// `($3, $4, $5)`: a number of placeholders, starting at one.
pub(super) fn among(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|at| format!("${at}")).collect();
    format!("({})", places.join(", "))
}

/// A PostgreSQL statement in SQLite's dialect. SQLite locks no rows, as it has one writer at a time, and
/// compares text by its bytes anyway.
pub(super) fn spell(sql: Cow<'static, str>) -> Cow<'static, str> {
    const WORDS: [(&str, &str); 4] = [
        (" FOR UPDATE SKIP LOCKED", ""),
        (" FOR UPDATE", ""),
        (" COLLATE \"C\"", ""),
        (
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "INTEGER PRIMARY KEY AUTOINCREMENT",
        ),
    ];
    WORDS.into_iter().fold(sql, |sql, (theirs, ours)| {
        if sql.contains(theirs) {
            sql.replace(theirs, ours).into()
        } else {
            sql
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{among, spell};

    #[test]
    fn sqlite_is_asked_for_no_row_locks() {
        let said = spell("SELECT id FROM t ORDER BY id FOR UPDATE SKIP LOCKED".into());
        assert_eq!(said, "SELECT id FROM t ORDER BY id");
        assert_eq!(spell("SELECT 1 FOR UPDATE".into()), "SELECT 1");
    }

    #[test]
    fn places_are_counted_from_the_one_given() {
        assert_eq!(among(3, 3), "($3, $4, $5)");
    }
}
