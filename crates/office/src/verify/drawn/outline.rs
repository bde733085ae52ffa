//! The shape of a glyph as a digest: two fonts that draw a glyph alike give the same digest, whatever else
//! they contain.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Digest;

/// The digest of a glyph of a font program. If the program cannot be read as a font with a table
/// directory (a bare CFF table), the whole program stands for the glyph.
pub(super) fn digest(program: &[u8], glyph: u16) -> Digest {
    let drawn = FontRef::new(program).ok().and_then(|font| {
        let em = font
            .metrics(Size::unscaled(), LocationRef::default())
            .units_per_em;
        let outline = font.outline_glyphs().get(GlyphId::from(glyph))?;
        let mut pen = Pen(format!("{em}"));
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut pen).ok()?;
        Some(pen.0)
    });
    match drawn {
        Some(drawn) => Sha256::digest(drawn).into(),
        None => {
            let mut hasher = Sha256::new();
            hasher.update(program);
            hasher.update(glyph.to_be_bytes());
            hasher.finalize().into()
        }
    }
}

/// Records the path.
struct Pen(String);

impl Pen {
    fn step(&mut self, mark: char, points: &[(f32, f32)]) {
        self.0.push(mark);
        for (x, y) in points {
            // Writing to a string cannot fail.
            let _ = write!(self.0, " {x} {y}");
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('m', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', &[(x, y)]);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.step('q', &[(cx0, cy0), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('c', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.0.push('z');
    }
}
