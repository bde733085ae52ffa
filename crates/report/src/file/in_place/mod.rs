//! Changes as edits of the existing text. The result is read back, and returned only if it
//! is what was meant. It never touches a byte outside the values, and never tries another way by itself.

mod cells;
mod letter;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::file::edit::{Edit, apply};
use crate::file::locate::root_entry;
use crate::file::scalar::scalar;
use crate::form::{CellId, Content, HEAD, Shape};
use crate::report::{Report, typed};
use crate::source::{Notice, Source, Span};

/// How texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The lines that changed, each at its place.
    Lines,
    /// A literal block.
    Block,
    /// A quoted scalar.
    Quoted,
}

/// The file with the changes in place, if reading it back gives the wanted values.
pub(super) fn in_place(
    base: &Report,
    changes: &BTreeMap<String, String>,
    rows: bool,
    style: Style,
    wanted: &BTreeMap<String, String>,
) -> Option<Vec<u8>> {
    let mut writer = Writer {
        base,
        edits: Vec::new(),
        tail: String::new(),
        newline: if base.source.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        },
    };
    let cells: BTreeMap<CellId, &String> = changes
        .iter()
        .filter_map(|(path, text)| Some((base.form.cell(path)?, text)))
        .collect();
    if rows {
        writer.rows(cells.keys().copied(), wanted)?;
    } else {
        for (id, text) in cells {
            writer.cell(id, text)?;
        }
    }
    // Keys that do not exist yet are added in this order: texts, values of one line, the letter.
    for (path, text) in changes.iter().filter(|(path, _)| is_text(base, path)) {
        let lines: Vec<&str> = text.lines().collect();
        writer.text(path, &lines, style)?;
    }
    for (key, text) in changes
        .iter()
        .filter_map(|(path, text)| Some((line(path)?, text)))
    {
        writer.value(key, &cell_scalar(text));
    }
    writer.letter(changes)?;
    let source = &base.source;
    let mut text = apply(&source.text, &writer.edits).ok()?;
    if !writer.tail.is_empty() {
        if !text.ends_with(['\n', '\r']) {
            text.push_str(writer.newline);
        }
        text.push_str(&writer.tail);
    }
    let mark = source.notices.contains(&Notice::ByteOrderMark);
    let bytes = [if mark { "\u{feff}" } else { "" }, &text]
        .concat()
        .into_bytes();
    let source = Arc::new(Source::parse(&source.name, &bytes).ok()?);
    if !source.problems.is_empty() && base.source.problems.is_empty() {
        return None;
    }
    let read = Report::read(&base.form, &source);
    (typed(&read) == *wanted).then_some(bytes)
}

/// Whether paragraphs of the head or of a section are at a path.
fn is_text(base: &Report, path: &str) -> bool {
    let section = base.form.section(path).map(|(_, section)| &section.content);
    let is_head = || {
        let keys = HEAD.iter().filter(|key| key.path == path);
        keys.map(|key| key.shape)
            .any(|shape| matches!(shape, Shape::Text | Shape::Body))
    };
    matches!(section, Some(Content::Text(_))) || is_head()
}

/// The key of the head at a path, if its value is one line.
fn line(path: &str) -> Option<&'static str> {
    let key = HEAD.iter().find(|key| key.path == path)?;
    let is_line = !matches!(key.shape, Shape::Text | Shape::Body | Shape::Letter);
    is_line.then_some(key.path)
}

struct Writer<'a> {
    base: &'a Report,
    edits: Vec<Edit>,
    /// Keys that do not exist yet, to be added at the end.
    tail: String,
    newline: &'static str,
}

impl Writer<'_> {
    fn replace(&mut self, place: Span, replacement: String) {
        // An omitted value begins right after its colon.
        let source = &self.base.source.text;
        let glued = place.start == place.end
            && source
                .get(..place.start)
                .is_some_and(|before| before.ends_with(':'));
        let mut replacement = if glued {
            format!(" {replacement}")
        } else {
            replacement
        };
        // A block of text goes to the end of its last line.
        let before = source.get(place.start..place.end).unwrap_or_default();
        if before.ends_with(['\n', '\r']) && !replacement.ends_with(['\n', '\r']) {
            replacement.push_str(self.newline);
        }
        self.edits.push(Edit { place, replacement });
    }

    /// A value of one line.
    fn value(&mut self, key: &str, written: &str) {
        match root_entry(self.base, key) {
            Some(entry) => self.replace(entry.value.place, written.to_owned()),
            None => self
                .tail
                .push_str(&format!("{key}: {written}{}", self.newline)),
        }
    }
}

fn cell_scalar(text: &str) -> String {
    if text.is_empty() {
        "~".to_owned()
    } else {
        scalar(text)
    }
}
