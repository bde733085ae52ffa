//! Report files as they come: bytes nobody has looked at → a tree in which every value has its
//! place, or one sentence that says what is wrong and what to do.
//!
//! It never knows what a form, a cell or a rule is, and it opens no file.

mod blame;
mod bounds;
mod decode;
pub mod edit;
mod error;
mod fault;
mod flow;
mod gap;
mod items;
mod kind;
mod lines;
mod messages;
mod node;
mod notice;
mod place;
mod spans;
mod syntax;
mod tree;
mod typed;

pub use bounds::{MAX_ANCHORS, MAX_DEPTH, MAX_EXPANDED, MAX_NODES, MAX_TEXT};
pub use error::{SourceError, io_error};
pub use fault::Fault;
pub use kind::FileKind;
pub use lines::line_places;
pub use node::{Entry, Node, NodeKind, Scalar, ScalarStyle};
pub use notice::Notice;
pub use place::Place;
pub use typed::Misfit;

use place::Ruler;

/// A report file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as it is shown to users.
    pub name: String,
    /// The text without a byte order mark, its line breaks as they were. Places point into it.
    pub text: String,
    /// Its one document.
    pub root: Node,
    /// What was accepted though it had better not be there.
    pub notices: Vec<Notice>,
    /// What is wrong though the tree could be built: keys that come twice, in the order of the
    /// text. The tree has the first of them.
    pub problems: Vec<SourceError>,
}

impl Source {
    /// Decodes the bytes, keeps the bounds and parses.
    ///
    /// # Errors
    /// The first [`SourceError`] that keeps the tree from being built.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        let (text, notices) = decode::decode(bytes)?;
        let items = items::read(&Ruler::new(&text))?;
        let (root, problems) = tree::grow(&items).ok_or(SourceError::Empty)?;
        // `---` alone is a document whose value is left out.
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

    /// How long a place is, in characters.
    #[must_use]
    pub fn length(&self, place: Place) -> usize {
        self.slice(place).chars().count()
    }

    /// The text at a place; empty where the place is not of this source.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.text.get(place.start..place.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
