//! A digest of an object with everything it refers to: the same for two files that number their
//! objects differently or compress their streams differently.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, Stream};
use sha2::{Digest as _, Sha256};

use super::Digest;

/// How deep references are followed.
const DEPTH: usize = 24;
/// How many objects are read for one digest.
const MAX_OBJECTS: usize = 20_000;
/// How far one stream is inflated.
const INFLATED: usize = 128 << 20;

/// Keys that say how or where a thing is stored, not what it is.
const ASIDE: &[&[u8]] = &[
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"StructParent",
    b"StructParents",
    b"Parent",
    b"P",
    b"Name",
    b"Metadata",
];

/// The digest of an object.
pub(super) fn fold(document: &Document, object: &Object) -> Digest {
    let mut folder = Folder {
        document,
        hasher: Sha256::new(),
        left: MAX_OBJECTS,
        open: BTreeSet::new(),
    };
    folder.object(object, DEPTH);
    folder.hasher.finalize().into()
}

struct Folder<'d> {
    document: &'d Document,
    hasher: Sha256,
    left: usize,
    /// The references that are being followed.
    open: BTreeSet<ObjectId>,
}

impl Folder<'_> {
    fn word(&mut self, mark: u8, bytes: &[u8]) {
        self.hasher.update([mark]);
        self.hasher.update((bytes.len() as u64).to_be_bytes());
        self.hasher.update(bytes);
    }

    fn object(&mut self, object: &Object, depth: usize) {
        self.left = self.left.saturating_sub(1);
        if depth == 0 || self.left == 0 {
            return self.word(b'!', b"");
        }
        match object {
            Object::Null => self.word(b'0', b""),
            Object::Boolean(value) => self.word(b'b', &[u8::from(*value)]),
            // `1` and `1.0` are one number.
            Object::Integer(_) | Object::Real(_) => {
                let value = object.as_float().unwrap_or(f32::NAN);
                self.word(b'n', format!("{value:.3}").as_bytes());
            }
            Object::Name(name) => self.word(b'/', name),
            Object::String(text, _) => self.word(b'(', text),
            Object::Array(items) => {
                self.word(b'[', &(items.len() as u64).to_be_bytes());
                for item in items {
                    self.object(item, depth - 1);
                }
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary, depth),
            Object::Stream(stream) => {
                self.dictionary(&stream.dict, depth);
                let content = content(stream);
                self.word(b's', &content);
            }
            Object::Reference(id) => {
                if !self.open.insert(*id) {
                    return self.word(b'^', b"");
                }
                let document = self.document;
                match document.get_object(*id) {
                    Ok(target) => self.object(target, depth - 1),
                    Err(_) => self.word(b'0', b""),
                }
                self.open.remove(id);
            }
        }
    }

    fn dictionary(&mut self, dictionary: &lopdf::Dictionary, depth: usize) {
        // The target of a link is compared on its own page.
        if depth < DEPTH
            && matches!(dictionary.get(b"Type"), Ok(Object::Name(name)) if name == b"Page")
        {
            return self.word(b'P', b"");
        }
        let mut entries: Vec<(&Vec<u8>, &Object)> = dictionary
            .iter()
            .filter(|(key, _)| !ASIDE.contains(&key.as_slice()))
            .collect();
        entries.sort_by_key(|(key, _)| key.as_slice());
        self.word(b'<', &(entries.len() as u64).to_be_bytes());
        for (key, value) in entries {
            self.word(b'/', key);
            self.object(value, depth - 1);
        }
    }
}

/// What a stream holds; the stored bytes with their filters, if it cannot be inflated.
fn content(stream: &Stream) -> Vec<u8> {
    stream
        .decompressed_content_with_limit(INFLATED)
        .unwrap_or_else(|_| {
            let filters = format!("{:?}", stream.dict.get(b"Filter").ok());
            [filters.as_bytes(), stream.content.as_slice()].concat()
        })
}
