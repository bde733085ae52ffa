//! The service: what the command line does for people, over HTTP for other systems.
//!
//! It repeats nothing that a library call does. Nothing named in a request is fetched, used as a path or
//! handed to another program, and nothing of a report's text is logged.

mod access;
mod api;
mod body;
mod body_memory;
mod connection;
mod descriptors;
mod draw;
mod examine;
mod fingerprint;
mod idempotency;
mod job_metrics;
mod language;
mod limits;
mod listen;
mod log;
mod make;
mod metrics;
mod multipart;
mod names;
mod pool;
mod prefer;
mod problem;
mod responses;
mod routes;
mod state;
mod storage;
mod stream;
mod tokens;
mod unpack;
mod upload;
mod work;
mod worker;
mod workers;

pub use api::openapi;
pub use limits::Limits;
pub use listen::{Server, ServerError};
pub use log::start as start_log;
pub use state::Setup;
pub use tokens::{TokenError, Tokens};
pub use workers::Workers;
