//! 署名 and 成文日期 → parts, placed according to GB/T 9704-2012 §7.3.5.2.

use super::Owner;
use super::compose::{Fabric, Line, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::paragraph::{balanced, fabric};
use super::part::{Lines, base_line, items, set_line, whole_lines};
use super::structure::Tag;
use chengbao_base::style::Align;
use chengbao_base::text::Text;

/// 署名 and 成文日期 without a seal: the issuing body two characters in from the right, below a blank line;
/// the date's first character two characters right of that of the name; if the date is longer,
/// the date two characters in and the name moved with it (§7.3.5.2).
pub(super) fn imprint(
    issuer: &str,
    date: &str,
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let measure = context.typography.text_width();
    let pitch = context.typography.line_pitch();
    let styles = &context.typography.styles;
    let (issuer_style, date_style) = (&styles.issuer, &styles.date);
    let setting = Setting::text(issuer_style.size);
    let issuer = fabric(issuer, issuer_style, context, setting, &place_imprint)?;
    let date = fabric(date, date_style, context, setting, &place_imprint)?;
    let indent = f32::from(issuer_style.indent) * context.cell(issuer_style.size);
    let shift = f32::from(date_style.indent) * context.cell(date_style.size);

    let issuer_lines = balanced(&issuer, (measure - indent).max(measure / 2.0), setting);
    let date_lines = balanced(&date, measure, setting);
    let width = |fabric: &Fabric, lines: &[Line]| {
        lines
            .iter()
            .map(|line| fabric.width(line))
            .fold(0.0, f32::max)
    };
    let (issuer_width, date_width) = (width(&issuer, &issuer_lines), width(&date, &date_lines));
    let (issuer_left, date_left) = if date_width > issuer_width {
        let date_left = measure - shift - date_width;
        (date_left - shift, date_left)
    } else {
        let issuer_left = measure - indent - issuer_width;
        let date_left = (issuer_left + shift).min(measure - date_width);
        (issuer_left, date_left)
    };

    let mut parts = Vec::new();
    for (fabric, lines, left, style) in [
        (&issuer, issuer_lines, issuer_left.max(0.0), issuer_style),
        (&date, date_lines, date_left.max(0.0), date_style),
    ] {
        if lines.is_empty() {
            continue;
        }
        let node = context.tree.add(Some(context.root), Tag::Paragraph);
        for (index, line) in lines.iter().enumerate() {
            let y = base_line(pitch, style.size);
            parts.push(Lines {
                slots: 1,
                blank_before: if index == 0 {
                    whole_lines(style.space_before)
                } else {
                    0
                },
                keeps_with_next: true,
                items: items(set_line(
                    fabric,
                    line,
                    measure - left,
                    Align::Left,
                    setting,
                    |_| Owner::Node(node),
                    left,
                    y,
                )),
                ..Lines::default()
            });
        }
    }
    if let Some(last) = parts.last_mut() {
        last.keeps_with_next = false;
    }
    Ok(parts)
}

pub(super) fn place_imprint() -> Text {
    Text::new("落款", "the name and date at the end")
}
