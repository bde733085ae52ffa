//! The result of typesetting: pages of items at fixed positions. Points, origin at the lower left
//! corner of the page, base lines for glyphs.

use std::sync::Arc;

use super::{NodeId, OutlineEntry, StructureTree};
use chengbao_base::picture::Picture;

/// The laid-out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Page width in points.
    pub width: f32,
    /// Page height in points.
    pub height: f32,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Number of the first page.
    pub first_number: u32,
    /// The pictures that items refer to, each once.
    pub pictures: Vec<Arc<Picture>>,
    /// The structure of the items.
    pub structure: StructureTree,
    /// Headings with their positions, in reading order.
    pub outline: Vec<OutlineEntry>,
    /// Where the file is to be signed, if at all.
    pub seal: Option<SealPlace>,
}

/// The place of the office's seal (GB/T 9704 §7.3.5.1) and of the signature in its place:
/// a square over issuing body and date, or an empty one on the last page if the document does not have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SealPlace {
    /// The element of the signature, a [`super::Tag::Form`].
    pub owner: NodeId,
    /// Page, from 0.
    pub page: usize,
    /// Left edge, points from the left edge of the page.
    pub x: f32,
    /// Lower edge, points from the bottom edge.
    pub y: f32,
    /// Width in points; 0 if it is not shown.
    pub width: f32,
    /// Height in points; 0 if it is not shown.
    pub height: f32,
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
    /// A picture.
    Image(PlacedImage),
    /// Glyphs on a rotated base line, not extracted as text (a watermark).
    Turned(Turned),
}

impl Item {
    /// The same, moved to the right and up.
    pub(super) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Glyphs(run) | Self::Turned(Turned { run, .. }) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Rule(rule) => {
                for (x, y) in [(&mut rule.x1, &mut rule.y1), (&mut rule.x2, &mut rule.y2)] {
                    *x += dx;
                    *y += dy;
                }
            }
            Self::Image(image) => {
                image.x += dx;
                image.y += dy;
            }
        }
        self
    }
}

/// A picture on the page, its sides along the page's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedImage {
    /// Its figure element.
    pub owner: Owner,
    /// Index in [`Pages::pictures`].
    pub picture: usize,
    /// Left edge, points from the left edge of the page.
    pub x: f32,
    /// Lower edge, points from the bottom edge.
    pub y: f32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

/// Glyphs rotated about the left end of their base line. Always an artifact, drawn in its order among
/// the items: first, so that everything else is above it.
#[derive(Debug, Clone)]
pub struct Turned {
    /// The glyphs, as on a level base line.
    pub run: GlyphRun,
    /// Counter-clockwise angle in degrees.
    pub angle: f32,
}

/// The available colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// 黑 (GB/T 9704 §5.2.4).
    #[default]
    Black,
    /// 红, for the mark and rules of a letter (§7.2.4, §10.1).
    Red,
    /// A light grey that stays readable under text.
    Pale,
}

/// The structure node of an item, or that it belongs to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Content of this node.
    Node(NodeId),
    /// A rule or page furniture (PDF 32000-1 §14.8.2.2): ignored by readers.
    Artifact,
}

/// A face of the font set that lays out a document: its index in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub usize);

/// Glyphs of one face and size on one base line, left to right.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The owner.
    pub owner: Owner,
    /// The face.
    pub face: FaceId,
    /// Size in points.
    pub size: f32,
    /// The colour.
    pub ink: Ink,
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
    /// Position of its origin, points right of the run's `x`. Set by line composition: includes the grid,
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
    /// The colour.
    pub ink: Ink,
    /// The owner; table rules are artifacts.
    pub owner: Owner,
}
