//! The service over real sockets: every route, right and wrong.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

mod api;
mod client;
mod documents;
mod limits;
mod process;
mod routes;
mod server;
#[path = "../support/mod.rs"]
mod support;
