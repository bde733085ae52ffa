//! Signed DOCX files, and their parts taken out, changed and put back.

use std::io::{Cursor, Read, Write};

use chengbao::signature::docx::{self, OpcError};
use chengbao::signature::keys::{Signer, from_pem};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::rooms::{examples, make, read, root};

/// A key of `tests/data/signing`.
pub fn signer(key: &str) -> Box<dyn Signer> {
    let folder = root().join("tests/data/signing");
    let read =
        |end: &str| std::fs::read_to_string(folder.join(format!("{key}.{end}.pem"))).unwrap();
    from_pem(&read("key"), &read("chain")).unwrap()
}

/// The examples' documents, read-only as final ones are, by name.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    let examples = examples().into_iter();
    let made = examples.map(|(name, form, yaml)| (name, make(&read(&form, &yaml)).docx));
    made.map(|(name, docx)| (name, protected(&docx))).collect()
}

/// The document with the protection final documents have.
fn protected(docx: &[u8]) -> Vec<u8> {
    let mut parts = Parts::of(docx);
    let settings = parts.text("word/settings.xml");
    if !settings.contains("<w:documentProtection") {
        // CT_Settings: after `w:trackRevisions` and its like, before `w:defaultTabStop`.
        let at = settings.find("<w:defaultTabStop").unwrap();
        let (before, after) = settings.split_at(at);
        let protection = "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>";
        parts.set("word/settings.xml", format!("{before}{protection}{after}"));
    }
    parts.pack()
}

/// A document, signed at a time that is always the same.
pub fn sign(document: &[u8], key: &str) -> Vec<u8> {
    let at = "2025-01-24T10:00:00+08:00".parse().unwrap();
    docx::sign::<OpcError>(document, signer(key).as_ref(), at, None).unwrap()
}

/// The document signed, with what `stamp` makes of the octets to be stamped in place of a time stamp.
pub fn sign_stamped(document: &[u8], key: &str, stamp: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let at = "2025-01-24T10:00:00+08:00".parse().unwrap();
    let mut stamp = |octets: &[u8]| Ok::<_, OpcError>(stamp(octets));
    docx::sign(document, signer(key).as_ref(), at, Some(&mut stamp)).unwrap()
}

/// The parts of a package, in its order.
#[derive(Clone, PartialEq)]
pub struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// Takes them out.
    pub fn of(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let entries = (0..zip.len()).map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        });
        Self(entries.collect())
    }

    /// Puts them back.
    pub fn pack(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The bytes of a part.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("no {name}")).1.clone()
    }

    /// The text of a part.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// Sets a part, at the end where it is new.
    pub fn set(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = bytes,
            None => self.0.push((name.to_owned(), bytes)),
        }
    }

    /// Replaces the first place of a text in a part.
    pub fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "no {from} in {name}");
        self.set(name, text.replacen(from, to, 1));
    }

    /// Gives parts other names.
    pub fn rename(&mut self, from: &str, to: &str) {
        for (name, _) in &mut self.0 {
            *name = name.replace(from, to);
        }
    }

    /// Takes the first piece of a part away that begins and ends so.
    pub fn take_away(&mut self, name: &str, begin: &str, end: &str) {
        let text = self.text(name);
        let start = text.find(begin).unwrap();
        let end = start + text[start..].find(end).unwrap() + end.len();
        self.set(name, format!("{}{}", &text[..start], &text[end..]));
    }

    /// Removes the parts whose names begin so.
    pub fn remove(&mut self, start: &str) {
        let count = self.0.len();
        self.0.retain(|(name, _)| !name.starts_with(start));
        assert!(self.0.len() < count, "no {start}");
    }
}
