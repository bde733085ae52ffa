//! The movement of the pen. Positions are written in thousandths of a point and the pen is followed as a
//! viewer does (ISO 32000-1 §9.4.4), so that rounding errors never add up.

use printpdf::Pt;

use super::PdfError;
use super::fonts::EncodedGlyph;
use super::operators::Shown;

/// A glyph may be this far from its position, in points; beyond it the pen is moved.
const TOLERANCE: f64 = 0.004;

/// One glyph with its position.
pub(super) struct Placed {
    /// Font, code and advance.
    pub(super) place: EncodedGlyph,
    /// Origin, points from the left edge.
    pub(super) x: f64,
}

/// The glyphs with the pen's moves between them, the pen starting at `pen`.
pub(super) fn show(glyphs: &[Placed], size: f64, spacing: f64, mut pen: f64) -> Vec<Shown> {
    let mut shown = Vec::with_capacity(glyphs.len() + 8);
    for glyph in glyphs {
        let off = glyph.x - pen;
        if off.abs() > TOLERANCE && !shown.is_empty() {
            #[expect(clippy::cast_possible_truncation, reason = "a few digits are wanted")]
            let back = (-off / size * 1e4).round() as i64;
            shown.push(Shown::Back(back));
            pen -= back as f64 / 1e4 * size;
        }
        shown.push(Shown::Code(glyph.place.code));
        pen += f64::from(glyph.place.width) / 1e3 * size + spacing;
    }
    shown
}

/// The character spacing that leaves the fewest moves of the pen: the distance of most neighbours
/// beyond the advance, or the `current` one if a change is not worth it.
pub(super) fn spacing(glyphs: &[Placed], size: f64, current: f32) -> f32 {
    let mut extra: Vec<f64> = glyphs
        .iter()
        .zip(glyphs.iter().skip(1))
        .map(|(glyph, next)| next.x - glyph.x - f64::from(glyph.place.width) / 1e3 * size)
        .collect();
    extra.sort_unstable_by(f64::total_cmp);
    let near = |value: f64| extra.partition_point(|extra| *extra <= value + TOLERANCE / 2.0);
    let far = |value: f64| extra.partition_point(|extra| *extra < value - TOLERANCE / 2.0);
    let served = |value: f64| near(value).saturating_sub(far(value));
    let best = extra
        .iter()
        .copied()
        .max_by_key(|value| served(*value))
        .unwrap_or(0.0);
    if served(best) <= served(current.into()) + 1 {
        return current;
    }
    let middle = extra
        .get(usize::midpoint(far(best), near(best)))
        .copied()
        .unwrap_or(best);
    #[expect(clippy::cast_possible_truncation, reason = "a few digits are wanted")]
    let rounded = ((middle * 1e4).round() / 1e4) as f32;
    rounded
}

/// Thousandths of a point; an error for a position outside any page (ISO 32000-1 table C.1 has
/// pages of at most 14,400 units, and so has ISO 19005-3 §6.1.13).
pub(super) fn thousandths(value: f64) -> Result<i64, PdfError> {
    if value.abs() <= 14_400.0 {
        #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
        let whole = (value * 1e3).round() as i64;
        Ok(whole)
    } else {
        Err(PdfError::pages(format!("a place at {value}")))
    }
}

/// Points of thousandths.
#[expect(
    clippy::cast_precision_loss,
    reason = "page lengths keep three decimals in f32"
)]
pub(super) fn points(thousandths: i64) -> Pt {
    Pt((thousandths as f64 / 1e3) as f32)
}
