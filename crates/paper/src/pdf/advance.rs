//! How far the pen moves after a glyph. Where composition closes up punctuation (`》（`), the next
//! glyph begins half an em before the end of this one's advance. Programs that extract text from a PDF
//! take overlapping glyphs for unrelated words or lines; so this
//! glyph is written with an advance that ends where the next one starts. Its ink stays the same.

use crate::typeset::{Face, GlyphRun, Item, Outlines, Slot};

/// The most two neighbours overlap, in em: poppler's pdftotext breaks a line at a tenth.
const OVERLAP: f32 = 0.08;
/// Advances are cut down by whole steps, in em, so that a face has few variants of a glyph.
const STEP: f32 = 0.1;
/// Base lines this close count as one, in points.
const SAME_LINE: f32 = 0.01;

/// The glyphs of a run with their advances; `next` is what follows the run on its page.
pub(super) fn slots<'a>(
    run: &'a GlyphRun,
    next: Option<&Item>,
    face: &'a Face,
) -> impl Iterator<Item = Slot> + 'a {
    let behind = next.and_then(|item| start(item, run));
    let starts = run.glyphs.iter().skip(1).map(|glyph| glyph.dx);
    let starts = starts.chain([behind.unwrap_or(f32::INFINITY)]);
    run.glyphs.iter().zip(starts).map(|(glyph, start)| Slot {
        glyph: glyph.id,
        advance: advance(face, glyph.id, (start - glyph.dx) / run.size),
    })
}

/// The position of the first glyph of an item on the line of a run, right of the run's `x`.
fn start(item: &Item, run: &GlyphRun) -> Option<f32> {
    match item {
        Item::Glyphs(next) if (next.y - run.y).abs() < SAME_LINE => {
            next.glyphs.first().map(|glyph| next.x + glyph.dx - run.x)
        }
        _ => None,
    }
}

/// The advance in font units of a glyph whose right neighbour is `distance` em away.
fn advance(face: &Face, glyph: u16, distance: f32) -> u16 {
    let own = face.advance(glyph);
    let em = f32::from(face.units_per_em());
    let overlaps = distance > 0.0 && f32::from(own) / em - distance > OVERLAP;
    if !overlaps || face.outlines() == Outlines::Cff {
        return own;
    }
    let steps = (distance / STEP).round().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "shorter than the glyph's own advance"
    )]
    let units = (steps * STEP * em).round() as u16;
    units
}
