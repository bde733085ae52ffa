//! What a glyph of a font program draws, as a digest: its description with those of its parts, and all
//! that a viewer may use to draw it (instructions, units). Two programs that give the same digest draw
//! the glyph alike, whatever else they contain.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::Digest;

/// The tables of a TrueType program of this program (`typeset::faces`), by tag.
const TABLES: [&[u8]; 11] = [
    b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post",
    b"prep",
];
/// Tables that decide what every glyph draws.
const SHARED: [&[u8]; 3] = [b"cvt ", b"fpgm", b"prep"];
/// Maximum depth of parts within parts.
const MAX_DEPTH: usize = 8;
/// Maximum parts of a glyph.
const MAX_PARTS: usize = 64;

/// A font program.
#[derive(Debug)]
pub(super) enum Program {
    /// TrueType outlines.
    TrueType(TrueType),
    /// CFF outlines: the whole program stands for each of its glyphs.
    Cff(Digest),
}

/// A program with TrueType outlines.
#[derive(Debug)]
pub(super) struct TrueType {
    bytes: Vec<u8>,
    tables: BTreeMap<Vec<u8>, (usize, usize)>,
    shared: Digest,
}

impl Program {
    /// A program of CFF outlines.
    pub(super) fn cff(bytes: &[u8]) -> Self {
        Self::Cff(Sha256::digest(bytes).into())
    }

    /// A program of TrueType outlines; `None` if this program would not write it.
    pub(super) fn true_type(bytes: Vec<u8>) -> Option<Self> {
        let tables = tables(&bytes)?;
        let mut program = TrueType {
            bytes,
            tables,
            shared: Digest::default(),
        };
        let mut shared = Sha256::new();
        for tag in SHARED {
            let table = program.table(tag).unwrap_or_default();
            shared.update((table.len() as u64).to_be_bytes());
            shared.update(table);
        }
        // Without the checksum of the whole, which other glyphs change.
        let head = program.table(b"head")?;
        shared.update(head.get(..8)?);
        shared.update(head.get(12..54)?);
        // Without the number of glyphs.
        let maxp = program.table(b"maxp")?;
        shared.update(maxp.get(..4)?);
        shared.update(maxp.get(6..)?);
        program.shared = shared.finalize().into();
        // Long offsets (`indexToLocFormat`).
        let is_long = program.table(b"head")?.get(50..52)? == [0, 1];
        is_long.then_some(Self::TrueType(program))
    }

    /// The box of a glyph in ems, left, bottom, right, top, as its description states it; none inside if it draws
    /// nothing. `None` if there is no such glyph.
    pub(super) fn bounds(&self, glyph: u16) -> Option<Option<[f64; 4]>> {
        match self {
            // Not read: the box of a hanzi.
            Self::Cff(_) => Some(Some([0.0, -0.12, 1.0, 0.88])),
            Self::TrueType(program) => {
                let description = program.description(glyph)?;
                if description.is_empty() {
                    return Some(None);
                }
                let units = f64::from(word(program.table(b"head")?, 18)?);
                let edge = |at: usize| {
                    let pair = description.get(at..at + 2)?;
                    Some(f64::from(i16::from_be_bytes(pair.try_into().ok()?)) / units)
                };
                let edges = [edge(2)?, edge(4)?, edge(6)?, edge(8)?];
                edges
                    .iter()
                    .all(|edge| edge.is_finite())
                    .then_some(Some(edges))
            }
        }
    }

    /// The digest of a glyph; `None` if there is none.
    pub(super) fn digest(&self, glyph: u16) -> Option<Digest> {
        let mut hasher = Sha256::new();
        match self {
            Self::Cff(whole) => {
                hasher.update(whole);
                hasher.update(glyph.to_be_bytes());
            }
            Self::TrueType(program) => {
                hasher.update(program.shared);
                let mut parts = MAX_PARTS;
                program.glyph(glyph, MAX_DEPTH, &mut parts, &mut hasher)?;
            }
        }
        Some(hasher.finalize().into())
    }
}

/// The tables by tag, each once, one behind the other, the outlines first, no others than this program
/// writes.
fn tables(bytes: &[u8]) -> Option<BTreeMap<Vec<u8>, (usize, usize)>> {
    (bytes.get(..4)? == [0, 1, 0, 0]).then_some(())?;
    let count = usize::from(word(bytes, 4)?);
    let mut tables: BTreeMap<Vec<u8>, (usize, usize)> = BTreeMap::new();
    for record in (0..count).map(|index| 12 + index * 16) {
        let tag = bytes.get(record..record + 4)?;
        let last = tables.last_key_value();
        let is_next = last.is_none_or(|(last, _)| last.as_slice() < tag);
        (TABLES.contains(&tag) && is_next).then_some(())?;
        let place = (long(bytes, record + 8)?, long(bytes, record + 12)?);
        tables.insert(tag.to_vec(), place);
    }
    let mut free = 12 + count * 16;
    let glyf: &[u8] = b"glyf";
    let outlines = tables.get_key_value(glyf);
    let others = tables.iter().filter(|(tag, _)| tag.as_slice() != glyf);
    for (_, (start, length)) in outlines.into_iter().chain(others) {
        (*start == free).then_some(())?;
        free = start.checked_add(*length)?.checked_next_multiple_of(4)?;
    }
    (free == bytes.len()).then_some(tables)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(pair.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_be_bytes(four.try_into().ok()?)).ok()
}

impl TrueType {
    fn table(&self, tag: &[u8]) -> Option<&[u8]> {
        let (start, length) = self.tables.get(tag)?;
        self.bytes.get(*start..start.checked_add(*length)?)
    }

    /// The description of a glyph (OpenType, `glyf`); empty if it draws nothing.
    fn description(&self, glyph: u16) -> Option<&[u8]> {
        (glyph < word(self.table(b"maxp")?, 4)?).then_some(())?;
        let loca = self.table(b"loca")?;
        let at = usize::from(glyph) * 4;
        let (start, end) = (long(loca, at)?, long(loca, at + 4)?);
        self.table(b"glyf")?.get(start..end)
    }

    /// The description of a glyph and of its parts, whose numbers mean nothing.
    fn glyph(
        &self,
        glyph: u16,
        depth: usize,
        parts: &mut usize,
        hasher: &mut Sha256,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        *parts = parts.checked_sub(1)?;
        let mut description = self.description(glyph)?.to_vec();
        let mut below = Vec::new();
        // The side bearing moves the outline.
        let metrics = self.table(b"hmtx")?;
        hasher.update(word(metrics, usize::from(glyph) * 4 + 2)?.to_be_bytes());
        if description.get(..2).is_some_and(|it| it == [0xFF, 0xFF]) {
            for part in components(&description)? {
                below.push(word(&description, part)?);
                description.get_mut(part..part + 2)?.fill(0);
            }
        } else if description.first().is_some_and(|first| *first >= 0x80) {
            return None;
        }
        hasher.update((description.len() as u64).to_be_bytes());
        hasher.update(&description);
        for part in below {
            self.glyph(part, depth, parts, hasher)?;
        }
        Some(())
    }
}

/// Where the numbers of the parts of a glyph stand (OpenType, `glyf`).
fn components(description: &[u8]) -> Option<Vec<usize>> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let mut found = Vec::new();
    let mut at = 10;
    loop {
        let flags = word(description, at)?;
        found.push(at + 2);
        at += 4 + if flags & WORDS > 0 { 4 } else { 2 };
        at += match flags {
            flags if flags & SCALE > 0 => 2,
            flags if flags & TWO_SCALES > 0 => 4,
            flags if flags & MATRIX > 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            return Some(found);
        }
    }
}
