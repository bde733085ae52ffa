//! The segments of a JPEG file (ITU-T T.81 Annex B, JFIF): whether it can be decoded, whether
//! all decoders show the same picture, and the file without the metadata of cameras and editors.
//! It never looks into the coded data.

/// The content of the segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Jpeg {
    /// Channels: 1 grey, 3 colour, 4 CMYK.
    pub(super) components: u8,
    /// Bits a channel, 8 or 12.
    bits: u8,
    /// Baseline, extended or progressive with Huffman codes, which every reader knows.
    common: bool,
    /// Whether it has the segment that defines how its colours are coded.
    adobe: bool,
    /// Whether its channels are called R, G and B, which only some readers respect.
    named_rgb: bool,
    /// Whether the end of the picture is there.
    pub(super) ends: bool,
    /// The picture's own segments and coded data up to its end; `None` if its segments are
    /// incomplete.
    bare: Option<Vec<u8>>,
}

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
/// Segments of applications: JFIF, Exif, colour profiles, Adobe, makers' own.
const JFIF: u8 = 0xe0;
const ADOBE: u8 = 0xee;
const APPLICATIONS: std::ops::RangeInclusive<u8> = 0xe0..=0xef;

impl Jpeg {
    /// The content of a file; `None` if it ends before its picture data.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut jpeg = Self {
            components: 0,
            bits: 0,
            common: false,
            adobe: false,
            named_rgb: false,
            ends: false,
            bare: None,
        };
        let mut rest = bytes.strip_prefix(&START)?;
        let mut bare = START.to_vec();
        loop {
            let (segment, after) = Segment::next(rest)?;
            jpeg.note(&segment);
            segment.keep(&mut bare);
            rest = after;
            if segment.marker == SCAN {
                break;
            }
        }
        jpeg.bare = scans(rest, bare);
        // After the first scan a decoder tolerates more than these segments do.
        jpeg.ends = jpeg.bare.is_some() || rest.windows(2).any(|pair| pair == END);
        (jpeg.components > 0).then_some(jpeg)
    }

    fn note(&mut self, segment: &Segment<'_>) {
        match (segment.marker, segment.body) {
            (ADOBE, [b'A', b'd', b'o', b'b', b'e', ..]) => self.adobe = true,
            (0xc4 | 0xc8 | 0xcc, _) => {}
            (0xc0..=0xcf, [bits, _, _, _, _, components, parts @ ..]) => {
                self.components = *components;
                self.bits = *bits;
                self.common = segment.marker <= 0xc2;
                let names = parts.chunks(3).filter_map(|part| part.first());
                self.named_rgb = names.eq(b"RGB");
            }
            _ => {}
        }
    }

    /// The file without the metadata of cameras and editors (where it was taken, by whom, how it
    /// looked before it was cropped), if every reader decodes it to the intended colours (ISO
    /// 32000-1 §7.4.8): by default three channels are taken for YCbCr.
    pub(super) fn plain(self) -> Option<Vec<u8>> {
        let colours = match self.components {
            1 => true,
            3 => self.adobe || !self.named_rgb,
            _ => false,
        };
        self.bare
            .filter(|_| self.common && self.bits == 8 && colours)
    }
}

/// Everything from the first coded data to the end of the picture, appended to `bare`. What
/// follows the end (previews, short films) is not part of the picture.
fn scans(mut rest: &[u8], mut bare: Vec<u8>) -> Option<Vec<u8>> {
    loop {
        // Coded data go on to a marker that is neither a stuffed byte nor a restart (B.1.1.5).
        let marker = rest.windows(2).position(
            |pair| matches!(pair, [0xff, marker] if !matches!(marker, 0x00 | 0xff | 0xd0..=0xd7)),
        )?;
        let (coded, markers) = rest.split_at_checked(marker)?;
        bare.extend_from_slice(coded);
        rest = markers;
        loop {
            if rest.starts_with(&END) {
                bare.extend_from_slice(&END);
                return Some(bare);
            }
            let (segment, after) = Segment::next(rest)?;
            segment.keep(&mut bare);
            rest = after;
            if segment.marker == SCAN {
                break;
            }
        }
    }
}

/// A marker with what belongs to it.
struct Segment<'a> {
    marker: u8,
    /// Without its length; a marker that stands alone has none.
    body: &'a [u8],
    /// All of it.
    whole: &'a [u8],
}

impl<'a> Segment<'a> {
    /// The next segment of a file, and what follows it.
    fn next(mut rest: &'a [u8]) -> Option<(Self, &'a [u8])> {
        // Any number of 0xFF may precede a marker (B.1.1.2).
        while let [0xff, 0xff, ..] = rest {
            rest = rest.get(1..)?;
        }
        let [0xff, marker, after @ ..] = rest else {
            return None;
        };
        let length = match marker {
            0x01 | 0xd0..=0xd7 => 0,
            _ => usize::from(u16::from_be_bytes(*after.first_chunk()?)),
        };
        let segment = Self {
            marker: *marker,
            body: if length == 0 {
                &[]
            } else {
                after.get(2..length)?
            },
            whole: rest.get(..2 + length)?,
        };
        Some((segment, after.get(length..)?))
    }

    /// Appends it to what is kept, if the picture needs it.
    fn keep(&self, bare: &mut Vec<u8>) {
        match (self.marker, self.body) {
            // Identifier, version, density, and no thumbnail.
            (JFIF, [b'J', b'F', b'I', b'F', 0, ..]) => {
                if let Some(head) = self.body.get(..12) {
                    bare.extend_from_slice(&[0xff, JFIF, 0, 16]);
                    bare.extend_from_slice(head);
                    bare.extend_from_slice(&[0, 0]);
                }
            }
            (ADOBE, [b'A', b'd', b'o', b'b', b'e', ..]) => bare.extend_from_slice(self.whole),
            (marker, _) if APPLICATIONS.contains(&marker) || marker == COMMENT => {}
            _ => bare.extend_from_slice(self.whole),
        }
    }
}
