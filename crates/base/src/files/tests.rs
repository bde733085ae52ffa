//! Pipes, devices, sockets and links are told apart, and none is waited for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::io::Read as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use super::*;

/// A folder `in` with a file, next to a file outside it.
fn folders() -> (tempfile::TempDir, PathBuf) {
    let top = tempfile::tempdir().unwrap();
    let inner = top.path().join("in");
    fs::create_dir_all(inner.join("deep")).unwrap();
    fs::write(inner.join("deep/a"), "inside").unwrap();
    fs::write(top.path().join("b"), "outside").unwrap();
    (top, inner)
}

fn content(file: Result<File, FileError>) -> String {
    let mut text = String::new();
    file.unwrap().read_to_string(&mut text).unwrap();
    text
}

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[test]
fn a_file_is_opened_and_anything_else_is_named_without_waiting() {
    let (_top, inner) = folders();
    symlink("deep/a", inner.join("link")).unwrap();
    assert_eq!(content(open(&inner.join("link"))), "inside");
    pipe(&inner.join("pipe"));
    symlink("pipe", inner.join("to-pipe")).unwrap();
    let _listener = UnixListener::bind(inner.join("socket")).unwrap();
    for (path, special) in [
        (inner.join("pipe"), Special::Pipe),
        (inner.join("to-pipe"), Special::Pipe),
        (inner.join("socket"), Special::Socket),
        (inner.clone(), Special::Folder),
        (PathBuf::from("/dev/zero"), Special::Device),
    ] {
        let found = open(&path).unwrap_err();
        assert!(matches!(found, FileError::Special(it) if it == special));
        let named = path.file_name().unwrap().to_string_lossy().into_owned();
        let folder = path.parent().unwrap();
        let found = open_within(folder, Path::new(&named)).unwrap_err();
        assert!(matches!(found, FileError::Special(it) if it == special));
    }
    assert!(matches!(
        open(&inner.join("none")),
        Err(FileError::System(error)) if error.kind() == io::ErrorKind::NotFound
    ));
}

#[test]
fn a_link_in_a_folder_stays_in_it() {
    let (top, inner) = folders();
    symlink("../b", inner.join("up")).unwrap();
    symlink(top.path().join("b"), inner.join("far")).unwrap();
    symlink("..", inner.join("out")).unwrap();
    symlink("deep", inner.join("near")).unwrap();
    let within = |named: &str| open_within(&inner, Path::new(named));
    for named in ["deep/a", "near/a", "./deep/../near/a"] {
        assert_eq!(content(within(named)), "inside", "{named}");
    }
    for named in ["up", "far", "out/b"] {
        assert!(matches!(within(named), Err(FileError::Outside)), "{named}");
    }
    // What says so itself is no trick.
    assert_eq!(content(within("../b")), "outside");
    assert_eq!(
        content(within(top.path().join("b").to_str().unwrap())),
        "outside"
    );
    assert!(is_within(&inner, &inner.join("new/a")) && is_within(&inner, &inner.join("near/a")));
    assert!(!is_within(&inner, &inner.join("out/a")) && !is_within(&inner, &inner.join("up")));
}

#[test]
fn a_lock_is_never_a_link_and_never_a_pipe() {
    let (_top, inner) = folders();
    assert!(lockable(&inner.join("lock")).is_ok() && lockable(&inner.join("lock")).is_ok());
    symlink("../made", inner.join("link")).unwrap();
    assert!(lockable(&inner.join("link")).is_err() && !inner.join("../made").exists());
    pipe(&inner.join("pipe"));
    assert!(matches!(
        lockable(&inner.join("pipe")),
        Err(FileError::Special(Special::Pipe))
    ));
}
