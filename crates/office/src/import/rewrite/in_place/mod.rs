//! Changes as edits of the existing text. The result is read back, and returned only if it
//! is what was meant. It never touches a byte outside the values, and never tries another way by itself.

mod cells;
mod letter;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Changes;
use crate::import::locate::root_entry;
use chengbao_report::form::scalar;
use chengbao_report::report::{Report, typed};
use chengbao_report::source::edit::{Edit, apply};
use chengbao_report::source::{Notice, Source, Span};

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
    changes: &Changes,
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
    if rows {
        writer.rows(changes, wanted)?;
    } else {
        for (id, text) in &changes.cells {
            writer.cell(*id, text)?;
        }
    }
    for (key, lines) in &changes.texts {
        writer.text(key, lines, style)?;
    }
    for (key, text) in &changes.lines {
        writer.value(key, &cell_scalar(text));
    }
    writer.letter(&changes.letter)?;
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
