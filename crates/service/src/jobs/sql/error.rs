//! Errors of the drivers, sorted by what can be done about them. Never passes on an
//! address or a value.

use super::super::error::StoreError;

/// Why a transaction failed.
#[derive(Debug)]
pub(super) enum SqlError {
    /// It collided with another; repeating it may succeed.
    Again(String),
    /// The disk is full.
    Full,
    /// Made by a later version: the schema found, the latest known.
    Later(i64, i64),
    /// Anything else.
    Failed(String),
}

impl SqlError {
    /// It took longer than anything here takes.
    pub(super) fn slow() -> Self {
        Self::Failed("no answer in time".to_owned())
    }

    /// Stored data are not as they were written.
    pub(super) fn damaged(what: &str) -> Self {
        Self::Failed(format!("a stored {what} is not valid"))
    }

    /// The error for the caller who opened the database.
    pub(super) fn at_open(self) -> StoreError {
        match self {
            Self::Again(message) | Self::Failed(message) => StoreError::Open(message),
            other => other.into(),
        }
    }
}

impl From<SqlError> for StoreError {
    fn from(fault: SqlError) -> Self {
        match fault {
            SqlError::Full => Self::Full,
            SqlError::Later(found, known) => Self::Later { found, known },
            SqlError::Again(message) | SqlError::Failed(message) => Self::Failed(message),
        }
    }
}

impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let message = database.message().to_owned();
                match class(database.code().as_deref().unwrap_or_default()) {
                    ErrorClass::Full => Self::Full,
                    ErrorClass::Again => Self::Again(message),
                    ErrorClass::Other => Self::Failed(message),
                }
            }
            // These may repeat parts of the address.
            sqlx::Error::Configuration(_) => Self::Failed("the address cannot be read".to_owned()),
            sqlx::Error::PoolTimedOut => Self::Failed("no connection in time".to_owned()),
            other => Self::Failed(other.to_string()),
        }
    }
}

#[derive(Debug, PartialEq)]
enum ErrorClass {
    Full,
    Again,
    Other,
}

/// Codes of PostgreSQL have five characters; those of SQLite are numbers with the primary code in the
/// lowest eight bits.
fn class(code: &str) -> ErrorClass {
    match code {
        // disk_full
        "53100" => return ErrorClass::Full,
        // serialization_failure, deadlock_detected
        "40001" | "40P01" => return ErrorClass::Again,
        _ => {}
    }
    if code.len() == 5 {
        return ErrorClass::Other;
    }
    match code.parse::<u32>() {
        // SQLITE_FULL, SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log
        Ok(13 | 4874) => ErrorClass::Full,
        // SQLITE_BUSY, SQLITE_LOCKED
        Ok(code) if matches!(code & 0xff, 5 | 6) => ErrorClass::Again,
        _ => ErrorClass::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorClass, class};

    #[test]
    fn codes_of_both_are_distinguished() {
        assert_eq!(class("13"), ErrorClass::Full);
        assert_eq!(class("4874"), ErrorClass::Full);
        assert_eq!(class("53100"), ErrorClass::Full);
        assert_eq!(class("5"), ErrorClass::Again);
        assert_eq!(class("517"), ErrorClass::Again);
        assert_eq!(class("40001"), ErrorClass::Again);
        assert_eq!(class("40P01"), ErrorClass::Again);
        assert_eq!(class("10"), ErrorClass::Other);
        // 23005 & 0xff is not a code of SQLite
        assert_eq!(class("53005"), ErrorClass::Other);
        assert_eq!(class(""), ErrorClass::Other);
    }
}
