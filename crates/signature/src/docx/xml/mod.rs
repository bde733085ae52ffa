//! XML for signatures: a tree with namespaces, read strictly, and its canonical form.
//!
//! It never reads a document type: nothing is expanded, and no attribute has a default.

mod c14n;
mod parse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use c14n::{attribute_value, canonical, canonical_document, text};
pub(super) use parse::parse;

/// A document: its root, and the comments and processing instructions around it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) before: Vec<Node>,
    pub(super) root: Element,
    pub(super) after: Vec<Node>,
}

/// A name with the namespace of its prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Prefix as written, empty if there is none.
    pub(super) prefix: String,
    /// Name without prefix.
    pub(super) local: String,
    /// The namespace, empty if there is none.
    pub(super) space: Arc<str>,
}

impl Name {
    fn write(&self, out: &mut String) {
        if !self.prefix.is_empty() {
            out.push_str(&self.prefix);
            out.push(':');
        }
        out.push_str(&self.local);
    }
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: Name,
    /// The namespaces it declares itself: prefix (empty for the default) and URI.
    pub(super) declarations: Vec<(String, Arc<str>)>,
    /// Its attributes with their normalised values, without declarations.
    pub(super) attributes: Vec<(Name, String)>,
    pub(super) children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
    Comment(String),
    Instruction { target: String, data: String },
}

impl Element {
    /// Whether it is that element.
    pub(super) fn is(&self, space: &str, local: &str) -> bool {
        &*self.name.space == space && self.name.local == local
    }

    /// The value of an attribute without a namespace.
    pub(super) fn attribute(&self, local: &str) -> Option<&str> {
        let mut found = self.attributes.iter();
        let found = found.find(|(name, _)| name.space.is_empty() && name.local == local);
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The child elements of that name.
    pub(super) fn all(&self, space: &str, local: &str) -> impl Iterator<Item = &Self> {
        self.elements().filter(move |child| child.is(space, local))
    }

    /// The only child element of that name; none if there are several.
    pub(super) fn only(&self, space: &str, local: &str) -> Option<&Self> {
        let mut found = self.all(space, local);
        match (found.next(), found.next()) {
            (Some(element), None) => Some(element),
            _ => None,
        }
    }

    /// The text directly in it.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().map(|node| match node {
            Node::Text(text) => text.as_str(),
            _ => "",
        });
        texts.collect()
    }
}
