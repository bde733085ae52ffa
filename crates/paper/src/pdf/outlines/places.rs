//! Repetitions within one outline, found by the places of each three bytes.

use super::symbols::Repetition;

/// The shortest and the longest repetition (RFC 1951 §3.2.5).
const MIN_MATCH: usize = 3;
const MAX_MATCH: usize = 258;
/// How many earlier places a repetition is looked for at.
const TRIES: usize = 24;
/// Places are found by a hash of nine bits.
const SLOTS: usize = 1 << 9;
const NOWHERE: u16 = u16::MAX;

/// Where each three bytes occurred last, and before that.
pub(super) struct Places<'a> {
    bytes: &'a [u8],
    last: [u16; SLOTS],
    before: Vec<u16>,
}

impl<'a> Places<'a> {
    /// No place yet.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            last: [NOWHERE; SLOTS],
            before: vec![NOWHERE; bytes.len()],
        }
    }

    fn slot(&self, at: usize) -> Option<usize> {
        let [a, b, c] = *self.bytes.get(at..)?.first_chunk::<MIN_MATCH>()?;
        let hash = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> 23;
        usize::try_from(hash).ok()
    }

    /// Records a place that was passed.
    pub(super) fn enter(&mut self, at: usize) {
        // Outlines longer than places can express have no repetitions past that point.
        let (Some(slot), Ok(place)) = (self.slot(at), u16::try_from(at)) else {
            return;
        };
        if place == NOWHERE {
            return;
        }
        if let (Some(last), Some(before)) = (self.last.get_mut(slot), self.before.get_mut(at)) {
            *before = std::mem::replace(last, place);
        }
    }

    /// The longest repetition at a place, the nearest among equals.
    pub(super) fn longest(&self, at: usize) -> Option<Repetition> {
        let here = self.bytes.get(at..)?;
        let mut place = *self.last.get(self.slot(at)?)?;
        let mut best: Option<Repetition> = None;
        for _ in 0..TRIES {
            if place == NOWHERE {
                break;
            }
            let from = usize::from(place);
            let there = self.bytes.get(from..)?;
            let same = here.iter().zip(there).take(MAX_MATCH);
            let length = same.take_while(|(one, other)| one == other).count();
            // Window of 32 KiB (RFC 1951 §2).
            let distance = at - from;
            if length >= MIN_MATCH
                && distance <= 32_768
                && best.is_none_or(|best| length > best.length)
            {
                best = Some(Repetition { length, distance });
            }
            place = *self.before.get(from)?;
        }
        best
    }
}
