//! A file according to its last cross-references: objects by number.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::inflate::{decoded, plain};
use super::parse::Parser;
use super::sections::{Section, chain, data};
use super::{Dictionary, PdfError, Value, XrefEntry};

/// Maximum bytes of all object streams together.
const BYTES: usize = 96 << 20;
/// Maximum total cost of reading objects: one per value, and one per number of bytes. Objects may
/// overlap, or many may be at one position of an object stream.
const COST: usize = 3_000_000;
const BYTES_A_VALUE: usize = 8;

/// How many objects may lead to one: the length of a stream is a separate object.
const DEPTH: usize = 8;

/// A PDF file, or the beginning of one up to the end of a revision.
#[derive(Debug)]
pub struct PdfFile<'a> {
    bytes: &'a [u8],
    /// Newest first.
    sections: Vec<Section>,
    /// Where its end-of-file marker ends, with the end of its line.
    end: usize,
    places: BTreeMap<u32, XrefEntry>,
    known: RefCell<BTreeMap<u32, Option<Rc<Stored>>>>,
    packs: RefCell<BTreeMap<u32, Option<Rc<Pack>>>>,
    room: Cell<usize>,
    cost: Cell<usize>,
    depth: Cell<usize>,
}

/// An object of the file.
#[derive(Debug)]
pub struct Stored {
    /// Its number; none for a direct object.
    pub number: Option<u32>,
    /// Its value; for a stream the dictionary.
    pub value: Value,
    /// The position of a stream's bytes.
    pub data: Option<Range<usize>>,
}

impl Stored {
    /// Its dictionary, if it has one.
    #[must_use]
    pub fn dictionary(&self) -> Option<&Dictionary> {
        self.value.as_dictionary()
    }
}

/// An object stream (§7.5.7), unpacked.
#[derive(Debug)]
struct Pack {
    bytes: Vec<u8>,
    /// Numbers and positions.
    objects: Vec<(u32, usize)>,
}

/// The identity of an object: the same identity in two revisions of one file means the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// At an offset of the file.
    At(usize),
    /// Within the object stream at an offset, by its index.
    Within(usize, usize),
}

impl<'a> PdfFile<'a> {
    /// Reads the cross-references that the last `startxref` leads to, and those before them.
    ///
    /// # Errors
    /// [`PdfError`] if they or the catalog cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PdfError> {
        if !bytes.starts_with(b"%PDF-") {
            return Err(PdfError::NotPdf);
        }
        let (start, end) =
            ending(bytes).ok_or_else(|| PdfError::damaged("it has no startxref and %%EOF"))?;
        let sections = chain(bytes, start).map_err(PdfError::damaged)?;
        if sections
            .iter()
            .any(|it| it.trailer.get("Encrypt").is_some())
        {
            return Err(PdfError::Encrypted);
        }
        let mut places = BTreeMap::new();
        for section in &sections {
            for (number, place) in &section.places {
                places.entry(*number).or_insert(*place);
            }
        }
        let file = Self {
            bytes,
            sections,
            end,
            places,
            known: RefCell::default(),
            packs: RefCell::default(),
            room: Cell::new(BYTES),
            cost: Cell::new(COST),
            depth: Cell::new(0),
        };
        match file.catalog() {
            Some(_) => Ok(file),
            None => Err(PdfError::damaged("it has no catalog")),
        }
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Where its last revision ends.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.end
    }

    /// Its cross-references, newest first.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The newest trailer.
    #[must_use]
    pub fn trailer(&self) -> Option<&Dictionary> {
        self.sections.first().map(|section| &section.trailer)
    }

    /// The catalog.
    #[must_use]
    pub fn catalog(&self) -> Option<Rc<Stored>> {
        let catalog = self.entry(self.trailer()?, "Root")?;
        catalog.dictionary()?;
        Some(catalog)
    }

    /// The numbers of all objects.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let used = self.places.iter();
        used.filter(|(_, place)| **place != XrefEntry::Free)
            .map(|(number, _)| *number)
    }

    /// The position of an object.
    #[must_use]
    pub fn place(&self, number: u32) -> Option<XrefEntry> {
        self.places.get(&number).copied()
    }

    /// The identity of an object.
    #[must_use]
    pub fn identity(&self, number: u32) -> Option<Identity> {
        match self.place(number)? {
            XrefEntry::Free => None,
            XrefEntry::At { offset, .. } => Some(Identity::At(offset)),
            XrefEntry::Within { stream, index } => match self.place(stream)? {
                XrefEntry::At { offset, .. } => Some(Identity::Within(offset, index)),
                _ => None,
            },
        }
    }

    /// An object; none if it is missing or cannot be read.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<Rc<Stored>> {
        if let Some(known) = self.known.borrow().get(&number) {
            return known.clone();
        }
        let depth = self.depth.get();
        if depth >= DEPTH {
            return None;
        }
        // An object that leads to itself counts as missing.
        self.known.borrow_mut().insert(number, None);
        self.depth.set(depth + 1);
        let stored = self.read(number).map(Rc::new);
        self.depth.set(depth);
        self.known.borrow_mut().insert(number, stored.clone());
        stored
    }

    fn read(&self, number: u32) -> Option<Stored> {
        match self.place(number)? {
            XrefEntry::Free => None,
            XrefEntry::At { offset, generation } => self.at(offset, (number, generation)),
            XrefEntry::Within { stream, index } => self.within(stream, index, number),
        }
    }

    /// The bytes of a stream without its filter, up to a number of bytes; none for a filter that this
    /// program does not write.
    #[must_use]
    pub fn content(&self, stored: &Stored, limit: usize) -> Option<Vec<u8>> {
        let data = self.bytes.get(stored.data.clone()?)?;
        plain(data, stored.dictionary()?, limit)
    }

    /// The value itself, or the one it refers to.
    #[must_use]
    pub fn follow(&self, value: &Value) -> Option<Rc<Stored>> {
        let Value::Reference(number, _) = value else {
            return Some(Rc::new(Stored {
                number: None,
                value: value.clone(),
                data: None,
            }));
        };
        let stored = self.get(*number)?;
        // An object must not be a reference itself.
        (!matches!(stored.value, Value::Reference(..))).then_some(stored)
    }

    /// The value of an entry, references followed.
    #[must_use]
    pub fn entry(&self, dictionary: &Dictionary, key: &str) -> Option<Rc<Stored>> {
        self.follow(dictionary.get(key)?)
    }

    /// The value at that position, while its cost is within the limit.
    fn value(&self, parser: &mut Parser<'_>) -> Option<Value> {
        let (start, before) = (parser.at(), parser.values());
        let left = self.cost.get();
        (left > 0).then_some(())?;
        let value = parser.value();
        let bytes = parser.at().saturating_sub(start);
        let cost = (parser.values() - before) + bytes / BYTES_A_VALUE + 1;
        self.cost.set(left.saturating_sub(cost));
        value
    }

    fn at(&self, offset: usize, id: (u32, u16)) -> Option<Stored> {
        let mut parser = Parser::new(self.bytes, offset);
        (parser.head()? == id).then_some(())?;
        let value = self.value(&mut parser)?;
        let number = Some(id.0);
        if parser.keyword("endobj").is_some() {
            return Some(Stored {
                number,
                value,
                data: None,
            });
        }
        let data = Some(self.stream(&value, &mut parser)?);
        Some(Stored {
            number,
            value,
            data,
        })
    }

    /// The position of a stream's bytes, after its dictionary was read.
    fn stream(&self, dictionary: &Value, parser: &mut Parser<'_>) -> Option<Range<usize>> {
        let length = self.entry(dictionary.as_dictionary()?, "Length")?;
        data(parser, length.value.as_size()?)
    }

    fn within(&self, stream: u32, index: usize, number: u32) -> Option<Stored> {
        let known = self.packs.borrow().get(&stream).cloned();
        let pack = match known {
            Some(pack) => pack,
            None => {
                self.packs.borrow_mut().insert(stream, None);
                let pack = self.pack(stream).map(Rc::new);
                self.packs.borrow_mut().insert(stream, pack.clone());
                pack
            }
        }?;
        let (named, at) = *pack.objects.get(index)?;
        (named == number).then_some(())?;
        let value = self.value(&mut Parser::new(&pack.bytes, at))?;
        Some(Stored {
            number: Some(number),
            value,
            data: None,
        })
    }

    fn pack(&self, stream: u32) -> Option<Pack> {
        let XrefEntry::At { offset, generation } = self.place(stream)? else {
            return None;
        };
        let mut parser = Parser::new(self.bytes, offset);
        (parser.head()? == (stream, generation)).then_some(())?;
        let value = self.value(&mut parser)?;
        let data = self.stream(&value, &mut parser)?;
        let dictionary = value.as_dictionary()?;
        dictionary.is("Type", "ObjStm").then_some(())?;
        // After one that cannot be unpacked no other is: how much was unpacked in vain is unknown.
        let room = self.room.replace(0);
        let packed = self.bytes.get(data)?;
        let bytes = decoded(packed, dictionary, room)?;
        self.room
            .set(room.saturating_sub(bytes.len().max(packed.len())));
        let (count, first) = (
            dictionary.get("N")?.as_size()?,
            dictionary.get("First")?.as_size()?,
        );
        let left = self.cost.get().checked_sub(count)?;
        self.cost.set(left);
        let mut head = Parser::new(&bytes, 0);
        let mut objects = Vec::new();
        for _ in 0..count {
            let (number, at) = (head.size()?, head.size()?);
            objects.push((u32::try_from(number).ok()?, first.checked_add(at)?));
        }
        Some(Pack { bytes, objects })
    }
}

/// The last `startxref`: where it leads, and where the end-of-file marker after it ends with its line.
fn ending(bytes: &[u8]) -> Option<(usize, usize)> {
    endings(bytes).next_back()
}

/// All positions that end a revision with `startxref`, a number and `%%EOF`: where each leads and ends.
pub fn endings(bytes: &[u8]) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let begins = bytes.iter().enumerate().filter(|(_, byte)| **byte == b's');
    begins.filter_map(|(at, _)| {
        let mut parser = Parser::new(bytes, at);
        parser.take(b"startxref")?;
        // Blanks and no comments: what follows is read once, no matter how often the word occurs.
        parser.blanks()?;
        let start = parser.digits()?;
        parser.blanks()?;
        parser.take(b"%%EOF")?;
        let _ = parser.line_end();
        Some((start, parser.at()))
    })
}
