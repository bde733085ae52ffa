//! Document → plain text (`text/plain`, UTF-8): the whole report in reading order, its tables as aligned
//! text, for mail, for comparing two versions, and for programs that read nothing else.
//!
//! It never knows pages, reports or forms. A picture is its description in words.

mod table;
#[cfg(test)]
mod tests;

use chengbao_base::text::unwritable;

use crate::document::{Block, Document, FlowError, Paragraph, SignOffLine, annex_entries};

/// Writes a document as text; lines end in a line feed.
///
/// # Errors
/// [`FlowError`] for a character that no file may contain, and for a table whose cells do not tile its
/// grid.
pub fn write(document: &Document) -> Result<String, FlowError> {
    let mut parts = Vec::new();
    parts.extend(document.furniture.watermark.clone());
    let mut heading = String::new();
    for block in &document.blocks {
        match block {
            Block::Title(lines) => parts.push(lines.join("\n")),
            Block::Paragraph(block) => {
                heading = text(block);
                parts.push(heading.clone());
            }
            Block::Table(block) => {
                // The heading has just been read.
                if block.summary != heading {
                    parts.push(block.summary.clone());
                }
                parts.push(table::table(block)?);
            }
            Block::Image(image) => parts.push(format!("［图：{}］", image.alt)),
            Block::AnnexLabel(label) => parts.push(label.clone()),
            Block::LetterHead(head) => {
                parts.push(head.mark.clone());
                parts.extend(head.number.clone());
            }
            Block::AnnexNote(names) => parts.push(annexes(names)),
            Block::Approval(approval) => {
                parts.push(format!("{}\n{}", approval.signature, approval.seal));
            }
            Block::Imprint { issuer, date } => parts.push(format!("{issuer}\n{date}")),
            Block::SignOff(lines) => parts.push(sign_off(lines)),
        }
    }
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = parts.join("\n\n");
    text.push('\n');
    match text.split('\n').find_map(unwritable) {
        Some((character, place)) => Err(FlowError::Character { character, place }),
        None => Ok(text),
    }
}

/// A paragraph as one line of its own; the address of a link is in its text already.
fn text(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect()
}

fn annexes(names: &[String]) -> String {
    let entries = annex_entries(names);
    let lines = entries
        .iter()
        .map(|entry| format!("{}{}{}", entry.opening, entry.number, entry.name));
    lines.collect::<Vec<_>>().join("\n")
}

fn sign_off(lines: &[SignOffLine]) -> String {
    let lines = lines.iter().map(|line| {
        let [role, name, post, date] = line.printed();
        format!("{role}{name}{post} {date}")
    });
    lines.collect::<Vec<_>>().join("\n")
}
