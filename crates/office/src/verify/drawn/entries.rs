//! The entries of objects as this program writes them: dictionaries without other keys, references to
//! objects that are there. Any other entry is odd.
//!
//! It never knows what an entry is for.

use std::rc::Rc;

use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

use super::Odd;

/// The entries of an object or of its stream.
pub(super) fn of(stored: &Stored) -> Result<&Dictionary, Odd> {
    let dictionary = stored.dictionary();
    dictionary.ok_or_else(|| Odd::entry(stored.number, "Type"))
}

/// The entries of an object, if it has no other keys and no data.
pub(in crate::verify) fn only<'s>(
    stored: &'s Stored,
    keys: &[&str],
) -> Result<&'s Dictionary, Odd> {
    let entries = stored.dictionary().filter(|_| stored.data.is_none());
    let entries = entries.ok_or_else(|| Odd::entry(stored.number, "Type"))?;
    known(stored.number, entries, keys)?;
    Ok(entries)
}

/// Whether a dictionary within an object has no other keys.
fn known(object: Option<u32>, dictionary: &Dictionary, keys: &[&str]) -> Result<(), Odd> {
    match dictionary.key_besides(keys) {
        Some(key) => Err(Odd::entry(object, &String::from_utf8_lossy(key))),
        None => Ok(()),
    }
}

/// The object that an entry refers to.
pub(in crate::verify) fn follow(
    file: &PdfFile<'_>,
    stored: &Stored,
    key: &str,
) -> Result<Rc<Stored>, Odd> {
    let found = referred(file, of(stored)?.get(key));
    found.ok_or_else(|| Odd::entry(stored.number, key))
}

/// The object that a value refers to.
pub(super) fn referred(file: &PdfFile<'_>, value: Option<&Value>) -> Option<Rc<Stored>> {
    match value {
        Some(Value::Reference(number, 0)) => file.get(*number),
        _ => None,
    }
}

/// A dictionary that is being read, with the object that it is in.
pub(super) struct Entries<'f, 'a> {
    pub(super) file: &'f PdfFile<'a>,
    pub(super) object: Option<u32>,
    pub(super) dictionary: &'f Dictionary,
}

impl<'f, 'a> Entries<'f, 'a> {
    /// The dictionary, if it has no other keys.
    pub(super) fn new(
        file: &'f PdfFile<'a>,
        object: Option<u32>,
        dictionary: &'f Dictionary,
        keys: &[&str],
    ) -> Result<Self, Odd> {
        known(object, dictionary, keys)?;
        Ok(Self {
            file,
            object,
            dictionary,
        })
    }

    pub(super) fn odd(&self, key: &str) -> Odd {
        Odd::entry(self.object, key)
    }

    pub(super) fn value(&self, key: &str) -> Result<&'f Value, Odd> {
        self.dictionary.get(key).ok_or_else(|| self.odd(key))
    }

    /// Holds an entry to be that name.
    pub(super) fn is(&self, key: &str, name: &str) -> Result<(), Odd> {
        let is = self.dictionary.is(key, name);
        is.then_some(()).ok_or_else(|| self.odd(key))
    }

    pub(super) fn name(&self, key: &str) -> Result<&'f [u8], Odd> {
        let name = self.value(key)?.as_name();
        name.ok_or_else(|| self.odd(key))
    }

    /// The object that an entry refers to.
    pub(super) fn object(&self, key: &str) -> Result<Rc<Stored>, Odd> {
        let object = referred(self.file, self.dictionary.get(key));
        object.ok_or_else(|| self.odd(key))
    }

    /// The bytes of a stream with no other keys, up to a number of bytes.
    pub(super) fn stream(&self, key: &str, keys: &[&str], limit: usize) -> Result<Vec<u8>, Odd> {
        let stored = self.object(key)?;
        let dictionary = stored.dictionary().ok_or_else(|| self.odd(key))?;
        known(stored.number, dictionary, keys)?;
        let bytes = self.file.content(&stored, limit);
        bytes.ok_or_else(|| self.odd(key))
    }
}
