//! The values of the head and of the covering letter, by the table of keys (`form::HEAD`, `form::LETTER`): read by shape,
//! listed by key, and by name where a part of the program asks for one. It knows no rule.
//!
//! Cycle with `circular`: a letter is the value of a key of the head, and has such values of its own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::day::day;
use super::header::year;
use super::spelled::Read;
use super::{Circular, Narrative, Placed, Report, TextLine};
use crate::form::{HeadKey, LETTER, Level, Shape};
use crate::source::{Node, Span};
use chengbao_base::text::Text;

/// The value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadValue {
    /// A year.
    Year(Placed<i32>),
    /// A day.
    Date(Placed<Date>),
    /// A level.
    Level(Placed<Level>),
    /// One line: text, or the path of a file.
    Line(Placed<String>),
    /// Paragraphs, or names.
    Text(Narrative),
    /// The covering letter.
    Letter(Circular),
}

/// The values that could be read, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    values: BTreeMap<&'static str, HeadValue>,
}

impl Head {
    /// Adds a value.
    pub(super) fn insert(&mut self, key: &HeadKey, value: HeadValue) {
        self.values.insert(key.path, value);
    }

    /// The values of these keys, in their order.
    pub fn of<'h>(
        &'h self,
        keys: &'static [HeadKey],
    ) -> impl Iterator<Item = (&'static HeadKey, &'h HeadValue)> {
        keys.iter()
            .filter_map(|key| Some((key, self.values.get(key.path)?)))
    }

    /// The day at a path.
    #[must_use]
    pub fn date(&self, path: &str) -> Option<Placed<Date>> {
        match self.values.get(path)? {
            HeadValue::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The line at a path.
    #[must_use]
    pub fn line(&self, path: &str) -> Option<&Placed<String>> {
        match self.values.get(path)? {
            HeadValue::Line(line) => Some(line),
            _ => None,
        }
    }

    /// The paragraphs at a path.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Narrative> {
        match self.values.get(path)? {
            HeadValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every line of text of these keys; paths and what may contain tables and pictures are left out.
    pub(super) fn lines(&self, keys: &'static [HeadKey]) -> Vec<TextLine<'_>> {
        let mut out = Vec::new();
        for (key, value) in self.of(keys) {
            let line = |line| TextLine::of(key.path, line);
            match value {
                HeadValue::Line(text) if key.shape == Shape::Line => out.push(line(text)),
                HeadValue::Text(text) if key.shape != Shape::Body => {
                    out.extend(text.lines.iter().map(line));
                }
                HeadValue::Letter(letter) => out.extend(letter.head.lines(&LETTER)),
                _ => {}
            }
        }
        out
    }
}

/// The values a part of the program asks for by name.
impl Report {
    /// 报告年度.
    #[must_use]
    pub fn year(&self) -> Option<Placed<i32>> {
        match self.head.values.get("year")? {
            HeadValue::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// 发布机关.
    #[must_use]
    pub fn issuer(&self) -> Option<&Placed<String>> {
        self.head.line("issuer")
    }

    /// Title lines as the report gives them; `None` for the form's default.
    #[must_use]
    pub fn title(&self) -> Option<&Narrative> {
        self.head.text("title")
    }

    /// 成文日期.
    #[must_use]
    pub fn date(&self) -> Option<Placed<Date>> {
        self.head.date("date")
    }

    /// Level of the issuing body.
    #[must_use]
    pub fn level(&self) -> Option<Placed<Level>> {
        match self.head.values.get("level")? {
            HeadValue::Level(level) => Some(*level),
            _ => None,
        }
    }

    /// Path of last year's report as the report gives it.
    #[must_use]
    pub fn previous(&self) -> Option<&Placed<String>> {
        self.head.line("previous")
    }

    /// Text before the first section.
    #[must_use]
    pub fn preface(&self) -> Option<&Narrative> {
        self.head.text("preface")
    }

    /// The letter the report is sent with.
    #[must_use]
    pub fn circular(&self) -> Option<&Circular> {
        match self.head.values.get("circular")? {
            HeadValue::Letter(letter) => Some(letter),
            _ => None,
        }
    }

    /// The value of a key; `None` if it is left out or cannot be read, which then is a diagnostic.
    pub(super) fn read_head(&mut self, key: &HeadKey, node: &Node) -> Option<HeadValue> {
        if node.is_null() {
            return None;
        }
        let (path, label) = (key.path, key.label);
        Some(match key.shape {
            // It was read before, to choose the form.
            Shape::Form => return None,
            Shape::Year => HeadValue::Year(self.read_value(path, node, year, || {
                Text::new(
                    "四位数的年份，如 2024",
                    "a year of four digits, such as 2024",
                )
            })?),
            Shape::Date => HeadValue::Date(self.read_value(path, node, day, || {
                Text::new("日期，如 2025-01-24", "a date such as 2025-01-24")
            })?),
            Shape::Level => HeadValue::Level(self.read_value(path, node, level, || {
                let zh = Level::ALL.map(Level::name).join("、");
                let en = Level::ALL.map(Level::id).join(", ");
                Text::new(format!("{zh}之一"), format!("one of {en}"))
            })?),
            Shape::Line | Shape::Path => HeadValue::Line(self.read_line(path, node)?),
            Shape::Text | Shape::Body => HeadValue::Text(self.read_text(path, label, node)?),
            Shape::Names => HeadValue::Text(self.read_names(path, label, node)?),
            Shape::Letter => HeadValue::Letter(self.read_letter(key, node)?),
        })
    }
}

impl HeadValue {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> Span {
        match self {
            Self::Year(year) => year.place,
            Self::Date(date) => date.place,
            Self::Level(level) => level.place,
            Self::Line(line) => line.place,
            Self::Text(text) => text.place,
            Self::Letter(letter) => letter.place,
        }
    }

    /// The value as printed, paragraphs separated by line feeds; `None` for the letter, which has values of
    /// its own.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Self::Year(year) => year.value.to_string(),
            Self::Date(date) => date.value.to_string(),
            Self::Level(level) => level.value.id().to_owned(),
            Self::Line(line) => line.value.clone(),
            Self::Text(text) => text.joined(),
            Self::Letter(_) => return None,
        })
    }
}

/// A text in the form in which a value of that shape is given; `None` for what has no text of its own.
pub(super) fn normal(shape: Shape, text: &str) -> Option<String> {
    let line = text.trim();
    let read = match shape {
        Shape::Form | Shape::Letter => return None,
        Shape::Text | Shape::Body | Shape::Names => return Some(paragraphs(text)),
        Shape::Year => year(line).value().map(|year| year.to_string()),
        Shape::Date => day(line).value().map(|date| date.to_string()),
        Shape::Level => level(line).value().map(|level| level.id().to_owned()),
        Shape::Line | Shape::Path => None,
    };
    Some(read.unwrap_or_else(|| line.to_owned()))
}

/// A level by its id or one of its names.
fn level(text: &str) -> Read<Level> {
    Read::folded(text, Level::parse, |level| level.name().to_owned())
}

/// The lines that are not blank, without the spaces around them.
pub(super) fn paragraphs(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::form::{Forms, HEAD};
    use crate::source::Source;

    /// A report in which every key that a person can fill in is filled in.
    fn full() -> Report {
        let value = |key: &HeadKey| match key.shape {
            Shape::Form | Shape::Letter => None,
            Shape::Year => Some("2024"),
            Shape::Date => Some("2025-01-24"),
            Shape::Level => Some("city"),
            Shape::Line | Shape::Path => Some("某市"),
            Shape::Text | Shape::Body | Shape::Names => Some("甲乙"),
        };
        let mut yaml = String::new();
        for (indent, keys) in [("", &HEAD[..]), ("  ", &LETTER[..])] {
            for key in keys {
                let value = match value(key) {
                    Some(value) => format!(" {value}"),
                    None if key.shape == Shape::Letter => String::new(),
                    None => continue,
                };
                yaml += &format!("{indent}{}:{value}\n", key.id());
            }
        }
        let forms = Forms::builtin().unwrap();
        let form = forms.in_force(2024).next().unwrap();
        let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
        Report::read(form, &Arc::new(source))
    }

    #[test]
    fn every_key_is_read_and_has_a_text_that_is_read_again() {
        let report = full();
        let letter = report.circular().unwrap();
        let values = report.head.of(&HEAD).chain(letter.head.of(&LETTER));
        let mut count = 0;
        for (key, value) in values {
            count += 1;
            if let Some(text) = value.text() {
                assert_eq!(normal(key.shape, &text), Some(text), "{}", key.path);
            }
        }
        // All but `form`.
        assert_eq!(count, HEAD.len() + LETTER.len() - 1);
    }

    #[test]
    fn values_asked_for_by_name_are_those_of_their_keys() {
        let report = full();
        assert_eq!(report.year().unwrap().value, 2024);
        assert_eq!(report.level().unwrap().value, Level::City);
        assert!(report.date().is_some() && report.previous().is_some());
        assert!(report.issuer().is_some() && report.title().is_some());
        assert!(report.preface().is_some());
        let letter = report.circular().unwrap();
        assert!(letter.mark().is_some() && letter.number().is_some() && letter.to().is_some());
        assert!(letter.title().is_some() && letter.text().is_some() && letter.annexes().is_some());
        assert!(letter.issuer().is_some() && letter.date().is_some());
    }
}
