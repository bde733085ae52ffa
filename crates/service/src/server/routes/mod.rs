//! One file per resource.

pub(super) mod batches;
pub(super) mod check;
pub(super) mod events;
mod form;
pub(super) mod formats;
pub(super) mod forms;
mod head;
pub(super) mod health;
pub(super) mod import;
mod job;
pub(super) mod jobs;
pub(super) mod media;
pub(super) mod outputs;
pub(super) mod page;
pub(super) mod reports;
pub(super) mod rules;
pub(super) mod wanted;
pub(super) mod write;
