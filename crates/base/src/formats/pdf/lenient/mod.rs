//! PDFs of other programs, as far as they can be read: any spelling that viewers accept, and only those objects that
//! are asked for. All work is bounded: bytes read, bytes unpacked, rows of cross-references; values are positions and
//! take no memory. Libraries did not do: lopdf reads every object and unpacks every object stream when it opens a file
//! (2 GB for an array of 48 MB), and hayro-syntax 0.9 is lazy but unpacks streams without a limit, searches damaged
//! files from end to end and reads the page tree when it opens one.
//!
//! It never proves anything: what is verified is read strictly (`PdfFile`).

mod budget;
mod content;
mod error;
mod rows;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::endings;
use super::parse::Parser;
use super::{Value, XrefEntry};
use budget::Budget;
use content::Pack;
pub use error::LenientError;

/// How far a header may be from the beginning (Acrobat looks as far).
const MAX_BEFORE: usize = 1024;
/// How many references may lead to one value, and how many streams to one.
const MAX_CHAIN: usize = 8;
/// The longest number, name or string, in bytes.
const MAX_SCALAR: usize = 1 << 16;
const HEADER: &[u8] = b"%PDF-";
const START: &[u8] = b"startxref";

/// A PDF file of any program.
#[derive(Debug)]
pub struct LenientPdf<'a> {
    /// From its header: positions count from there.
    bytes: &'a [u8],
    rows: BTreeMap<u32, XrefEntry>,
    root: Option<LenientValue>,
    packs: RefCell<BTreeMap<u32, Option<Pack>>>,
    budget: Budget,
    depth: Cell<usize>,
}

/// The position of a value: in the file, or in an object stream.
#[derive(Debug, Clone)]
pub struct LenientValue {
    pack: Option<Rc<Vec<u8>>>,
    at: usize,
}

impl<'a> LenientPdf<'a> {
    /// Reads the cross-references. Those and object streams may unpack to so many bytes.
    ///
    /// # Errors
    /// [`LenientError`] if the file is encrypted, says nowhere where its objects are, or costs too much.
    pub fn open(bytes: &'a [u8], max_unpacked: usize) -> Result<Self, LenientError> {
        let head = bytes.get(..MAX_BEFORE).unwrap_or(bytes);
        let header = head.windows(HEADER.len()).position(|it| it == HEADER);
        let bytes = header.and_then(|at| bytes.get(at..)).unwrap_or(bytes);
        let mut file = Self {
            bytes,
            rows: BTreeMap::new(),
            root: None,
            packs: RefCell::default(),
            budget: Budget::new(max_unpacked),
            depth: Cell::new(0),
        };
        let start = start(bytes).ok_or(LenientError::NoReferences)?;
        let sections = file.sections(start);
        if file.budget.is_spent() {
            return Err(LenientError::TooLarge);
        }
        file.root = sections?;
        Ok(file)
    }

    /// The dictionary that leads to all others.
    ///
    /// # Errors
    /// [`LenientError`] if it is missing or costs too much.
    pub fn catalog(&self) -> Result<LenientValue, LenientError> {
        let root = self.root.as_ref().and_then(|root| self.follow(root));
        let root = root.filter(|root| self.entries(root, []).is_some());
        self.outcome(root)?.ok_or(LenientError::NoCatalog)
    }

    /// What was found, if nothing was left out because of its cost. Every search ends with this.
    ///
    /// # Errors
    /// [`LenientError::TooLarge`].
    pub fn outcome<T>(&self, found: T) -> Result<T, LenientError> {
        match self.budget.is_spent() {
            true => Err(LenientError::TooLarge),
            false => Ok(found),
        }
    }

    /// The values of keys of a dictionary or of a stream, references not followed.
    #[must_use]
    pub fn entries<const N: usize>(
        &self,
        dictionary: &LenientValue,
        keys: [&str; N],
    ) -> Option<[Option<LenientValue>; N]> {
        let found = self.scan(dictionary, |parser| parser.values_of(keys))?;
        Some(found.map(|at| at.map(|at| dictionary.beside(at))))
    }

    /// The value of a key, references followed.
    #[must_use]
    pub fn entry(&self, dictionary: &LenientValue, key: &str) -> Option<LenientValue> {
        let [value] = self.entries(dictionary, [key])?;
        self.follow(&value?)
    }

    /// The items of an array, references not followed; more than so many are too many.
    #[must_use]
    pub fn items(&self, array: &LenientValue, limit: usize) -> Option<Vec<LenientValue>> {
        let items = self.scan(array, |parser| parser.items(limit))?;
        if items.len() > limit {
            self.budget.spend();
            return None;
        }
        Some(items.into_iter().map(|at| array.beside(at)).collect())
    }

    /// The number of the object that it refers to, if it is a reference.
    #[must_use]
    pub fn reference(&self, value: &LenientValue) -> Option<u32> {
        self.scan(value, |parser| parser.referred_object())
    }

    /// The value itself, or the one that references lead to.
    #[must_use]
    pub fn follow(&self, value: &LenientValue) -> Option<LenientValue> {
        let mut value = value.clone();
        for _ in 0..MAX_CHAIN {
            match self.reference(&value) {
                Some(number) => value = self.object(number)?,
                None => return Some(value),
            }
        }
        None
    }

    /// A number, name or string.
    #[must_use]
    pub fn scalar(&self, value: &LenientValue) -> Option<Value> {
        let bytes = self.bytes_of(value).get(value.at..)?;
        let bytes = bytes.get(..MAX_SCALAR).unwrap_or(bytes);
        self.scan_in(bytes, 0, |parser| parser.value())
    }

    /// The value of a key, if it is a number, name or string.
    #[must_use]
    pub fn scalar_entry(&self, dictionary: &LenientValue, key: &str) -> Option<Value> {
        self.scalar(&self.entry(dictionary, key)?)
    }

    fn object(&self, number: u32) -> Option<LenientValue> {
        match *self.rows.get(&number)? {
            XrefEntry::Free => None,
            XrefEntry::At { offset, .. } => self.scan_in(self.bytes, offset, |parser| {
                (parser.head()?.0 == number).then_some(())?;
                parser.skip();
                Some(LenientValue::in_file(parser.at()))
            }),
            XrefEntry::Within { stream, .. } => self.packed(stream, number),
        }
    }

    fn bytes_of<'v>(&'v self, value: &'v LenientValue) -> &'v [u8] {
        value.pack.as_deref().map_or(self.bytes, Vec::as_slice)
    }

    fn scan<T>(
        &self,
        value: &LenientValue,
        read: impl FnOnce(&mut Parser<'_>) -> Option<T>,
    ) -> Option<T> {
        self.scan_in(self.bytes_of(value), value.at, read)
    }

    /// Reads from a position on, and counts what was read, found or not.
    fn scan_in<T>(
        &self,
        bytes: &[u8],
        at: usize,
        read: impl FnOnce(&mut Parser<'_>) -> Option<T>,
    ) -> Option<T> {
        self.budget.read(1)?;
        let mut parser = Parser::new(bytes, at);
        let found = read(&mut parser);
        self.budget.read(parser.at().saturating_sub(at))?;
        found
    }
}

impl LenientValue {
    const fn in_file(at: usize) -> Self {
        Self { pack: None, at }
    }

    /// Another position of the same bytes.
    fn beside(&self, at: usize) -> Self {
        Self {
            pack: self.pack.clone(),
            at,
        }
    }
}

/// Where the last `startxref` leads, complete or not.
fn start(bytes: &[u8]) -> Option<usize> {
    if let Some((start, _)) = endings(bytes).next_back() {
        return Some(start);
    }
    let at = bytes.windows(START.len()).rposition(|it| it == START)?;
    Parser::new(bytes, at + START.len()).size()
}
