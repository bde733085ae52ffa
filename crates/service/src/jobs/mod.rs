//! Work that outlives the request that asked for it: jobs in a database, their inputs and outputs
//! in an object store, and the workers that process them, on one machine or many.
//!
//! It knows no report and no HTTP: the work of an item is text that only its creator understands.

mod blobs;
mod dispatcher;
mod error;
mod leaving;
mod model;
mod settle;
mod sql;
mod store;
mod tidy;
mod worker;

pub use blobs::{BlobError, Blobs, Sha256Hex, Shelf};
pub use error::StoreError;
pub use model::{
    Answer, Begun, Changes, Claim, Counts, Created, Finished, Item, Job, JobId, NewItem, NewJob,
    Output, Reason, State, Token,
};
pub use sql::open;
pub use store::{MAX_FAILURES, Store};
pub use tidy::{tidy, tidy_once};
pub use worker::{Event, Handler, Outcome, Pace, Worker};

use std::sync::Arc;

/// Where jobs are kept.
#[derive(Clone)]
pub struct Jobs {
    /// The jobs.
    pub store: Arc<dyn Store>,
    /// Their inputs and outputs.
    pub blobs: Blobs,
}
