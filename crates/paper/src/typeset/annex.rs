//! 附件 → parts: the label at the head of an annex, and the list of annexes in a letter
//! (GB/T 9704-2012 §7.3.4, §7.3.7).

use super::Owner;
use super::compose::{Fabric, Setting};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::letter::whole;
use super::paragraph::{self, fabric};
use super::part::{Lines, Start, base_line, items, set_line};
use super::structure::Tag;
use crate::document::{Paragraph, Run, annex_entries};
use chengbao_base::style::{Align, StyleId};
use chengbao_base::text::Text;

/// 附件 or 附件N in the first line of a new page (§7.3.7).
pub(super) fn label(
    text: &str,
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let label = Paragraph {
        style: StyleId::AnnexLabel,
        outline: None,
        runs: vec![Run {
            style: StyleId::AnnexLabel,
            text: text.to_owned(),
            link: None,
        }],
    };
    let mut parts = paragraph::paragraph(&label, context)?;
    if let Some(first) = parts.first_mut() {
        first.start = Start::Page;
    }
    for part in &mut parts {
        part.keeps_with_next = true;
    }
    Ok(parts)
}

/// 附件说明 (§7.3.4): below a blank line, two characters in; several annexes are numbered, and all
/// further lines begin where the names begin.
pub(super) fn note(
    names: &[String],
    context: &mut LayoutContext<'_>,
) -> Result<Vec<Lines>, LayoutError> {
    let style = &context.typography.styles.body;
    let setting = Setting::text(style.size);
    let measure = context.typography.text_width();
    let set = |text: &str| fabric(text, style, context, setting, &place_note);
    let width = |fabric: &Fabric| fabric.width(&whole(fabric));
    let entries = annex_entries(names);
    let opening = set(entries.first().map_or("", |first| first.opening))?;
    let written = |text: &str| (!text.is_empty()).then(|| set(text)).transpose();
    let mut numbers = Vec::new();
    let mut names = Vec::new();
    for entry in &entries {
        numbers.extend(written(&entry.number)?);
        names.push(set(entry.name)?);
    }
    let number_left = f32::from(style.indent) * context.cell(style.size) + width(&opening);
    let name_left = number_left + numbers.iter().map(width).fold(0.0, f32::max);
    let y = base_line(context.typography.line_pitch(), style.size);
    let mut parts: Vec<Lines> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let node = context.tree.add(Some(context.root), Tag::Paragraph);
        let owner = |_| Owner::Node(node);
        let lines = name.lines(measure - name_left, 0.0, setting);
        let count = lines.len();
        for (row, line) in lines.iter().enumerate() {
            let mut runs = Vec::new();
            let mut lead = |fabric: &Fabric, right: f32| {
                let left = right - width(fabric);
                let (line, align) = (whole(fabric), Align::Left);
                let all = set_line(fabric, &line, measure, align, setting, owner, left, y);
                runs.extend(all);
            };
            if row == 0 && index == 0 {
                lead(&opening, number_left);
            }
            if let (0, Some(number)) = (row, numbers.get(index)) {
                lead(number, name_left);
            }
            let (room, align) = (measure - name_left, style.align);
            runs.extend(set_line(
                name, line, room, align, setting, owner, name_left, y,
            ));
            parts.push(Lines {
                slots: 1,
                blank_before: usize::from(index == 0 && row == 0),
                keeps_with_next: row + 1 < count,
                items: items(runs),
                ..Lines::default()
            });
        }
    }
    Ok(parts)
}

fn place_note() -> Text {
    Text::new("附件说明", "the list of annexes")
}
