//! XML as a tree of elements, borrowed from the bytes it was read from: the same tree for what is
//! written again, where everything that is not touched stays as it was read including escapes, and
//! for what is only read, by local names and with resolved values.
//!
//! It never reads a document type: nothing is expanded, and no attribute has a default.

pub mod lexical;
mod read;
mod write;

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, BytesText, Event};

pub use read::{XmlError, own, read, strict};
pub use write::write;

/// An element with its children.
#[derive(Debug, Clone)]
pub struct Element<'a> {
    start: BytesStart<'a>,
    /// What is in it.
    pub children: Vec<Node<'a>>,
}

/// A child of an element.
#[derive(Debug, Clone)]
pub enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text or a character reference, escaped as it is in the file.
    Text(Event<'a>),
}

impl<'a> Element<'a> {
    /// An empty element without attributes.
    #[must_use]
    pub fn new(name: &'a str) -> Self {
        Self {
            start: BytesStart::new(name),
            children: Vec::new(),
        }
    }

    /// The element with one more attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.start.push_attribute((name, value));
        self
    }

    /// The element with one more child.
    #[must_use]
    pub fn child(mut self, child: Element<'a>) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The element with text added.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let text = Event::Text(BytesText::new(text).into_owned());
        self.children.push(Node::Text(text));
        self
    }

    /// Adds child elements as markup, which is written unchanged.
    pub fn markup(&mut self, markup: String) {
        self.children.push(Node::markup(markup));
    }

    /// The name as written, with its prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The value of an attribute, as it is escaped in the file.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let attribute = self.start.try_get_attribute(name).ok()??;
        match attribute.value {
            std::borrow::Cow::Borrowed(value) => Some(value),
            // quick-xml borrows every raw value from the element.
            std::borrow::Cow::Owned(_) => None,
        }
    }

    /// Sets an attribute, replacing an existing value in place.
    pub fn set(&mut self, name: &str, value: &str) {
        if self.attribute(name).is_none() {
            self.start.push_attribute((name, value));
            return;
        }
        let tag = self.name().to_owned();
        let set = self.start.attributes().flatten();
        self.start = set.fold(BytesStart::new(tag), |mut start, attribute| {
            if attribute.key.into_inner() == name {
                start.push_attribute((name, value));
            } else {
                start.push_attribute(attribute);
            }
            start
        });
    }

    /// Removes an attribute.
    pub fn remove(&mut self, name: &str) {
        if self.attribute(name).is_some() {
            self.keep_attributes(|other| other != name);
        }
    }

    /// Keeps the attributes whose names satisfy `keep`; drops the space that docx-rs leaves before
    /// `/>`.
    pub fn keep_attributes(&mut self, keep: impl Fn(&str) -> bool) {
        let tag = self.name().to_owned();
        let kept = (self.start.attributes().flatten())
            .filter(|attribute| keep(attribute.key.into_inner()))
            .fold(BytesStart::new(tag), |mut start, attribute| {
                start.push_attribute(attribute);
                start
            });
        self.start = kept;
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The last child of that name, to be changed.
    pub fn last_mut(&mut self, name: &str) -> Option<&mut Element<'a>> {
        self.elements_mut()
            .filter(|child| child.name() == name)
            .last()
    }

    /// Changes the first child of that name, which is created if there is none.
    pub fn change(&mut self, name: &'a str, change: impl FnOnce(&mut Element<'a>)) {
        if let Some(element) = self.elements_mut().find(|child| child.name() == name) {
            change(element);
            return;
        }
        let mut element = Element::new(name);
        change(&mut element);
        self.children.push(Node::Element(element));
    }

    /// Keeps the child elements that satisfy `keep`, and all text.
    pub fn retain(&mut self, mut keep: impl FnMut(&Element<'a>) -> bool) {
        self.children.retain(|node| match node {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
    }
}

/// What readers ask, whatever the prefixes are.
impl Element<'_> {
    /// The name without its prefix.
    #[must_use]
    pub fn local(&self) -> &str {
        split(self.name()).1
    }

    /// The namespace of the name, if the element itself declares it.
    #[must_use]
    pub fn space(&self) -> Option<Cow<'_, str>> {
        let (prefix, _) = split(self.name());
        self.declared(prefix)
    }

    /// The namespace that the element declares for a prefix, the empty one for the default.
    #[must_use]
    pub fn declared(&self, prefix: &str) -> Option<Cow<'_, str>> {
        self.find(|space, local| match prefix {
            "" => space.is_empty() && local == "xmlns",
            _ => space == "xmlns" && local == prefix,
        })
    }

    /// The value of an attribute, by its name without prefix, with references resolved.
    #[must_use]
    pub fn value(&self, local: &str) -> Option<Cow<'_, str>> {
        self.find(|space, name| name == local && !is_declaration(space, name))
    }

    /// The value of an attribute, by its name as written, with references resolved.
    #[must_use]
    pub fn resolved(&self, name: &str) -> Option<Cow<'_, str>> {
        let wanted = split(name);
        self.find(|space, local| (space, local) == wanted)
    }

    fn find(&self, is: impl Fn(&str, &str) -> bool) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes().flatten();
        let found = attributes.find(|attribute| {
            let (space, local) = split(attribute.key.into_inner());
            is(space, local)
        })?;
        match found.value {
            Cow::Borrowed(value) => unescape(value).ok(),
            Cow::Owned(value) => Some(Cow::Owned(unescape(&value).ok()?.into_owned())),
        }
    }

    /// The attributes as written, names and escaped values, with declarations.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let attributes = self.start.attributes().flatten();
        attributes.map(|attribute| (attribute.key.into_inner(), attribute.value))
    }

    /// The first child element with that local name.
    #[must_use]
    pub fn only(&self, local: &str) -> Option<&Self> {
        self.elements().find(|child| child.local() == local)
    }

    /// The text directly in it, with references resolved and line ends as in XML 1.0 §2.11; a
    /// carriage return that counts is written as a reference.
    #[must_use]
    pub fn content(&self) -> String {
        let mut out = String::new();
        for node in &self.children {
            match node {
                Node::Text(Event::Text(text)) => out.push_str(&lexical::line_ends(text)),
                Node::Text(Event::CData(text)) => out.push_str(&lexical::line_ends(text)),
                Node::Text(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                    Ok(Some(character)) => out.push(character),
                    _ => out.push_str(resolve_predefined_entity(name).unwrap_or_default()),
                },
                Node::Text(_) | Node::Element(_) => {}
            }
        }
        out
    }

    /// The same tree with bytes of its own.
    #[must_use]
    pub fn into_owned(self) -> Element<'static> {
        let children = self.children.into_iter().map(|child| match child {
            Node::Element(element) => Node::Element(element.into_owned()),
            Node::Text(event) => Node::Text(event.into_owned()),
        });
        Element {
            start: self.start.into_owned(),
            children: children.collect(),
        }
    }
}

/// A qualified name as its prefix, empty if there is none, and the local name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Whether an attribute declares a namespace.
fn is_declaration(space: &str, local: &str) -> bool {
    space == "xmlns" || space.is_empty() && local == "xmlns"
}

impl Node<'_> {
    /// Elements as markup, which is written unchanged.
    #[must_use]
    pub fn markup(markup: String) -> Self {
        Self::Text(Event::Text(BytesText::from_escaped(markup)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_prefixes_and_text_its_escapes() {
        let root = read(b"<a:x xmlns:a='urn:one' a:n='1&amp;2'>t&#13;\r\n&lt;<y/>u</a:x>").unwrap();
        assert_eq!(
            (root.local(), root.space().as_deref()),
            ("x", Some("urn:one"))
        );
        assert_eq!(root.value("n").as_deref(), Some("1&2"));
        assert_eq!(root.value("a"), None);
        assert_eq!(root.content(), "t\r\n<u");
        assert_eq!(root.only("y").map(Element::name), Some("y"));
    }

    #[test]
    fn what_is_not_touched_is_written_as_it_was_read() {
        let part = "<w:a w:b=\"1&amp;2\" ><c/>x&#13;&lt;<![CDATA[<]]></w:a>";
        let written = String::from_utf8(write(&own(part.as_bytes()).unwrap())).unwrap();
        assert!(written.ends_with(part), "{written}");
    }
}
