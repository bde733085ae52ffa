//! Where a test has its database, and short ways to say what it does there.

use std::sync::Arc;
use std::time::Duration;

use chengbao::jobs::{
    Claim, Finished, Item, Job, JobId, NewItem, NewJob, Output, Sha256Hex, State, Store, open,
};

/// Longer than any test.
pub(crate) const LONG: Duration = Duration::from_secs(600);
pub(crate) const NOW: Duration = Duration::ZERO;

/// A database of its own.
pub(crate) struct Database {
    pub(crate) address: String,
    _folder: Option<tempfile::TempDir>,
}

impl Database {
    /// Each is as another process has it.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        open(&self.address).await.unwrap()
    }
}

pub(crate) fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite://{}/jobs.db", folder.path().display());
    Database {
        address,
        _folder: Some(folder),
    }
}

#[cfg(feature = "judges")]
pub(crate) fn postgres() -> Database {
    Database {
        address: crate::postgres::Postgres::shared().database(),
        _folder: None,
    }
}

pub(crate) fn id(n: u8) -> JobId {
    JobId::new([n; 16])
}

/// A job of tenant `a` whose items are to do "0", "1", ….
pub(crate) fn job(n: u8, items: usize) -> NewJob {
    job_of("a", n, items)
}

pub(crate) fn job_of(tenant: &str, n: u8, items: usize) -> NewJob {
    let item = |n: usize| NewItem {
        name: format!("报告 {n}"),
        work: n.to_string(),
    };
    NewJob {
        id: id(n),
        tenant: tenant.to_owned(),
        items: (0..items).map(item).collect(),
    }
}

/// One item, claimed for long.
pub(crate) async fn claim(store: &dyn Store) -> Claim {
    let claims = store.claim(1, LONG).await.unwrap();
    claims.into_iter().next().expect("something to claim")
}

/// What it is to do, of each that was claimed.
pub(crate) fn work(claims: &[Claim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.work.as_str()).collect()
}

pub(crate) fn done(claim: &Claim) -> Finished {
    let sha256 = Sha256Hex::of(claim.work.as_bytes());
    let output = Output {
        sha256,
        media_type: "application/pdf".to_owned(),
        name: "报告.pdf".to_owned(),
        size: 12_345,
    };
    let outputs = vec![output];
    Finished {
        token: claim.token,
        findings: "[]".to_owned(),
        problem: None,
        outputs,
    }
}

pub(crate) fn refused(claim: &Claim) -> Finished {
    let problem = Some("{\"status\":422}".to_owned());
    Finished {
        problem,
        outputs: Vec::new(),
        findings: "[1]".to_owned(),
        ..done(claim)
    }
}

/// The job of tenant `a`, with all its items.
pub(crate) async fn look(store: &dyn Store, n: u8) -> Job {
    store
        .job("a", &id(n), 0, 100_000)
        .await
        .unwrap()
        .expect("the job")
}

/// Its first item.
pub(crate) async fn first(store: &dyn Store, n: u8) -> Item {
    look(store, n)
        .await
        .items
        .into_iter()
        .next()
        .expect("an item")
}

pub(crate) async fn states(store: &dyn Store, n: u8) -> Vec<State> {
    look(store, n)
        .await
        .items
        .iter()
        .map(|item| item.state)
        .collect()
}

pub(crate) async fn sleep(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
