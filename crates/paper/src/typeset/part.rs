//! The parts from which pages are made: groups of lines and tables, in reading order, each with what
//! it must stay together with. They do not know their pages.

use super::cluster::Cluster;
use super::compose::{Fabric, Line, Setting};
use super::table::TableLayout;
use super::{Glyph, GlyphRun, Ink, Item, Owner};
use chengbao_base::style::Align;

/// Height of the base line above the foot of an em box, in em, such that hanzi and digits are
/// in the middle of it. Fixed, so that no face moves a line.
pub(super) const BASE: f32 = 0.14;

/// A part of the document.
#[derive(Debug)]
pub(super) enum Part {
    /// Lines that are placed together on whole body lines.
    Lines(Lines),
    /// A table.
    Table(Box<TableLayout>),
}

/// Where a part may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Start {
    /// Below the existing content.
    #[default]
    Anywhere,
    /// At the head of a page.
    Page,
    /// At the head of a page that shows no number (§10.1).
    UnnumberedPage,
}

/// Lines that are not separated by a page break.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Body lines they use.
    pub(super) slots: usize,
    /// Height of what is drawn, in points, if it may use less than `slots` body lines; otherwise 0.
    pub(super) height: f32,
    /// Blank body lines above, except at the head of a page.
    pub(super) blank_before: usize,
    /// Blank body lines below, except at the foot of a page.
    pub(super) blank_after: usize,
    /// Whether they must be on the page where the next part starts.
    pub(super) keeps_with_next: bool,
    /// Where they start.
    pub(super) start: Start,
    /// Whether the x of their items is counted from the left edge of the paper, not of the text area.
    pub(super) on_paper: bool,
    /// What is drawn: x from the left edge of the text area, y from the top of the first body line
    /// (negative is down).
    pub(super) items: Vec<Item>,
    /// Outline level and title of the heading that starts here.
    pub(super) outline: Option<(u8, String)>,
    /// Middle of the seal over them, in the coordinates of the items.
    pub(super) seal: Option<[f32; 2]>,
}

/// The glyphs of one line: one run per piece of one owner, face and size.
pub(super) fn glyph_runs(
    clusters: &[Cluster],
    places: &[f32],
    owner: impl Fn(usize) -> Owner,
    x: f32,
    y: f32,
) -> Vec<GlyphRun> {
    let mut runs: Vec<GlyphRun> = Vec::new();
    for (cluster, place) in clusters.iter().zip(places) {
        let glyph = |from: f32| Glyph {
            id: cluster.glyph,
            character: cluster.character,
            dx: x + place - from,
        };
        let owner = owner(cluster.run);
        #[expect(clippy::float_cmp, reason = "sizes are copied, never computed here")]
        match runs.last_mut() {
            Some(run)
                if run.face == cluster.face && run.owner == owner && run.size == cluster.size =>
            {
                run.glyphs.push(glyph(run.x));
            }
            _ => runs.push(GlyphRun {
                owner,
                face: cluster.face,
                size: cluster.size,
                ink: Ink::Black,
                x: x + place,
                y,
                glyphs: vec![glyph(x + place)],
            }),
        }
    }
    runs
}

/// Runs as items.
pub(super) fn items(runs: Vec<GlyphRun>) -> Vec<Item> {
    runs.into_iter().map(Item::Glyphs).collect()
}

/// The glyphs of one line of a fabric.
#[expect(
    clippy::too_many_arguments,
    reason = "the figures of one line, used in two places"
)]
pub(super) fn set_line(
    fabric: &Fabric,
    line: &Line,
    measure: f32,
    align: Align,
    setting: Setting,
    owner: impl Fn(usize) -> Owner,
    x: f32,
    y: f32,
) -> Vec<GlyphRun> {
    let places = fabric.places(line, measure, align, setting);
    let clusters = fabric
        .clusters
        .get(line.clusters.clone())
        .unwrap_or_default();
    glyph_runs(clusters, &places, owner, x, y)
}

/// Base line of type of a size in the middle of a line of a pitch, from the line's top (negative).
pub(super) fn base_line(pitch: f32, size: f32) -> f32 {
    -((pitch - size) / 2.0 + (1.0 - BASE) * size)
}

/// A number of blank body lines from a form.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped before the cast; NaN becomes 0"
)]
pub(super) fn whole_lines(lines: f32) -> usize {
    lines.round().clamp(0.0, 100.0) as usize
}
