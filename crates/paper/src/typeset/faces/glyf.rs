//! TrueType outlines, each read from the file when it is first needed and kept from then on
//! (OpenType 1.9, glyf and loca).

use std::sync::OnceLock;

use super::file::FontFile;
use super::sfnt::u16_at;

/// Glyphs in one group of the cache: a document uses few of a face's glyphs, and an unused group
/// costs one pointer.
const GROUP: usize = 16;

type Group = [Known; GROUP];

/// What is known about a glyph.
#[derive(Debug, Default)]
struct Known {
    /// Its description.
    outline: OnceLock<Box<[u8]>>,
    /// The form made by the writer of the file.
    cached: OnceLock<Box<[u8]>>,
}

/// The outlines of a face.
#[derive(Debug)]
pub(super) struct Glyf {
    file: FontFile,
    /// Where the table starts in the file.
    start: u64,
    /// Where in the table each glyph starts; one more than there are glyphs.
    loca: Box<[u32]>,
    known: Box<[OnceLock<Box<Group>>]>,
    /// The system's message when a read failed.
    failure: OnceLock<String>,
}

impl Glyf {
    /// The outlines in the `length` bytes from `start` on, found by the `loca` table, whose entries
    /// are `long` or short.
    pub(super) fn new(file: FontFile, start: u64, length: usize, loca: &[u8], long: bool) -> Self {
        let (longs, _) = loca.as_chunks::<4>();
        let (shorts, _) = loca.as_chunks::<2>();
        let ends: Box<[u32]> = if long {
            longs
                .iter()
                .map(|bytes| u32::from_be_bytes(*bytes))
                .collect()
        } else {
            let double = |bytes: &[u8; 2]| 2 * u32::from(u16::from_be_bytes(*bytes));
            shorts.iter().map(double).collect()
        };
        // Data past the table do not belong to a glyph.
        let inside = |end: &u32| usize::try_from(*end).is_ok_and(|end| end <= length);
        let sound = ends.iter().take_while(|end| inside(end)).count();
        let loca: Box<[u32]> = ends.get(..sound).unwrap_or_default().into();
        let known = std::iter::repeat_with(OnceLock::new)
            .take(loca.len().div_ceil(GROUP))
            .collect();
        Self {
            file,
            start,
            loca,
            known,
            failure: OnceLock::new(),
        }
    }

    /// The description of a glyph, empty for a blank. `None` if the tables are inconsistent
    /// or the file cannot be read; [`Self::failure`] distinguishes these.
    pub(super) fn outline(&self, glyph: u16) -> Option<&[u8]> {
        let index = usize::from(glyph);
        let start = *self.loca.get(index)?;
        let length = self.loca.get(index + 1)?.checked_sub(start)?;
        if length == 0 {
            return Some(&[]);
        }
        let known = &self.known(index)?.outline;
        if let Some(outline) = known.get() {
            return Some(outline);
        }
        let length = usize::try_from(length).ok()?;
        match self.file.read(self.start + u64::from(start), length) {
            Ok(outline) => Some(known.get_or_init(|| outline.into())),
            Err(error) => {
                self.failure.get_or_init(|| error.to_string());
                None
            }
        }
    }

    fn known(&self, index: usize) -> Option<&Known> {
        let group = self.known.get(index / GROUP)?;
        let group = group.get_or_init(|| Box::new(std::array::from_fn(|_| Known::default())));
        group.get(index % GROUP)
    }

    /// The result of `make` for a glyph's description, padded to whole words of two bytes; kept.
    pub(super) fn cached(
        &self,
        glyph: u16,
        make: impl FnOnce(&[u8]) -> Box<[u8]>,
    ) -> Option<&[u8]> {
        let outline = self.outline(glyph)?;
        let cached = &self.known(usize::from(glyph))?.cached;
        Some(cached.get_or_init(|| {
            if outline.len().is_multiple_of(2) {
                make(outline)
            } else {
                make(&[outline, &[0]].concat())
            }
        }))
    }

    /// Box around a glyph in font units: left, bottom, right, top.
    pub(super) fn bounds(&self, glyph: u16) -> Option<[i16; 4]> {
        let outline = self.outline(glyph)?;
        let edge = |index: usize| u16_at(outline, 2 + 2 * index).map(u16::cast_signed);
        Some([edge(0)?, edge(1)?, edge(2)?, edge(3)?])
    }

    /// The system's message when a read failed, if one did.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }
}

/// The offsets of the component ids in a glyph's description; empty for a simple one.
pub(super) fn components(outline: &[u8]) -> Vec<usize> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let mut places = Vec::new();
    if u16_at(outline, 0).is_none_or(|contours| contours.cast_signed() >= 0) {
        return places;
    }
    let mut at = 10;
    while let (Some(flags), Some(_)) = (u16_at(outline, at), u16_at(outline, at + 2)) {
        places.push(at + 2);
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 };
        at += match flags {
            flags if flags & SCALE != 0 => 2,
            flags if flags & TWO_SCALES != 0 => 4,
            flags if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    places
}

/// Whether the entries of `loca` are long, according to `head`.
pub(super) fn is_long(head: &[u8]) -> bool {
    u16_at(head, 50).is_some_and(|format| format != 0)
}
