//! Input that brought workers down, by its digest. It is forgotten after a while, as a busy machine can be
//! the reason too. It keeps no byte of the input.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How many workers an input may bring down before it is refused,
const MAX_LOST: u32 = 2;
/// how long that is remembered,
const FORGOTTEN_AFTER: Duration = Duration::from_secs(10 * 60);
/// and of how many inputs; then the oldest is forgotten.
const MAX_INPUTS: usize = 10_000;

/// What brought workers down: how often, and when last.
#[derive(Debug, Default)]
pub(super) struct Poison {
    lost: BTreeMap<[u8; 32], (u32, Instant)>,
}

impl Poison {
    /// Whether an input is refused.
    pub(super) fn is_refused(&self, digest: &[u8; 32], now: Instant) -> bool {
        self.lost.get(digest).is_some_and(|(count, last)| {
            *count >= MAX_LOST && now.duration_since(*last) < FORGOTTEN_AFTER
        })
    }

    /// A worker was lost over an input.
    pub(super) fn brought_down(&mut self, digest: [u8; 32], now: Instant) {
        self.lost
            .retain(|_, (_, last)| now.duration_since(*last) < FORGOTTEN_AFTER);
        let (count, last) = self.lost.entry(digest).or_insert((0, now));
        *count = count.saturating_add(1);
        *last = now;
        if self.lost.len() > MAX_INPUTS {
            let oldest = self.lost.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(oldest) = oldest.map(|(digest, _)| *digest) {
                self.lost.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_attempt_is_refused_until_it_is_forgotten() {
        let mut poison = Poison::default();
        let now = Instant::now();
        for refused in [false, false, true] {
            assert_eq!(poison.is_refused(&[1; 32], now), refused);
            poison.brought_down([1; 32], now);
        }
        assert!(!poison.is_refused(&[2; 32], now));
        assert!(!poison.is_refused(&[1; 32], now + FORGOTTEN_AFTER));
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut poison = Poison::default();
        let now = Instant::now();
        for number in 0..u32::try_from(MAX_INPUTS).unwrap() + 5 {
            let mut digest = [0; 32];
            digest[..4].copy_from_slice(&number.to_be_bytes());
            poison.brought_down(digest, now + Duration::from_millis(number.into()));
        }
        assert_eq!(poison.lost.len(), MAX_INPUTS);
        assert!(!poison.lost.contains_key(&[0; 32]));
    }
}
