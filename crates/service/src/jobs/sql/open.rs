//! From an address to a database that is ready. No message repeats credentials.

use std::path::Path;
#[cfg(feature = "cluster")]
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::pool::PoolOptions;
#[cfg(feature = "cluster")]
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tokio::time::sleep;

use chengbao_base::files::{self, FileError};

use super::super::error::StoreError;
use super::super::store::Store;
use super::error::SqlError;
use super::notice::{self, Notice};
use super::wire::Pools;
use super::{Database, PATIENCE, schema};

/// Number of SQLite readers: each is a thread.
const READERS: u32 = 4;
/// Connections to PostgreSQL, one of which listens.
#[cfg(feature = "cluster")]
const CONNECTIONS: u32 = 12;
/// How long to wait for another process that writes to the same SQLite file.
const BUSY: Duration = Duration::from_secs(10);
/// How often to try to open a SQLite file while other processes open it.
const TRIES: u32 = 20;

/// Opens the database of an address, `sqlite://FILE` or `postgres://…`, and creates its tables if
/// there are none. Runs within tokio's runtime. PostgreSQL is there with the feature `cluster`.
///
/// # Errors
/// [`StoreError::Address`] if it is invalid, [`StoreError::Lacking`] if this build lacks it, [`StoreError::Later`] if a later version made it,
/// [`StoreError::Open`] and [`StoreError::Full`] if it cannot be opened.
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    let pools = pools(address).await?;
    let notice = Notice::new();
    let tasks = match &pools {
        Pools::Sqlite { readers, .. } => {
            vec![tokio::spawn(notice::watch_sqlite(
                readers.clone(),
                Arc::clone(&notice),
            ))]
        }
        #[cfg(feature = "cluster")]
        Pools::Postgres(pool) => vec![
            tokio::spawn(notice::listen(pool.clone(), Arc::clone(&notice))),
            tokio::spawn(notice::pass_on(pool.clone(), Arc::clone(&notice))),
        ],
    };
    Ok(Arc::new(Database {
        pools,
        notice,
        tasks,
    }))
}

/// Connections to a database with its tables.
pub(super) async fn pools(address: &str) -> Result<Pools, StoreError> {
    let no_address = || StoreError::Address(shown(address));
    let pools = match address.split_once("://") {
        Some(("sqlite", path)) if !path.is_empty() => sqlite(Path::new(path)).await?,
        #[cfg(feature = "cluster")]
        Some(("postgres" | "postgresql", _)) => {
            let options = PgConnectOptions::from_str(address).map_err(|_| no_address())?;
            Pools::Postgres(postgres(options).await.map_err(SqlError::at_open)?)
        }
        #[cfg(not(feature = "cluster"))]
        Some(("postgres" | "postgresql", _)) => return Err(StoreError::Lacking(shown(address))),
        _ => return Err(no_address()),
    };
    prepare(&pools).await?;
    Ok(pools)
}

/// Creates the tables.
async fn prepare(pools: &Pools) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        let tried = async {
            let mut tx = pools.write().await?;
            schema::prepare(&mut tx).await?;
            tx.commit().await
        };
        match tried.await {
            Err(SqlError::Again(_)) if tries < TRIES => tries += 1,
            other => return other.map_err(SqlError::at_open),
        }
        sleep(Duration::from_millis(50)).await;
    }
}

async fn sqlite(path: &Path) -> Result<Pools, StoreError> {
    only_ours(path).map_err(|error| StoreError::Open(format!("{}: {error}", path.display())))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // Committed data survive a crash of the machine, not only of the process.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging();
    let kept = || {
        PoolOptions::new()
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
    };
    let writer = kept()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.clone());
    // The first connection turns the log of a new file on; several processes may try.
    let mut tries = 0;
    loop {
        match writer.acquire().await.map_err(SqlError::from) {
            Ok(_) => break,
            Err(SqlError::Again(_)) if tries < TRIES => tries += 1,
            Err(fault) => return Err(fault.at_open()),
        }
        sleep(Duration::from_millis(50)).await;
    }
    let readers = kept()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Pools::Sqlite { writer, readers })
}

/// Creates an empty file that only this user can read: SQLite uses the same permissions for its other files.
fn only_ours(path: &Path) -> std::io::Result<()> {
    // What is there is a file: to open a pipe would wait.
    match files::open(path) {
        Err(FileError::System(_)) | Ok(_) => {}
        Err(error) => return Err(error.into()),
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(feature = "cluster")]
async fn postgres(options: PgConnectOptions) -> Result<sqlx::PgPool, SqlError> {
    let options = options
        .application_name("chengbao")
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::raw_sql(POSTGRES_SESSION)
                    .execute(connection)
                    .await
                    .map(drop)
            })
        });
    Ok(pool.connect_with(options).await?)
}

/// Settings of each connection: committed data are on the disk even if the server is configured
/// differently; a statement is planned for its values, since a claim of 20 is not a claim of any number;
/// a stalled node loses its locks.
#[cfg(feature = "cluster")]
const POSTGRES_SESSION: &str = "
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off';
    SET plan_cache_mode = 'force_custom_plan';
    SET idle_in_transaction_session_timeout = '60s';
";

/// An address without credentials: without what is before the last `@` and after `?`.
fn shown(address: &str) -> String {
    let address = address.split('?').next().unwrap_or_default();
    match (address.rsplit_once('@'), address.split_once("://")) {
        (None, _) => address.to_owned(),
        (Some((_, place)), Some((scheme, _))) => format!("{scheme}://…@{place}"),
        (Some((_, place)), None) => format!("…@{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn addresses_are_shown_without_passwords() {
        let check = |address: &str, expected: &str| assert_eq!(shown(address), expected);
        check("mysql://u:secret@h/d", "mysql://…@h/d");
        check("postgres://h:x/d?password=secret", "postgres://h:x/d");
        check("postgres://u:se@cret@h/d", "postgres://…@h/d");
        check("u:secret@h", "…@h");
        check("jobs.db", "jobs.db");
    }

    #[cfg(not(feature = "cluster"))]
    #[tokio::test]
    async fn a_build_without_postgres_names_the_feature() {
        use chengbao_base::text::Bilingual as _;
        let opened = super::pools("postgres://u:secret@h/d").await;
        let text = opened.unwrap_err().text();
        assert!(
            text.zh
                .contains("“postgres://…@h/d”无法使用：本程序编译时未启用功能 cluster")
        );
        assert!(text.en.contains("was built without the feature `cluster`"));
    }
}
