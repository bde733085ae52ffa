//! The service over real sockets: every route, right and wrong.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

mod api;
mod batches;
mod client;
mod connections;
mod documents;
mod events;
mod import;
mod jobs;
mod keys;
mod limits;
mod log;
mod overload;
mod pages;
mod process;
mod routes;
mod server;
mod tenants;
mod write;
