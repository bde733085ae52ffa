//! Report files as they arrive: unchecked bytes → a tree in which every value has its
//! place, or one message that says what is wrong and what to do.
//!
//! It never knows what a form, a cell or a rule is, and it opens no files.

mod blame;
mod bounds;
mod decode;
mod error;
mod flow;
mod gap;
mod items;
mod kind;
mod lines;
mod mask;
mod messages;
mod node;
mod notice;
mod span;
mod spans;
mod syntax;
mod syntax_error;
mod tree;
mod typed;

pub use bounds::{MAX_ANCHORS, MAX_DEPTH, MAX_EXPANDED, MAX_NODES, MAX_TEXT};
pub use chengbao_base::formats::FileKind;
pub use error::{SourceError, file_error, io_error};
pub use lines::line_places;
pub use node::{Entry, Node, NodeKind, Scalar, ScalarStyle};
pub use notice::Notice;
pub use span::Span;
pub use syntax_error::SyntaxError;
pub use typed::Misfit;

use span::Ruler;

/// A report file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as it is shown to users.
    pub name: String,
    /// The text without a byte order mark, with its original line breaks. Places point into it.
    pub text: String,
    /// Its one document.
    pub root: Node,
    /// What was accepted but should better not be there.
    pub notices: Vec<Notice>,
    /// What is wrong although the tree could be built: duplicate keys, in the order of the
    /// text. The tree has the first of them.
    pub problems: Vec<SourceError>,
}

impl Source {
    /// Decodes the bytes, keeps the bounds and parses.
    ///
    /// # Errors
    /// The first [`SourceError`] that prevents the tree from being built.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        let (text, notices) = decode::decode(bytes)?;
        let items = items::read(&Ruler::new(&text))?;
        let (root, problems) = tree::grow(&items).ok_or(SourceError::Empty)?;
        // `---` alone is a document without a value.
        if root.place.start == root.place.end && root.as_scalar().is_some_and(Scalar::is_null) {
            return Err(SourceError::Empty);
        }
        let name = name.to_owned();
        Ok(Self {
            name,
            text,
            root,
            notices,
            problems,
        })
    }

    /// The bytes it was read from.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mark = self.notices.contains(&Notice::ByteOrderMark);
        let mark = if mark { "\u{FEFF}" } else { "" };
        [mark.as_bytes(), self.text.as_bytes()].concat()
    }

    /// The length of a place, in characters.
    #[must_use]
    pub fn length(&self, place: Span) -> usize {
        self.slice(place).chars().count()
    }

    /// The text at a place; empty if the place is not in this source.
    #[must_use]
    pub fn slice(&self, place: Span) -> &str {
        self.text.get(place.start..place.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
