//! The segments of a JPEG file before its picture data (ITU-T T.81 Annex B), as far as they tell
//! whether it can be decoded and whether a PDF can show it as it is.

/// What the segments say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// Channels: 1 grey, 3 colour, 4 CMYK.
    pub(super) components: u8,
    /// Bits a channel, 8 or 12.
    bits: u8,
    /// Baseline, extended or progressive with Huffman codes, which every reader knows.
    common: bool,
    /// Whether it has the segment that says how its colours are coded.
    adobe: bool,
    /// Whether its channels are called R, G and B, and only some readers go by that.
    named_rgb: bool,
    /// Whether the end of the picture is there.
    pub(super) ends: bool,
}

impl Header {
    /// What a file says; `None` where it breaks off before its picture data.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut header = Self {
            components: 0,
            bits: 0,
            common: false,
            adobe: false,
            named_rgb: false,
            ends: false,
        };
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        loop {
            // Any number of 0xFF may stand before a marker (B.1.1.2).
            let (fill, after) = rest.split_first()?;
            if *fill != 0xff {
                return None;
            }
            let marker = *after.first()?;
            if marker == 0xff {
                rest = after;
                continue;
            }
            let segment = after.get(1..)?;
            if matches!(marker, 0x01 | 0xd0..=0xd7) {
                rest = segment;
                continue;
            }
            let length = usize::from(u16::from_be_bytes(*segment.first_chunk()?));
            let body = segment.get(2..length)?;
            header.segment(marker, body);
            rest = segment.get(length..)?;
            if marker == 0xda {
                // No marker but those of restarts stands within coded data (B.1.1.5).
                header.ends = rest.windows(2).any(|pair| pair == [0xff, 0xd9]);
                return (header.components > 0).then_some(header);
            }
        }
    }

    fn segment(&mut self, marker: u8, body: &[u8]) {
        match (marker, body) {
            (0xee, [b'A', b'd', b'o', b'b', b'e', ..]) => self.adobe = true,
            (0xc4 | 0xc8 | 0xcc, _) => {}
            (0xc0..=0xcf, [bits, _, _, _, _, components, parts @ ..]) => {
                self.components = *components;
                self.bits = *bits;
                self.common = marker <= 0xc2;
                let names = parts.chunks(3).filter_map(|part| part.first());
                self.named_rgb = names.eq(b"RGB");
            }
            _ => {}
        }
    }

    /// Whether every PDF reader decodes it to the colours that are meant (ISO 32000-1 §7.4.8):
    /// without word from the file three channels are taken for YCbCr.
    pub(super) fn is_plain(self) -> bool {
        let colours = match self.components {
            1 => true,
            3 => self.adobe || !self.named_rgb,
            _ => false,
        };
        self.common && self.bits == 8 && colours && self.ends
    }
}
