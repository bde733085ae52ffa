//! What other programs do to a DOCX.

use regex::Regex;

use super::signed_docx::Parts;

/// A DOCX as its parts.
pub struct Word(Parts);

impl Word {
    pub fn open(bytes: &[u8]) -> Self {
        Self(Parts::of(bytes))
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.pack()
    }

    /// Changes a part as text; it must change.
    pub fn edit(&mut self, name: &str, change: impl FnOnce(&str) -> String) {
        let before = self.0.text(name);
        let after = change(&before);
        assert_ne!(before, after, "{name} was not changed");
        self.0.set(name, after);
    }

    /// Changes the bytes of a part.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) {
        self.0.set(name, change(&self.0.bytes(name)));
    }

    /// The body with no content controls: what is in them stays. A report without tables has none.
    pub fn without_controls(&mut self) {
        let open = Regex::new(
            r"(?s)<w:sdt>\s*<w:sdtPr\b.*?</w:sdtPr>\s*<w:sdtContent>|</w:sdtContent>\s*</w:sdt>",
        )
        .unwrap();
        if self.0.text("word/document.xml").contains("<w:sdt>") {
            self.edit("word/document.xml", |xml| {
                open.replace_all(xml, "").into_owned()
            });
        }
    }

    /// Takes away the parts whose names begin so.
    pub fn without_parts(&mut self, begin: &str) {
        self.0.remove(begin);
    }

    /// Gives parts other names, as Word does.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.0.rename(from, to);
    }
}
