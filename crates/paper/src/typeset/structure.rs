//! The logical structure of the laid-out document, from which tagged PDF is written.

use crate::document::Scope;

/// Index of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// The elements; the first is the document itself, parents precede their children, and
/// children are in reading order.
#[derive(Debug, Clone, Default)]
pub struct StructureTree {
    /// All elements, indexed by `NodeId`.
    pub elements: Vec<Element>,
}

impl StructureTree {
    /// Adds an element below `parent`.
    pub fn add(&mut self, parent: Option<NodeId>, tag: Tag) -> NodeId {
        self.elements.push(Element { tag, parent });
        NodeId(self.elements.len() - 1)
    }
}

/// One structure element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its type and attributes.
    pub tag: Tag,
    /// Its parent; `None` for the document.
    pub parent: Option<NodeId>,
}

/// Standard structure types (PDF 32000-1 §14.8.4) this program uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// The whole.
    Document,
    /// Heading of a level, 1 for the title.
    Heading(u8),
    /// Paragraph.
    Paragraph,
    /// Inline part of a paragraph (a run-in heading).
    Span,
    /// A picture, with its description.
    Figure {
        /// `Alt`.
        alt: String,
    },
    /// Linked text.
    Link {
        /// The address.
        uri: String,
    },
    /// The field of a form: where the document is signed.
    Form,
    /// Table; with a summary for readers who cannot see it.
    Table {
        /// `Summary` attribute.
        summary: String,
    },
    /// Header row group.
    TableHead,
    /// Body row group.
    TableBody,
    /// Row.
    TableRow,
    /// Header cell.
    HeaderCell {
        /// Its scope.
        scope: Scope,
        /// Grid columns it covers.
        colspan: usize,
        /// Grid rows it covers.
        rowspan: usize,
        /// The header cells above and before it that are also its headers, outermost first.
        headers: Vec<NodeId>,
    },
    /// Data cell.
    DataCell {
        /// Grid columns it covers.
        colspan: usize,
        /// Grid rows it covers.
        rowspan: usize,
        /// Its header cells: of its columns, then of its row, outermost first.
        headers: Vec<NodeId>,
    },
}

/// One line of the document outline (bookmarks).
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// Text of the heading.
    pub title: String,
    /// 1 for the title, 2 for sections, …
    pub level: u8,
    /// Page, from 0.
    pub page: usize,
    /// Top of the heading, points from the bottom edge.
    pub y: f32,
}
