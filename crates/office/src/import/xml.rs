//! The parts of a package as trees of elements, by local names: WPS and Word differ in prefixes,
//! strict and transitional files in namespaces. Refuses document types, so that nothing expands.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::ImportError;
use super::bounds::{MAX_DEPTH, MAX_ELEMENTS};

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Name without prefix.
    pub(super) name: String,
    /// Namespace, if the element itself declares it.
    pub(super) space: Option<String>,
    /// Attributes by name without prefix, in order.
    attributes: Vec<(String, String)>,
    /// What is in it.
    pub(super) children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    /// Text with its references resolved.
    Text(String),
}

impl Element {
    /// The value of an attribute, its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|child| child.name == name)
    }

    /// The text directly in it.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().map(|node| match node {
            Node::Text(text) => text.as_str(),
            Node::Element(_) => "",
        });
        texts.collect()
    }
}

/// Reads a part.
pub(super) fn parse(part: &[u8]) -> Result<Element, ImportError> {
    let text = match part {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            // ECMA-376 part 2 also allows UTF-16.
            let (text, _, bad) = encoding_rs::UTF_16LE.decode(part);
            if bad {
                return Err(damaged("not UTF-16"));
            }
            text.into_owned()
        }
        _ => str::from_utf8(part).map_err(damaged)?.to_owned(),
    };
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text));
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0_usize;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let (tag, ends) = match event {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            Event::End(_) => {
                let Some(element) = open.pop() else {
                    return Err(damaged("an end tag without a start tag tag"));
                };
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
                continue;
            }
            Event::Text(text) => {
                // Line ends as in XML 1.0 §2.11; a carriage return that counts is written as a reference.
                add(
                    &mut open,
                    text.as_ref().replace("\r\n", "\n").replace('\r', "\n"),
                );
                continue;
            }
            Event::CData(text) => {
                add(
                    &mut open,
                    text.as_ref().replace("\r\n", "\n").replace('\r', "\n"),
                );
                continue;
            }
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().map_err(damaged)?;
                let text = match character {
                    Some(character) => character.to_string(),
                    None => resolve_predefined_entity(name.as_ref())
                        .ok_or_else(|| damaged("an unknown entity"))?
                        .to_owned(),
                };
                add(&mut open, text);
                continue;
            }
            Event::DocType(_) => return Err(ImportError::Doctype),
            Event::Eof => return Err(damaged("the file is incomplete")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
        };
        count += 1;
        if count > MAX_ELEMENTS {
            return Err(ImportError::TooLarge);
        }
        if open.len() >= MAX_DEPTH {
            return Err(ImportError::TooDeep);
        }
        let element = element(&tag)?;
        match (ends, open.last_mut()) {
            (false, _) => open.push(element),
            (true, Some(parent)) => parent.children.push(Node::Element(element)),
            (true, None) => return Ok(element),
        }
    }
}

fn add(open: &mut [Element], text: String) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(&text),
        _ => parent.children.push(Node::Text(text)),
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, ImportError> {
    let name = tag.name();
    let (prefix, local) = split(name.as_ref());
    let mut element = Element {
        name: local.to_owned(),
        ..Element::default()
    };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(damaged)?;
        let value = unescape(attribute.value.as_ref())
            .map_err(damaged)?
            .into_owned();
        let (space, key) = split(attribute.key.as_ref());
        match (space, key) {
            ("", "xmlns") if prefix.is_empty() => element.space = Some(value),
            ("xmlns", key) if key == prefix => element.space = Some(value),
            ("" | "xmlns", _) if space == "xmlns" || key == "xmlns" => {}
            _ => element.attributes.push((key.to_owned(), value)),
        }
    }
    Ok(element)
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn damaged(detail: impl ToString) -> ImportError {
    ImportError::DamagedDocx {
        detail: detail.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_prefixes_and_text_its_escapes() {
        let root =
            parse(b"<a:x xmlns:a='urn:one' a:n='1&amp;2'>t&#13;\r\n&lt;<y/>u</a:x>").unwrap();
        assert_eq!(
            (root.name.as_str(), root.space.as_deref()),
            ("x", Some("urn:one"))
        );
        assert_eq!(root.attribute("n"), Some("1&2"));
        assert_eq!(root.text(), "t\r\n<u");
    }

    #[test]
    fn document_types_and_depth_are_refused() {
        assert_eq!(
            parse(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>").unwrap_err(),
            ImportError::Doctype
        );
        assert_eq!(
            parse("<x>".repeat(300).as_bytes()).unwrap_err(),
            ImportError::TooDeep
        );
        for bad in ["", "<x>", "</x>", "<x a=>", "<x>&nonesuch;</x>", "\u{feff}"] {
            assert!(
                matches!(parse(bad.as_bytes()), Err(ImportError::DamagedDocx { .. })),
                "{bad}"
            );
        }
    }
}
