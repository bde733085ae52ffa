//! Properties of a text: whether a file can contain it, whether it is Chinese, and how many lines it
//! takes by its approximate width.

use super::DocxError;
use crate::document::{Block, Document, SignOffLine};
use chengbao_base::style::ems::advance;
use chengbao_base::text::unwritable;

/// Refuses a document with a character that files cannot contain.
pub(super) fn check(document: &Document) -> Result<(), DocxError> {
    let meta = &document.meta;
    for text in [&meta.title, &meta.author, &meta.language] {
        check_text(text)?;
    }
    for names in document.typography.faces.values() {
        check_text(&names.name)?;
        names.alt.iter().try_for_each(|name| check_text(name))?;
    }
    for field in &document.data.fields {
        check_text(&field.value)?;
    }
    for file in &document.data.files {
        check_text(&file.name)?;
    }
    check_text(document.furniture.watermark.as_deref().unwrap_or_default())?;
    for block in &document.blocks {
        match block {
            Block::Title(lines) => lines.iter().try_for_each(|line| check_text(line))?,
            Block::Paragraph(paragraph) => {
                for run in &paragraph.runs {
                    check_text(&run.text)?;
                    check_text(run.link.as_deref().unwrap_or_default())?;
                }
            }
            Block::Table(table) => {
                check_text(&table.summary)?;
                (table.rows.iter())
                    .flat_map(|row| &row.cells)
                    .flat_map(|cell| &cell.lines)
                    .try_for_each(|line| check_text(line))?;
            }
            Block::Imprint { issuer, date } => {
                check_text(issuer)?;
                check_text(date)?;
            }
            Block::Image(image) => check_text(&image.alt)?,
            Block::AnnexLabel(label) => check_text(label)?,
            Block::LetterHead(head) => {
                check_text(&head.mark)?;
                check_text(head.number.as_deref().unwrap_or_default())?;
            }
            Block::AnnexNote(names) => names.iter().try_for_each(|name| check_text(name))?,
            Block::Approval(approval) => {
                check_text(&approval.signature)?;
                check_text(&approval.seal)?;
            }
            Block::SignOff(lines) => (lines.iter())
                .flat_map(SignOffLine::printed)
                .try_for_each(|text| check_text(&text))?,
        }
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), DocxError> {
    match unwritable(text) {
        None => Ok(()),
        Some((character, place)) => Err(DocxError::Character { character, place }),
    }
}

/// Whether a run is Chinese text, whose ambiguous characters (“”‘’—…·) take the East-Asian face.
/// Word decides that by `w:hint`, not by the neighbours (ECMA-376 part 1 §17.3.2.26).
pub(super) fn is_chinese(text: &str) -> bool {
    let wide = |c| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    let ambiguous = |c| matches!(c, '·' | '×' | '—' | '‘' | '’' | '“' | '”' | '…' | '〇');
    text.contains(wide)
        || (text.contains(ambiguous) && !text.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Number of lines the text takes in a measure of `ems`, at least one.
pub(super) fn lines(text: &str, ems: f32) -> usize {
    let mut count = 1;
    let mut used = 0.0;
    for advance in text.chars().map(advance) {
        if used > 0.0 && used + advance > ems {
            count += 1;
            used = 0.0;
        }
        used += advance;
    }
    count
}
