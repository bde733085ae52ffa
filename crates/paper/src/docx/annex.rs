//! The parts of an annex: its label (GB/T 9704 §7.3.7) and the list in the letter that names it
//! (§7.3.4).

use docx_rs::{Paragraph, SpecialIndentType};

use super::body;
use super::page::Geometry;
use super::styles::{self, paragraph_style};
use crate::document::{AnnexEntry, annex_entries};
use chengbao_base::style::{StyleId, Typography, ems};

/// 附件 at the left edge, at the head of a page; `opens` if it is the document's first block.
pub(super) fn label(label: &str, opens: bool) -> Paragraph {
    let mut paragraph = Paragraph::new().style(paragraph_style(StyleId::AnnexLabel));
    paragraph.property = paragraph.property.keep_next(true);
    if !opens {
        paragraph = paragraph.page_break_before(true);
    }
    paragraph.add_run(body::run(&[label.to_owned()]))
}

/// 附件说明: a blank line below the text, two characters in, the lines of a name aligned.
pub(super) fn note(
    names: &[String],
    typography: &Typography,
    geometry: &Geometry,
) -> Vec<Paragraph> {
    let size = typography.style(StyleId::Body).size;
    let hanzi = geometry.characters(1.0, size);
    let entries = annex_entries(names);
    let opening = entries.first().map_or("", |first| first.opening);
    let names_begin = INDENT + opening.chars().count() as f32;
    let paragraph = |entry: &AnnexEntry<'_>| {
        let own = ems::width(&entry.number) * size * 20.0;
        let before = match entry.opening {
            "" => 0,
            _ => u32::try_from(geometry.line).unwrap_or_default(),
        };
        let left = names_begin * hanzi + own;
        let hanging = entry.opening.chars().count() as f32 * hanzi + own;
        Paragraph::new()
            .style(paragraph_style(StyleId::Body))
            .line_spacing(styles::before(before))
            .indent(
                Some(left.round() as i32),
                Some(SpecialIndentType::Hanging(hanging.round() as i32)),
                None,
                None,
            )
            .add_run(body::run(&[format!(
                "{}{}{}",
                entry.opening, entry.number, entry.name
            )]))
    };
    entries.iter().map(paragraph).collect()
}

/// Characters in from the left edge.
const INDENT: f32 = 2.0;
