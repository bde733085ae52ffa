//! Running text: title, headings, paragraphs, and the imprint, as paragraphs of the named styles.

use docx_rs::{BreakType, Paragraph, Run, RunFonts};

use super::page::Geometry;
use super::styles::{character_style, paragraph_style};
use super::text;
use crate::document::{self, StyleId, Typography};

/// The title: its lines are one paragraph, so that they are one title to Word.
pub(super) fn title(lines: &[String]) -> Paragraph {
    Paragraph::new()
        .style(paragraph_style(StyleId::Title))
        .add_run(run(lines))
}

/// A heading or a paragraph of text. Where a heading runs on into text the paragraph is body text
/// with the heading's outline level, and the heading takes the character style linked to it.
pub(super) fn paragraph(paragraph: &document::Paragraph) -> Paragraph {
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
        out = out.add_run(run);
    }
    out
}

/// 署名 and 成文日期 without a seal (GB/T 9704 §7.3.5.2): the issuer two characters in from the
/// right, the date's first character two characters right of the issuer's; where the date is the
/// longer, the date two characters in and the issuer as much further as that takes.
pub(super) fn imprint(
    issuer: &str,
    date: &str,
    typography: &Typography,
    geometry: &Geometry,
) -> [Paragraph; 2] {
    let width = |text: &str, id| {
        let size = typography.style(id).size;
        (text.chars())
            .map(|c| match text::advance(c) {
                1.0 => geometry.characters(1.0, size),
                ems => ems * size * 20.0,
            })
            .sum::<f32>()
    };
    let two = geometry.characters(2.0, typography.style(StyleId::Issuer).size);
    let overhang = width(date, StyleId::Date) - width(issuer, StyleId::Issuer);
    let (issuer_right, date_right) = if overhang > 0.0 {
        (two + overhang + two, two)
    } else {
        (two, -overhang)
    };
    [
        (issuer, StyleId::Issuer, issuer_right),
        (date, StyleId::Date, date_right),
    ]
    .map(|(text, id, right)| {
        // An issuer longer than the line leaves the date no place: it then ends at its own left edge.
        let most = (geometry.text_width as f32 - width(text, id)).max(0.0);
        Paragraph::new()
            .style(paragraph_style(id))
            .keep_next(id == StyleId::Issuer)
            .indent(None, None, Some(right.min(most).round() as i32), None)
            .add_run(run(&[text.to_owned()]))
    })
}

/// One run; between `lines`, and for a line feed inside one, a line break (`w:br`), which a reader
/// of the file gives back as a line feed. A tabulator becomes `w:tab`.
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
