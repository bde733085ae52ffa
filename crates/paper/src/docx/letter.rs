//! The first page of a covering letter (信函格式, GB/T 9704 §10.1): in its header the mark and the
//! upper double rule with 发文字号 under it, in its footer the lower one and no page number.
//!
//! The rules are shapes at fixed positions on the paper, independent of the text: borders of a
//! paragraph take up more room in LibreOffice than they show.

use docx_rs::{Footer, Header, Paragraph};

use super::body;
use super::carrier::carrier;
use super::page::{Geometry, half_points};
use super::styles::{exact, paragraph_style};
use crate::document::{Block, Document, LetterHead};
use chengbao_base::style::{StyleId, Typography, ems};

/// The head of the letter at the beginning of a document: only that letter has a first page of its own.
pub(super) fn head(document: &Document) -> Option<&LetterHead> {
    match document.blocks.first() {
        Some(Block::LetterHead(head)) => Some(head),
        _ => None,
    }
}

/// The header of the first page: the mark, room for the rule under it, and the number.
pub(super) fn header(head: &LetterHead, document: &Document, geometry: &Geometry) -> Header {
    let (mark, size) = mark(&head.mark, &document.typography, geometry);
    let letter = &document.typography.letter;
    let pair = letter.thick.pt() + letter.between.pt() + letter.thin.pt();
    // The whole space between mark and number: some programs add up the space of two paragraphs
    // and others do not.
    let below = letter.rule_below.pt() + pair - (1.0 - MARK_FOOT) * size;
    let below = below + head.number.as_ref().map_or(0.0, |_| above_number(document));
    // LibreOffice takes the space under a header from that between header and text, so
    // headers begin high up, and the mark moves down by its own space.
    let above = letter.mark_top.pt() + (HANZI_TOP - BASE_LINE) * size;
    let above = twips(above) - geometry.header_distance();
    let spacing = exact(twips(size))
        .before(above.max(0).unsigned_abs())
        .after(twips(below).max(0).unsigned_abs());
    let mut header = Header::new().add_paragraph(mark.line_spacing(spacing));
    if let Some(number) = &head.number {
        header = header.add_paragraph(self::number(number));
    }
    header.add_paragraph(carrier())
}

/// The footer of the first page, which has only the rule.
pub(super) fn footer() -> Footer {
    Footer::new().add_paragraph(carrier())
}

/// A bar of a double rule, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bar {
    /// Its left end from the left edge of the paper.
    pub(super) left: f32,
    /// Its upper edge from the upper edge of the paper.
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The bars of the upper double rule, thick and thin, and of the lower one, thin and thick.
pub(super) fn bars(
    head: &LetterHead,
    typography: &Typography,
    geometry: &Geometry,
) -> [[Bar; 2]; 2] {
    let (letter, page) = (&typography.letter, &typography.page);
    let (_, size) = mark(&head.mark, typography, geometry);
    let [thick, thin, between] = [letter.thick, letter.thin, letter.between].map(|l| l.pt());
    let width = letter.rule_width.pt();
    let bar = |top, height| Bar {
        left: (page.width.pt() - width) / 2.0,
        top,
        width,
        height,
    };
    let mark_height = (HANZI_TOP - BASE_LINE + MARK_FOOT) * size;
    let upper = letter.mark_top.pt() + mark_height + letter.rule_below.pt();
    let lower = page.height.pt() - letter.rule_foot.pt() - thick;
    [
        [bar(upper, thick), bar(upper + thick + between, thin)],
        [bar(lower - between - thin, thin), bar(lower, thick)],
    ]
}

/// 发文机关标志 on one line, and its size: smaller if it would not fit.
pub(super) fn mark(mark: &str, typography: &Typography, geometry: &Geometry) -> (Paragraph, f32) {
    let wanted = typography.style(StyleId::LetterMark).size;
    let room = geometry.text_width as f32 / 20.0 / ems::width(mark).max(1.0);
    let size = ((wanted.min(room) * 2.0).floor() / 2.0).max(1.0);
    let mut run = body::run(&[mark.to_owned()]);
    if size < wanted {
        run = run.size(half_points(size));
    }
    let paragraph = Paragraph::new().style(paragraph_style(StyleId::LetterMark));
    (paragraph.add_run(run), size)
}

/// 发文字号 at the right edge.
pub(super) fn number(number: &str) -> Paragraph {
    Paragraph::new()
        .style(paragraph_style(StyleId::LetterNumber))
        .add_run(body::run(&[number.to_owned()]))
}

/// The space above the line of 发文字号, in points: its top is 7/8 of its height under the
/// rule. The line is higher than its text, and the space it leaves by itself counts.
fn above_number(document: &Document) -> f32 {
    let style = document.typography.style(StyleId::LetterNumber);
    let line = style.leading.unwrap_or(document.typography.line_pitch());
    let clear = BASE_LINE * line - HANZI_TOP * style.size;
    (style.size * 7.0 / 8.0 - clear).max(0.0)
}

/// The base line of an exact line, as a part of its height (LibreOffice).
const BASE_LINE: f32 = 0.8;
/// How far hanzi rise above the base line, in em.
const HANZI_TOP: f32 = 0.86;
/// Where hanzi end in an exact line as high as their size, in em.
const MARK_FOOT: f32 = 0.87;

fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}
