//! The logical structure of the laid-out document: what tagged PDF is written from.

use crate::document::Scope;

/// Index of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// The elements; the first is the document itself, parents come before their children and
/// children stand in reading order.
#[derive(Debug, Clone, Default)]
pub struct StructureTree {
    /// All elements, `NodeId` being the index.
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
    /// A picture; with what it says in words.
    Figure {
        /// `Alt`.
        alt: String,
    },
    /// Text that leads somewhere.
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
        /// What it heads.
        scope: Scope,
        /// Grid columns it covers.
        colspan: usize,
        /// Grid rows it covers.
        rowspan: usize,
        /// The header cells above and before it that head it, too, outermost first.
        headers: Vec<NodeId>,
    },
    /// Data cell.
    DataCell {
        /// Grid columns it covers.
        colspan: usize,
        /// Grid rows it covers.
        rowspan: usize,
        /// The header cells that head it: of its columns, then of its row, outermost first.
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
