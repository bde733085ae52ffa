//! A report's values as they were typed, including those that cannot be read: for
//! showing a report that is still being edited, and for writing it again.
//!
//! Nothing is judged here: that `1.234` is not a valid number is for the rules to say.

use std::collections::BTreeMap;

use super::head::{normal, paragraphs};
use super::keys::resolve;
use super::{Report, fields};
use crate::form::{Content, Form, HeadKey, LETTER, Shape};
use crate::source::{Entry, Node};

/// The values by id path: always all cells, blank ones empty; of the rest only what the file gives. Cells
/// are as typed, without the spaces around them; year, date and level are normalised if they
/// can be read; paragraphs are separated by line feeds. The form is not included.
#[must_use]
pub fn typed(report: &Report) -> BTreeMap<String, String> {
    let read = fields(report).into_iter();
    let read = read.filter(|field| field.path != "form");
    let mut typed: BTreeMap<String, String> = read.map(|field| (field.path, field.text)).collect();
    for (spec, cell) in report.form.cells.iter().zip(&report.cells) {
        if !cell.text.is_empty() {
            typed.insert(spec.path.clone(), cell.text.clone());
        }
    }
    let entries = report.source.root.as_mapping().unwrap_or_default();
    for (id, entry) in found(entries, &report.form.keys()) {
        let Some(key) = HeadKey::of_path(&id) else {
            continue;
        };
        match key.shape {
            Shape::Form => {}
            Shape::Letter => {
                let entries = entry.value.as_mapping().unwrap_or_default();
                let known: Vec<(&str, &str)> = HeadKey::names(&LETTER).collect();
                for (id, entry) in found(entries, &known) {
                    add(&mut typed, &format!("{}.{id}", key.path), &entry.value);
                }
            }
            _ => add(&mut typed, key.path, &entry.value),
        }
    }
    typed
}

/// The first entry of each key.
fn found<'a>(entries: &'a [Entry], known: &[(&str, &str)]) -> Vec<(String, &'a Entry)> {
    // A problem with a key is reported where the report is read.
    resolve(entries, known, "", &mut Vec::new())
}

/// A value that could not be read, unchanged.
fn add(typed: &mut BTreeMap<String, String>, path: &str, node: &Node) {
    let scalar = node.as_scalar().filter(|scalar| !scalar.is_null());
    let text = scalar.map_or("", |scalar| scalar.text.trim());
    if !text.is_empty() {
        typed
            .entry(path.to_owned())
            .or_insert_with(|| text.to_owned());
    }
}

/// A text in the form in which [`typed`] gives the value of a path; `None` if reports on the form have no
/// such path.
#[must_use]
pub fn as_typed(form: &Form, path: &str, text: &str) -> Option<String> {
    if let Some(key) = HeadKey::of_path(path) {
        return normal(key.shape, text);
    }
    if form.cell(path).is_some() {
        return Some(text.trim().to_owned());
    }
    match form.section(path)?.1.content {
        Content::Text(_) => Some(paragraphs(text)),
        Content::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::form::Forms;
    use crate::source::Source;

    #[track_caller]
    fn check(yaml: &str, path: &str, expected: Option<&str>) {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
        let typed = typed(&Report::read(form, &Arc::new(source)));
        assert_eq!(typed.get(path).map(String::as_str), expected, "{yaml}");
        if let Some(text) = expected {
            assert_eq!(as_typed(form, path, text).as_deref(), expected);
        }
    }

    #[test]
    fn what_cannot_be_read_is_there_as_it_was_typed() {
        let cell = "disclosure.rules.issued";
        for (yaml, path, expected) in [
            ("disclosure:\n  rules: [\"1,234\", 2, 3]\n", cell, "1,234"),
            ("disclosure:\n  rules: [1,234, 2, 3]\n", cell, "1,234"),
            ("disclosure:\n  rules: {issued: ' １２ '}\n", cell, "１２"),
            ("disclosure:\n  rules: {issued: /}\n", cell, "/"),
            ("disclosure:\n  rules: {issued: ~}\n", cell, ""),
            ("year: 二〇二四\n", "year", "二〇二四"),
            ("年度: 2024年\n", "year", "2024"),
            ("date: 2025-02-30\n", "date", "2025-02-30"),
            ("date: 2025年1月24日\n", "date", "2025-01-24"),
            ("date: 2025/1/24\n", "date", "2025-01-24"),
            ("level: 市级\n", "level", "city"),
            ("level: 甲级\n", "level", "甲级"),
            ("previous: a.yaml\n", "previous", "a.yaml"),
            ("issuer: \"甲\\n乙\"\n", "issuer", "甲\n乙"),
            ("circular: {date: 明天}\n", "circular.date", "明天"),
            ("overview: |\n  甲\n\n  乙\n", "overview", "甲\n乙"),
        ] {
            check(yaml, path, Some(expected));
        }
        for path in ["form", "issuer", "circular", "disclosure", "none"] {
            check("form: x\ncircular: {to: 甲}\n", path, None);
        }
    }

    #[test]
    fn a_path_that_no_report_has_is_none() {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        for path in [
            "form",
            "circular",
            "circular.none",
            "requests",
            "requests.none",
            "",
        ] {
            assert_eq!(as_typed(form, path, "1"), None, "{path}");
        }
        assert_eq!(
            as_typed(form, "preface", " 一\r\n\n二 ").as_deref(),
            Some("一\n二")
        );
    }
}
