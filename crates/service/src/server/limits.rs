//! What one request may cost.

use std::time::Duration;

/// Bounds of the service. Each is refused by an answer of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most connections that are open together.
    pub connections: usize,
    /// Most bytes of the head of a request.
    pub head: usize,
    /// Most bytes of a body,
    pub body: usize,
    /// and of all bodies that arrive, wait or are worked on together.
    pub bodies: usize,
    /// How long the head of a request may take to arrive, and a connection may be idle before it,
    pub head_time: Duration,
    /// and its body.
    pub body_time: Duration,
    /// How long the other side may take nothing of an answer.
    pub write_time: Duration,
    /// Most bytes of the body of a batch,
    pub batch_body: usize,
    /// how long it may take to arrive,
    pub batch_time: Duration,
    /// and how many batches are taken in at once.
    pub batches: usize,
    /// Most streams of events at once.
    pub streams: usize,
    /// After how long something is sent on one though nothing happened, so that nobody on the way hangs up.
    pub heartbeat: Duration,
    /// Most requests that wait for a thread.
    pub queue: usize,
    /// How long one waits at most,
    pub wait_time: Duration,
    /// and how long the work on it may take.
    pub work_time: Duration,
    /// Most pages of a document.
    pub pages: usize,
    /// Threads that check and render.
    pub threads: usize,
    /// How long requests under way have when the service ends,
    pub drain_time: Duration,
    /// and how long of it those whose bodies are still on their way. With waiting and work it is less than
    /// `drain_time`: whatever was taken is answered.
    pub last_body_time: Duration,
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
