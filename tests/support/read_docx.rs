//! Reads `word/document.xml` of a DOCX: paragraphs and tables with `gridSpan` and `vMerge`
//! (ECMA-376 part 1, §17.3, §17.4). Knows nothing of the room that wrote the file.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::shown::{Shown, ShownCell};

/// What the file says; paragraphs without text are left out.
pub fn read(bytes: &[u8]) -> Vec<Shown> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let mut reader = Reader::from_str(&xml);
    let mut body = Body::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => body.open(&tag),
            Event::Empty(tag) => {
                body.open(&tag);
                body.close(tag.name().as_ref());
            }
            Event::End(tag) => body.close(tag.name().as_ref()),
            Event::Text(text) if body.in_text => body.text.push_str(text.as_ref()),
            Event::GeneralRef(name) if body.in_text => {
                let character = match name.resolve_char_ref().unwrap() {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(name.as_ref())
                        .expect("a predefined entity")
                        .to_owned(),
                };
                body.text.push_str(&character);
            }
            Event::Eof => return body.shown,
            _ => {}
        }
    }
}

#[derive(Default)]
struct Body {
    shown: Vec<Shown>,
    text: String,
    in_text: bool,
    table: Option<Table>,
}

/// A table being read.
#[derive(Default)]
struct Table {
    cells: Vec<ShownCell>,
    row: usize,
    column: usize,
    colspan: usize,
    merge: Merge,
}

/// `w:vMerge` of the cell being read.
#[derive(Default, Clone, Copy, PartialEq)]
enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

impl Body {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let value = || {
            let value = tag.try_get_attribute("w:val").unwrap()?;
            Some(value.value.into_owned())
        };
        match (tag.name().as_ref(), &mut self.table) {
            ("w:t", _) => self.in_text = true,
            ("w:tbl", None) => self.table = Some(Table::default()),
            ("w:tbl", Some(_)) => panic!("a table in a table"),
            ("w:tr", Some(table)) => table.column = 0,
            ("w:tc", Some(table)) => {
                table.colspan = 1;
                table.merge = Merge::None;
                self.text.clear();
            }
            ("w:gridSpan", Some(table)) => table.colspan = value().unwrap().parse().unwrap(),
            ("w:vMerge", Some(table)) => {
                table.merge = match value().as_deref() {
                    Some("restart") => Merge::Restart,
                    _ => Merge::Continue,
                };
            }
            ("w:p", None) => self.text.clear(),
            _ => {}
        }
    }

    fn close(&mut self, tag: &str) {
        match (tag, &mut self.table) {
            ("w:t", _) => self.in_text = false,
            ("w:p", None) if !self.text.is_empty() => {
                self.shown.push(Shown::Text(std::mem::take(&mut self.text)));
            }
            ("w:tc", Some(table)) => table.cell(std::mem::take(&mut self.text)),
            ("w:tr", Some(table)) => table.row += 1,
            ("w:tbl", _) => {
                let table = self.table.take().unwrap();
                self.shown.push(Shown::Table(table.cells));
            }
            _ => {}
        }
    }
}

impl Table {
    fn cell(&mut self, text: String) {
        let (row, column, colspan) = (self.row, self.column, self.colspan);
        self.column += colspan;
        if self.merge != Merge::Continue {
            self.cells.push(ShownCell {
                row,
                column,
                rowspan: 1,
                colspan,
                text,
            });
            return;
        }
        assert_eq!(text, "", "a cell that goes on says nothing of its own");
        let above = self
            .cells
            .iter_mut()
            .rev()
            .find(|above| above.column == column);
        let above = above.expect("a cell goes on from one above");
        assert_eq!(above.colspan, colspan, "{above:?}");
        above.rowspan = row - above.row + 1;
    }
}
