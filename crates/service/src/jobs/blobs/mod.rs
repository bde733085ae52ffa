//! The inputs and outputs of jobs: bytes named by their digest, in a folder or a bucket.
//!
//! A blob's key is `jobs/JOB/SHA256` or `answers/SHA256`; nothing else becomes a path. A blob is put
//! before the database refers to it and deleted after, so that a crash leaves at worst a blob
//! too many: [`Blobs::jobs_older_than`] finds those.

mod digest;
mod error;
mod local;
mod open;
#[cfg(feature = "cluster")]
mod s3;

pub use digest::Sha256Hex;
pub use error::BlobError;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::{Path, PathPart};
use object_store::{Error, ObjectStore, ObjectStoreExt as _, PutPayload};

use self::local::{ANSWERS, Folder, JOBS};
use super::model::JobId;

/// What bytes belong to: they are deleted with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelf {
    /// The inputs and outputs of a job.
    Job(JobId),
    /// Bodies of answers to requests with an idempotency key.
    Answers,
}

impl Shelf {
    /// Its place in the store. An invalid id has no place.
    fn path(&self) -> Result<Path, BlobError> {
        match self {
            Self::Answers => Ok(Path::from(ANSWERS)),
            Self::Job(job) => match JobId::parse(job.as_str()) {
                Some(job) => Ok([JOBS, job.as_str()].into_iter().collect()),
                None => Err(BlobError::Failed("not the id of a job".to_owned())),
            },
        }
    }

    fn blob(&self, sha256: &Sha256Hex) -> Result<Path, BlobError> {
        Ok(self.path()?.join(PathPart::from(sha256.as_str())))
    }
}

/// The store. Bytes are complete and on the disk when `put` returns; half a file is never visible.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// If it is a folder of this machine.
    folder: Option<Folder>,
}

impl Blobs {
    /// Over any object store. A folder is opened by [`Blobs::open`], which keeps it durable.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        let folder = None;
        Self { store, folder }
    }

    /// Stores bytes. Storing the same twice has no further effect.
    ///
    /// Existing bytes are written again and replaced at once: the process that
    /// wrote them may have died before they were safe, and damaged ones are repaired this way. Servers
    /// without conditional writes work too.
    ///
    /// # Errors
    /// [`BlobError`]. The blob is then complete or missing; it can be put again.
    pub async fn put(&self, shelf: &Shelf, bytes: Vec<u8>) -> Result<Sha256Hex, BlobError> {
        let sha256 = Sha256Hex::of(&bytes);
        let path = shelf.blob(&sha256)?;
        self.store.put(&path, PutPayload::from(bytes)).await?;
        if matches!(shelf, Shelf::Job(_)) {
            self.local(Folder::sync).await?;
        }
        Ok(sha256)
    }

    /// Stored bytes; none if they do not exist. Bytes that do not match the digest are
    /// an error.
    ///
    /// # Errors
    /// [`BlobError`]; [`BlobError::Damaged`] if different bytes are stored under that digest.
    pub async fn get(
        &self,
        shelf: &Shelf,
        sha256: &Sha256Hex,
    ) -> Result<Option<Vec<u8>>, BlobError> {
        let found = match self.store.get(&shelf.blob(sha256)?).await {
            Ok(found) => found,
            // If the store is missing, nothing is lost yet.
            Err(error @ Error::NotFound { .. }) => {
                let gone = BlobError::gone();
                let is_there = self.folder.as_ref().is_none_or(Folder::is_there);
                let is_lost = is_there && BlobError::from(error) != gone;
                return if is_lost { Ok(None) } else { Err(gone) };
            }
            Err(error) => return Err(error.into()),
        };
        let bytes = found.bytes().await?;
        if Sha256Hex::of(&bytes) == *sha256 {
            Ok(Some(bytes.into()))
        } else {
            Err(BlobError::Damaged(sha256.clone()))
        }
    }

    /// Deletes everything on a shelf. It succeeds if nothing is there.
    ///
    /// # Errors
    /// [`BlobError`]. Some of it may then be deleted; it can be repeated.
    pub async fn forget(&self, shelf: &Shelf) -> Result<(), BlobError> {
        let path = shelf.path()?;
        if let (Shelf::Job(job), Some(_)) = (shelf, &self.folder) {
            let job = job.clone();
            return self.local(move |folder| folder.forget(&job)).await;
        }
        let listed = self.store.list(Some(&path));
        let paths = listed.map_ok(|found| found.location).boxed();
        let mut gone = self.store.delete_stream(paths);
        while let Some(deleted) = gone.next().await {
            forgotten(deleted.map(|_| ()))?;
        }
        Ok(())
    }

    /// Deletes the body of an answer.
    ///
    /// # Errors
    /// [`BlobError`].
    pub async fn forget_answer(&self, sha256: &Sha256Hex) -> Result<(), BlobError> {
        forgotten(self.store.delete(&Shelf::Answers.blob(sha256)?).await)
    }

    /// Jobs with blobs that got none for this long. One of them that the database does not
    /// know will never be created: the process that put its blobs died before. Unfinished files that are
    /// ten minutes old are removed too.
    ///
    /// The age is by the store's clock, which may differ from this machine's: use an hour or more.
    ///
    /// # Errors
    /// [`BlobError`].
    pub async fn jobs_older_than(&self, age: Duration) -> Result<Vec<JobId>, BlobError> {
        let now = SystemTime::now();
        self.local(move |folder| folder.sweep(now, local::ABANDONED))
            .await?;
        let shelf = Path::from(JOBS);
        let mut listed = self.store.list(Some(&shelf));
        let mut jobs = std::collections::BTreeMap::<JobId, bool>::new();
        while let Some(found) = listed.try_next().await? {
            let mut parts = found.location.parts().skip(1);
            let Some(job) = parts.next().and_then(|it| JobId::parse(it.as_ref())) else {
                continue;
            };
            let changed = SystemTime::from(found.last_modified);
            let is_old = now.duration_since(changed).is_ok_and(|it| it >= age);
            *jobs.entry(job).or_insert(true) &= is_old;
        }
        let old = jobs.into_iter().filter(|(_, is_old)| *is_old);
        Ok(old.map(|(job, _)| job).collect())
    }

    /// Whether the store can be reached, the bucket or folder exists, and a folder's disk has room.
    ///
    /// # Errors
    /// [`BlobError`]; [`BlobError::Full`] if the disk is full.
    pub async fn ready(&self) -> Result<(), BlobError> {
        if self.folder.as_ref().is_some_and(|it| !it.is_there()) {
            return Err(BlobError::gone());
        }
        self.local(Folder::try_write).await?;
        // An empty place: the answer is short.
        let nowhere = Path::from("ready");
        self.store.list_with_delimiter(Some(&nowhere)).await?;
        Ok(())
    }

    /// Does something with the folder, if it is one, on a thread that may block.
    async fn local(
        &self,
        work: impl FnOnce(&Folder) -> std::io::Result<()> + Send + 'static,
    ) -> Result<(), BlobError> {
        let Some(folder) = self.folder.clone() else {
            return Ok(());
        };
        match tokio::task::spawn_blocking(move || work(&folder)).await {
            Ok(done) => Ok(done?),
            Err(_) => Err(BlobError::Failed("interrupted".to_owned())),
        }
    }
}

/// What does not exist need not be deleted.
fn forgotten(deleted: object_store::Result<()>) -> Result<(), BlobError> {
    match deleted {
        Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
