//! The limits of the service: what one request may cost.

use std::time::Duration;

/// Limits of the service. Each has its own error answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of open connections.
    pub connections: usize,
    /// Maximum bytes of the head of a request.
    pub head: usize,
    /// Maximum bytes of a body,
    pub body: usize,
    /// and of all bodies together that arrive, wait or are being processed.
    pub bodies: usize,
    /// How long the head of a request may take to arrive, and a connection may be idle before it,
    pub head_time: Duration,
    /// and its body.
    pub body_time: Duration,
    /// How long the client may stop reading an answer.
    pub write_time: Duration,
    /// Maximum bytes of the body of a batch,
    pub batch_body: usize,
    /// how long it may take to arrive,
    pub batch_time: Duration,
    /// and how many batches are received at once.
    pub batches: usize,
    /// Maximum number of simultaneous event streams.
    pub streams: usize,
    /// After how long something is sent on an idle stream, so that no proxy closes it.
    pub heartbeat: Duration,
    /// Maximum number of requests waiting for a thread.
    pub queue: usize,
    /// How long one may wait,
    pub wait_time: Duration,
    /// and how long the work on it may take.
    pub work_time: Duration,
    /// Maximum pages of a document.
    pub pages: usize,
    /// Worker processes that check and render.
    pub threads: usize,
    /// Maximum bytes of memory of one of them.
    pub memory: u64,
    /// How long requests in progress have when the service stops,
    pub drain_time: Duration,
    /// and how much of it those whose bodies are still arriving. With waiting and work it is less than
    /// `drain_time`: every accepted request is answered.
    pub last_body_time: Duration,
}

impl Limits {
    /// Maximum seconds of processor time of one task, for the system: more than `work_time`, which is the clock's,
    /// as several threads may work at once.
    #[must_use]
    pub fn processor_seconds(&self) -> u64 {
        self.work_time.as_secs().saturating_add(1).saturating_mul(4)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            head: 32 << 10,
            body: 8 << 20,
            bodies: 256 << 20,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            batch_body: 64 << 20,
            batch_time: Duration::from_secs(120),
            batches: 2,
            streams: 256,
            heartbeat: Duration::from_secs(15),
            write_time: Duration::from_secs(30),
            queue: 64,
            wait_time: Duration::from_secs(10),
            work_time: Duration::from_secs(10),
            pages: 500,
            threads: 2,
            memory: 500_000_000,
            drain_time: Duration::from_secs(25),
            last_body_time: Duration::from_secs(3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_is_answered_before_the_service_ends() {
        let limits = Limits::default();
        let longest = limits.last_body_time + limits.wait_time + limits.work_time;
        assert!(longest < limits.drain_time && limits.drain_time < Duration::from_secs(30));
    }
}
