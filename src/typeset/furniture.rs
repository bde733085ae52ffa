//! 页码: `— 1 —` below the text area, on the outer side (GB/T 9704 §7.5). Nobody's content.

use super::compose::{Fabric, Line, Setting};
use super::error::LayoutError;
use super::part::{Desk, set_line};
use super::sign::{self, Stretch};
use super::{Item, Owner, Page};
use crate::document::Align;
use crate::text::Text;

/// Adds its number to each page: odd pages on the right, even ones on the left, so that
/// it is on the outer side of a sheet printed on both.
pub(super) fn number_pages(pages: &mut [Page], desk: &Desk<'_>) -> Result<(), LayoutError> {
    let page = &desk.typography.page;
    let style = &desk.typography.page_number;
    let indent = f32::from(style.indent) * style.size;
    for (index, page_items) in pages.iter_mut().enumerate() {
        let number = index + 1;
        let text = format!("— {number} —");
        let stretch = Stretch {
            text: &text,
            role: style.face,
            size: style.size,
            cell: style.size,
        };
        let signs = sign::signs(&[stretch], desk.fonts, || Text {
            zh: "页码".to_owned(),
            en: "the page number".to_owned(),
        })?;
        // §7.5: the top of the dash is 7 mm below the text area.
        let dash = signs
            .first()
            .and_then(|dash| desk.fonts.ink(dash.face, dash.glyph))
            .map_or(0.0, |[_, _, _, top]| top * style.size);
        let y = page.bottom.pt() - style.drop.pt() - dash;
        let fabric = Fabric::new(signs, Setting::CELL);
        let line = Line {
            signs: 0..fabric.signs.len(),
            is_last: true,
        };
        let measure = desk.typography.text_width() - indent;
        let (align, left) = if number % 2 == 1 {
            (Align::Right, 0.0)
        } else {
            (Align::Left, indent)
        };
        let x = page.left.pt() + left;
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
