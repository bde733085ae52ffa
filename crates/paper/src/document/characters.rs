//! The characters a document draws, by the role of the face that draws them. It asks no font.

use std::collections::HashSet;

use chengbao_base::style::{StyleId, Typeface};

use super::{Block, CellRole, Document, SignOffLine};

impl Document {
    /// Each character of the body with each role it is drawn in, once, in the order of the document.
    #[must_use]
    pub fn characters(&self) -> Vec<(Typeface, char)> {
        let mut drawn = Drawn::default();
        for block in &self.blocks {
            drawn.block(self, block);
        }
        drawn.characters
    }
}

#[derive(Default)]
struct Drawn {
    seen: HashSet<(Typeface, char)>,
    characters: Vec<(Typeface, char)>,
}

impl Drawn {
    fn block(&mut self, document: &Document, block: &Block) {
        let style = |id: StyleId| document.typography.style(id).face;
        match block {
            Block::Title(lines) => lines
                .iter()
                .for_each(|line| self.text(style(StyleId::Title), line)),
            Block::Paragraph(paragraph) => paragraph
                .runs
                .iter()
                .for_each(|run| self.text(style(run.style), &run.text)),
            Block::Table(table) => {
                let look = &document.typography.table;
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    let face = match cell.role {
                        CellRole::Value => look.face,
                        _ => look.head_face,
                    };
                    cell.lines.iter().for_each(|line| self.text(face, line));
                }
            }
            Block::Imprint { issuer, date } => {
                self.text(style(StyleId::Issuer), issuer);
                self.text(style(StyleId::Date), date);
            }
            Block::Image(_) => {}
            Block::AnnexLabel(label) => self.text(style(StyleId::AnnexLabel), label),
            Block::LetterHead(head) => {
                self.text(style(StyleId::LetterMark), &head.mark);
                let number = head.number.as_deref().unwrap_or_default();
                self.text(style(StyleId::LetterNumber), number);
            }
            Block::AnnexNote(names) => names
                .iter()
                .for_each(|name| self.text(style(StyleId::Body), name)),
            Block::Approval(approval) => {
                self.text(style(StyleId::Body), &approval.signature);
                self.text(style(StyleId::Body), &approval.seal);
            }
            Block::SignOff(lines) => lines
                .iter()
                .flat_map(SignOffLine::printed)
                .for_each(|text| self.text(style(StyleId::SignOff), &text)),
        }
    }

    fn text(&mut self, role: Typeface, text: &str) {
        for character in text.chars() {
            if self.seen.insert((role, character)) {
                self.characters.push((role, character));
            }
        }
    }
}
