//! The content of a face's tables: global figures, permissions, location of the advances.

use std::ops::Range;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider};

use super::sfnt::u16_at;

/// Figures of a face as a whole, in font units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaceMetrics {
    /// Above the base line.
    pub ascent: i16,
    /// Below the base line, negative.
    pub descent: i16,
    /// Height of Latin capitals; the ascent if the face does not give it.
    pub cap_height: i16,
    /// Box around all glyphs: left, bottom, right, top.
    pub bbox: [i16; 4],
    /// Weight class, 400 for regular.
    pub weight: u16,
    /// Degrees counter-clockwise from the vertical, 0 for upright.
    pub italic_angle: f32,
}

/// Whether the licence bits of a face (OpenType 1.9, OS/2, fsType) forbid embedding a subset of its
/// outlines.
pub(super) fn forbids_subset(fs_type: u16) -> bool {
    /// The usage permissions; if several are set (version 2 and before), the most liberal applies.
    const USAGE: u16 = 0x000F;
    /// Restricted licence: no embedding at all, if it is the only usage bit.
    const RESTRICTED: u16 = 0x0002;
    /// Only the whole face, never a subset.
    const NO_SUBSETTING: u16 = 0x0100;
    /// Only bitmaps, never outlines.
    const BITMAP_ONLY: u16 = 0x0200;
    fs_type & USAGE == RESTRICTED || fs_type & (NO_SUBSETTING | BITMAP_ONLY) != 0
}

/// Figures of the face as a whole.
pub(super) fn metrics(font: &FontRef<'_>, weight: u16) -> FaceMetrics {
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "font units are 16-bit; `as` saturates"
    )]
    let units = |value: f32| value.round() as i16;
    let bbox = metrics.bounds.unwrap_or_default();
    FaceMetrics {
        ascent: units(metrics.ascent),
        descent: units(metrics.descent),
        cap_height: units(
            metrics
                .cap_height
                .filter(|height| *height > 0.0)
                .unwrap_or(metrics.ascent),
        ),
        bbox: [
            units(bbox.x_min),
            units(bbox.y_min),
            units(bbox.x_max),
            units(bbox.y_max),
        ],
        weight,
        italic_angle: metrics.italic_angle,
    }
}

/// The location of the horizontal metrics (OpenType 1.9, hmtx).
#[derive(Debug)]
pub(super) struct Horizontal {
    table: Range<usize>,
    /// How many glyphs have their own advance; all others share the last one.
    long: usize,
}

impl Horizontal {
    /// Finds the metrics of a face.
    pub(super) fn find(font: &FontRef<'_>) -> Option<Self> {
        let tag = Tag::new(b"hmtx");
        let record = font
            .table_directory()
            .table_records()
            .iter()
            .find(|record| record.tag() == tag)?;
        let start = usize::try_from(record.offset()).ok()?;
        let length = font.table_data(tag)?.len();
        let long = usize::from(font.hhea().ok()?.number_of_h_metrics()).min(length / 4);
        (long > 0).then_some(Self {
            table: start..start + length,
            long,
        })
    }

    /// Advance and left side bearing of a glyph in font units, read from the bytes the metrics
    /// were found in.
    pub(super) fn of(&self, data: &[u8], glyph: u16) -> (u16, i16) {
        let table = data.get(self.table.clone()).unwrap_or_default();
        let glyph = usize::from(glyph);
        let advance = u16_at(table, 4 * glyph.min(self.long - 1)).unwrap_or(0);
        let bearing = match glyph.checked_sub(self.long) {
            None => u16_at(table, 4 * glyph + 2),
            Some(rest) => u16_at(table, 4 * self.long + 2 * rest),
        };
        (advance, bearing.unwrap_or(0).cast_signed())
    }
}
