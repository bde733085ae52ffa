//! Pale letters across the page (草稿): under everything else, not extracted as text.

use std::f32::consts::FRAC_1_SQRT_2;

use super::cluster::{self, Cluster, TextRun};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::part::glyph_runs;
use super::{GlyphRun, Ink, Item, Owner, Page, Turned};
use chengbao_base::style::Typeface;
use chengbao_base::text::Text;

/// Largest size of the letters, in points.
const SIZE: f32 = 150.0;
/// Space between two letters, in em.
const GAP: f32 = 0.4;
/// Minimum distance of their ink from the edges of the paper, in points.
const MARGIN: f32 = 36.0;
/// Their angle, in degrees: 45, whose sine and cosine are the same.
const ANGLE: f32 = 45.0;

/// Sets the letters first on each page.
pub(super) fn mark(
    pages: &mut [Page],
    text: &str,
    context: &LayoutContext<'_>,
) -> Result<(), LayoutError> {
    let items = letters(text, context)?;
    for page in pages {
        page.items.splice(0..0, items.iter().cloned());
    }
    Ok(())
}

/// The letters in the middle of the paper, one run per face.
fn letters(text: &str, context: &LayoutContext<'_>) -> Result<Vec<Item>, LayoutError> {
    let at = |size: f32| {
        let run = TextRun {
            text,
            role: Typeface::HeiTi,
            size,
            cell: size,
        };
        let clusters =
            cluster::clusters(&[run], context.fonts, || Text::new("水印", "the watermark"))?;
        Ok::<_, LayoutError>(clusters)
    };
    let page = &context.typography.page;
    let (width, height) = (page.width.pt(), page.height.pt());
    let Some([left, bottom, right, top]) = ink(&at(SIZE)?, context) else {
        return Ok(Vec::new());
    };
    // A box on its corner is as wide and as high as its two sides together, times the sine.
    let across = (right - left + top - bottom) * FRAC_1_SQRT_2;
    let room = (width.min(height) - 2.0 * MARGIN).max(1.0);
    let clusters = at(SIZE * (room / across).min(1.0))?;
    let Some([left, bottom, right, top]) = ink(&clusters, context) else {
        return Ok(Vec::new());
    };
    let centre = [(left + right) / 2.0, (bottom + top) / 2.0];
    let runs = glyph_runs(&clusters, &places(&clusters), |_| Owner::Artifact, 0.0, 0.0);
    let turned = runs.into_iter().map(|run| {
        let (dx, dy) = (run.x - centre[0], run.y - centre[1]);
        Item::Turned(Turned {
            run: GlyphRun {
                ink: Ink::Pale,
                x: width / 2.0 + (dx - dy) * FRAC_1_SQRT_2,
                y: height / 2.0 + (dx + dy) * FRAC_1_SQRT_2,
                ..run
            },
            angle: ANGLE,
        })
    });
    Ok(turned.collect())
}

/// The origin of each letter on the level base line.
fn places(clusters: &[Cluster]) -> Vec<f32> {
    let mut at = 0.0;
    let place = |cluster: &Cluster| {
        let place = at + cluster.shift;
        at += cluster.width + GAP * cluster.size;
        place
    };
    clusters.iter().map(place).collect()
}

/// Box around the ink of the letters on a level base line: left, bottom, right, top.
fn ink(clusters: &[Cluster], context: &LayoutContext<'_>) -> Option<[f32; 4]> {
    let boxes = clusters
        .iter()
        .zip(places(clusters))
        .filter_map(|(cluster, place)| {
            let [left, bottom, right, top] = context.fonts.ink(cluster.face, cluster.glyph)?;
            let [left, bottom, right, top] =
                [left, bottom, right, top].map(|edge| edge * cluster.size);
            Some([place + left, bottom, place + right, top])
        });
    boxes.reduce(|[left, bottom, right, top], other| {
        let [l, b, r, t] = other;
        [left.min(l), bottom.min(b), right.max(r), top.max(t)]
    })
}
