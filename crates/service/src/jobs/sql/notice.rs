//! Notifies waiting callers that something was written: here at once, on other nodes soon after.
//!
//! It only affects speed: a waiting caller looks again after [`POLL`] at the latest.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{Connection as _, SqlitePool};
#[cfg(feature = "cluster")]
use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, timeout};

/// How long a caller waits before it looks again. Items due later are found this way.
const POLL: Duration = Duration::from_secs(1);
/// How often to ask SQLite whether another process wrote.
const LOOK: Duration = Duration::from_millis(200);
/// The least time between notices to other nodes: PostgreSQL puts transactions that notify in
/// a queue.
#[cfg(feature = "cluster")]
const APART: Duration = Duration::from_millis(25);
/// A caller that starts to wait this soon after a write may have looked before it.
const JUST_NOW: Duration = Duration::from_millis(20);

#[cfg(feature = "cluster")]
const CHANNEL: &str = "chengbao_jobs";

/// Where waiting callers are notified.
#[derive(Debug)]
pub(super) struct Notice {
    last: watch::Sender<Option<Instant>>,
    /// That other nodes must be notified.
    outward: Notify,
}

impl Notice {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            last: watch::Sender::new(None),
            outward: Notify::new(),
        })
    }

    /// Something was written here.
    pub(super) fn notify(&self) {
        self.heard();
        self.outward.notify_one();
    }

    /// Something was written.
    fn heard(&self) {
        self.last.send_replace(Some(Instant::now()));
    }

    /// Waits until something is written, at most that long.
    pub(super) async fn wait(&self, most: Duration) {
        let mut told = self.last.subscribe();
        let last = *told.borrow_and_update();
        if last.is_some_and(|last| last.elapsed() < JUST_NOW) {
            sleep(JUST_NOW.min(most)).await;
            return;
        }
        // Notified or not, it looks again.
        let _ = timeout(most.min(POLL), told.changed()).await;
    }
}

/// Notices what other processes write into the file.
pub(super) async fn watch_sqlite(readers: SqlitePool, notice: Arc<Notice>) {
    loop {
        // Its answer is about one connection: it changes when any other wrote.
        if let Ok(connection) = readers.acquire().await {
            let mut connection = connection.detach();
            let mut before = None;
            let asked = "PRAGMA data_version";
            while let Ok(version) = sqlx::query_scalar::<_, i64>(asked)
                .fetch_one(&mut connection)
                .await
            {
                if before
                    .replace(version)
                    .is_some_and(|before| before != version)
                {
                    notice.heard();
                }
                sleep(LOOK).await;
            }
            let _ = connection.close().await;
        }
        sleep(POLL).await;
    }
}

/// Receives notices of other nodes.
#[cfg(feature = "cluster")]
pub(super) async fn listen(pool: PgPool, notice: Arc<Notice>) {
    loop {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            // `None` is a connection that was lost: notices sent meanwhile were missed.
            while listener.try_recv().await.is_ok() {
                notice.heard();
            }
        }
        sleep(POLL).await;
    }
}

/// Notifies other nodes.
#[cfg(feature = "cluster")]
pub(super) async fn pass_on(pool: PgPool, notice: Arc<Notice>) {
    loop {
        notice.outward.notified().await;
        let told = sqlx::query("SELECT pg_notify($1, '')").bind(CHANNEL);
        // A lost notice is made up for by the poll.
        let _ = told.execute(&pool).await;
        sleep(APART).await;
    }
}
