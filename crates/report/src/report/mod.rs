//! A filled-in form: its cells and its text, each with its place in the source.
//!
//! It never knows the rules for reports, nor paper. Reading never fails: what cannot be
//! read becomes a diagnostic of the report, and the rest is read all the same.

mod canonical;
mod cell;
mod circular;
mod date;
mod day;
mod diagnostic;
mod fields;
mod head;
mod header;
mod keys;
mod matter;
mod number;
mod read;
mod rows;
mod spelled;
mod spelling;
mod split;
#[cfg(test)]
mod tests;
mod typed;

pub use canonical::canonical;
pub use cell::{Cell, Value};
pub use circular::Circular;
pub use date::{parse_date, printed as printed_date};
pub use diagnostic::{Diagnostic, DiagnosticKind, Regrouped};
pub use fields::{Field, canonical_json, fields, overlong, values};
pub use head::{Head, HeadValue};
pub use header::{Header, header};
pub use matter::{
    Body, ColumnAlign, Matter, MatterCell, MatterError, MatterErrorKind, MatterImage, MatterTable,
    PathError, Reading,
};
pub use spelling::Unread;
pub use typed::{as_typed, typed};

use std::sync::Arc;

use crate::form::{CellId, Content, Form, HEAD, Section, TextRules};
use crate::source::{Source, Span};

/// A value with its place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it is.
    pub place: Span,
}

/// A report: a form filled in.
#[derive(Debug, Clone)]
pub struct Report {
    /// The form.
    pub form: Arc<Form>,
    /// The text it was read from.
    pub source: Arc<Source>,
    /// The values before the sections, by the keys of the head.
    pub head: Head,
    /// Text of each section of the form; `None` for tables and for sections left out.
    pub texts: Vec<Option<Narrative>>,
    /// The cells, index `CellId`.
    pub cells: Vec<Cell>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Paragraphs of text, one per line; blank lines are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// The lines without spaces at either end.
    pub lines: Vec<Placed<String>>,
    /// The whole value.
    pub place: Span,
}

impl Placed<String> {
    /// The place of a piece of a line that begins at an offset; the whole line if it is not
    /// in the file letter by letter.
    fn piece(&self, source: &Source, start: usize, piece: &str) -> Span {
        if source.slice(self.place) != self.value {
            return self.place;
        }
        let before = self.value.get(..start).unwrap_or_default();
        Span {
            start: self.place.start + before.len(),
            end: self.place.start + before.len() + piece.len(),
            line: self.place.line,
            column: self.place.column + u32::try_from(before.chars().count()).unwrap_or(0),
        }
    }
}

impl Narrative {
    /// The lines, separated by line feeds.
    #[must_use]
    pub fn joined(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.value.as_str()).collect();
        lines.join("\n")
    }

    /// Characters of text, without spaces, pictures and the marks that make a table.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.words()
            .into_iter()
            .flat_map(str::chars)
            .filter(|c| !c.is_whitespace())
            .count()
    }
}

impl Report {
    /// A cell of the report.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.cells.get(id.0)
    }

    /// The cell of an id path.
    #[must_use]
    pub fn cell_at(&self, path: &str) -> Option<&Cell> {
        self.cell(self.form.cell(path)?)
    }

    /// The text sections that the report fills in, with the form's requirements for each.
    pub fn narratives(&self) -> impl Iterator<Item = (&Section, &TextRules, &Narrative)> {
        let sections = self.form.sections.iter().zip(&self.texts);
        sections.filter_map(|(section, text)| match (&section.content, text) {
            (Content::Text(rules), Some(text)) => Some((section, rules, text)),
            _ => None,
        })
    }

    /// The title as printed: the report's own lines, or the form's default with issuing body and year.
    #[must_use]
    pub fn title_lines(&self) -> Vec<String> {
        if let Some(title) = self.title() {
            return title.lines.iter().map(|line| line.value.clone()).collect();
        }
        let issuer = self.issuer().map_or("", |issuer| &issuer.value);
        let year = self
            .year()
            .map_or_else(String::new, |year| year.value.to_string());
        self.form
            .title
            .iter()
            .map(|line| line.replace("{issuer}", issuer).replace("{year}", &year))
            .collect()
    }

    /// Every line of text of the report with the path of what it is part of: head, covering letter,
    /// preface, sections, cells of text; of tables and pictures in a narrative the
    /// text of each cell and the description of the picture. For rules about characters and words.
    #[must_use]
    pub fn all_text(&self) -> Vec<TextLine<'_>> {
        let mut out = self.head.lines(&HEAD);
        for body in self.bodies() {
            out.extend(body.lines(&self.source));
        }
        for (spec, cell) in self.form.cells.iter().zip(&self.cells) {
            if let (Value::Text(text), Some(place)) = (&cell.value, cell.place) {
                out.push(TextLine {
                    path: &spec.path,
                    part: TextPart::Value,
                    text,
                    place,
                });
            }
        }
        out
    }
}

/// A line of text of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLine<'a> {
    /// Id path of what it is part of.
    pub path: &'a str,
    /// What it is of that.
    pub part: TextPart,
    /// The line.
    pub text: &'a str,
    /// Where it is.
    pub place: Span,
}

/// What a line of text is of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPart {
    /// A value of the head, of the covering letter or of a table of the form.
    Value,
    /// A paragraph or a heading of a narrative.
    Paragraph,
    /// A cell of a table in a narrative, or the description of a picture.
    Inset,
}

impl<'a> TextLine<'a> {
    fn of(path: &'a str, line: &'a Placed<String>) -> Self {
        Self {
            path,
            part: TextPart::Value,
            text: &line.value,
            place: line.place,
        }
    }
}
