//! What typesetting yields: pages of items at fixed places. Points, origin at the lower left
//! corner of the page, base lines for glyphs.

use super::{NodeId, OutlineEntry, StructureTree};

/// The laid-out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Page width in points.
    pub width: f32,
    /// Page height in points.
    pub height: f32,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// What the items mean.
    pub structure: StructureTree,
    /// Headings with their places, in reading order.
    pub outline: Vec<OutlineEntry>,
}

/// One page; items in reading order, furniture last.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What is drawn.
    pub items: Vec<Item>,
}

/// One thing drawn.
#[derive(Debug, Clone)]
pub enum Item {
    /// Glyphs of one face and size on one base line.
    Glyphs(GlyphRun),
    /// A straight rule.
    Rule(Rule),
}

/// The structure node an item belongs to, or that it belongs to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Content of this node.
    Node(NodeId),
    /// A rule or page furniture (PDF 32000-1 §14.8.2.2): read by nobody.
    Artifact,
}

/// A face of the font set a document is laid out with: its index in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub usize);

/// Glyphs of one face and size on one base line, left to right.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// Where it belongs.
    pub owner: Owner,
    /// The face.
    pub face: FaceId,
    /// Size in points.
    pub size: f32,
    /// Left end of the first glyph's advance, points from the left edge.
    pub x: f32,
    /// Base line, points from the bottom edge.
    pub y: f32,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// One glyph; each stands for exactly one character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Glyph id in the whole (not yet subset) face.
    pub id: u16,
    /// The character it draws.
    pub character: char,
    /// Where its origin is, points right of the run's `x`. Set by line composition: holds the grid,
    /// justification, closed-up punctuation.
    pub dx: f32,
}

/// A straight horizontal or vertical rule, centred on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// One end, points from the left edge.
    pub x1: f32,
    /// One end, points from the bottom edge.
    pub y1: f32,
    /// The other end.
    pub x2: f32,
    /// The other end.
    pub y2: f32,
    /// Thickness in points.
    pub weight: f32,
    /// Where it belongs; table rules are artifacts.
    pub owner: Owner,
}
