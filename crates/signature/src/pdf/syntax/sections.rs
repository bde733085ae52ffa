//! Cross-references: tables and streams, and how one section continues another (ISO 32000-1
//! §7.5.4, §7.5.8). A chain with a break is refused.

use std::collections::BTreeMap;

use super::inflate::decoded;
use super::parse::Parser;
use super::{Dictionary, Value, XrefEntry};

/// Maximum sections of a file.
const SECTIONS: usize = 512;
/// Maximum rows of all sections together.
const ROWS: usize = 300_000;
/// Maximum bytes of all cross-reference streams together.
const BYTES: usize = 32 << 20;

/// What is left of the limits: sections may lead to the same stream again and again.
struct Room {
    rows: usize,
    bytes: usize,
}

impl Room {
    fn row(&mut self) -> Option<()> {
        self.rows = self.rows.checked_sub(1)?;
        Some(())
    }
}

/// One section.
#[derive(Debug)]
pub(in crate::pdf) struct Section {
    /// Where it starts.
    pub(in crate::pdf) offset: usize,
    /// The objects it places.
    pub(in crate::pdf) places: BTreeMap<u32, XrefEntry>,
    /// Its trailer, or the dictionary of its stream.
    pub(in crate::pdf) trailer: Dictionary,
    /// Whether it is a stream.
    pub(in crate::pdf) is_stream: bool,
}

/// The sections from the one at `start` back, newest first.
pub(super) fn chain(bytes: &[u8], start: usize) -> Result<Vec<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    let mut next = Some(start);
    let mut room = Room {
        rows: ROWS,
        bytes: BYTES,
    };
    while let Some(offset) = next {
        if sections.len() >= SECTIONS || sections.iter().any(|known| known.offset == offset) {
            return Err(format!("cross-references at {offset} run in a circle"));
        }
        let section = section(bytes, offset, &mut room)
            .ok_or_else(|| format!("no cross-references at byte {offset}"))?;
        next = match section.trailer.get("Prev") {
            None => None,
            Some(value) => {
                let prev = value.as_size().ok_or("an invalid Prev")?;
                Some(prev)
            }
        };
        sections.push(section);
    }
    Ok(sections)
}

fn section(bytes: &[u8], offset: usize, room: &mut Room) -> Option<Section> {
    let mut parser = Parser::new(bytes, offset);
    if parser.keyword("xref").is_none() {
        let (places, trailer) = stream(bytes, offset, room)?;
        return Some(Section {
            offset,
            places,
            trailer,
            is_stream: true,
        });
    }
    let (mut places, trailer) = table(&mut parser, room)?;
    // A hybrid file (§7.5.8.4): what the table hides is in a stream.
    if let Some(value) = trailer.get("XRefStm") {
        let (hidden, _) = stream(bytes, value.as_size()?, room)?;
        for (number, place) in hidden {
            let known = places.entry(number).or_insert(place);
            if *known == XrefEntry::Free {
                *known = place;
            }
        }
    }
    Some(Section {
        offset,
        places,
        trailer,
        is_stream: false,
    })
}

type Rows = BTreeMap<u32, XrefEntry>;

fn table(parser: &mut Parser<'_>, room: &mut Room) -> Option<(Rows, Dictionary)> {
    let mut places = Rows::new();
    while parser.keyword("trailer").is_none() {
        let (first, count) = (parser.size()?, parser.size()?);
        for number in first..first.checked_add(count)? {
            let (offset, generation) = (parser.size()?, parser.size()?);
            let place = if parser.keyword("n").is_some() {
                let generation = u16::try_from(generation).ok()?;
                XrefEntry::At { offset, generation }
            } else {
                parser.keyword("f")?;
                XrefEntry::Free
            };
            places.insert(u32::try_from(number).ok()?, place);
            room.row()?;
        }
    }
    let trailer = parser.value()?;
    Some((places, trailer.as_dictionary()?.clone()))
}

fn stream(bytes: &[u8], offset: usize, room: &mut Room) -> Option<(Rows, Dictionary)> {
    let mut parser = Parser::new(bytes, offset);
    parser.head()?;
    let Value::Dictionary(dictionary) = parser.value()? else {
        return None;
    };
    if !dictionary.is("Type", "XRef") {
        return None;
    }
    // Its length cannot be looked up before it is read.
    let length = dictionary.get("Length")?.as_size()?;
    let data = data(&mut parser, length)?;
    let rows = decoded(bytes.get(data)?, &dictionary, room.bytes)?;
    room.bytes = room.bytes.saturating_sub(rows.len());
    let widths = dictionary.get("W")?.as_array()?;
    let widths: Vec<usize> = widths.iter().map(Value::as_size).collect::<Option<_>>()?;
    let &[kind, first, second] = widths.as_slice() else {
        return None;
    };
    let width = kind.checked_add(first)?.checked_add(second)?;
    if width == 0 || [kind, first, second].iter().any(|width| *width > 8) {
        return None;
    }
    let index = match dictionary.get("Index") {
        None => vec![0, dictionary.get("Size")?.as_size()?],
        Some(value) => {
            let index = value.as_array()?.iter().map(Value::as_size);
            index.collect::<Option<Vec<_>>>()?
        }
    };
    let mut places = Rows::new();
    let mut rows = rows.chunks_exact(width);
    for pair in index.chunks(2) {
        let &[from, count] = pair else { return None };
        for number in from..from.checked_add(count)? {
            let row = rows.next()?;
            let mut row = row.iter().copied();
            let mut field = |width: usize| {
                let bytes = row.by_ref().take(width);
                bytes.fold(0_u64, |sum, byte| sum << 8 | u64::from(byte))
            };
            let type_of = if kind == 0 { 1 } else { field(kind) };
            let (first, second) = (field(first), field(second));
            let place = match type_of {
                0 => XrefEntry::Free,
                1 => XrefEntry::At {
                    offset: usize::try_from(first).ok()?,
                    generation: u16::try_from(second).ok()?,
                },
                2 => XrefEntry::Within {
                    stream: u32::try_from(first).ok()?,
                    index: usize::try_from(second).ok()?,
                },
                _ => continue,
            };
            places.insert(u32::try_from(number).ok()?, place);
            room.row()?;
        }
    }
    Some((places, dictionary))
}

/// The position of a stream's bytes, after its dictionary was read (§7.3.8).
pub(super) fn data(parser: &mut Parser<'_>, length: usize) -> Option<std::ops::Range<usize>> {
    parser.keyword("stream")?;
    parser.line_end()?;
    let data = parser.leap(length)?;
    parser.keyword("endstream")?;
    parser.keyword("endobj")?;
    Some(data)
}
