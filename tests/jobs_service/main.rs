//! Jobs on the real program: it is killed, it crashes, its disk is full; and on three nodes at once.
//!
//! Every test is bounded in time. What they need beside the program — PostgreSQL, an S3 server, a disk to
//! fill — is there with the feature `judges`; a program built with it knows reports that hurt it.

#![cfg(unix)]
#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    dead_code,
    reason = "a test that cannot go on fails there; not every helper is used here"
)]

mod batch;
use support::s3 as bucket;
#[path = "../service/client.rs"]
mod client;
mod crash;
mod damage;
#[cfg(target_os = "linux")]
mod disk;
mod drain;
#[cfg(target_os = "linux")]
use support::faults;
mod killed;
mod node;
mod nodes;
use support::postgres;
mod start;
mod tidy;
