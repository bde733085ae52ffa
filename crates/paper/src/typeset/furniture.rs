//! 页码: `— 1 —` below the text area, on the outer side (GB/T 9704 §7.5), and the blank page that fills
//! completes the last sheet. Not part of the content.

use super::cluster::{self, TextRun};
use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::part::set_line;
use super::sides::Leaves;
use super::{Item, Owner, Page};
use chengbao_base::style::Align;
use chengbao_base::text::Text;

/// Adds its number to each page except those that show none: on the right, and if both sides of a
/// sheet are printed, on the left of even pages, so that it is on the outer side.
pub(super) fn number_pages(
    pages: &mut [Page],
    unnumbered: &[usize],
    leaves: Leaves<'_>,
    context: &LayoutContext<'_>,
) -> Result<(), LayoutError> {
    let page = &context.typography.page;
    let style = &context.typography.page_number;
    let indent = f32::from(style.indent) * style.size;
    for (index, page_items) in pages.iter_mut().enumerate() {
        if unnumbered.contains(&index) {
            continue;
        }
        let text = format!("— {} —", leaves.number(index));
        let run = TextRun {
            text: &text,
            role: style.face,
            size: style.size,
            cell: style.size,
        };
        let clusters = cluster::clusters(&[run], context.fonts, || {
            Text::new("页码", "the page number")
        })?;
        // §7.5: the top of the dash is 7 mm below the text area.
        let dash = clusters
            .first()
            .and_then(|dash| context.fonts.ink(dash.face, dash.glyph))
            .map_or(0.0, |[_, _, _, top]| top * style.size);
        let y = page.bottom.pt() - style.drop.pt() - dash;
        let fabric = Fabric::new(clusters, Setting::CELL);
        let line = Line {
            clusters: 0..fabric.clusters.len(),
            is_last: true,
        };
        let measure = context.typography.text_width() - indent;
        let (align, left) = if leaves.is_back(index) {
            (Align::Left, indent)
        } else {
            (Align::Right, 0.0)
        };
        let x = leaves.left(index) + left;
        let runs = set_line(
            &fabric,
            &line,
            measure,
            align,
            Setting::CELL,
            |_| Owner::Artifact,
            x,
            y,
        );
        page_items.items.extend(runs.into_iter().map(Item::Glyphs));
    }
    Ok(())
}

/// Adds an empty page if the back of the last sheet is empty (§7.5: it has no number).
pub(super) fn fill_sheets(pages: &mut Vec<Page>) {
    if !pages.len().is_multiple_of(2) {
        pages.push(Page::default());
    }
}
