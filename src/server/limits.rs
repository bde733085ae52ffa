//! What one request may cost.

use std::time::Duration;

/// Bounds of the service. Each is refused by an answer of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a body.
    pub body: usize,
    /// How long the head of a request may take to arrive,
    pub head_time: Duration,
    /// and its body.
    pub body_time: Duration,
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
            body: 8 << 20,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
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
