//! The spaces for the head's signature and the office's seal on paper → one part. It draws a line to
//! sign on and leaves space for the seal; it never draws a seal.

use super::compose::{Fabric, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::letter::whole;
use super::paragraph::{fabric, slots};
use super::part::{BASE, Lines, base_line, items, set_line, whole_lines};
use super::seal::{self, DATE_INDENT, SEAL, lines};
use super::structure::Tag;
use super::{Ink, Item, Owner, Rule};
use crate::document::Approval;
use chengbao_base::style::Align;
use chengbao_base::text::Text;

/// Length of the line to sign on, in characters,
const LINE: f32 = 8.0;
/// and its minimum.
const MIN_LINE: f32 = 5.0;
/// Its weight, in points.
const WEIGHT: f32 = 0.5;

/// Signature on the left, seal on the right; below, the seal's space with issuing body and date in it, which the
/// seal covers so that they are a little below its middle (§7.3.5.1).
pub(super) fn approval(
    approval: &Approval,
    imprint: Option<(&str, &str)>,
    context: &mut LayoutContext<'_>,
) -> Result<Lines, LayoutError> {
    let style = &context.typography.styles.body;
    let setting = Setting::text(style.size);
    let (pitch, measure) = (
        context.typography.line_pitch(),
        context.typography.text_width(),
    );
    let cell = context.cell(style.size);
    let blank_before = whole_lines(context.typography.styles.issuer.space_before);
    let signature = fabric(
        &approval.signature,
        style,
        context,
        setting,
        &place_approval,
    )?;
    let seal = fabric(&approval.seal, style, context, setting, &place_approval)?;
    let width = |fabric: &Fabric| fabric.width(&whole(fabric));
    let line_left = width(&signature);
    let seal_left = measure - DATE_INDENT * cell - width(&seal);
    let is_one_row = seal_left - cell - line_left >= MIN_LINE * cell;
    let line_room = if is_one_row {
        seal_left - cell
    } else {
        measure
    } - line_left;
    if line_room < MIN_LINE * cell || seal_left < 0.0 {
        return Err(LayoutError::TooLong {
            place: place_approval(),
        });
    }

    let mut all = Vec::new();
    let first = base_line(pitch, style.size);
    let mut put = |text: &Fabric, left: f32, row: usize, context: &mut LayoutContext<'_>| {
        let node = context.block(Tag::Paragraph);
        let owner = |_| Owner::Node(node);
        let (line, y) = (whole(text), first - lines(row) * pitch);
        let runs = set_line(text, &line, measure, Align::Left, setting, owner, left, y);
        all.extend(items(runs));
    };
    let seal_row = usize::from(!is_one_row);
    put(&signature, 0.0, 0, context);
    put(&seal, seal_left, seal_row, context);
    let y = first - BASE * style.size;
    all.push(Item::Rule(Rule {
        x1: line_left,
        y1: y,
        x2: line_left + line_room.min(LINE * cell),
        y2: y,
        weight: WEIGHT,
        ink: Ink::Black,
        owner: Owner::Artifact,
    }));

    let mut clear = slots(SEAL, context);
    let top = seal_row + 1;
    if let Some((issuer, date)) = imprint {
        let sealed = seal::room(issuer, date, context)?;
        clear = sealed.slots;
        let dy = -lines(top) * pitch;
        all.extend(sealed.items.into_iter().map(|item| item.moved(0.0, dy)));
    }
    Ok(Lines {
        slots: top + clear,
        blank_before,
        items: all,
        ..Lines::default()
    })
}

fn place_approval() -> Text {
    Text::new("签字盖章处", "the space for signature and seal")
}
