//! The places for the head's signature and the office's seal on paper → one part. It draws a line to
//! sign on and leaves the seal its room; it never draws a seal.

use super::compose::{Fabric, Setting};
use super::error::LayoutError;
use super::imprint::place_imprint;
use super::letter::whole;
use super::paragraph::{balanced, fabric, slots};
use super::part::{BASE, Desk, Lines, base_line, items, set_line, whole_lines};
use super::structure::Tag;
use super::{Ink, Item, Owner, Rule};
use crate::document::{Align, Approval};
use crate::text::Text;

/// Diameter of a government office's round seal, 42 mm (国发〔1999〕25号), in points.
const SEAL: f32 = 42.0 * 72.0 / 25.4;
/// Length of the line to sign on, in characters,
const LINE: f32 = 8.0;
/// and the least of it.
const LEAST_LINE: f32 = 5.0;
/// Weight of it, in points.
const WEIGHT: f32 = 0.5;
/// How far in from the right the date ends where it is sealed, in characters (§7.3.5.1).
const DATE_INDENT: f32 = 4.0;

/// Signature on the left, seal on the right; below, the seal's room with issuer and date in it, which it
/// goes over so that they are a little below its middle (§7.3.5.1).
pub(super) fn approval(
    approval: &Approval,
    imprint: Option<(&str, &str)>,
    desk: &mut Desk<'_>,
) -> Result<Lines, LayoutError> {
    let style = &desk.typography.styles.body;
    let setting = Setting::text(style.size);
    let (pitch, measure) = (desk.typography.line_pitch(), desk.typography.text_width());
    let cell = desk.cell(style.size);
    let blank_before = whole_lines(desk.typography.styles.issuer.space_before);
    let signature = fabric(&approval.signature, style, desk, setting, &place_approval)?;
    let seal = fabric(&approval.seal, style, desk, setting, &place_approval)?;
    let width = |fabric: &Fabric| fabric.width(&whole(fabric));
    let line_left = width(&signature);
    let seal_left = measure - DATE_INDENT * cell - width(&seal);
    let is_one_row = seal_left - cell - line_left >= LEAST_LINE * cell;
    let line_room = if is_one_row {
        seal_left - cell
    } else {
        measure
    } - line_left;
    if line_room < LEAST_LINE * cell || seal_left < 0.0 {
        return Err(LayoutError::TooLong {
            place: place_approval(),
        });
    }

    let mut all = Vec::new();
    let first = base_line(pitch, style.size);
    let mut put = |text: &Fabric, left: f32, row: usize, desk: &mut Desk<'_>| {
        let node = desk.block(Tag::Paragraph);
        let owner = |_| Owner::Node(node);
        let (line, y) = (whole(text), first - lines(row) * pitch);
        let runs = set_line(text, &line, measure, Align::Left, setting, owner, left, y);
        all.extend(items(runs));
    };
    let seal_row = usize::from(!is_one_row);
    put(&signature, 0.0, 0, desk);
    put(&seal, seal_left, seal_row, desk);
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

    let mut clear = slots(SEAL, desk);
    let top = seal_row + 1;
    if let Some((issuer, date)) = imprint {
        let rows = sealed(issuer, date, desk)?;
        clear = clear.max(rows.len());
        // The odd line is above, so that the seal's middle can be.
        let above = top + (clear - rows.len()).div_ceil(2);
        for (index, row) in rows.into_iter().enumerate() {
            let dy = -lines(above + index) * pitch;
            all.extend(row.into_iter().map(|item| item.moved(0.0, dy)));
        }
    }
    Ok(Lines {
        slots: top + clear,
        blank_before,
        items: all,
        ..Lines::default()
    })
}

/// Issuer and date as they stand under a seal, a list of items a line: the date four characters from the
/// right, the issuer centred over it (§7.3.5.1); both moved in where the issuer is too long for that.
fn sealed(issuer: &str, date: &str, desk: &mut Desk<'_>) -> Result<Vec<Vec<Item>>, LayoutError> {
    let styles = &desk.typography.styles;
    let (pitch, measure) = (desk.typography.line_pitch(), desk.typography.text_width());
    let texts = [(issuer, &styles.issuer), (date, &styles.date)];
    let mut set = Vec::new();
    for (text, style) in texts {
        let setting = Setting::text(style.size);
        let fabric = fabric(text, style, desk, setting, &place_imprint)?;
        let lines = balanced(&fabric, measure, setting);
        let widths = lines.iter().map(|line| fabric.width(line));
        let width = widths.fold(0.0, f32::max);
        set.push((fabric, lines, width, style, setting));
    }
    let (mut widest, mut date_width) = (0.0_f32, 0.0);
    for (_, _, width, ..) in &set {
        (widest, date_width) = (widest.max(*width), *width);
    }
    let indent = DATE_INDENT * desk.cell(styles.date.size);
    let centre = (measure - indent - date_width / 2.0).min(measure - widest / 2.0);
    let left = centre - measure / 2.0;
    let mut rows = Vec::new();
    for (fabric, lines, _, style, setting) in &set {
        if lines.is_empty() {
            continue;
        }
        let node = desk.tree.add(Some(desk.root), Tag::Paragraph);
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
    Ok(rows)
}

/// A count of lines as a factor.
#[expect(clippy::cast_precision_loss, reason = "lines of one page")]
const fn lines(count: usize) -> f32 {
    count as f32
}

fn place_approval() -> Text {
    Text {
        zh: "签字盖章处".to_owned(),
        en: "the place for signature and seal".to_owned(),
    }
}
