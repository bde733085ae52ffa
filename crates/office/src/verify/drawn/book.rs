//! Opens a PDF to examine its pages, within limits.
//!
//! Cycle with `annotations`, `draw`, `font`, `pages`, `state`, `text`: a book is opened to draw its pages, and
//! what is drawn (fonts, forms, annotations) is looked up in the book while it is drawn.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use sha2::{Digest as _, Sha256};

use super::draw::Shared;
use super::fold::fold;
use super::font::Font;
use super::{Digest, Sheet, pages};

/// How far one object stream is inflated.
const INFLATED: usize = 48 << 20;
/// Objects searched for embedded files.
const OBJECTS: usize = 200_000;

/// Why pages cannot be examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::verify) enum Unread {
    /// It is not a readable PDF.
    File,
    /// It cannot be read without a pass phrase.
    Encrypted,
    /// The content of a page cannot be read to its end.
    Content,
    /// It contains more than any report.
    TooMuch,
}

/// An opened file.
#[derive(Debug)]
pub(in crate::verify) struct Book {
    pub(super) document: Document,
}

impl Book {
    pub(in crate::verify) fn open(bytes: &[u8]) -> Result<Self, Unread> {
        let options = LoadOptions {
            max_decompressed_size: Some(INFLATED),
            ..LoadOptions::default()
        };
        let document =
            Document::load_mem_with_options(bytes, options).map_err(|error| match error {
                lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Unread::Encrypted,
                _ => Unread::File,
            })?;
        if document.is_encrypted() {
            return Err(Unread::Encrypted);
        }
        Ok(Self { document })
    }

    /// What every page draws.
    pub(in crate::verify) fn sheets(&self) -> Result<Vec<Sheet>, Unread> {
        pages::sheets(&self.document)
    }

    /// What the catalog points to, by key: what happens on opening, layers, scripts, forms of another
    /// kind may show what no page does (ISO 32000-1 table 28).
    pub(in crate::verify) fn entries(&self) -> Vec<String> {
        let document = &self.document;
        let Ok(catalog) = document.catalog() else {
            return Vec::new();
        };
        let keys = |prefix: &str, dictionary: &Dictionary| -> Vec<String> {
            let keys = dictionary
                .iter()
                .map(|(key, _)| String::from_utf8_lossy(key));
            keys.map(|key| format!("{prefix}{key}")).collect()
        };
        let mut all = keys("", catalog);
        for (key, prefix) in [(b"Names".as_slice(), "Names/"), (b"AcroForm", "AcroForm/")] {
            let inner = value(document, catalog, key).and_then(|it| it.as_dict().ok());
            all.extend(inner.into_iter().flat_map(|inner| keys(prefix, inner)));
        }
        all
    }

    /// The embedded files by name, each with the digest of its bytes; all of those with the same name.
    pub(in crate::verify) fn files(&self) -> BTreeMap<String, Vec<Digest>> {
        let document = &self.document;
        let mut files: BTreeMap<String, Vec<Digest>> = BTreeMap::new();
        for object in document.objects.values().take(OBJECTS) {
            let Ok(specification) = object.as_dict() else {
                continue;
            };
            let streams = value(document, specification, b"EF").and_then(|it| it.as_dict().ok());
            let Some(streams) = streams else { continue };
            let keys: [&[u8]; 2] = [b"UF", b"F"];
            let stream = keys
                .iter()
                .find_map(|key| value(document, streams, key)?.as_stream().ok());
            let name = keys.iter().find_map(|key| {
                lopdf::decode_text_string(value(document, specification, key)?).ok()
            });
            let bytes = stream.and_then(|stream| inflated(stream, INFLATED));
            let digest = Sha256::digest(bytes.unwrap_or_default()).into();
            files
                .entry(name.unwrap_or_default())
                .or_default()
                .push(digest);
        }
        for digests in files.values_mut() {
            digests.sort_unstable();
        }
        files
    }
}

/// The fonts and pictures that pages share, each examined once.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: BTreeMap<ObjectId, Shared>,
    pictures: BTreeMap<ObjectId, Digest>,
}

impl Fonts {
    /// A font of a page's resources.
    pub(super) fn get(&mut self, document: &Document, font: &Object) -> Option<Shared> {
        let (_, dictionary) = document.dereference(font).ok()?;
        let dictionary = dictionary.as_dict().ok()?;
        let Ok(id) = font.as_reference() else {
            return Some(Rc::new(Font::read(document, dictionary)));
        };
        let known = self.fonts.entry(id);
        let font = known.or_insert_with(|| Rc::new(Font::read(document, dictionary)));
        Some(Rc::clone(font))
    }

    /// The digest of a picture, or of another object drawn by name.
    pub(super) fn picture(&mut self, document: &Document, object: &Object) -> Digest {
        match object.as_reference() {
            Ok(id) => *self
                .pictures
                .entry(id)
                .or_insert_with(|| fold(document, object)),
            Err(_) => fold(document, object),
        }
    }
}

/// The value of a key, references followed.
pub(super) fn value<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Object> {
    let object = dictionary.get(key).ok()?;
    document.dereference(object).ok().map(|(_, object)| object)
}

/// The content of a stream, up to a number of bytes.
pub(super) fn inflated(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    stream.decompressed_content_with_limit(most).ok()
}
