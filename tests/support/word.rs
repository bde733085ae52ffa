//! DOCX files taken apart and put together again, for what other programs do to them.

use std::io::{Cursor, Read, Write};

use regex::Regex;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A DOCX as its parts.
pub struct Word {
    parts: Vec<(String, Vec<u8>)>,
}

impl Word {
    pub fn open(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..zip.len()).map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        Self {
            parts: parts.collect(),
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Changes a part as text; it must change.
    pub fn edit(&mut self, name: &str, change: impl FnOnce(&str) -> String) {
        let (_, bytes) = self
            .parts
            .iter_mut()
            .find(|(part, _)| part == name)
            .unwrap();
        let before = std::str::from_utf8(bytes).unwrap();
        let after = change(before);
        assert_ne!(before, after, "{name} was not changed");
        *bytes = after.into_bytes();
    }

    /// Changes the bytes of a part.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) {
        let (_, bytes) = self
            .parts
            .iter_mut()
            .find(|(part, _)| part == name)
            .unwrap();
        *bytes = change(bytes);
    }

    /// The body with no content controls: what is in them stays.
    pub fn without_controls(&mut self) {
        let open = Regex::new(
            r"(?s)<w:sdt>\s*<w:sdtPr\b.*?</w:sdtPr>\s*<w:sdtContent>|</w:sdtContent>\s*</w:sdt>",
        )
        .unwrap();
        self.edit("word/document.xml", |xml| {
            open.replace_all(xml, "").into_owned()
        });
    }

    /// Takes away the parts whose names begin so.
    pub fn without_parts(&mut self, begin: &str) {
        let count = self.parts.len();
        self.parts.retain(|(name, _)| !name.starts_with(begin));
        assert!(self.parts.len() < count, "no part is called {begin}…");
    }

    /// Gives parts other names, as Word does.
    pub fn rename(&mut self, from: &str, to: &str) {
        for (name, _) in &mut self.parts {
            *name = name.replace(from, to);
        }
    }
}
