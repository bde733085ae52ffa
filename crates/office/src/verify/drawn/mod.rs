//! What the pages of a PDF draw, in order: glyphs with their text, shape and position, rules, pictures,
//! annotations. For comparing two files that should show the same.
//!
//! Files come from anywhere: every stream is inflated within limits, every traversal ends. It never
//! renders anything and never judges.

mod annotations;
mod book;
mod draw;
mod fold;
mod font;
mod matrix;
mod outline;
mod pages;
mod state;
mod text;
mod unicode;

pub(super) use book::{Book, Unread};
pub(super) use matrix::{Matrix, near};
pub(super) use state::Ink;

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Left, bottom, right, top of what is shown, points.
    pub(super) edges: [f64; 4],
    /// Everything drawn, first to last.
    pub(super) drawn: Vec<Drawn>,
}

/// One thing drawn.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// A glyph.
    Glyph(Glyph),
    /// A line or an area.
    Path(Path),
    /// Something known only by a digest.
    Thing(Thing),
}

/// A glyph.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it stands for, by the font's own map; U+FFFD if there is none.
    pub(super) text: String,
    /// Digest of its outline in its em; `None` if the font is not embedded.
    pub(super) outline: Option<Digest>,
    /// Name of its font, without the tag of the subset.
    pub(super) font: std::rc::Rc<str>,
    /// From the em to the page.
    pub(super) at: Matrix,
    /// The distance to the next glyph, in ems.
    pub(super) advance: f64,
    /// The colour, and whether it is filled (`Tr`).
    pub(super) ink: Ink,
    /// The text rendering mode.
    pub(super) mode: i64,
}

/// A line or an area.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// Moves of the pen and their points on the page.
    pub(super) steps: Vec<(char, f64, f64)>,
    /// The painting operator.
    pub(super) how: String,
    /// Colour of the area.
    pub(super) fill: Ink,
    /// Colour of the line.
    pub(super) stroke: Ink,
    /// Thickness of the line in points.
    pub(super) weight: f64,
}

/// Something known by a digest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Thing {
    /// Its kind.
    pub(super) kind: ThingKind,
    /// Digest of all its parts.
    pub(super) digest: Digest,
    /// Its position on the page.
    pub(super) at: Matrix,
}

/// The kind of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ThingKind {
    /// A picture.
    Picture,
    /// An annotation of a subtype.
    Annotation(String),
    /// An operator no document of this program uses, or an invalid operand.
    Operator(String),
}

/// A SHA-256 digest.
pub(super) type Digest = [u8; 32];

/// Text by code of a ToUnicode map, for tests that write pages.
#[cfg(test)]
pub(super) use unicode::parse as unicode_for_tests;
