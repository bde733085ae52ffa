//! Elements as markup in canonical form: every reader of the file gets exactly the signed octets.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use crate::docx::xml;

/// An element that is being written.
pub(super) struct Markup {
    name: &'static str,
    tag: String,
    inside: String,
}

impl Markup {
    /// An empty element.
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            tag: format!("<{name}"),
            inside: String::new(),
        }
    }

    /// The element with one more attribute; the order is the caller's.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.tag.extend([" ", name, "=\""]);
        xml::attribute_value(&mut self.tag, value);
        self.tag.push('"');
        self
    }

    /// The element with text in it.
    pub(super) fn text(mut self, text: &str) -> Self {
        xml::text(&mut self.inside, text);
        self
    }

    /// The element with a child, which is markup.
    pub(super) fn child(mut self, markup: &str) -> Self {
        self.inside.push_str(markup);
        self
    }

    /// The markup.
    pub(super) fn done(self) -> String {
        let Self { name, tag, inside } = self;
        format!("{tag}>{inside}</{name}>")
    }
}

/// Bytes as Base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
