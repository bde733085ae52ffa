//! The way through the room: blocks → parts → pages → furniture.

use super::error::LayoutError;
use super::faces::FaceSet;
use super::part::{Desk, Lines, Part};
use super::sign::{Fonts, Remembered};
use super::table::TableLayout;
use super::{Pages, flow, furniture, imprint, paragraph};
use crate::document::{Block, Document, StyleId};
use crate::text::Text;

/// Lays a document out on pages. The same document and faces give the same pages, always.
///
/// # Errors
/// Whatever [`LayoutError`] tells of; then there are no pages at all.
pub fn lay_out(document: &Document, faces: &FaceSet) -> Result<Pages, LayoutError> {
    lay_out_with(document, faces)
}

pub(super) fn lay_out_with(document: &Document, fonts: &dyn Fonts) -> Result<Pages, LayoutError> {
    let typography = &document.typography;
    check(document)?;
    let fonts = Remembered::new(fonts);
    let mut desk = Desk::new(typography, &fonts);
    let mut parts: Vec<Part> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Title(lines) => parts.push(Part::Lines(paragraph::title(lines, &mut desk)?)),
            Block::Paragraph(text) => {
                parts.extend(wrap(paragraph::paragraph(text, &mut desk)?));
            }
            Block::Table(table) => {
                parts.push(Part::Table(Box::new(TableLayout::new(table, &mut desk)?)));
            }
            Block::Imprint { issuer, date } => {
                let lines = imprint::imprint(issuer, date, &mut desk)?;
                // §7.3.5.2, §7.3.5.5: never alone on a page.
                if let (Some(Part::Lines(last)), false) = (parts.last_mut(), lines.is_empty()) {
                    last.keeps_with_next = true;
                }
                parts.extend(wrap(lines));
            }
            Block::Image(_)
            | Block::AnnexLabel(_)
            | Block::LetterHead(_)
            | Block::AnnexNote(_)
            | Block::Approval(_) => {}
        }
    }
    let (mut pages, outline) = flow::pages(parts, typography)?;
    furniture::number_pages(&mut pages, &desk)?;
    Ok(Pages {
        width: typography.page.width.pt(),
        height: typography.page.height.pt(),
        pages,
        first_number: document.furniture.first_page,
        pictures: Vec::new(),
        structure: desk.tree,
        outline,
    })
}

fn wrap(lines: Vec<Lines>) -> impl Iterator<Item = Part> {
    lines.into_iter().map(Part::Lines)
}

/// A typography that leaves room for text.
fn check(document: &Document) -> Result<(), LayoutError> {
    let wrong = |zh: &str, en: &str| {
        Err(LayoutError::Typography {
            reason: Text {
                zh: zh.to_owned(),
                en: en.to_owned(),
            },
        })
    };
    let typography = &document.typography;
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(&table.size),
        _ => None,
    });
    let styles = StyleId::ALL.map(|id| typography.style(id).size);
    let sizes = styles
        .iter()
        .chain([&typography.table.least_size, &typography.page_number.size])
        .chain(tables);
    let is_sound = |size: &f32| size.is_finite() && *size >= 1.0;
    if !sizes.into_iter().all(is_sound) {
        return wrong("字号须不小于 1 磅", "type sizes are at least 1 pt");
    }
    if typography.grid.lines == 0 || typography.grid.characters == 0 {
        return wrong(
            "每面行数和每行字数须不小于 1",
            "the grid has at least 1 line of 1 character",
        );
    }
    let body = typography.styles.body.size;
    if typography.text_width() < body * 4.0 || typography.line_pitch() < body {
        return wrong(
            "页边距太大或行数太多，版心放不下文字",
            "margins or grid leave no room for text",
        );
    }
    Ok(())
}
