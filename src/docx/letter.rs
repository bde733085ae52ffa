//! The first page of a covering letter (信函格式, GB/T 9704 §10.1): in its header the mark and the
//! upper double rule, in its footer the lower one and no number, 发文字号 under the upper rule.

use docx_rs::{
    BorderType, Footer, Header, Paragraph, ParagraphBorder, ParagraphBorderPosition as Position,
    ParagraphBorders,
};

use super::page::{Geometry, half_points};
use super::styles::{self, NORMAL, exact, paragraph_style};
use super::{body, text};
use crate::document::{Block, Document, Length, LetterHead, Sides, StyleId, Typography};

/// The head of the letter a document opens with: that letter alone has a first page of its own.
pub(super) fn head(document: &Document) -> Option<&LetterHead> {
    match document.blocks.first() {
        Some(Block::LetterHead(head)) => Some(head),
        _ => None,
    }
}

/// The header of the first page, whose top is where the mark has its own.
pub(super) fn header(head: &LetterHead, document: &Document, geometry: &Geometry) -> Header {
    let letter = &document.typography.letter;
    let (mark, size) = mark(&head.mark, &document.typography, geometry);
    let below = u32::try_from(letter.rule_below.twips()).unwrap_or_default();
    let mark = mark.line_spacing(exact((size * 20.0).round() as i32).after(below));
    Header::new().add_paragraph(mark).add_paragraph(rule(
        document,
        geometry,
        letter.thick,
        letter.thin,
    ))
}

/// The footer of the first page; its lower edge is that of the rule.
pub(super) fn footer(document: &Document, geometry: &Geometry) -> Footer {
    let letter = &document.typography.letter;
    Footer::new().add_paragraph(rule(document, geometry, letter.thin, letter.thick))
}

/// 发文机关标志 on one line, and its size: smaller where the line would not hold it.
pub(super) fn mark(mark: &str, typography: &Typography, geometry: &Geometry) -> (Paragraph, f32) {
    let wanted = typography.style(StyleId::LetterMark).size;
    let room = geometry.text_width as f32 / 20.0 / text::width(mark).max(1.0);
    let size = ((wanted.min(room) * 2.0).floor() / 2.0).max(1.0);
    let mut run = body::run(&[mark.to_owned()]);
    if size < wanted {
        run = run.size(half_points(size));
    }
    let paragraph = Paragraph::new().style(paragraph_style(StyleId::LetterMark));
    (paragraph.add_run(run), size)
}

/// 发文字号 at the right edge, its top 7/8 of its height under the rule. The line is higher than
/// its text: what it leaves clear by itself counts.
pub(super) fn number(number: &str, typography: &Typography, geometry: &Geometry) -> Paragraph {
    let size = typography.style(StyleId::LetterNumber).size * 20.0;
    let clear = BASE_LINE * geometry.line as f32 - HANZI_TOP * size;
    let before = (size * 7.0 / 8.0 - clear).max(0.0).round() as u32;
    Paragraph::new()
        .style(paragraph_style(StyleId::LetterNumber))
        .line_spacing(styles::before(before))
        .add_run(body::run(&[number.to_owned()]))
}

/// Where the base line of an exact line is, as a part of its height (LibreOffice).
const BASE_LINE: f32 = 0.8;
/// How far hanzi rise over the base line, in em.
const HANZI_TOP: f32 = 0.86;

/// A double rule as an empty paragraph between its own borders: so both weights and what is clear
/// between them are as the typography says, which Word's double borders are not.
fn rule(document: &Document, geometry: &Geometry, upper: Length, lower: Length) -> Paragraph {
    let letter = &document.typography.letter;
    let (left, right) = geometry.beside(letter.rule_width.twips());
    // On the left page of a sheet printed on both sides the margins change places.
    let furniture = &document.furniture;
    let left_page = furniture.sides == Sides::Two && furniture.first_page.is_multiple_of(2);
    let (left, right) = if left_page {
        (right, left)
    } else {
        (left, right)
    };
    let mut paragraph = Paragraph::new()
        .style(NORMAL)
        .indent(Some(left), None, Some(right), None)
        .line_spacing(exact(letter.between.twips()));
    let borders = [(Position::Top, upper), (Position::Bottom, lower)];
    let borders = borders.map(|(position, weight)| {
        // Word counts borders in eighths of a point, from 2 to 96.
        let size = (weight.pt() * 8.0).round().clamp(2.0, 96.0) as usize;
        ParagraphBorder::new(position)
            .val(BorderType::Single)
            .size(size)
            .space(0)
            .color(styles::RED)
    });
    let borders = (borders.into_iter()).fold(ParagraphBorders::with_empty(), ParagraphBorders::set);
    paragraph.property = paragraph.property.set_borders(borders);
    paragraph
}
