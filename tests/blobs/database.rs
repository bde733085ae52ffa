//! What the database of one machine keeps under the same faults: the old state whole or the new one.

use std::path::Path;
use std::process::Command;

use chengbao::jobs::{Created, JobId, NewItem, NewJob, StoreError, open};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::faults::{Disk, Fate, WRITES, strike};

/// Where the child's database is.
const FILE: &str = "CHENGBAO_TEST_DATABASE";
/// How the child ends: kept, no room, another fault.
const KEPT: i32 = 40;
const FULL: i32 = 41;
const FAILED: i32 = 42;

/// A job of so many items of some size each.
fn job(bits: u8, items: usize, size: usize) -> NewJob {
    let item = |number: usize| NewItem {
        name: format!("{number}.yaml"),
        work: "w".repeat(size),
    };
    NewJob {
        id: JobId::new([bits; 16]),
        tenant: "one".to_owned(),
        items: (0..items).map(item).collect(),
    }
}

fn old() -> NewJob {
    job(1, 5, 100)
}

fn new() -> NewJob {
    job(2, 20, 3_000)
}

fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// How many items of it are kept; none where it is not there.
async fn stored(file: &Path, job: &NewJob) -> Option<usize> {
    let store = open(&address(file)).await.unwrap();
    let found = store.job(&job.tenant, &job.id, 0, 1_000).await.unwrap();
    found.map(|found| found.items.len())
}

async fn is_sound(file: &Path) -> bool {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = options.connect().await.unwrap();
    let check = sqlx::query_scalar::<_, String>("PRAGMA integrity_check");
    check.fetch_all(&mut connection).await.unwrap() == ["ok"]
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_jobs_are_refused_whole_and_taken_once_there_is_room() {
    let disk = Disk::of(8);
    let file = disk.path().join("jobs.db");
    let store = open(&address(&file)).await.unwrap();
    assert_eq!(store.create(&old()).await, Ok(Created::New));
    disk.fill();
    let large = job(3, 200, 10_000);
    assert_eq!(store.create(&large).await, Err(StoreError::Full));
    let known = |job: NewJob| {
        let store = std::sync::Arc::clone(&store);
        async move {
            let found = store.job(&job.tenant, &job.id, 0, 1_000).await;
            found.unwrap().map(|found| found.items.len())
        }
    };
    assert_eq!(known(old()).await, Some(5));
    assert_eq!(known(large.clone()).await, None);
    disk.empty();
    assert_eq!(store.create(&large).await, Ok(Created::New));
    assert_eq!(known(large).await, Some(200));
    assert!(is_sound(&file).await);
}

#[test]
fn each_call_that_fails_leaves_the_old_state_or_the_new() {
    for error in ["ENOSPC", "EIO"] {
        let struck = each_call(Fate::Fails(error));
        assert!(struck > 5, "{error}: only {struck} calls failed");
    }
}

#[test]
fn each_call_over_which_it_is_killed_leaves_the_old_state_or_the_new() {
    let struck = each_call(Fate::Kills);
    assert!(struck > 5, "only {struck} calls killed");
}

/// How often something was struck.
fn each_call(fate: Fate) -> u32 {
    let mut struck = 0;
    // The database writes by other calls: by this one threads wake each other, and one that fails is waited for.
    let calls = WRITES.into_iter();
    for call in calls.filter(|call| *call != "write" || fate == Fate::Kills) {
        for n in 1..60 {
            let there = tempfile::tempdir().unwrap();
            let file = there.path().join("jobs.db");
            before(&file);
            let mut child = Command::new(std::env::current_exe().unwrap());
            child.args(["--exact", "database::child", "--ignored", "--nocapture"]);
            child.env(FILE, &file);
            let ended = strike(&child, call, n, fate);
            let code = ended.output.status.code().unwrap_or(0);
            let state = after(&file, code == KEPT);
            assert!(state.is_ok(), "{fate:?} {call} {n}: {state:?}");
            if !ended.is_struck {
                assert_eq!(code, KEPT, "{call} {n}: nothing was wrong");
                break;
            }
            struck += 1;
        }
    }
    struck
}

#[tokio::main(flavor = "current_thread")]
async fn before(file: &Path) {
    let store = open(&address(file)).await.unwrap();
    assert_eq!(store.create(&old()).await, Ok(Created::New));
}

/// What must hold of the database then.
#[tokio::main(flavor = "current_thread")]
async fn after(file: &Path, was_kept: bool) -> Result<(), String> {
    let (old_items, new_items) = (stored(file, &old()).await, stored(file, &new()).await);
    if old_items != Some(5) {
        return Err(format!("the old job has {old_items:?}"));
    }
    match new_items {
        Some(20) => {}
        None if !was_kept => {}
        other => return Err(format!("the new job has {other:?}, kept: {was_kept}")),
    }
    if !is_sound(file).await {
        return Err("damaged".to_owned());
    }
    let store = open(&address(file)).await.unwrap();
    let again = store.create(&new()).await;
    drop(store);
    match (again, stored(file, &new()).await) {
        (Ok(_), Some(20)) => Ok(()),
        other => Err(format!("afterwards {other:?}")),
    }
}

#[test]
#[ignore = "a part of the tests above, in a process of its own"]
fn child() {
    let Some(file) = std::env::var_os(FILE) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let created = runtime.block_on(async {
        let store = open(&address(Path::new(&file))).await?;
        store.create(&new()).await
    });
    std::process::exit(match created {
        Ok(_) => KEPT,
        Err(StoreError::Full) => FULL,
        Err(_) => FAILED,
    });
}
