//! What every store of blobs does, on each kind of store; and what one does when its disk fails.
//! With the feature `judges` on a real S3 server and on broken disks, too.

#![allow(
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    dead_code,
    reason = "a test that cannot go on fails there; not every feature uses every helper"
)]

#[cfg(feature = "judges")]
use support::s3 as bucket;
mod claims;
#[cfg(all(feature = "judges", target_os = "linux"))]
mod database;
#[cfg(all(feature = "judges", target_os = "linux"))]
use support::faults;
#[cfg(all(feature = "judges", target_os = "linux"))]
mod faulty;
mod folder;
#[cfg(feature = "judges")]
mod s3;
