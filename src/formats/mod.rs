//! What files of one format are written with, whichever room writes them: the tokens of PDF, the
//! entries of ZIP.
//!
//! It never knows a document, a report or another room.

pub(crate) mod pdf;
pub(crate) mod zip;
