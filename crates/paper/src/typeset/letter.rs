//! The head of a letter (信函格式, GB/T 9704-2012 §10.1) → parts: the office's name and the double rules
//! in red on the paper, the document number below them in the text area.

use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::paragraph::fabric;
use super::part::{BASE, Lines, Start, items, set_line};
use super::structure::Tag;
use super::{Ink, Item, Owner, Rule};
use crate::document::LetterHead;
use chengbao_base::style::{Length, Style};
use chengbao_base::text::Text;

/// The number's distance from the rule, in heights of body type.
const NUMBER_DROP: f32 = 7.0 / 8.0;

/// The head. It begins a page without a number; what follows begins below it on the body grid.
pub(super) fn head(
    head: &LetterHead,
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let (frame, rule) = frame(&head.mark, context)?;
    let pitch = context.typography.line_pitch();
    let mut number = Vec::new();
    // Foot of the last element, from the top of the text area.
    let mut foot = -rule;
    if let Some(text) = &head.number {
        let style = &context.typography.styles.letter_number;
        let body = context.typography.styles.body.size;
        let y = rule - NUMBER_DROP * body - (1.0 - BASE) * style.size;
        number = set_number(text, y, context)?;
        // A line of text consists of its characters and the space around them (§3.2).
        foot = BASE * style.size - y + (pitch - style.size) / 2.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped before the cast; the nearest line of the grid"
    )]
    let slots = (foot / pitch).round().clamp(0.0, 100.0) as usize;
    let number = Lines {
        slots,
        keeps_with_next: true,
        items: number,
        ..Lines::default()
    };
    Ok(vec![frame, number])
}

/// The name and the rules, placed on the paper, and the foot of the upper double rule from the top
/// of the text area.
fn frame(mark: &str, context: &mut LayoutContext<'_>) -> Result<(Lines, f32), LayoutError> {
    let page = &context.typography.page;
    let letter = &context.typography.letter;
    let width = letter.rule_width.pt().min(page.width.pt());
    let left = (page.width.pt() - width) / 2.0;
    let node = context.block(Tag::Paragraph);
    let (style, fabric) = fitted(mark, width, context)?;
    let [bottom, top] = ink(&fabric, context);
    let y = page.top.pt() - letter.mark_top.pt() - top;
    let line = whole(&fabric);
    let setting = Setting::text(style.size);
    let owner = |_| Owner::Node(node);
    let mut runs = set_line(&fabric, &line, width, style.align, setting, owner, left, y);
    for run in &mut runs {
        run.ink = Ink::Red;
    }
    // §10.1: above, the thick one over the thin one; below, the thin one over the thick one.
    let upper = y + bottom - letter.rule_below.pt();
    let lower = letter.rule_foot.pt() - (page.height.pt() - page.top.pt());
    let (thick, thin, between) = (letter.thick.pt(), letter.thin.pt(), letter.between.pt());
    let rule = |y: f32, weight: Length| {
        Item::Rule(Rule {
            x1: left,
            y1: y,
            x2: left + width,
            y2: y,
            weight: weight.pt(),
            ink: Ink::Red,
            owner: Owner::Artifact,
        })
    };
    let mut items = items(runs);
    items.extend([
        rule(upper - thick / 2.0, letter.thick),
        rule(upper - thick - between - thin / 2.0, letter.thin),
        rule(lower + thick + between + thin / 2.0, letter.thin),
        rule(lower + thick / 2.0, letter.thick),
    ]);
    let frame = Lines {
        keeps_with_next: true,
        start: Start::UnnumberedPage,
        on_paper: true,
        items,
        ..Lines::default()
    };
    Ok((frame, upper - thick - between - thin))
}

/// The mark on one line, smaller than its style if necessary, but not smaller than text.
fn fitted(
    mark: &str,
    width: f32,
    context: &LayoutContext<'_>,
) -> Result<(Style, Fabric), LayoutError> {
    let mut style = context.typography.styles.letter_mark.clone();
    let set = |style: &Style| fabric(mark, style, context, Setting::text(style.size), &place_mark);
    let mut fabric = set(&style)?;
    let natural = fabric.width(&whole(&fabric));
    if natural > width {
        style.size *= width / natural;
        fabric = set(&style)?;
        if style.size < context.typography.styles.body.size {
            return Err(LayoutError::TooLong {
                place: place_mark(),
            });
        }
    }
    Ok((style, fabric))
}

/// The document number at the edge of the text area.
fn set_number(
    text: &str,
    y: f32,
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Item>, LayoutError> {
    let node = context.block(Tag::Paragraph);
    let style = &context.typography.styles.letter_number;
    let setting = Setting::text(style.size);
    let measure = context.typography.text_width();
    let fabric = fabric(text, style, context, setting, &place_number)?;
    let line = whole(&fabric);
    if fabric.width(&line) > measure {
        return Err(LayoutError::TooLong {
            place: place_number(),
        });
    }
    let owner = |_| Owner::Node(node);
    let runs = set_line(&fabric, &line, measure, style.align, setting, owner, 0.0, y);
    Ok(items(runs))
}

/// The whole fabric as one line.
pub(super) fn whole(fabric: &Fabric) -> Line {
    Line {
        clusters: 0..fabric.clusters.len(),
        is_last: true,
    }
}

/// Foot and top of the ink of a line above its base line.
fn ink(fabric: &Fabric, context: &LayoutContext<'_>) -> [f32; 2] {
    let edges = fabric.clusters.iter().filter_map(|cluster| {
        let [_, bottom, _, top] = context.fonts.ink(cluster.face, cluster.glyph)?;
        Some([bottom * cluster.size, top * cluster.size])
    });
    edges
        .reduce(|[bottom, top], [b, t]| [bottom.min(b), top.max(t)])
        .unwrap_or_default()
}

fn place_mark() -> Text {
    Text::new(
        "发文机关标志",
        "the sender's name at the head of the covering letter",
    )
}

fn place_number() -> Text {
    Text::new("发文字号", "the document number of the covering letter")
}
