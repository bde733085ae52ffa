//! One writer at a time: a lock file next to the file that is read, changed and put back. The second one
//! waits, then reads what the first has written.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::write;
use chengbao_base::files::{self, FileError};
use chengbao_base::text::{Bilingual as _, Text};

/// A held lock; released when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Dropped after the lock file is removed.
    _file: File,
}

impl Lock {
    /// Waits until no other process works on the file.
    pub(super) fn of(target: &Path) -> Result<Self, Failure> {
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(".lock");
        let path = target.with_file_name(name);
        loop {
            // No one needs the lock file.
            let taken = take(&path).map_err(|error| match error {
                FileError::System(error) => write::cannot(target, &error),
                other => {
                    let (Text { zh, en }, path) = (other.text(), path.display());
                    Failure::usage(
                        format!("“{path}”{zh}，请把它移走。"),
                        format!("`{path}` {en}; move it away"),
                    )
                }
            })?;
            if let Some(file) = taken {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

/// The lock on the file of that name; none if the file was removed before it was locked.
fn take(path: &Path) -> Result<Option<File>, FileError> {
    let file = files::lockable(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => file.lock()?,
        // Some network drives have no locks; the file is then compared before it is put back.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(is_at(&file, path)?.then_some(file))
}

/// Whether the open file still has that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let own = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((own.dev(), own.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// On systems where open files cannot be removed, the name remains.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A leftover file blocks no one: the system releases the lock with the process.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn one_works_at_a_time_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.signoff.yaml");
        fs::write(&target, "0").unwrap();
        let most = AtomicUsize::new(0);
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let _lock = Lock::of(&target).unwrap();
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        let count: usize = fs::read_to_string(&target).unwrap().parse().unwrap();
                        fs::write(&target, (count + 1).to_string()).unwrap();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&target).unwrap(), "100");
        assert_eq!(most.into_inner(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Lock::of(&folder.path().join("none/a.yaml")).is_err());
    }
}
