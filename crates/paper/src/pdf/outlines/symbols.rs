//! The symbols of deflate and the one Huffman code all outlines are coded with (RFC 1951 §3.2).

use std::sync::LazyLock;

use super::bits::Bits;
use super::code::{DISTANCE_CODE, LITERAL_CODE};

/// End of a block.
pub(super) const END: usize = 256;

/// Lengths and distances from which each symbol counts, and its extra bits (RFC 1951 §3.2.5).
const LENGTHS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

/// The first distance and the extra bits of a distance symbol (RFC 1951 §3.2.5).
fn distance_base(symbol: usize) -> (usize, u32) {
    match symbol {
        0..4 => (symbol + 1, 0),
        _ => {
            let extra = symbol / 2 - 1;
            (
                ((2 + symbol % 2) << extra) + 1,
                u32::try_from(extra).unwrap_or(0),
            )
        }
    }
}

/// The last of a table's symbols that does not begin later.
fn symbol(bases: &[(usize, u32)], value: usize) -> (usize, usize, u32) {
    let at = bases
        .partition_point(|(base, _)| *base <= value)
        .saturating_sub(1);
    let (base, extra) = bases.get(at).copied().unwrap_or_default();
    (at, value - base, extra)
}

/// A Huffman code: for each symbol its bits, first bit lowest, and how many they are.
pub(super) struct Code(Vec<(u32, u32)>);

impl Code {
    /// The canonical code of these lengths (RFC 1951 §3.2.2).
    fn new(lengths: &[u8]) -> Self {
        let mut next = 0_u32;
        let mut codes = vec![(0, 0); lengths.len()];
        for length in 1..=15_u8 {
            next <<= 1;
            for (code, _) in codes
                .iter_mut()
                .zip(lengths)
                .filter(|(_, own)| **own == length)
            {
                let bits = u32::from(length);
                *code = (next.reverse_bits() >> (32 - bits), bits);
                next += 1;
            }
        }
        Self(codes)
    }

    /// The bits of a symbol and how many they are.
    pub(super) fn of(&self, symbol: usize) -> (u32, u32) {
        self.0.get(symbol).copied().unwrap_or_default()
    }
}

/// What all outlines are coded with.
pub(super) struct Codes {
    pub(super) literals: Code,
    distances: Code,
    distance_bases: Vec<(usize, u32)>,
    /// The block's header: the two codes (RFC 1951 §3.2.7).
    pub(super) header: Box<[u8]>,
}

pub(super) static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let mut header = Bits::default();
    // Not the last block; codes of its own; all symbols of both; all lengths of their lengths.
    header.put(0b100, 3);
    header.put(286 - 257, 5);
    header.put(30 - 1, 5);
    header.put(19 - 4, 4);
    // The three repeating symbols for lengths, which come first, are not used; the sixteen
    // lengths 0 to 15 have four bits each.
    for place in 0..19 {
        header.put(if place < 3 { 0 } else { 4 }, 3);
    }
    let plain = Code::new(&[4; 16]);
    for length in LITERAL_CODE.iter().chain(&DISTANCE_CODE) {
        let (bits, count) = plain.of((*length).into());
        header.put(bits, count);
    }
    Codes {
        literals: Code::new(&LITERAL_CODE),
        distances: Code::new(&DISTANCE_CODE),
        distance_bases: (0..DISTANCE_CODE.len()).map(distance_base).collect(),
        header: header.keep(),
    }
});

/// Earlier bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repetition {
    pub(super) length: usize,
    pub(super) distance: usize,
}

impl Codes {
    /// Symbols and extra bits of a repetition.
    pub(super) fn repetition(&self, found: Repetition) -> [(u32, u32); 4] {
        let (length, over, extra) = symbol(&LENGTHS, found.length);
        let length = self.literals.of(END + 1 + length);
        let over = (u32::try_from(over).unwrap_or(0), extra);
        let (distance, beyond, extra) = symbol(&self.distance_bases, found.distance);
        let distance = self.distances.of(distance);
        let beyond = (u32::try_from(beyond).unwrap_or(0), extra);
        [length, over, distance, beyond]
    }

    /// Bits of a repetition.
    pub(super) fn cost(&self, found: Repetition) -> u32 {
        self.repetition(found).iter().map(|(_, count)| count).sum()
    }
}
