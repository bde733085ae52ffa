//! Whether a file can be read in one way only. Every byte belongs to one thing; every object stands where the
//! cross-references say, under its own number, once; the first revision is spelled as this program
//! spells, later ones, which other programs add when they sign, without anything that readers
//! take in two ways.

mod doubt;
mod objects;

use std::collections::BTreeMap;

use super::parse::{Parser, is_space};
use super::{PdfFile, Section, Value, XrefEntry};
pub use doubt::{Doubt, DoubtKind};

/// How a file of this program begins (ISO 32000-1 §7.5.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
/// Maximum bytes of all streams together without their filters.
const MAX_BYTES: usize = 512 << 20;

/// Examines a file.
///
/// # Errors
/// The first doubt.
pub fn examine(file: &PdfFile<'_>) -> Result<(), Doubt> {
    let mut reader = Reader {
        bytes: file.bytes(),
        at: 0,
        exact: true,
        room: MAX_BYTES,
    };
    for section in file.sections().iter().rev() {
        reader.revision(section)?;
        reader.exact = false;
    }
    if reader.at == reader.bytes.len() {
        Ok(())
    } else {
        Err(reader.doubt(DoubtKind::Bytes, None))
    }
}

/// Goes through a file from its first byte to its last.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether everything must be spelled as this program spells.
    exact: bool,
    room: usize,
}

type Checked = Result<(), Doubt>;

impl Reader<'_> {
    const fn doubt(&self, kind: DoubtKind, object: Option<u32>) -> Doubt {
        Doubt {
            kind,
            object,
            at: self.at,
        }
    }

    fn hold(&self, holds: bool, kind: DoubtKind, object: Option<u32>) -> Checked {
        if holds {
            Ok(())
        } else {
            Err(self.doubt(kind, object))
        }
    }

    fn take(&mut self, expected: &[u8], kind: DoubtKind, object: Option<u32>) -> Checked {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.hold(rest.starts_with(expected), kind, object)?;
        self.at += expected.len();
        Ok(())
    }

    /// Goes on to a position; only blanks may be between.
    fn go(&mut self, to: usize, object: Option<u32>) -> Checked {
        let between = self.bytes.get(self.at..to);
        let is_blank = |between: &[u8]| between.iter().all(|byte| is_space(*byte));
        let fits = between.is_some_and(|it| it.is_empty() || !self.exact && is_blank(it));
        let kind = if to < self.at {
            DoubtKind::Place
        } else {
            DoubtKind::Bytes
        };
        self.hold(fits, kind, object)?;
        self.at = to;
        Ok(())
    }

    fn revision(&mut self, section: &Section) -> Checked {
        if self.exact {
            self.take(HEADER, DoubtKind::Bytes, None)?;
        }
        let is_plain = section.is_plain && (section.is_stream || !self.exact);
        self.hold(is_plain, DoubtKind::Rows, None)?;
        self.trailer(section)?;
        let mut objects: BTreeMap<usize, u32> = BTreeMap::new();
        for (number, place) in &section.places {
            match *place {
                // What this program leaves out is free from the start; later nothing is removed.
                XrefEntry::Free => {
                    let is_first = self.exact || *number == 0;
                    self.hold(is_first, DoubtKind::Freed, Some(*number))?;
                }
                XrefEntry::At { offset, generation } => {
                    let is_new = generation == 0 && objects.insert(offset, *number).is_none();
                    self.hold(is_new, DoubtKind::Rows, Some(*number))?;
                }
                XrefEntry::Within { .. } => {}
            }
        }
        if section.is_stream && !objects.contains_key(&section.offset) {
            self.hold(!self.exact, DoubtKind::Rows, None)?;
            let number = Parser::new(self.bytes, section.offset).head();
            let (number, _) = number.ok_or(self.doubt(DoubtKind::Place, None))?;
            objects.insert(section.offset, number);
        }
        // The cross-references come last.
        let last = objects.last_key_value().map(|(offset, _)| *offset);
        let is_last = if section.is_stream {
            last == Some(section.offset)
        } else {
            last.is_none_or(|last| last < section.offset)
        };
        self.hold(is_last, DoubtKind::End, None)?;
        let mut packed = 0;
        for (offset, number) in objects {
            self.go(offset, Some(number))?;
            packed += self.object(number, section)?;
        }
        let within = |place: &&XrefEntry| matches!(place, XrefEntry::Within { .. });
        let expected = section.places.values().filter(within).count();
        self.hold(packed == expected, DoubtKind::Pack, None)?;
        if !section.is_stream {
            self.go(section.offset, None)?;
            self.at = section.end;
        }
        self.end(section.offset)
    }

    /// `startxref`, where it leads, and the mark of the end.
    fn end(&mut self, start: usize) -> Checked {
        if self.exact {
            let end = format!("startxref\n{start}\n%%EOF\n");
            return self.take(end.as_bytes(), DoubtKind::End, None);
        }
        let mut parser = Parser::new(self.bytes, self.at);
        let _ = parser.blanks();
        let read = |parser: &mut Parser<'_>| {
            parser.take(b"startxref")?;
            parser.blanks()?;
            let leads = parser.digits()?;
            parser.blanks()?;
            parser.take(b"%%EOF")?;
            let _ = parser.line_end();
            (leads == start).then_some(())
        };
        let is_end = read(&mut parser).is_some();
        self.hold(is_end, DoubtKind::End, None)?;
        self.at = parser.at();
        Ok(())
    }

    fn trailer(&self, section: &Section) -> Checked {
        const KEYS: [&str; 11] = [
            "DecodeParms",
            "Filter",
            "ID",
            "Index",
            "Info",
            "Length",
            "Prev",
            "Root",
            "Size",
            "Type",
            "W",
        ];
        // Only an update has them.
        const LATER: [&str; 2] = ["Index", "Prev"];
        let (doubt, trailer) = (DoubtKind::Trailer, &section.trailer);
        let is_later = LATER.iter().any(|key| trailer.get(key).is_some());
        let is_known = trailer.has_only(&KEYS) && !(self.exact && is_later);
        self.hold(is_known, doubt, None)?;
        for (key, value) in trailer.iter() {
            let is_direct =
                matches!(value, Value::Reference(..)) == matches!(key, b"Root" | b"Info");
            self.hold(is_direct, doubt, None)?;
        }
        if let Some(parameters) = trailer.get("DecodeParms") {
            let parameters = parameters.as_dictionary();
            let is_known = parameters.is_some_and(|it| it.has_only(&["Columns", "Predictor"]));
            self.hold(is_known, doubt, None)?;
        }
        // Of a number that is not below the size, some readers know nothing.
        let size = trailer.get("Size").and_then(Value::as_size);
        let last = section.places.last_key_value().map_or(0, |(last, _)| *last);
        let fits = size.and_then(|size| u32::try_from(size).ok());
        self.hold(fits.is_some_and(|size| size > last), doubt, None)
    }
}
