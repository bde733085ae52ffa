//! A DOCX of this program read back: the embedded report file is what the report was when the document was
//! made; where the bound part or the document differ, they were changed later.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bound::SourceFile;
use super::fresh::{Lack, lacking};
use super::narrative;
use super::reading::Reading;
use super::rewrite::{self, Changes};
use super::sheet::{Piece, clean};
use super::tail::Expect;
use super::{ImportError, Imported, letter, notes};
use chengbao_base::text::Text;
use chengbao_report::form::{CellId, Content, Forms, KEYS};
use chengbao_report::report::{Narrative, Report, fields, header, parse_date};
use chengbao_report::source::Source;

/// The report file with the changes applied; unchanged byte for byte if there are none.
pub(super) fn read(
    file: &SourceFile,
    bound: &BTreeMap<String, String>,
    pieces: &[Piece],
    forms: &Forms,
) -> Result<Imported, ImportError> {
    let source = Arc::new(Source::parse(&file.name, &file.bytes).map_err(ImportError::BadData)?);
    let id = header(&source)
        .form
        .map(|form| form.value)
        .unwrap_or_default();
    let form = forms.get(&id).ok_or(ImportError::UnknownForm { id })?;
    let base = Report::read(form, &source);
    let expect = match (&base.issuer, base.date) {
        (Some(issuer), Some(date)) => Expect::Signed(issuer.value.clone(), date.value),
        _ => Expect::Unsigned,
    };
    let reading = Reading::of(form, pieces, &expect);
    let mut merge = Merge {
        before: fields(&base)
            .into_iter()
            .map(|field| (field.path, field.text))
            .collect(),
        base: &base,
        bound,
        changes: Changes::default(),
        notes: Vec::new(),
    };
    merge.cells(&reading);
    merge.texts(&reading);
    merge.head(&reading);
    let Merge {
        changes, mut notes, ..
    } = merge;
    let yaml = if changes.is_empty() {
        file.bytes.clone()
    } else {
        let (yaml, note) = rewrite::write(&base, &changes)?;
        notes.extend(note);
        yaml
    };
    Ok(Imported {
        yaml,
        notes,
        ..Imported::default()
    })
}

struct Merge<'a> {
    base: &'a Report,
    /// Values of the base by id path, as printed.
    before: BTreeMap<String, String>,
    bound: &'a BTreeMap<String, String>,
    changes: Changes,
    notes: Vec<Text>,
}

impl Merge<'_> {
    fn cells(&mut self, reading: &Reading<'_>) {
        // A cell's own control identifies it, whatever the labels suggest.
        let tagged: BTreeMap<&str, String> = reading
            .controls
            .iter()
            .map(|(path, cell)| (path.as_str(), clean(&cell.text)))
            .collect();
        let form = Arc::clone(&self.base.form);
        for (index, spec) in form.cells.iter().enumerate() {
            let id = CellId(index);
            let by_label = || reading.values.get(&id).map(|cell| clean(&cell.text));
            let shown = tagged.get(spec.path.as_str()).cloned().or_else(by_label);
            let before = self.before.get(&spec.path).cloned().unwrap_or_default();
            let shown = shown.filter(|text| !same(text, &before));
            let bound = self.bound.get(&spec.path).map(|text| clean(text));
            let bound = bound.filter(|text| !same(text, &before));
            let after = match (bound, shown) {
                (None, None) => continue,
                (Some(bound), Some(shown)) => {
                    if !same(&bound, &shown) {
                        self.notes
                            .push(notes::both_changed(&spec.name, &bound, &shown));
                    }
                    shown
                }
                (bound, shown) => shown.or(bound).unwrap_or_default(),
            };
            self.notes.push(notes::changed(&spec.name, &before, &after));
            self.changes.cells.insert(id, after);
        }
        let is_tagged = |name: &str| {
            form.cells
                .iter()
                .any(|spec| spec.name.starts_with(name) && tagged.contains_key(spec.path.as_str()))
        };
        for lack in lacking(reading) {
            match lack {
                Lack::Table(label) if tagged.is_empty() => {
                    self.notes.push(notes::value_stays(&label))
                }
                Lack::Cells(name) if !is_tagged(&name) => {
                    self.notes.push(notes::value_stays(&name))
                }
                Lack::Table(_) | Lack::Cells(_) => {}
            }
        }
    }

    fn texts(&mut self, reading: &Reading<'_>) {
        let form = Arc::clone(&self.base.form);
        let sections = form
            .sections
            .iter()
            .zip(&self.base.texts)
            .zip(&reading.texts.sections);
        for ((section, before), shown) in sections {
            let Some(before) = before else {
                // A text that was not there has no heading in the document either, unless added.
                if let Some(lines) = shown.as_ref().filter(|lines| {
                    !lines.is_empty() && matches!(section.content, Content::Text(_))
                }) {
                    self.text(&section.id, &section.label, None, lines);
                }
                continue;
            };
            match shown {
                None => self.bound_text(&section.id, &section.label, Some(before)),
                Some(lines) => self.text(&section.id, &section.label, Some(before), lines),
            }
        }
    }

    /// A text as the document shows it.
    fn text(&mut self, key: &str, label: &str, before: Option<&Narrative>, shown: &[String]) {
        let lines: Vec<String> = before
            .iter()
            .flat_map(|text| &text.lines)
            .map(|line| line.value.clone())
            .collect();
        match narrative::merged(&lines, shown) {
            Some(after) => {
                self.notes.push(notes::text_changed(label));
                self.changes.texts.insert(key.to_owned(), after);
            }
            None => self.bound_text(key, label, before),
        }
    }

    /// A text that was changed only in the bound part.
    fn bound_text(&mut self, key: &str, label: &str, before: Option<&Narrative>) {
        let Some(bound) = self.bound.get(key) else {
            return;
        };
        let lines: Vec<String> = bound
            .lines()
            .map(clean)
            .filter(|line| !line.is_empty())
            .collect();
        let own: Vec<&str> = before
            .iter()
            .flat_map(|text| &text.lines)
            .map(|line| line.value.as_str())
            .collect();
        if lines != own {
            self.notes.push(notes::text_changed(label));
            self.changes.texts.insert(key.to_owned(), lines);
        }
    }

    /// Title, preface, issuing body, date: the parts around the sections.
    fn head(&mut self, reading: &Reading<'_>) {
        let texts = &reading.texts;
        let name = |key: &str| {
            KEYS.iter()
                .find(|(id, _)| *id == key)
                .map_or("", |(_, name)| *name)
        };
        for key in ["year", "issuer", "date", "level"] {
            let before = self.before.get(key).cloned().unwrap_or_default();
            let bound = self
                .bound
                .get(key)
                .map(|text| clean(text))
                .filter(|text| !text.is_empty() && *text != before);
            let shown = match key {
                "issuer" => texts.tail.issuer.clone(),
                "date" => texts.tail.date.map(|date| date.to_string()),
                _ => None,
            };
            let shown = shown.filter(|text| !same(text, &before));
            let valid = |text: &String| key != "date" || parse_date(text).is_some();
            if let Some(after) = shown.or(bound).filter(valid) {
                self.notes.push(notes::changed(name(key), &before, &after));
                self.changes.lines.insert(key, after);
            }
        }
        if letter::is_changed(self.base, &texts.front_lines) {
            self.notes.push(notes::letter_changed());
        }
        let own = self.base.title_lines();
        let front: Vec<&str> = texts.front_lines.iter().map(String::as_str).collect();
        let (title, preface) = match narrative::find_title(&front, &own) {
            Some(end) => (own.clone(), front.get(end..).unwrap_or_default().to_vec()),
            None if !texts.front.title.is_empty() => (
                texts.front.title.clone(),
                texts.front.preface.iter().map(String::as_str).collect(),
            ),
            // Without a title it is not clear where the preface begins.
            None => return,
        };
        if title.concat() != own.concat() {
            self.notes.push(notes::text_changed(name("title")));
            self.changes.texts.insert("title".to_owned(), title);
        }
        let preface: Vec<String> = preface.into_iter().map(str::to_owned).collect();
        self.text(
            "preface",
            name("preface"),
            self.base.preface.as_ref(),
            &preface,
        );
    }
}

/// Whether two texts differ at most in spaces.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    plain(one) == plain(other)
}
