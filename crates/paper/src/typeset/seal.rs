//! The space of the office's seal: issuing body and date as placed under it (GB/T 9704-2012 §7.3.5.1),
//! and its position on the page. It never draws a seal.

use super::compose::Setting;
use super::context::LayoutContext;
use super::error::LayoutError;
use super::imprint::place_imprint;
use super::paragraph::{balanced, fabric, slots};
use super::part::{Lines, base_line, items, set_line};
use super::structure::Tag;
use super::{Item, Owner, SealPlace};
use chengbao_base::style::Align;

/// Diameter of a government office's round seal, 42 mm (国发〔1999〕25号), in points.
pub(super) const SEAL: f32 = 42.0 * 72.0 / 25.4;
/// How far from the right the date ends if it is sealed, in characters (§7.3.5.1).
pub(super) const DATE_INDENT: f32 = 4.0;
/// How far the middle of name and date is below the seal's (居印章中心偏下位置), in body lines.
const DROP: f32 = 0.5;

/// Issuing body and date with the space of a seal over them, which begins within a line of the text
/// above (§7.3.5.1: 印章顶端应当上距正文一行之内).
pub(super) fn room(
    issuer: &str,
    date: &str,
    context: &mut LayoutContext<'_>,
) -> Result<Lines, LayoutError> {
    let (rows, centre) = rows(issuer, date, context)?;
    let pitch = context.typography.line_pitch();
    let slots = slots(SEAL, context).max(rows.len());
    // The odd line is above, so that the seal's middle can be there.
    let above = (slots - rows.len()).div_ceil(2);
    let middle = lines(above) + lines(rows.len()) / 2.0 - DROP;
    let mut all = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let dy = -lines(above + index) * pitch;
        all.extend(row.into_iter().map(|item| item.moved(0.0, dy)));
    }
    Ok(Lines {
        slots,
        seal: Some([centre, -(middle * pitch).max(SEAL / 2.0)]),
        items: all,
        ..Lines::default()
    })
}

/// Issuing body and date, a list of items per line, and their common middle: the date four
/// characters from the right, the name centred over it (§7.3.5.1); both moved in if the name
/// is too long for that.
fn rows(
    issuer: &str,
    date: &str,
    context: &mut LayoutContext<'_>,
) -> Result<(Vec<Vec<Item>>, f32), LayoutError> {
    let styles = &context.typography.styles;
    let (pitch, measure) = (
        context.typography.line_pitch(),
        context.typography.text_width(),
    );
    let texts = [(issuer, &styles.issuer), (date, &styles.date)];
    let mut set = Vec::new();
    for (text, style) in texts {
        let setting = Setting::text(style.size);
        let fabric = fabric(text, style, context, setting, &place_imprint)?;
        let lines = balanced(&fabric, measure, setting);
        let widths = lines.iter().map(|line| fabric.width(line));
        let width = widths.fold(0.0, f32::max);
        set.push((fabric, lines, width, style, setting));
    }
    let (mut widest, mut date_width) = (0.0_f32, 0.0);
    for (_, _, width, ..) in &set {
        (widest, date_width) = (widest.max(*width), *width);
    }
    let indent = DATE_INDENT * context.cell(styles.date.size);
    let centre = (measure - indent - date_width / 2.0).min(measure - widest / 2.0);
    let left = centre - measure / 2.0;
    let mut rows = Vec::new();
    for (fabric, lines, _, style, setting) in &set {
        if lines.is_empty() {
            continue;
        }
        let node = context.tree.add(Some(context.root), Tag::Paragraph);
        let (y, owner) = (base_line(pitch, style.size), |_| Owner::Node(node));
        let row = |line| {
            set_line(
                fabric,
                line,
                measure,
                Align::Center,
                *setting,
                owner,
                left,
                y,
            )
        };
        rows.extend(lines.iter().map(|line| items(row(line))));
    }
    Ok((rows, centre))
}

/// The square of the seal around its middle, moved in if it would extend past the edge of the
/// paper; an empty one on the last page if there is none.
pub(super) fn place(
    middle: Option<(usize, [f32; 2])>,
    pages: usize,
    context: &mut LayoutContext<'_>,
) -> SealPlace {
    let owner = (context.seal).unwrap_or_else(|| context.tree.add(Some(context.root), Tag::Form));
    let Some((page, [x, y])) = middle else {
        return SealPlace {
            owner,
            page: pages.saturating_sub(1),
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        };
    };
    let paper = &context.typography.page;
    let (width, height) = (SEAL.min(paper.width.pt()), SEAL.min(paper.height.pt()));
    SealPlace {
        owner,
        page,
        x: (x - width / 2.0).clamp(0.0, paper.width.pt() - width),
        y: (y - height / 2.0).clamp(0.0, paper.height.pt() - height),
        width,
        height,
    }
}

/// A number of lines as a factor.
#[expect(clippy::cast_precision_loss, reason = "lines of one page")]
pub(super) const fn lines(count: usize) -> f32 {
    count as f32
}
