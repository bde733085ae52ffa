//! Running text: title, headings and paragraphs, as paragraphs of the named styles.

use docx_rs::{BreakType, Paragraph, Run, RunFonts};

use super::links::link;
use super::styles::{character_style, paragraph_style};
use super::text;
use crate::document;
use chengbao_base::style::StyleId;

/// The title: its lines are one paragraph, so that they are one title to Word.
pub(super) fn title(lines: &[String]) -> Paragraph {
    Paragraph::new()
        .style(paragraph_style(StyleId::Title))
        .add_run(run(lines))
}

/// A heading or a paragraph of text. If a heading continues as text the paragraph is body text
/// with the heading's outline level, and the heading takes the character style linked to it. `links`
/// counts the links of the document.
pub(super) fn paragraph(paragraph: &document::Paragraph, links: &mut usize) -> Paragraph {
    let mut runs = paragraph.runs.iter();
    let first = runs.next().map_or(paragraph.style, |run| run.style);
    let style = if runs.all(|run| run.style == first) {
        first
    } else {
        StyleId::Body
    };
    let mut out = Paragraph::new().style(paragraph_style(style));
    if let (Some(level), None) = (paragraph.outline, character_style(style)) {
        out = out.outline_lvl(usize::from(level.clamp(1, 9)) - 1);
    }
    for part in &paragraph.runs {
        let mut run = run(std::slice::from_ref(&part.text));
        if let Some(linked) = character_style(part.style).filter(|_| part.style != style) {
            run = run.style(linked);
        }
        out = if part.link.is_some() {
            *links += 1;
            out.add_hyperlink(link(*links, run))
        } else {
            out.add_run(run)
        };
    }
    out
}

/// One run; between `lines`, and for a line feed inside one, a line break (`w:br`), which readers
/// of the file return as a line feed. A tabulator becomes `w:tab`.
pub(super) fn run(lines: &[String]) -> Run {
    let mut run = Run::new();
    if lines.iter().any(|line| text::is_chinese(line)) {
        run = run.fonts(RunFonts::new().hint("eastAsia"));
    }
    for (index, line) in lines.iter().flat_map(|line| line.split('\n')).enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                run = run.add_tab();
            }
            if !piece.is_empty() {
                run = run.add_text(piece);
            }
        }
    }
    run
}
