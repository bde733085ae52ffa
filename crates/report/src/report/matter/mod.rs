//! The parts of a narrative: text, tables, pictures. Tables and pictures are
//! written as in Markdown (GFM): `| 甲 | 乙 |` over `|---|---|`, and `![说明](文件.png)` alone on
//! its line.
//!
//! It never opens a file, and what is not written correctly stays text with a fault.

mod error;
mod image;
mod table;
#[cfg(test)]
mod tests;

pub use error::{MatterError, MatterErrorKind, PathError};
pub use image::MatterImage;
pub use table::{ColumnAlign, MatterCell, MatterTable};

use super::{Narrative, Placed, Report, TextLine, TextPart};
use crate::form::{HEAD, Section, Shape};
use crate::source::Source;

/// What may surround the words of a cell or a picture without being part of them. Other white
/// space stays, so that the rules see it.
const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];

/// A text without the spaces around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(BLANKS)
}

/// A piece of a narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter<'a> {
    /// A paragraph or a heading.
    Text(&'a Placed<String>),
    /// A table.
    Table(MatterTable<'a>),
    /// A picture.
    Image(MatterImage<'a>),
}

/// A narrative in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading<'a> {
    /// The pieces, top to bottom. No line is lost: lines with a fault are text.
    pub pieces: Vec<Matter<'a>>,
    /// The faults, top to bottom.
    pub faults: Vec<MatterError>,
}

/// A narrative that may contain tables and pictures.
#[derive(Debug, Clone, Copy)]
pub struct Body<'a> {
    /// Id path, `overview`.
    pub path: &'a str,
    /// The printed label.
    pub label: &'a str,
    /// The text.
    pub text: &'a Narrative,
}

impl Narrative {
    /// Reads the lines as text, tables and pictures.
    #[must_use]
    pub fn matter(&self) -> Reading<'_> {
        let mut reading = Reading::default();
        let mut rest = self.lines.as_slice();
        while let Some((line, after)) = rest.split_first() {
            let rows = table::run(rest);
            if let Some((run, after)) = rest.split_at_checked(rows).filter(|_| rows > 0) {
                reading.table(run);
                rest = after;
            } else {
                reading.line(line);
                rest = after;
            }
        }
        reading
    }

    /// The words of the narrative as written: lines of text and cells of tables; without
    /// the bars and rules around the cells, and without pictures.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        for piece in self.matter().pieces {
            match piece {
                Matter::Text(line) => words.push(line.value.as_str()),
                Matter::Table(table) => words.extend(table.cells().map(MatterCell::raw)),
                Matter::Image(_) => {}
            }
        }
        words
    }
}

impl<'a> Reading<'a> {
    fn table(&mut self, run: &'a [Placed<String>]) {
        match table::read(run) {
            Ok(table) => self.pieces.push(Matter::Table(table)),
            Err(faults) => {
                self.pieces.extend(run.iter().map(Matter::Text));
                self.faults.extend(faults);
            }
        }
    }

    fn line(&mut self, line: &'a Placed<String>) {
        match image::read(line) {
            Ok(Some(image)) => self.pieces.push(Matter::Image(image)),
            Ok(None) => self.pieces.push(Matter::Text(line)),
            Err(kind) => {
                let place = line.place;
                self.faults.push(MatterError { place, kind });
                self.pieces.push(Matter::Text(line));
            }
        }
    }
}

impl<'a> Body<'a> {
    /// The text of a section.
    #[must_use]
    pub fn of(section: &'a Section, text: &'a Narrative) -> Self {
        Self {
            path: &section.id,
            label: &section.label,
            text,
        }
    }

    /// Its lines of text, the cells of its tables and the descriptions of its pictures.
    pub(super) fn lines(&self, source: &Source) -> Vec<TextLine<'a>> {
        let path = self.path;
        let line = |part, text: &'a str, place| TextLine {
            path,
            part,
            text,
            place,
        };
        let mut lines = Vec::new();
        for piece in self.text.matter().pieces {
            match piece {
                Matter::Text(text) => {
                    lines.push(line(TextPart::Paragraph, &text.value, text.place))
                }
                Matter::Table(table) => lines.extend(
                    table
                        .cells()
                        .map(|cell| line(TextPart::Inset, cell.raw(), cell.place(source))),
                ),
                Matter::Image(image) => {
                    lines.push(line(
                        TextPart::Inset,
                        image.raw_alt(),
                        image.alt_place(source),
                    ));
                }
            }
        }
        lines
    }
}

impl Report {
    /// The text before the first section.
    #[must_use]
    pub fn preface_body(&self) -> Option<Body<'_>> {
        let key = HEAD.iter().find(|key| key.shape == Shape::Body)?;
        Some(Body {
            path: key.path,
            label: key.label,
            text: self.head.text(key.path)?,
        })
    }

    /// The narratives that may contain tables and pictures: the preface, then the sections.
    pub fn bodies(&self) -> impl Iterator<Item = Body<'_>> {
        let sections = self.form.sections.iter().zip(&self.texts);
        let sections =
            sections.filter_map(|(section, text)| Some(Body::of(section, text.as_ref()?)));
        self.preface_body().into_iter().chain(sections)
    }

    /// The pictures the report refers to, in the order of the document; one that is shown twice
    /// occurs twice.
    #[must_use]
    pub fn images(&self) -> Vec<MatterImage<'_>> {
        let pieces = self.bodies().flat_map(|body| body.text.matter().pieces);
        pieces
            .filter_map(|piece| match piece {
                Matter::Image(image) => Some(image),
                _ => None,
            })
            .collect()
    }
}
