//! What goes with an annex: its label (GB/T 9704 §7.3.7) and the note of a letter that names it
//! (§7.3.4).

use docx_rs::{Paragraph, SpecialIndentType};

use super::page::Geometry;
use super::styles::{self, paragraph_style};
use super::{body, text};
use crate::document::{StyleId, Typography};

/// 附件 at the left edge, at the head of a page; `opens` where it is the document's first block.
pub(super) fn label(label: &str, opens: bool) -> Paragraph {
    let mut paragraph = Paragraph::new().style(paragraph_style(StyleId::AnnexLabel));
    paragraph.property = paragraph.property.keep_next(true);
    if !opens {
        paragraph = paragraph.page_break_before(true);
    }
    paragraph.add_run(body::run(&[label.to_owned()]))
}

/// 附件说明: a blank line below the text, two characters in, `附件：` and the names, numbered where
/// there are several, the lines of a name one under the other.
pub(super) fn note<'a>(
    names: &'a [String],
    typography: &'a Typography,
    geometry: &'a Geometry,
) -> impl Iterator<Item = Paragraph> + 'a {
    let size = typography.style(StyleId::Body).size;
    let hanzi = geometry.characters(1.0, size);
    names.iter().enumerate().map(move |(index, name)| {
        let number = match names.len() {
            1 => String::new(),
            _ => format!("{}.", index + 1),
        };
        let own = text::width(&number) * size * 20.0;
        let (before, caption) = match index {
            0 => (u32::try_from(geometry.line).unwrap_or_default(), CAPTION),
            _ => (0, ""),
        };
        let left = (INDENT + CAPTION.chars().count() as f32) * hanzi + own;
        let hanging = caption.chars().count() as f32 * hanzi + own;
        Paragraph::new()
            .style(paragraph_style(StyleId::Body))
            .line_spacing(styles::before(before))
            .indent(
                Some(left.round() as i32),
                Some(SpecialIndentType::Hanging(hanging.round() as i32)),
                None,
                None,
            )
            .add_run(body::run(&[format!("{caption}{number}{name}")]))
    })
}

const CAPTION: &str = "附件：";
/// Characters in from the left edge.
const INDENT: f32 = 2.0;
