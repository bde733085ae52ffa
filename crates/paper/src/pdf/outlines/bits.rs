//! Bit strings as used by deflate (RFC 1951 §3.1.1), and pieces of them that are kept.

/// A bit string, the first bit in the lowest place of the first byte (RFC 1951 §3.1.1).
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    /// Fewer than 32 bits that are not yet a whole word.
    rest: u64,
    count: u32,
}

impl Bits {
    /// An empty string, with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Adds the lowest `count` bits of a value that has no others; at most 32.
    pub(super) fn put(&mut self, bits: u32, count: u32) {
        self.rest |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            let [a, b, c, d, ..] = self.rest.to_le_bytes();
            self.bytes.extend_from_slice(&[a, b, c, d]);
            self.rest >>= 32;
            self.count -= 32;
        }
    }

    /// Appends bits that were kept.
    pub(super) fn append(&mut self, kept: &[u8]) {
        let Some(other) = Piece::of(kept) else { return };
        let (words, tail) = other.bits.split_at(other.length / 32 * 4);
        // Whole words leave as many bits over as there were.
        let start = self.bytes.len();
        self.bytes.resize(start + words.len(), 0);
        let places = self.bytes.get_mut(start..).unwrap_or_default();
        let places = places.as_chunks_mut::<4>().0.iter_mut();
        for (place, word) in places.zip(words.as_chunks::<4>().0) {
            self.rest |= u64::from(u32::from_le_bytes(*word)) << self.count;
            let [a, b, c, d, ..] = self.rest.to_le_bytes();
            *place = [a, b, c, d];
            self.rest >>= 32;
        }
        let mut left = u32::try_from(other.length % 32).unwrap_or(0);
        for byte in tail {
            self.put((*byte).into(), left.min(8));
            left = left.saturating_sub(8);
        }
    }

    /// Continues at the next byte.
    fn align(&mut self) {
        let bytes = self.count.div_ceil(8) as usize;
        self.bytes
            .extend(self.rest.to_le_bytes().iter().take(bytes));
        (self.rest, self.count) = (0, 0);
    }

    /// Their number.
    fn length(&self) -> usize {
        self.bytes.len() * 8 + self.count as usize
    }

    /// A block of bytes, uncompressed, at most 65,535 (RFC 1951 §3.2.4).
    pub(super) fn stored(&mut self, bytes: &[u8]) {
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        self.put(0, 3);
        self.align();
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&(!length).to_le_bytes());
        self.bytes.extend_from_slice(bytes);
    }

    /// In the form in which they are kept.
    pub(super) fn keep(mut self) -> Box<[u8]> {
        let length = u32::try_from(self.length()).unwrap_or(u32::MAX);
        self.align();
        [&length.to_le_bytes()[..], &self.bytes].concat().into()
    }

    /// As bytes, the last one filled up.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.align();
        self.bytes
    }
}

/// Coded bits as they are kept: their number (four bytes, lowest first), then the bits.
#[derive(Clone, Copy)]
struct Piece<'a> {
    length: usize,
    bits: &'a [u8],
}

impl<'a> Piece<'a> {
    /// The kept bits; `None` if the bytes are not in this form.
    fn of(kept: &'a [u8]) -> Option<Self> {
        let (length, bits) = kept.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        (length.div_ceil(8) == bits.len()).then_some(Self { length, bits })
    }
}
