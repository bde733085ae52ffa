//! The steps of typesetting: blocks → parts → pages → furniture.

use super::cluster::{Fonts, Remembered};
use super::context::LayoutContext;
use super::error::LayoutError;
use super::faces::FaceSet;
use super::part::{Lines, Part};
use super::sides::Leaves;
use super::structure::Tag;
use super::table::TableLayout;
use super::title::{self, Below};
use super::{
    Pages, annex, approval, balance, furniture, image, imprint, letter, paragraph, seal, sign_off,
    watermark,
};
use crate::document::{Block, Document};
use chengbao_base::style::StyleId;
use chengbao_base::text::Text;

/// Lays out a document on pages. The same document and faces always give the same pages.
///
/// # Errors
/// Any [`LayoutError`]; then there are no pages at all.
pub fn lay_out(document: &Document, faces: &FaceSet) -> Result<Pages, LayoutError> {
    lay_out_with(document, faces)
}

pub(super) fn lay_out_with(document: &Document, fonts: &dyn Fonts) -> Result<Pages, LayoutError> {
    let typography = &document.typography;
    check(document)?;
    let fonts = Remembered::new(fonts);
    let mut context = LayoutContext::new(typography, &fonts);
    let (parts, closing) = parts(document, &mut context)?;
    let leaves = Leaves::new(&typography.page, &document.furniture);
    let flowed = balance::pages(&parts, closing, typography, leaves)?;
    let mut pages = flowed.pages;
    furniture::number_pages(&mut pages, &flowed.unnumbered, leaves, &context)?;
    if let Some(text) = &document.furniture.watermark {
        watermark::mark(&mut pages, text, &context)?;
    }
    if document.furniture.whole_sheets {
        furniture::fill_sheets(&mut pages);
    }
    let seal = (document.sealed).then(|| seal::place(flowed.seal, pages.len(), &mut context));
    Ok(Pages {
        width: typography.page.width.pt(),
        height: typography.page.height.pt(),
        pages,
        first_number: document.furniture.first_page,
        pictures: context.pictures,
        structure: context.tree,
        outline: flowed.outline,
        seal,
    })
}

/// The parts of all blocks, with what each must stay together with, and how many parts at the end close
/// the document: name and date, signature and seal.
fn parts(
    document: &Document,
    context: &mut LayoutContext<'_>,
) -> Result<(Vec<Part>, usize), LayoutError> {
    let mut parts: Vec<Part> = Vec::new();
    let mut closing = 0;
    let mut before: Option<&Block> = None;
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let above = parts.len();
        match block {
            Block::Title(lines) => {
                let below = match before {
                    Some(Block::LetterHead(_)) => Below::LetterHead,
                    Some(Block::AnnexLabel(_)) => Below::AnnexLabel,
                    _ => Below::Text,
                };
                parts.push(Part::Lines(title::title(lines, below, context)?));
            }
            Block::Paragraph(text) => {
                let is_below_image = matches!(before, Some(Block::Image(_)));
                if is_below_image && text.style == StyleId::Caption {
                    keep(&mut parts);
                }
                parts.extend(wrap(paragraph::paragraph(text, context)?));
            }
            Block::Table(table) => {
                if matches!(before, Some(Block::Paragraph(text)) if text.style == StyleId::Caption)
                {
                    keep(&mut parts);
                }
                parts.push(Part::Table(Box::new(TableLayout::new(table, context)?)));
            }
            Block::Imprint { issuer, date } => {
                let lines = if document.sealed {
                    let room = seal::room(issuer, date, context)?;
                    context.seal = Some(context.block(Tag::Form));
                    vec![room]
                } else {
                    imprint::imprint(issuer, date, context)?
                };
                // §7.3.5.2, §7.3.5.5: never alone on a page.
                if !lines.is_empty() {
                    keep(&mut parts);
                }
                parts.extend(wrap(lines));
            }
            Block::SignOff(lines) => {
                // With issuing body and date, as they with the text: never alone on a page.
                keep(&mut parts);
                parts.extend(wrap(sign_off::sign_off(lines, context)?));
            }
            Block::Image(picture) => {
                // The text about a picture ends on the page of the picture.
                keep(&mut parts);
                parts.push(Part::Lines(image::image(picture, context)));
            }
            Block::AnnexLabel(label) => parts.extend(wrap(annex::label(label, context)?)),
            Block::LetterHead(head) => parts.extend(wrap(letter::head(head, context)?)),
            Block::AnnexNote(names) => parts.extend(wrap(annex::note(names, context)?)),
            Block::Approval(places) => {
                let imprint = blocks.next_if(|next| matches!(next, Block::Imprint { .. }));
                let imprint = imprint.and_then(|block| match block {
                    Block::Imprint { issuer, date } => Some((issuer.as_str(), date.as_str())),
                    _ => None,
                });
                // Like name and date, never alone on a page.
                keep(&mut parts);
                let lines = approval::approval(places, imprint, context)?;
                parts.push(Part::Lines(lines));
            }
        }
        closing = match block {
            Block::Imprint { .. } | Block::Approval(_) => parts.len() - above,
            Block::SignOff(_) => closing + parts.len() - above,
            _ => 0,
        };
        before = Some(block);
    }
    Ok((parts, closing))
}

/// Keeps the lines at the end with what follows.
fn keep(parts: &mut [Part]) {
    if let Some(Part::Lines(last)) = parts.last_mut() {
        last.keeps_with_next = true;
    }
}

fn wrap(lines: Vec<Lines>) -> impl Iterator<Item = Part> {
    lines.into_iter().map(Part::Lines)
}

/// A typography that leaves room for text.
fn check(document: &Document) -> Result<(), LayoutError> {
    let wrong = |zh: &str, en: &str| {
        Err(LayoutError::Typography {
            reason: Text::new(zh, en),
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
        return wrong("字号不应小于 1 磅", "type sizes must be at least 1 pt");
    }
    if typography.grid.lines == 0 || typography.grid.characters == 0 {
        return wrong(
            "每面行数和每行字数不应小于 1",
            "the grid must have at least 1 line of 1 character",
        );
    }
    let body = typography.styles.body.size;
    if typography.text_width() < body * 4.0 || typography.line_pitch() < body {
        return wrong(
            "页边距太大或行数太多，版心放不下文字",
            "the margins or the grid leave no room for text",
        );
    }
    Ok(())
}
