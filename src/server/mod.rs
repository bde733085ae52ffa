//! The service: what the command line gives people, over HTTP for other systems.
//!
//! It does nothing again that a library call does. Nothing in a request is fetched, used as a path or
//! handed to another program, and nothing of a report's text is logged.

mod access;
mod api;
mod body;
mod examine;
mod language;
mod limits;
mod listen;
mod log;
mod make;
mod metrics;
mod pool;
mod problem;
mod routes;
mod state;
mod tokens;

pub use api::openapi;
pub use limits::Limits;
pub use listen::{Server, ServerError};
pub use log::start as start_log;
pub use state::Setup;
pub use tokens::{TokenError, Tokens};
