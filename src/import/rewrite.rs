//! Changes written into a report file: each value in its own place, everything else left byte for
//! byte. What is written is read back; where that is not what was meant, a plainer way is tried,
//! and in the end the report is written anew.

mod letter;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::locate::{Spot, cell_spot, root_entry, row_spot};
use super::{ImportError, notes};
use crate::form::{CellId, Filled, Form, scalar, skeleton};
use crate::report::{Report, typed};
use crate::source::edit::{Edit, apply};
use crate::source::{Notice, Place, ScalarStyle, Source};
use crate::text::Text;

/// What is to be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    /// Cells as they are printed; empty for a blank.
    pub(super) cells: BTreeMap<CellId, String>,
    /// Texts by key; no lines for none.
    pub(super) texts: BTreeMap<String, Vec<String>>,
    /// Values of one line by key; empty for none.
    pub(super) lines: BTreeMap<&'static str, String>,
    /// Values of the covering letter by its keys; empty for none.
    pub(super) letter: BTreeMap<String, String>,
}

impl Changes {
    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
            && self.texts.is_empty()
            && self.lines.is_empty()
            && self.letter.is_empty()
    }
}

/// How texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// The lines that changed, each in its place.
    Lines,
    /// A literal block.
    Block,
    /// A quoted scalar.
    Quoted,
}

/// The report file with the changes, and a note where it had to be written anew.
pub(super) fn write(
    base: &Report,
    changes: &Changes,
) -> Result<(Vec<u8>, Option<Text>), ImportError> {
    let wanted = wanted(base, changes);
    for rows in [false, true] {
        for style in [Style::Lines, Style::Block, Style::Quoted] {
            if let Some(bytes) = in_place(base, changes, rows, style, &wanted) {
                return Ok((bytes, None));
            }
        }
    }
    let yaml = anew(&base.form, &wanted);
    Source::parse(&base.source.name, &yaml).map_err(ImportError::Unreadable)?;
    Ok((yaml, Some(notes::rewritten())))
}

/// A new report file with the values, by id path.
pub(super) fn anew(form: &Form, values: &BTreeMap<String, String>) -> Vec<u8> {
    let filled = Filled {
        year: values.get("year").cloned(),
        issuer: values.get("issuer").cloned(),
        level: values.get("level").cloned(),
        previous: values.get("previous").cloned(),
        date: values.get("date").cloned(),
        texts: texts(form, values),
        letter: letter(values),
        cells: cells(form, values),
    };
    skeleton(form, &filled).into_bytes()
}

/// Every value as it shall be, by id path.
fn wanted(base: &Report, changes: &Changes) -> BTreeMap<String, String> {
    let mut wanted = typed(base);
    for (id, text) in &changes.cells {
        if let Some(spec) = base.form.spec(*id) {
            wanted.insert(spec.path.clone(), text.clone());
        }
    }
    for (key, lines) in &changes.texts {
        if lines.is_empty() {
            wanted.remove(key);
        } else {
            wanted.insert(key.clone(), lines.join("\n"));
        }
    }
    let lines = changes.lines.iter();
    let lines = lines.map(|(key, text)| ((*key).to_owned(), text));
    let letter = changes.letter.iter();
    for (path, text) in lines.chain(letter.map(|(key, text)| (format!("circular.{key}"), text))) {
        if text.is_empty() {
            wanted.remove(&path);
        } else {
            wanted.insert(path, text.clone());
        }
    }
    wanted
}

fn texts(form: &Form, wanted: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let sections = form.sections.iter().map(|section| section.id.as_str());
    let keys = ["title", "preface"].into_iter().chain(sections);
    keys.filter_map(|key| {
        let text = wanted.get(key)?;
        Some((key.to_owned(), text.lines().map(str::to_owned).collect()))
    })
    .collect()
}

fn letter(wanted: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let key = |path: &str| path.strip_prefix("circular.").map(str::to_owned);
    let letter = wanted.iter();
    letter
        .filter_map(|(path, text)| Some((key(path)?, text.clone())))
        .collect()
}

fn cells(form: &Form, wanted: &BTreeMap<String, String>) -> BTreeMap<CellId, String> {
    let cells = form.cells.iter().enumerate();
    let cells =
        cells.filter_map(|(index, spec)| Some((CellId(index), wanted.get(&spec.path)?.clone())));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

/// The file with the changes in place, where reading it back gives what is wanted.
fn in_place(
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
    /// Keys that are not there yet, to stand at the end.
    tail: String,
    newline: &'static str,
}

impl Writer<'_> {
    fn replace(&mut self, place: Place, replacement: String) {
        // A value that is left out begins right after its colon.
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

    fn cell(&mut self, id: CellId, text: &str) -> Option<()> {
        let Spot { place, .. } = cell_spot(self.base, id)?;
        self.replace(place, cell_scalar(text));
        Some(())
    }

    /// Whole rows, for cells that have no place of their own.
    fn rows(&mut self, changes: &Changes, wanted: &BTreeMap<String, String>) -> Option<()> {
        let mut done = Vec::new();
        for id in changes.cells.keys() {
            let Spot { place, record } = row_spot(self.base, *id)?;
            if done.contains(&record.path) {
                continue;
            }
            let value = |id: CellId| {
                let path = &self.base.form.spec(id)?.path;
                Some(cell_scalar(wanted.get(path).map_or("", String::as_str)))
            };
            let cells: Option<Vec<String>> =
                record.cells.iter().map(|cell| value(cell.cell)).collect();
            let cells = cells?;
            let written = if cells.len() > 3 {
                format!("[{}]", cells.join(", "))
            } else {
                let pairs = record
                    .cells
                    .iter()
                    .zip(&cells)
                    .map(|(cell, value)| format!("{}: {value}", cell.id));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            };
            self.replace(place, written);
            done.push(record.path.clone());
        }
        Some(())
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

    fn text(&mut self, key: &str, lines: &[String], style: Style) -> Option<()> {
        let Some(entry) = root_entry(self.base, key) else {
            if !lines.is_empty() {
                let body: String = lines
                    .iter()
                    .map(|line| format!("  {line}{}", self.newline))
                    .collect();
                self.tail
                    .push_str(&format!("{key}: |{}{body}", self.newline));
            }
            return Some(());
        };
        if lines.is_empty() {
            self.replace(entry.value.place, "~".to_owned());
            return Some(());
        }
        match style {
            Style::Lines => self.changed_lines(key, lines),
            Style::Block => {
                let literal = entry
                    .value
                    .as_scalar()
                    .is_some_and(|scalar| scalar.style == ScalarStyle::Literal);
                self.block(entry.value.place, entry.key.place, lines, literal)
            }
            Style::Quoted => {
                self.replace(entry.value.place, scalar(&lines.join("\n")));
                Some(())
            }
        }
    }

    /// Where as many lines are there as before: those that differ.
    fn changed_lines(&mut self, key: &str, lines: &[String]) -> Option<()> {
        let index = self.base.form.section(key).map(|(index, _)| index);
        let text = match (key, index) {
            ("title", _) => self.base.title.as_ref(),
            ("preface", _) => self.base.preface.as_ref(),
            (_, index) => self.base.texts.get(index?)?.as_ref(),
        }?;
        if text.lines.len() != lines.len() {
            return None;
        }
        for (before, after) in text
            .lines
            .iter()
            .zip(lines)
            .filter(|(before, after)| before.value != **after)
        {
            if self.base.source.slice(before.place) != before.value {
                return None;
            }
            self.edits.push(Edit {
                place: before.place,
                replacement: after.clone(),
            });
        }
        Some(())
    }

    /// A literal block in the place of a value; the header of a block that is there is kept.
    fn block(&mut self, place: Place, key: Place, lines: &[String], literal: bool) -> Option<()> {
        let source = &self.base.source.text;
        let rest = source.get(place.start..)?;
        let line_end = place.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let indent = " ".repeat(usize::try_from(key.column).ok()? + 1);
        let mut body = String::new();
        for line in lines {
            body.push_str(self.newline);
            body.push_str(&indent);
            body.push_str(line);
        }
        let end = place.end.max(if literal { line_end } else { place.end });
        let ends_line = source.get(place.start..end)?.ends_with(['\n', '\r']);
        if ends_line {
            body.push_str(self.newline);
        }
        let (start, replacement) = if literal {
            (line_end, body)
        } else {
            // What stands after the value in its line would become text.
            let after = source.get(end..)?.lines().next().unwrap_or_default();
            if !ends_line && !after.trim().is_empty() {
                return None;
            }
            (place.start, format!("|{body}"))
        };
        if end < start {
            return None;
        }
        self.replace(
            Place {
                start,
                end,
                ..place
            },
            replacement,
        );
        Some(())
    }
}

fn cell_scalar(text: &str) -> String {
    if text.is_empty() {
        "~".to_owned()
    } else {
        scalar(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    /// The report file after the cell and the text were changed, and whether it was written anew.
    fn written(yaml: &str, cell: &str, text: &str) -> (String, bool) {
        let forms = Forms::builtin().unwrap();
        let form = forms.in_force(2024).next().unwrap();
        let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
        let base = Report::read(form, &Arc::new(source));
        let first = form.sections[0].id.clone();
        let mut changes = Changes::default();
        changes
            .cells
            .extend(form.cell(cell).map(|id| (id, "77".to_owned())));
        if !text.is_empty() {
            let lines = text.lines().map(str::to_owned).collect();
            changes.texts.insert(first, lines);
        }
        let (bytes, note) = write(&base, &changes).unwrap();
        (String::from_utf8(bytes).unwrap(), note.is_some())
    }

    #[track_caller]
    fn check(yaml: &str, cell: &str, text: &str, expected: &str) {
        assert_eq!(written(yaml, cell, text), (expected.to_owned(), false));
    }

    const CELL: &str = "disclosure.rules.repealed";

    #[test]
    fn a_cell_is_changed_in_its_place_however_its_row_is_written() {
        for (before, after) in [
            (
                "disclosure: # 二\n  rules: {issued: 1, repealed: 2, in_force: 3} # 注\n",
                "disclosure: # 二\n  rules: {issued: 1, repealed: 77, in_force: 3} # 注\n",
            ),
            (
                "disclosure:\n  规章: [1, 2, 3]\n",
                "disclosure:\n  规章: [1, 77, 3]\n",
            ),
            (
                "二、主动公开政府信息情况:\n  rules:\n    issued: 1\n    本年废止件数: # 待填\n",
                "二、主动公开政府信息情况:\n  rules:\n    issued: 1\n    本年废止件数: 77 # 待填\n",
            ),
            (
                "disclosure:\n  rules: {issued: 1}\n",
                "disclosure:\n  rules: {issued: 1, repealed: 77, in_force: ~}\n",
            ),
            (
                "disclosure:\n  rules: ~\n",
                "disclosure:\n  rules: {issued: ~, repealed: 77, in_force: ~}\n",
            ),
            (
                "a: &a [1, 2, 3]\ndisclosure:\n  rules: *a\n  normative_documents: *a\n",
                "a: &a [1, 2, 3]\ndisclosure:\n  rules: {issued: 1, repealed: 77, in_force: 3}\n  normative_documents: *a\n",
            ),
        ] {
            check(before, CELL, "", after);
        }
    }

    #[test]
    fn a_text_is_changed_in_its_place_however_it_is_written() {
        for (before, text, after) in [
            (
                "overview: | # 注\n  甲\n\n  乙\nx: 1\n",
                "甲\n丙",
                "overview: | # 注\n  甲\n\n  丙\nx: 1\n",
            ),
            (
                "overview: |\n  甲\nx: 1\n",
                "甲\n乙",
                "overview: |\n  甲\n  乙\nx: 1\n",
            ),
            (
                "overview: |\r\n  甲\r\nx: 1\r\n",
                "甲\n乙",
                "overview: |\r\n  甲\r\n  乙\r\nx: 1\r\n",
            ),
            (
                "overview: 甲 # 注\n",
                "乙\n丙",
                "overview: \"乙\\n丙\" # 注\n",
            ),
            (
                "overview: 甲\nx: 1\n",
                "乙\n丙",
                "overview: |\n  乙\n  丙\nx: 1\n",
            ),
            ("overview:\nx: 1\n", "乙", "overview: |\n  乙\nx: 1\n"),
            ("x: 1", "乙", "x: 1\noverview: |\n  乙\n"),
        ] {
            check(before, "", text, after);
        }
    }

    #[test]
    fn what_cannot_be_changed_in_place_is_written_anew() {
        let letter = "circular: {to: 某办, annexes: [甲, 乙], text: \"一\\n二\"}";
        let before = format!("{{year: 2024, issuer: 某局, level: city, {letter}}}");
        let (yaml, anew) = written(&before, CELL, "甲");
        assert!(anew, "{yaml}");
        let values = |yaml: &str| {
            let forms = Forms::builtin().unwrap();
            let form = forms.in_force(2024).next().unwrap();
            let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
            typed(&Report::read(form, &Arc::new(source)))
        };
        let mut wanted = values(&before);
        wanted.insert(CELL.to_owned(), "77".to_owned());
        wanted.insert("overview".to_owned(), "甲".to_owned());
        assert_eq!(values(&yaml), wanted);
    }
}
