//! How a node processes jobs.

use std::time::Duration;

/// How this node processes jobs.
#[derive(Debug, Clone, Copy)]
pub struct Workers {
    /// Threads; none if this node only answers requests.
    pub threads: usize,
    /// How long an item stays with a node that gives no sign of life.
    pub lease: Duration,
    /// How long jobs are kept after their end.
    pub keep: Duration,
    /// Called with each report before it is worked on: only in test builds.
    #[cfg(feature = "judges")]
    pub strike: fn(&[u8]),
}

impl Default for Workers {
    fn default() -> Self {
        Self {
            threads: 2,
            lease: Duration::from_secs(30),
            keep: Duration::from_secs(30 * 24 * 60 * 60),
            #[cfg(feature = "judges")]
            strike: |_| {},
        }
    }
}
