//! What the pages of a PDF draw, in order: glyphs with their text, shape and position, rules, pictures.
//! For comparing two files that should show the same.
//!
//! Files come from anywhere. It reads the spelling, operators and fonts of this program and no others
//! ([`Odd`]), within limits. It never renders anything and never judges.

mod draw;
mod entries;
mod font;
mod mark;
mod matrix;
mod odd;
mod operators;
mod outline;
mod pages;
mod unicode;

pub(super) use entries::{follow, only};
pub(super) use mark::{Artifact, Mark};
pub(super) use matrix::{Matrix, near};
pub(super) use odd::Odd;
pub(super) use pages::sheets;

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Left, bottom, right, top of what is shown, points.
    pub(super) edges: [f64; 4],
    /// Everything drawn, first to last.
    pub(super) drawn: Vec<Drawn>,
    /// What of it belongs to which element: each mark with the number of things drawn before it.
    pub(super) marks: Vec<(usize, Mark)>,
}

/// One thing drawn.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// A glyph.
    Glyph(Glyph),
    /// A line.
    Path(Path),
    /// A picture.
    Picture(Picture),
}

/// A glyph.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it stands for, by the font's own map.
    pub(super) text: String,
    /// The box of its outline in its em: left, bottom, right, top; `None` if it draws nothing.
    pub(super) bounds: Option<[f64; 4]>,
    /// Digest of its outline in its em.
    pub(super) outline: Digest,
    /// Name of its font, without the tag of the subset.
    pub(super) font: std::rc::Rc<str>,
    /// From the em to the page.
    pub(super) at: Matrix,
    /// The distance to the next glyph, in ems.
    pub(super) advance: f64,
    /// The colour.
    pub(super) ink: Ink,
}

/// A colour: thousandths of red, green, blue.
pub(super) type Ink = [u16; 3];

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// The points of the page that it joins.
    pub(super) points: Vec<(f64, f64)>,
    /// Colour.
    pub(super) ink: Ink,
    /// Thickness in points.
    pub(super) weight: f64,
}

/// A picture.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The name of its resource, which all pages share.
    pub(super) name: String,
    /// Its position on the page.
    pub(super) at: Matrix,
}

/// A SHA-256 digest.
pub(super) type Digest = [u8; 32];

/// Text by code of a ToUnicode map, for tests that write pages.
#[cfg(test)]
pub(super) use unicode::read as unicode_for_tests;
