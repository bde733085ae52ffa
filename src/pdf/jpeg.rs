//! What a JPEG file says of itself (ISO/IEC 10918-1 annex B, JFIF, Exif 2.3), as far as it takes to
//! put it into a PDF without decoding it. Decodes nothing.

/// A file a PDF viewer decodes as everyone else does (`DCTDecode`, ISO 32000-1 §7.4.8).
pub(super) struct Jpeg {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 or 3.
    pub(super) components: u8,
    /// Whether its rows go from top to bottom and its columns from left to right.
    pub(super) is_upright: bool,
    /// The file without what cameras and editors say of it (where it was taken, by whom).
    pub(super) bytes: Vec<u8>,
}

/// Start of image, and of scan; the frame of sequential and progressive Huffman coding.
const SOI: [u8; 2] = [0xFF, 0xD8];
const SOS: u8 = 0xDA;
const FRAMES: [u8; 3] = [0xC0, 0xC1, 0xC2];
/// All other frames: lossless, hierarchical, arithmetic coding. PDF has none of them.
const OTHER_FRAMES: [u8; 10] = [0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF];
const COMMENT: u8 = 0xFE;
/// Segments of applications: JFIF, Exif, Adobe, all of them.
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const ADOBE: u8 = 0xEE;
const APPLICATIONS: std::ops::RangeInclusive<u8> = 0xE0..=0xEF;

impl Jpeg {
    /// Reads the segments before the first scan; `None` for a file PDF cannot take as it is.
    pub(super) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(&SOI)?;
        let mut jpeg = Self {
            width: 0,
            height: 0,
            components: 0,
            is_upright: true,
            bytes: SOI.to_vec(),
        };
        let (mut is_told, mut names) = (false, Vec::new());
        loop {
            // Any number of fill bytes may stand before a marker.
            let [0xFF, marker, ..] = *rest else {
                return None;
            };
            if marker == 0xFF {
                rest = rest.get(1..)?;
                continue;
            }
            let [high, low] = *rest.get(2..4)? else {
                return None;
            };
            let length = usize::from(u16::from_be_bytes([high, low]));
            let content = rest.get(4..2 + length)?;
            if OTHER_FRAMES.contains(&marker) {
                return None;
            }
            if FRAMES.contains(&marker) {
                let [8, h1, h2, w1, w2, components, ..] = *content else {
                    return None;
                };
                jpeg.height = u16::from_be_bytes([h1, h2]).into();
                jpeg.width = u16::from_be_bytes([w1, w2]).into();
                jpeg.components = components;
                names = content.get(6..)?.iter().step_by(3).copied().collect();
            }
            is_told |= matches!(marker, JFIF | ADOBE);
            if marker == EXIF {
                jpeg.is_upright &= orientation(content).is_none_or(|turn| turn == 1);
            }
            let is_kept = match marker {
                COMMENT => false,
                JFIF | ADOBE => true,
                marker => !APPLICATIONS.contains(&marker),
            };
            if marker == SOS {
                jpeg.bytes.extend_from_slice(rest);
                break;
            }
            if is_kept {
                jpeg.bytes.extend_from_slice(rest.get(..2 + length)?);
            }
            rest = rest.get(2 + length..)?;
        }
        // Components that call themselves R, G, B are taken for what they say by some and for
        // luminance and chrominance by others, unless the file tells.
        let is_plain =
            jpeg.components == 1 || (jpeg.components == 3 && (is_told || names != *b"RGB"));
        (is_plain && jpeg.width > 0 && jpeg.height > 0).then_some(jpeg)
    }
}

/// The `Orientation` an Exif segment states (Exif 2.3 §4.6.4, tag 274).
fn orientation(segment: &[u8]) -> Option<u16> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(value).ok()
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map_while(|entry| directory.checked_add(2 + 12 * entry))
        .find(|at| short(*at) == Some(274))
        .and_then(|at| short(at.checked_add(8)?))
}
