//! The body, top to bottom: each block as paragraphs and tables, and what one block requires of the
//! next.

use docx_rs::{Docx, Paragraph, Run};

use super::page::Geometry;
use super::styles::{self, NORMAL, PICTURE};
use super::table::Measured;
use super::{annex, approval, body, letter, sign_off};
use crate::document::{Block, Document};
use chengbao_base::style::StyleId;

/// Blank body lines between the head of a letter and its title (GB/T 9704 §10.1).
const BELOW_HEAD: f32 = 2.0;
/// Blank body lines between the label of an annex and its title, which is on the third line (§7.3.7).
const BELOW_LABEL: f32 = 1.0;

/// Adds all blocks; `tables` are the document's, in order.
pub(super) fn add(
    mut docx: Docx,
    document: &Document,
    tables: &[Measured<'_>],
    geometry: &Geometry,
) -> Docx {
    let typography = &document.typography;
    let mut tables = tables.iter();
    let mut links = 0;
    let mut previous: Option<&Block> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(index + 1);
        let before = before(previous, block, document).map(|lines| {
            let twips = lines.clamp(0.0, 100.0) * geometry.line as f32;
            styles::before(twips.round() as u32)
        });
        let spaced = |paragraph: Paragraph| match before {
            Some(spacing) => paragraph.line_spacing(spacing),
            None => paragraph,
        };
        docx = match block {
            Block::Title(lines) => docx.add_paragraph(spaced(body::title(lines))),
            Block::Paragraph(paragraph) => {
                let mut out = spaced(body::paragraph(paragraph, &mut links));
                let is_table_next = matches!(next, Some(Block::Table(_)));
                let heads = is_table_next && paragraph.style == StyleId::Caption;
                // No page with a seal or an imprint and no text (§7.3.5.1, §7.3.5.5).
                let closes = matches!(
                    next,
                    Some(Block::Imprint { .. } | Block::Approval(_) | Block::SignOff(_))
                );
                if heads || closes {
                    out = out.keep_next(true);
                }
                docx.add_paragraph(out)
            }
            Block::Table(_) => {
                if matches!(previous, Some(Block::Table(_))) {
                    docx = docx.add_paragraph(separator());
                }
                match tables.next() {
                    Some(table) => docx.add_table(table.build(&typography.table)),
                    None => docx,
                }
            }
            // The normalising pass puts the picture into the run.
            Block::Image(_) => {
                let picture = Paragraph::new().style(PICTURE).add_run(Run::new());
                docx.add_paragraph(match next {
                    Some(Block::Paragraph(next)) if next.style == StyleId::Caption => {
                        picture.keep_next(true)
                    }
                    _ => picture,
                })
            }
            Block::AnnexLabel(label) => docx.add_paragraph(annex::label(label, index == 0)),
            // The head that opens the document is in the header of its first page.
            Block::LetterHead(_) if index == 0 => docx,
            Block::LetterHead(head) => {
                let (mark, size) = letter::mark(&head.mark, typography, geometry);
                let line = styles::exact((size * 20.0).round() as i32);
                let mark = mark.page_break_before(true).line_spacing(line);
                let number = head.number.as_deref();
                let number = number.map(letter::number);
                number
                    .into_iter()
                    .fold(docx.add_paragraph(mark), Docx::add_paragraph)
            }
            Block::AnnexNote(names) => annex::note(names, typography, geometry)
                .into_iter()
                .fold(docx, Docx::add_paragraph),
            Block::Approval(block) => {
                let kept = matches!(next, Some(Block::Imprint { .. } | Block::SignOff(_)));
                let paragraphs = approval::approval(block, typography, geometry, kept);
                paragraphs.into_iter().fold(docx, Docx::add_paragraph)
            }
            Block::Imprint { issuer, date } => {
                let place = match previous {
                    Some(Block::Approval(_)) => approval::SealPosition::BelowSeal,
                    _ if document.sealed => approval::SealPosition::UnderSeal,
                    _ => approval::SealPosition::Unsealed,
                };
                let [issuer, date] = approval::imprint(issuer, date, place, typography, geometry);
                let date = date.keep_next(matches!(next, Some(Block::SignOff(_))));
                docx.add_paragraph(issuer).add_paragraph(date)
            }
            Block::SignOff(lines) => sign_off::sign_off(lines, typography, geometry)
                .into_iter()
                .fold(docx, Docx::add_paragraph),
        };
        previous = Some(block);
    }
    // Word reports a body that does not end in a paragraph, or has none, as damaged.
    match previous {
        None | Some(Block::Table(_) | Block::LetterHead(_)) => docx.add_paragraph(separator()),
        _ => docx,
    }
}

/// Blank lines above a block if they are not its style's own: a title is placed relative to what
/// precedes it; Word adds up the space of two paragraphs, whereas the larger one is meant.
fn before(previous: Option<&Block>, block: &Block, document: &Document) -> Option<f32> {
    let typography = &document.typography;
    let lines = |id: StyleId| typography.style(id).space_before;
    match (previous?, block) {
        (Block::LetterHead(_), Block::Title(_)) => Some(BELOW_HEAD),
        (Block::AnnexLabel(_), Block::Title(_)) => Some(BELOW_LABEL),
        (Block::Title(_), Block::Paragraph(paragraph)) if lines(paragraph.style) > 0.0 => {
            let above = typography.style(StyleId::Title).space_after;
            Some((lines(paragraph.style) - above).max(0.0))
        }
        _ => None,
    }
}

/// An empty paragraph one point high: it keeps two tables apart, or ends the body.
fn separator() -> Paragraph {
    Paragraph::new()
        .style(NORMAL)
        .line_spacing(styles::exact(20))
}
