//! Whether a PDF is the document its data make, object by object: every key, value and stream is the one
//! this program writes, but for what a signature adds, which `signing` lists. Anything else is named.
//!
//! It never skips what it does not know, and never ends a comparison early without saying so.

mod extension;
mod finding;
mod graph;
mod ink;
mod owner;
mod packet;
mod plain;
mod signing;
mod store;

pub(super) use finding::Finding;
pub(super) use graph::{Scope, compare};
