//! What holds of a folder: it is private, what damages it is found out, and a killed process leaves
//! nothing for ever.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use chengbao::jobs::{BlobError, Blobs, Shelf};

use crate::claims::{self, job};

fn open(folder: &Path) -> Blobs {
    Blobs::open(folder.to_str().unwrap()).unwrap()
}

/// Names of all files in a folder, whatever they are.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_holds_in_a_folder() {
    let there = tempfile::tempdir().unwrap();
    claims::hold(&open(&there.path().join("new/folder"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_there_when_it_is_opened_again() {
    let there = tempfile::tempdir().unwrap();
    let (_, shelf) = job(1);
    let sha256 = open(there.path()).put(&shelf, b"kept".to_vec()).await;
    let kept = open(there.path()).get(&shelf, &sha256.unwrap()).await;
    assert_eq!(kept, Ok(Some(b"kept".to_vec())));
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let there = tempfile::tempdir().unwrap();
    let folder = there.path().join("private");
    let blobs = open(&folder);
    blobs.put(&Shelf::Answers, b"x".to_vec()).await.unwrap();
    for path in [folder.clone(), folder.join("jobs"), folder.join("answers")] {
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{path:?}");
    }
}

#[tokio::test]
async fn a_damaged_blob_is_an_error_and_is_fixed_by_putting_it_again() {
    let there = tempfile::tempdir().unwrap();
    let blobs = open(there.path());
    let sha256 = blobs.put(&Shelf::Answers, b"whole".to_vec()).await.unwrap();
    let path = there.path().join("answers").join(sha256.as_str());
    for damage in [&b"whOle"[..], b"who", b""] {
        fs::write(&path, damage).unwrap();
        let had = blobs.get(&Shelf::Answers, &sha256).await;
        assert_eq!(had, Err(BlobError::Damaged(sha256.clone())));
        blobs.put(&Shelf::Answers, b"whole".to_vec()).await.unwrap();
        let had = blobs.get(&Shelf::Answers, &sha256).await;
        assert_eq!(had, Ok(Some(b"whole".to_vec())));
    }
}

#[tokio::test]
async fn a_folder_that_was_taken_away_has_lost_nothing_yet() {
    let there = tempfile::tempdir().unwrap();
    let folder = there.path().join("mounted");
    let blobs = open(&folder);
    let sha256 = blobs.put(&Shelf::Answers, b"x".to_vec()).await.unwrap();
    fs::rename(&folder, there.path().join("away")).unwrap();
    let gone = BlobError::Failed("the folder or bucket does not exist".to_owned());
    assert_eq!(blobs.get(&Shelf::Answers, &sha256).await, Err(gone.clone()));
    assert_eq!(blobs.ready().await, Err(gone));
}

#[test]
fn what_cannot_be_a_folder_is_refused_when_it_is_opened() {
    let there = tempfile::tempdir().unwrap();
    let file = there.path().join("file");
    fs::write(&file, "x").unwrap();
    for path in [file.clone(), file.join("below")] {
        let opened = Blobs::open(path.to_str().unwrap());
        match opened {
            Err(BlobError::Failed(told)) => {
                assert!(!told.contains("file"), "the place is told: {told}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_a_killed_process_left_goes_and_what_is_being_written_stays() {
    let there = tempfile::tempdir().unwrap();
    let blobs = open(there.path());
    let (_, shelf) = job(1);
    let sha256 = blobs.put(&shelf, b"kept".to_vec()).await.unwrap();
    let answers = there.path().join("answers");
    let jobs = there.path().join("jobs").join("01".repeat(16));
    let empty = there.path().join("jobs").join("ab".repeat(16));
    fs::create_dir(&empty).unwrap();
    let hour = SystemTime::now() - Duration::from_secs(3_600);
    let old = [
        answers.join(format!("{sha256}#1")),
        jobs.join(format!("{sha256}#23")),
    ];
    let stays = [
        jobs.join(sha256.as_str()),
        jobs.join(format!("{sha256}#x")),
        answers.join("note#1"),
    ];
    let young = answers.join(format!("{sha256}#2"));
    for path in old.iter().chain(&stays) {
        let file = File::options().create(true).append(true).open(path);
        file.unwrap().set_modified(hour).unwrap();
    }
    File::open(&empty).unwrap().set_modified(hour).unwrap();
    fs::write(&young, "h").unwrap();
    open(there.path());
    for path in old.iter().chain([&empty]) {
        assert!(!path.exists(), "{path:?}");
    }
    for path in stays.iter().chain([&young]) {
        assert!(path.exists(), "{path:?}");
    }
}

#[tokio::test]
async fn forgetting_a_job_takes_what_was_being_written_for_it() {
    let there = tempfile::tempdir().unwrap();
    let blobs = open(there.path());
    let (_, shelf) = job(1);
    let sha256 = blobs.put(&shelf, b"kept".to_vec()).await.unwrap();
    let folder = there.path().join("jobs").join("01".repeat(16));
    fs::write(folder.join(format!("{sha256}#1")), "ke").unwrap();
    blobs.forget(&shelf).await.unwrap();
    assert!(!folder.exists());
    assert_eq!(files(there.path()), Vec::<String>::new());
}

#[tokio::test]
async fn an_id_that_is_none_has_no_place() {
    let there = tempfile::tempdir().unwrap();
    let blobs = open(&there.path().join("store"));
    fs::write(there.path().join("other"), "x").unwrap();
    // Ids come as JSON, too.
    for text in ["", "..", "../..", "../../other"] {
        let Ok(job) = serde_json::from_str(&format!("{text:?}")) else {
            continue;
        };
        let shelf = Shelf::Job(job);
        assert!(blobs.put(&shelf, b"x".to_vec()).await.is_err());
        assert!(blobs.forget(&shelf).await.is_err());
    }
    assert!(there.path().join("other").exists());
    let digest: Result<chengbao::jobs::Sha256Hex, _> = serde_json::from_str("\"../x\"");
    assert!(digest.is_err());
}
