//! A folder of blobs: what `object_store` leaves to the owner of the folder. It is private, its
//! content survives a loss of power, and unfinished files of killed processes are removed.
//!
//! `object_store` syncs a file before it is renamed, the folder it is renamed into, and every folder it
//! made for that file itself. A folder that another put has just made is not synced by it, although it
//! may vanish with all that is in it; so the folder of all jobs is synced after each put ([`Folder::sync`]), and
//! what is above it when it is opened.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{BlobError, Sha256Hex};
use crate::jobs::JobId;

/// Where blobs of jobs are.
pub(super) const JOBS: &str = "jobs";
/// Where bodies of answers are.
pub(super) const ANSWERS: &str = "answers";

/// The age at which an unfinished file is considered abandoned.
pub(super) const ABANDONED: Duration = Duration::from_secs(10 * 60);

/// Bytes written to see whether there is room.
const PROBE: usize = 64 << 10;

/// A folder of blobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Creates the folder if needed, checks that files can be created in it, and removes what
    /// killed processes left.
    pub(super) fn open(path: &Path) -> Result<Self, BlobError> {
        let made = path.ancestors().find(|path| path.is_dir());
        for folder in [path.to_owned(), path.join(JOBS), path.join(ANSWERS)] {
            make_private(&folder)?;
        }
        let root = fs::canonicalize(path)?;
        let made = made.map_or_else(|| root.clone(), Path::to_owned);
        for folder in path.ancestors().take_while(|path| path.starts_with(&made)) {
            sync(folder)?;
        }
        let folder = Self { root };
        match tempfile::tempfile_in(&folder.root).map_err(BlobError::from) {
            // There will be room again.
            Ok(_) | Err(BlobError::Full) => {}
            Err(error) => return Err(error),
        }
        folder.sweep(SystemTime::now(), ABANDONED)?;
        Ok(folder)
    }

    /// The folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it exists.
    pub(super) fn is_there(&self) -> bool {
        self.root.is_dir()
    }

    /// Whether there is room for a small document: writes one, without a name, and syncs it.
    pub(super) fn try_write(&self) -> io::Result<()> {
        let mut file = tempfile::tempfile_in(&self.root)?;
        file.write_all(&[0; PROBE])?;
        file.sync_data()
    }

    /// The folders of jobs stay there. Those above them did not change since they were opened.
    pub(super) fn sync(&self) -> io::Result<()> {
        sync(&self.root.join(JOBS))
    }

    /// Removes what a job has, and what was being written for it.
    pub(super) fn forget(&self, job: &JobId) -> io::Result<()> {
        match fs::remove_dir_all(self.root.join(JOBS).join(job.as_str())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => self.sync(),
        }
    }

    /// Removes unfinished files and empty folders of jobs.
    pub(super) fn sweep(&self, now: SystemTime, age: Duration) -> io::Result<()> {
        for folder in [ANSWERS, JOBS] {
            for entry in fs::read_dir(self.root.join(folder))? {
                let path = entry?.path();
                if is_job(&path) {
                    sweep_files(&path, now, age)?;
                    if is_older(&path, now, age) {
                        // Fails if it is not empty, as it should.
                        let _ = fs::remove_dir(&path);
                    }
                }
            }
        }
        sweep_files(&self.root.join(ANSWERS), now, age)
    }
}

fn sweep_files(folder: &Path, now: SystemTime, age: Duration) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if is_unfinished(&path) && is_older(&path, now, age) {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

fn is_job(path: &Path) -> bool {
    name(path).is_some_and(|name| JobId::parse(name).is_some()) && path.is_dir()
}

/// Named as `object_store` names what it has not finished: the name, `#`, a number.
fn is_unfinished(path: &Path) -> bool {
    name(path)
        .and_then(|name| name.split_once('#'))
        .is_some_and(|(name, number)| {
            Sha256Hex::parse(name).is_some()
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
        })
}

fn is_older(path: &Path, now: SystemTime, age: Duration) -> bool {
    let changed = fs::symlink_metadata(path).and_then(|it| it.modified());
    changed.is_ok_and(|changed| now.duration_since(changed).is_ok_and(|it| it >= age))
}

/// Readable only by its owner, from the first moment.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Other systems than Unix open no folder as a file; their file systems order such changes themselves.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
