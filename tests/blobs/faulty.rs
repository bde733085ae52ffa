//! What a folder keeps when its disk is full, when the system refuses a call, and when the process is
//! killed over one.

use std::path::Path;
use std::process::Command;

use chengbao::jobs::{BlobError, Blobs, Sha256Hex, Shelf};

use crate::claims::job;
use crate::faults::{Disk, Fate, WRITES, strike, watch};
use crate::folder::files;

/// Where the child puts its blob.
const FOLDER: &str = "CHENGBAO_TEST_FOLDER";
/// How the child ends: kept, no room, another fault.
const KEPT: i32 = 40;
const FULL: i32 = 41;
const FAILED: i32 = 42;

fn open(folder: &Path) -> Blobs {
    Blobs::open(folder.to_str().unwrap()).unwrap()
}

fn blob() -> Vec<u8> {
    (0..300_000_u32).map(|n| (n % 241) as u8).collect()
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_half_there_and_all_goes_on_once_there_is_room() {
    let disk = Disk::of(4);
    let folder = disk.path().join("store");
    let blobs = open(&folder);
    let [(_, one), (_, other)] = [job(1), job(2)];
    let kept = blobs.put(&one, blob()).await.unwrap();
    disk.fill();
    let large = vec![1; 500_000];
    for shelf in [&one, &other, &Shelf::Answers] {
        assert_eq!(blobs.put(shelf, large.clone()).await, Err(BlobError::Full));
        assert_eq!(blobs.get(shelf, &Sha256Hex::of(&large)).await, Ok(None));
    }
    assert_eq!(files(&folder), [kept.as_str()]);
    // A service that starts now can still answer what it has.
    let again = open(&folder);
    assert_eq!(again.get(&one, &kept).await, Ok(Some(blob())));
    assert_eq!(again.ready().await, Err(BlobError::Full));
    // Forgetting makes room.
    again.forget(&one).await.unwrap();
    blobs.put(&other, vec![2; 100_000]).await.unwrap();
    assert_eq!(blobs.put(&other, large.clone()).await, Err(BlobError::Full));
    disk.empty();
    let sha256 = blobs.put(&other, large.clone()).await.unwrap();
    assert_eq!(blobs.get(&other, &sha256).await, Ok(Some(large)));
    again.ready().await.unwrap();
}

/// Whatever call is refused and whenever: the blob is there whole or not at all, a put that said yes
/// was right, and the next one is as if nothing had been.
#[test]
fn each_call_that_fails_leaves_a_blob_whole_or_none() {
    for error in ["ENOSPC", "EIO"] {
        let struck = each_call(Fate::Fails(error), |code| {
            let full = if error == "EIO" { FAILED } else { FULL };
            assert!([KEPT, full].contains(&code), "{error}: {code}");
        });
        assert!(struck > 8, "{error}: only {struck} calls failed");
    }
}

#[test]
fn each_call_over_which_it_is_killed_leaves_a_blob_whole_or_none() {
    let struck = each_call(Fate::Kills, |_| {});
    assert!(struck > 8, "only {struck} calls killed");
}

/// The file before it gets its name, then every folder on the way down: what a loss of power could take
/// is on the disk before a put says yes.
#[test]
fn a_put_syncs_the_file_then_names_it_then_syncs_the_way_down() {
    let there = tempfile::tempdir().unwrap();
    let folder = there.path().canonicalize().unwrap().join("store");
    let seen = watch(&putting(&folder), &["fsync", "rename"]);
    let at = seen.iter().position(|call| call.starts_with("rename"));
    let (before, after) = seen.split_at(at.expect("it is renamed"));
    let (id, _) = job(1);
    let jobs = folder.join("jobs");
    let of_job = jobs.join(id.as_str());
    let sha256 = Sha256Hex::of(&blob());
    let unfinished = of_job.join(format!("{sha256}#1"));
    let is_synced = |calls: &[String], path: &Path| {
        let path = format!("<{}>", path.display());
        calls
            .iter()
            .any(|call| call.starts_with("fsync") && call.contains(&path))
    };
    assert!(is_synced(before, &unfinished), "{seen:#?}");
    for path in [&of_job, &jobs] {
        assert!(is_synced(after, path), "{path:?}: {seen:#?}");
    }
    // The store itself, when it was made.
    for path in [folder.as_path(), folder.parent().unwrap()] {
        assert!(is_synced(before, path), "{path:?}: {seen:#?}");
    }
}

/// A process that puts the blob.
fn putting(folder: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "faulty::child", "--ignored", "--nocapture"]);
    child.env(FOLDER, folder);
    child
}

/// How often something was struck.
fn each_call(fate: Fate, is_right: impl Fn(i32)) -> u32 {
    let mut struck = 0;
    for call in WRITES {
        for n in 1..40 {
            let there = tempfile::tempdir().unwrap();
            let folder = there.path().join("store");
            let child = putting(&folder);
            let ended = strike(&child, call, n, fate);
            let code = ended.output.status.code().unwrap_or(0);
            after(&folder, code == KEPT);
            if !ended.is_struck {
                assert_eq!(code, KEPT, "{call} {n}: nothing was wrong");
                break;
            }
            // Another code is that of the child's harness, which writes what it runs.
            if fate != Fate::Kills && [KEPT, FULL, FAILED].contains(&code) {
                is_right(code);
            }
            struck += 1;
        }
    }
    struck
}

/// What must hold of the folder then.
#[tokio::main(flavor = "current_thread")]
async fn after(folder: &Path, was_kept: bool) {
    let (_, shelf) = job(1);
    let blobs = open(folder);
    let had = blobs.get(&shelf, &Sha256Hex::of(&blob())).await.unwrap();
    assert!(had.is_some() || !was_kept, "it was said to be kept");
    assert!(had.is_none_or(|had| had == blob()), "half a blob");
    let sha256 = blobs.put(&shelf, blob()).await.unwrap();
    assert_eq!(blobs.get(&shelf, &sha256).await, Ok(Some(blob())));
    blobs.forget(&shelf).await.unwrap();
    assert_eq!(files(folder), Vec::<String>::new());
}

#[test]
#[ignore = "a part of the tests above, in a process of its own"]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .unwrap();
    let put = runtime.block_on(async {
        let (_, shelf) = job(1);
        let blobs = Blobs::open(Path::new(&folder).to_str().unwrap())?;
        blobs.put(&shelf, blob()).await
    });
    std::process::exit(match put {
        Ok(_) => KEPT,
        Err(BlobError::Full) => FULL,
        Err(_) => FAILED,
    });
}
