//! A document without embedded data as a new report file: the form's skeleton filled in, and a note
//! for everything that was not found.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use super::sheet::clean;
use super::{Imported, notes};
use chengbao_base::text::Text;
use chengbao_report::file::skeleton;
use chengbao_report::form::{CellId, Content, Form, Forms, HeadKey};

/// The report file.
pub(super) fn write(reading: &Reading<'_>, forms: &Forms) -> Imported {
    let form = &reading.form;
    let mut notes = Vec::new();
    // Notes on tables come before those on texts.
    let cells = cells(reading, &mut notes);
    let mut values = texts(reading, &mut notes);
    values.extend(cells);
    if let Some(year) = values.get("year").and_then(|year| year.parse().ok())
        && !form.years.contains(year)
        && forms.of_family(&form.family, year).next().is_some()
    {
        notes.insert(0, notes::other_form(&form.id, year));
    }
    Imported {
        yaml: skeleton(form, &values).into_bytes(),
        notes,
        ..Imported::default()
    }
}

/// Everything but the cells.
fn texts(reading: &Reading<'_>, notes: &mut Vec<Text>) -> BTreeMap<String, String> {
    let (form, texts) = (&reading.form, &reading.texts);
    let (front, tail) = (&texts.front, &texts.tail);
    let lacks = |path| notes::no_key(HeadKey::of_path(path).map_or(path, |key| key.label), path);
    let year = front.year.or_else(|| {
        let year = i32::from(tail.date?.year()) - 1;
        notes.push(notes::year_from_date(year));
        Some(year)
    });
    if year.is_none() {
        notes.push(lacks("year"));
    }
    let issuer = match (&front.issuer, &tail.issuer) {
        (Some(title), Some(imprint)) if title != imprint => {
            notes.push(notes::issuers_differ(title, imprint));
            Some(imprint.clone())
        }
        (title, imprint) => title.clone().or_else(|| imprint.clone()),
    };
    if issuer.is_none() {
        notes.push(lacks("issuer"));
    }
    if tail.date.is_none() {
        notes.push(lacks("date"));
    }
    let is_default = is_default(form, year, issuer.as_deref(), &front.title);
    let known = [
        ("year", year.map(|year| year.to_string())),
        ("issuer", issuer),
        ("date", tail.date.map(|date| date.to_string())),
    ];
    let known = known.into_iter();
    let mut values: BTreeMap<String, String> = known
        .filter_map(|(path, text)| Some((path.to_owned(), text?)))
        .collect();
    let mut put = |key: &str, lines: &[String]| {
        let lines: Vec<String> = lines
            .iter()
            .map(|line| clean(line))
            .filter(|line| !line.is_empty())
            .collect();
        if !lines.is_empty() {
            values.insert(key.to_owned(), lines.join("\n"));
        }
    };
    put("preface", &front.preface);
    for (section, text) in form.sections.iter().zip(&texts.sections) {
        match (&section.content, text) {
            (Content::Text(_), Some(lines)) => put(&section.id, lines),
            (Content::Text(_), None) => notes.push(notes::no_section(&section.label)),
            (Content::Table(_), lines) => {
                // Units and captions occur next to tables; a sentence there was written by someone.
                let sentence = lines.iter().flatten().find(|line| line.contains('。'));
                notes.extend(sentence.map(|line| notes::text_at_table(&section.label, line)));
            }
        }
    }
    if !is_default {
        let title: Vec<String> = front.title.iter().map(|line| clean(line)).collect();
        values.insert("title".to_owned(), title.join("\n"));
    }
    values
}

/// Whether a title is the form's default, whichever way it is broken into lines.
fn is_default(form: &Form, year: Option<i32>, issuer: Option<&str>, title: &[String]) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let (Some(year), Some(issuer)) = (year, issuer) else {
        return title.is_empty();
    };
    let default = form
        .title
        .concat()
        .replace("{issuer}", issuer)
        .replace("{year}", &year.to_string());
    title.is_empty() || plain(&title.concat()) == plain(&default)
}

/// The cells as found; a note for each row or cell that is missing.
fn cells(reading: &Reading<'_>, notes: &mut Vec<Text>) -> BTreeMap<String, String> {
    let path = |id: &CellId| Some(reading.form.spec(*id)?.path.clone());
    let texts = reading
        .values
        .iter()
        .filter_map(|(id, cell)| Some((path(id)?, clean(&cell.text))));
    notes.extend(lacking(reading).into_iter().map(|lack| match lack {
        Lack::Table(label) => notes::no_table(&label),
        Lack::Cells(name) => notes::no_cell(&name),
    }));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// What a document lacks of a form's tables.
pub(super) enum Lack {
    /// A whole table, by the label of its section.
    Table(String),
    /// A row or a cell, by its name.
    Cells(String),
}

/// What is missing, the largest first: a table, else a row, else a cell.
pub(super) fn lacking(reading: &Reading<'_>) -> Vec<Lack> {
    let form = &reading.form;
    let mut out = Vec::new();
    for (index, section) in form.sections.iter().enumerate() {
        let cells: Vec<_> = form.section_cells(index).collect();
        let is_there = |id: &CellId| reading.values.contains_key(id);
        if cells.is_empty() || cells.iter().all(|(id, _)| is_there(id)) {
            continue;
        }
        if !cells.iter().any(|(id, _)| is_there(id)) {
            out.push(Lack::Table(section.label.clone()));
            continue;
        }
        let mut told = BTreeSet::new();
        for (_, spec) in cells.iter().filter(|(id, _)| !is_there(id)) {
            let mut row = cells
                .iter()
                .filter(|(_, other)| other.row_path == spec.row_path);
            let whole = !row.any(|(id, _)| is_there(id));
            if !whole {
                out.push(Lack::Cells(spec.name.clone()));
            } else if told.insert(&spec.row_path) {
                let name = spec
                    .name
                    .rsplit_once('，')
                    .map_or(spec.name.as_str(), |(row, _)| row);
                out.push(Lack::Cells(name.to_owned()));
            }
        }
    }
    out
}
