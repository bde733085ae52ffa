//! Work that outlives the request that asked for it: jobs in a database, what goes in and comes out
//! of them in an object store, and the workers that take them up, on one machine or many.
//!
//! It knows no report and no HTTP: what an item asks for is text that only whoever made it reads.

mod blobs;
mod error;
mod model;
mod store;

pub use blobs::{BlobError, Blobs, Sha256Hex, Shelf};
pub use error::StoreError;
pub use model::{
    Answer, Begun, Changes, Claim, Counts, Created, Finished, Item, Job, JobId, NewItem, NewJob,
    Output, Reason, State, Token,
};
pub use store::{MOST_FAILURES, Store};

use std::sync::Arc;

/// Where jobs are kept.
#[derive(Clone)]
pub struct Jobs {
    /// The jobs.
    pub store: Arc<dyn Store>,
    /// What goes into them and comes out.
    pub blobs: Blobs,
}
