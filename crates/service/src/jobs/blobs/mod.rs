//! What goes into jobs and comes out of them: bytes named by their digest, in a folder or a bucket.
//!
//! A blob's key is `jobs/JOB/SHA256` or `answers/SHA256`; nothing else becomes a path. A blob is put
//! before the database speaks of it and forgotten after, so that what a crash leaves is at worst a blob
//! too many: [`Blobs::jobs_older_than`] finds those.

mod digest;
mod error;
mod local;
mod open;

pub use digest::Sha256Hex;
pub use error::BlobError;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::{Path, PathPart};
use object_store::{Error, ObjectStore, ObjectStoreExt as _, PutPayload};

use self::local::{ANSWERS, Folder, JOBS};
use super::model::JobId;

/// Where bytes belong: they are forgotten with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelf {
    /// What goes into a job and comes out of it.
    Job(JobId),
    /// Bodies of answers to requests with an idempotency key.
    Answers,
}

impl Shelf {
    /// Its place in the store. An id that is none has no place.
    fn path(&self) -> Result<Path, BlobError> {
        match self {
            Self::Answers => Ok(Path::from(ANSWERS)),
            Self::Job(job) => match JobId::parse(job.as_str()) {
                Some(job) => Ok([JOBS, job.as_str()].into_iter().collect()),
                None => Err(BlobError::Failed("no id of a job".to_owned())),
            },
        }
    }

    fn blob(&self, sha256: &Sha256Hex) -> Result<Path, BlobError> {
        Ok(self.path()?.join(PathPart::from(sha256.as_str())))
    }
}

/// The store. What is kept is whole and on the disk when `put` returns; half a file is never seen.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Where it is a folder of this machine.
    folder: Option<Folder>,
}

impl Blobs {
    /// Over any object store. A folder is opened by [`Blobs::open`], which keeps it durable.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        let folder = None;
        Self { store, folder }
    }

    /// Keeps bytes. Keeping the same twice is keeping them once.
    ///
    /// Bytes that are there are written again and put in their place at once, not left as they are: whoever
    /// wrote them before may have died before they were safe, and damaged ones are mended so. Servers
    /// that know no conditional writes can keep them, too.
    ///
    /// # Errors
    /// [`BlobError`]. The blob is there whole or not at all then; it can be put again.
    pub async fn put(&self, shelf: &Shelf, bytes: Vec<u8>) -> Result<Sha256Hex, BlobError> {
        let sha256 = Sha256Hex::of(&bytes);
        let path = shelf.blob(&sha256)?;
        self.store.put(&path, PutPayload::from(bytes)).await?;
        if matches!(shelf, Shelf::Job(_)) {
            self.local(Folder::sync).await?;
        }
        Ok(sha256)
    }

    /// Bytes that were kept; none where they are not there. Bytes that are not those of the digest are
    /// an error.
    ///
    /// # Errors
    /// [`BlobError`]; [`BlobError::Damaged`] where other bytes are kept under that digest.
    pub async fn get(
        &self,
        shelf: &Shelf,
        sha256: &Sha256Hex,
    ) -> Result<Option<Vec<u8>>, BlobError> {
        let found = match self.store.get(&shelf.blob(sha256)?).await {
            Ok(found) => found,
            // A store that is not there has lost nothing yet.
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

    /// Forgets all that is on a shelf. What is not there is forgotten already.
    ///
    /// # Errors
    /// [`BlobError`]. Some of it may be forgotten then; it can be said again.
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

    /// Forgets the body of an answer.
    ///
    /// # Errors
    /// [`BlobError`].
    pub async fn forget_answer(&self, sha256: &Sha256Hex) -> Result<(), BlobError> {
        forgotten(self.store.delete(&Shelf::Answers.blob(sha256)?).await)
    }

    /// Jobs that have blobs and have been given none for so long. One of them that the database does not
    /// know will never be: whoever put its blobs died before it was created. Unfinished files that are
    /// ten minutes old go away on the way.
    ///
    /// The age is by the store's clock, which may differ from this machine's: ask for an hour or more.
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

    /// Whether the store can be reached, and the bucket or folder is there.
    ///
    /// # Errors
    /// [`BlobError`].
    pub async fn ready(&self) -> Result<(), BlobError> {
        if self.folder.as_ref().is_some_and(|it| !it.is_there()) {
            return Err(BlobError::gone());
        }
        // A place where nothing is: the answer is short.
        let nowhere = Path::from("ready");
        self.store.list_with_delimiter(Some(&nowhere)).await?;
        Ok(())
    }

    /// Does something with the folder, where it is one, off the threads that must not wait.
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

/// What is not there needs no forgetting.
fn forgotten(deleted: object_store::Result<()>) -> Result<(), BlobError> {
    match deleted {
        Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
