//! Errors of the drivers, sorted by what can be done about them. Never passes on an
//! address or a value.

use super::super::error::StoreError;

/// Why a transaction failed.
#[derive(Debug)]
pub(super) enum Fault {
    /// It collided with another; repeating it may succeed.
    Again(String),
    /// The disk is full.
    Full,
    /// Made by a later version: the schema found, the latest known.
    Later(i64, i64),
    /// Anything else.
    Failed(String),
}

impl Fault {
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

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Full => Self::Full,
            Fault::Later(found, known) => Self::Later { found, known },
            Fault::Again(message) | Fault::Failed(message) => Self::Failed(message),
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let message = database.message().to_owned();
                match kind(database.code().as_deref().unwrap_or_default()) {
                    Kind::Full => Self::Full,
                    Kind::Again => Self::Again(message),
                    Kind::Other => Self::Failed(message),
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
enum Kind {
    Full,
    Again,
    Other,
}

/// Codes of PostgreSQL have five characters; those of SQLite are numbers with the primary code in the
/// lowest eight bits.
fn kind(code: &str) -> Kind {
    match code {
        // disk_full
        "53100" => return Kind::Full,
        // serialization_failure, deadlock_detected
        "40001" | "40P01" => return Kind::Again,
        _ => {}
    }
    if code.len() == 5 {
        return Kind::Other;
    }
    match code.parse::<u32>() {
        // SQLITE_FULL, SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log
        Ok(13 | 4874) => Kind::Full,
        // SQLITE_BUSY, SQLITE_LOCKED
        Ok(code) if matches!(code & 0xff, 5 | 6) => Kind::Again,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn codes_of_both_are_told_apart() {
        assert_eq!(kind("13"), Kind::Full);
        assert_eq!(kind("4874"), Kind::Full);
        assert_eq!(kind("53100"), Kind::Full);
        assert_eq!(kind("5"), Kind::Again);
        assert_eq!(kind("517"), Kind::Again);
        assert_eq!(kind("40001"), Kind::Again);
        assert_eq!(kind("40P01"), Kind::Again);
        assert_eq!(kind("10"), Kind::Other);
        // 23005 & 0xff is not a code of SQLite
        assert_eq!(kind("53005"), Kind::Other);
        assert_eq!(kind(""), Kind::Other);
    }
}
