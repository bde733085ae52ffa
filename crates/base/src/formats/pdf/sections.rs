//! Cross-references: tables and streams, and how one section continues another (ISO 32000-1
//! §7.5.4, §7.5.8). A chain with a break is refused.

use std::collections::BTreeMap;

use super::inflate::{decoded, whole};
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
    /// Bytes of the file: sections of a sound file do not overlap, and are together no longer than the file.
    read: usize,
}

impl Room {
    fn row(&mut self) -> Option<()> {
        self.rows = self.rows.checked_sub(1)?;
        Some(())
    }

    fn section(&mut self, start: usize, end: usize) -> Option<()> {
        self.read = self.read.checked_sub(end.saturating_sub(start))?;
        Some(())
    }
}

/// One section.
#[derive(Debug)]
pub struct Section {
    /// Where it starts.
    pub offset: usize,
    /// The objects it places.
    pub places: BTreeMap<u32, XrefEntry>,
    /// Its trailer, or the dictionary of its stream.
    pub trailer: Dictionary,
    /// Whether it is a stream.
    pub is_stream: bool,
    /// Where it ends: behind its trailer, or behind its stream's object.
    pub end: usize,
    /// Whether it places each object once, in order, and says nothing else: no hybrid, no unknown row.
    pub is_plain: bool,
}

/// The sections from the one at `start` back, newest first.
pub(super) fn chain(bytes: &[u8], start: usize) -> Result<Vec<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    let mut next = Some(start);
    let mut room = Room {
        rows: ROWS,
        bytes: BYTES,
        read: bytes.len(),
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
        return stream(bytes, offset, room);
    }
    let mut section = table(&mut parser, offset, room)?;
    // A hybrid file (§7.5.8.4): what the table hides is in a stream.
    if let Some(value) = section.trailer.get("XRefStm") {
        section.is_plain = false;
        for (number, place) in stream(bytes, value.as_size()?, room)?.places {
            let known = section.places.entry(number).or_insert(place);
            if *known == XrefEntry::Free {
                *known = place;
            }
        }
    }
    Some(section)
}

/// The rows of a section, as they are read.
#[derive(Default)]
struct Rows {
    places: BTreeMap<u32, XrefEntry>,
    last: Option<usize>,
    is_odd: bool,
}

impl Rows {
    fn add(&mut self, number: usize, place: XrefEntry, room: &mut Room) -> Option<()> {
        room.row()?;
        // Twice, or out of order: of two rows readers take one or the other.
        self.is_odd |= self.last.is_some_and(|last| last >= number);
        self.last = Some(number);
        self.places.insert(u32::try_from(number).ok()?, place);
        Some(())
    }
}

/// A row of a table, byte for byte (§7.5.4).
fn row(offset: usize, generation: usize, kind: char) -> String {
    format!("{offset:010} {generation:05} {kind}")
}

fn table(parser: &mut Parser<'_>, start: usize, room: &mut Room) -> Option<Section> {
    let mut rows = Rows::default();
    while parser.keyword("trailer").is_none() {
        let (first, count) = (parser.size()?, parser.size()?);
        for number in first..first.checked_add(count)? {
            parser.skip();
            let begin = parser.at();
            let (offset, generation) = (parser.size()?, parser.size()?);
            let (place, kind) = if parser.keyword("n").is_some() {
                let generation = u16::try_from(generation).ok()?;
                (XrefEntry::At { offset, generation }, 'n')
            } else {
                parser.keyword("f")?;
                (XrefEntry::Free, 'f')
            };
            rows.is_odd |= parser.since(begin) != row(offset, generation, kind).as_bytes();
            rows.add(number, place, room)?;
        }
    }
    let trailer = parser.value()?.as_dictionary()?.clone();
    room.section(start, parser.at())?;
    Some(Section {
        offset: start,
        is_plain: !rows.is_odd && !parser.commented(),
        places: rows.places,
        trailer,
        is_stream: false,
        end: parser.at(),
    })
}

fn stream(bytes: &[u8], offset: usize, room: &mut Room) -> Option<Section> {
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
    room.section(offset, parser.at())?;
    let data = bytes.get(data)?;
    let is_packed_plainly = whole(data, &dictionary, room.bytes).is_some();
    let decoded = decoded(data, &dictionary, room.bytes)?;
    room.bytes = room.bytes.saturating_sub(decoded.len());
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
    let mut rows = Rows::default();
    let mut fields = decoded.chunks_exact(width);
    for pair in index.chunks(2) {
        let &[from, count] = pair else { return None };
        for number in from..from.checked_add(count)? {
            let row = fields.next()?;
            let Some(place) = XrefEntry::of_row(row, [kind, first, second])? else {
                rows.is_odd = true;
                continue;
            };
            rows.add(number, place, room)?;
        }
    }
    let is_whole = fields.next().is_none() && fields.remainder().is_empty();
    Some(Section {
        offset,
        is_plain: !rows.is_odd && is_whole && kind > 0 && is_packed_plainly,
        places: rows.places,
        trailer: dictionary,
        is_stream: true,
        end: parser.at(),
    })
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
