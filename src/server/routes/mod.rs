//! One file a resource.

pub(super) mod check;
mod form;
pub(super) mod forms;
pub(super) mod health;
pub(super) mod media;
pub(super) mod reports;
pub(super) mod rules;
pub(super) mod wanted;
