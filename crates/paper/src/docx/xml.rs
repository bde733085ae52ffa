//! An element tree over quick-xml, borrowed from the part it was read from: what the normalising
//! pass does not touch is written back as it was read, including escapes.

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Error, Reader};

/// An element with its children.
#[derive(Debug, Clone)]
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    pub(super) children: Vec<Node<'a>>,
}

/// A child of an element.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    /// Text or a character reference, escaped as it is in the file.
    Text(Event<'a>),
}

impl<'a> Element<'a> {
    /// An empty element without attributes.
    pub(super) fn new(name: &'a str) -> Self {
        Self {
            start: BytesStart::new(name),
            children: Vec::new(),
        }
    }

    /// The element with one more attribute.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.start.push_attribute((name, value));
        self
    }

    /// The element with one more child.
    pub(super) fn child(mut self, child: Element<'a>) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The element with text added.
    pub(super) fn text(mut self, text: &str) -> Self {
        let text = Event::Text(BytesText::new(text).into_owned());
        self.children.push(Node::Text(text));
        self
    }

    /// Adds child elements as markup, which is written unchanged.
    pub(super) fn markup(&mut self, markup: String) {
        self.children.push(Node::markup(markup));
    }

    pub(super) fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The value of an attribute, as it is escaped in the file.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let attribute = self.start.try_get_attribute(name).ok()??;
        match attribute.value {
            std::borrow::Cow::Borrowed(value) => Some(value),
            // quick-xml borrows every raw value from the element.
            std::borrow::Cow::Owned(_) => None,
        }
    }

    /// Sets an attribute, replacing an existing value in place.
    pub(super) fn set(&mut self, name: &str, value: &str) {
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
    pub(super) fn remove(&mut self, name: &str) {
        if self.attribute(name).is_some() {
            self.keep_attributes(|other| other != name);
        }
    }

    /// Keeps the attributes whose names satisfy `keep`; drops the space that docx-rs leaves before
    /// `/>`.
    pub(super) fn keep_attributes(&mut self, keep: impl Fn(&str) -> bool) {
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
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements, to be changed.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The last child of that name, to be changed.
    pub(super) fn last_mut(&mut self, name: &str) -> Option<&mut Element<'a>> {
        self.elements_mut()
            .filter(|child| child.name() == name)
            .last()
    }

    /// Changes the first child of that name, which is created if there is none.
    pub(super) fn change(&mut self, name: &'a str, change: impl FnOnce(&mut Element<'a>)) {
        if let Some(element) = self.elements_mut().find(|child| child.name() == name) {
            change(element);
            return;
        }
        let mut element = Element::new(name);
        change(&mut element);
        self.children.push(Node::Element(element));
    }

    /// Keeps the child elements that satisfy `keep`, and all text.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Element<'a>) -> bool) {
        self.children.retain(|node| match node {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
    }
}

impl Node<'_> {
    /// Elements as markup, which is written unchanged.
    pub(super) fn markup(markup: String) -> Self {
        Self::Text(Event::Text(BytesText::from_escaped(markup)))
    }
}

/// Reads a part.
pub(super) fn parse(part: &[u8]) -> Result<Element<'_>, Error> {
    let text = str::from_utf8(part)
        .map_err(|error| Error::Io(std::sync::Arc::new(std::io::Error::other(error))))?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element<'_>> = Vec::new();
    loop {
        let node = match reader.read_event()? {
            Event::Start(start) => {
                open.push(Element {
                    start,
                    children: Vec::new(),
                });
                continue;
            }
            Event::Empty(start) => Node::Element(Element {
                start,
                children: Vec::new(),
            }),
            Event::End(_) => match open.pop() {
                Some(element) => Node::Element(element),
                None => continue,
            },
            event @ (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => Node::Text(event),
            Event::Eof => return Err(missing_root()),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => continue,
        };
        match (open.last_mut(), node) {
            (Some(parent), node) => parent.children.push(node),
            (None, Node::Element(root)) => return Ok(root),
            (None, Node::Text(_)) => {}
        }
    }
}

fn missing_root() -> Error {
    Error::Io(std::sync::Arc::new(std::io::Error::other(
        "no root element",
    )))
}

/// Writes a part, declaration first; elements without children are written as one tag. Unchanged content
/// is written as it was read, so nothing needs escaping.
pub(super) fn write(root: &Element<'_>) -> Vec<u8> {
    let mut out = String::with_capacity(64 + size(root));
    out.push_str(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#);
    write_element(&mut out, root);
    out.into_bytes()
}

/// The size of an element in bytes, or slightly more.
fn size(element: &Element<'_>) -> usize {
    let children = element.children.iter().map(|child| match child {
        Node::Element(child) => size(child),
        Node::Text(event) => event.len() + 12,
    });
    element.start.len() + element.name().len() + 5 + children.sum::<usize>()
}

fn write_element(out: &mut String, element: &Element<'_>) {
    out.push('<');
    if element.children.is_empty() {
        // Without the space that docx-rs leaves before `/>`.
        out.push_str(element.start.trim_end());
        out.push_str("/>");
        return;
    }
    out.push_str(&element.start);
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(child) => write_element(out, child),
            Node::Text(Event::Text(text)) => out.push_str(text),
            Node::Text(Event::GeneralRef(name)) => {
                for piece in ["&", name, ";"] {
                    out.push_str(piece);
                }
            }
            Node::Text(Event::CData(text)) => {
                for piece in ["<![CDATA[", text, "]]>"] {
                    out.push_str(piece);
                }
            }
            // `parse` keeps no other kinds.
            Node::Text(_) => {}
        }
    }
    for piece in ["</", element.name(), ">"] {
        out.push_str(piece);
    }
}
