//! A report's values by id path, and their one canonical form: what is signed, compared and embedded
//! in documents. Comments, order and layout of the file play no part.

use serde_json::{Map, Value as Json, json};

use super::{Cell, Head, HeadValue, Report, Value, canonical};
use crate::form::{HEAD, HeadKey, LETTER, Shape};
use crate::source::Span;

/// One value of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Id path: `year`, `overview`, `requests.received.individual`.
    pub path: String,
    /// The value as printed; paragraphs are separated by line feeds; a blank is empty.
    pub text: String,
    /// The value as JSON: a whole number, a text (also decimals, whose digits count), `null` for a blank.
    pub json: Json,
    /// Where it is; `None` for what the file does not contain.
    pub place: Option<Span>,
}

impl Field {
    fn text(path: &str, text: impl Into<String>, place: Option<Span>) -> Self {
        let text = text.into();
        Self {
            path: path.to_owned(),
            json: Json::from(text.as_str()),
            text,
            place,
        }
    }
}

/// Every value the report gives, in the order of its form; always all cells, including blank ones.
#[must_use]
pub fn fields(report: &Report) -> Vec<Field> {
    let mut fields = vec![Field::text("form", &report.form.id, None)];
    head(&report.head, &HEAD, &mut fields);
    for (index, section) in report.form.sections.iter().enumerate() {
        let text = report.texts.get(index).and_then(Option::as_ref);
        fields.extend(text.map(|text| Field::text(&section.id, text.joined(), Some(text.place))));
        let specs = report.form.cells.iter().zip(&report.cells);
        fields.extend(
            specs
                .filter(|(spec, _)| spec.section == index)
                .map(|(spec, value)| cell(&spec.path, value)),
        );
    }
    fields
}

/// The values of these keys, those of a letter by their own keys. The path of another file is no value of
/// the report.
fn head(head: &Head, keys: &'static [HeadKey], fields: &mut Vec<Field>) {
    for (key, value) in head.of(keys) {
        if let HeadValue::Letter(letter) = value {
            self::head(&letter.head, &LETTER, fields);
        }
        let Some(text) = value.text().filter(|_| key.shape != Shape::Path) else {
            continue;
        };
        fields.push(Field {
            json: match value {
                HeadValue::Year(year) => json!(year.value),
                _ => Json::from(text.as_str()),
            },
            ..Field::text(key.path, text, Some(value.place()))
        });
    }
}

fn cell(path: &str, cell: &Cell) -> Field {
    let text = cell.printed();
    let json = match &cell.value {
        Value::Missing | Value::Blank => Json::Null,
        Value::Count(number) => json!(number),
        _ => Json::from(text.as_str()),
    };
    Field {
        path: path.to_owned(),
        text,
        json,
        place: cell.place,
    }
}

/// The values that have more characters than the form allows, with their number. Such a report is not laid
/// out.
#[must_use]
pub fn overlong(report: &Report) -> Vec<(Field, usize)> {
    let most = report.form.max_text;
    let counted = fields(report).into_iter().map(|field| {
        // No text has fewer bytes than characters.
        let count = match field.text.len() > most {
            true => field.text.chars().count(),
            false => 0,
        };
        (field, count)
    });
    counted.filter(|(_, count)| *count > most).collect()
}

/// Every value by id path, with the form's version: what is signed. All values are whole numbers, texts or
/// `null`.
#[must_use]
pub fn values(report: &Report) -> Map<String, Json> {
    let mut values: Map<String, Json> = fields(report)
        .into_iter()
        .map(|field| (field.path, field.json))
        .collect();
    values.insert("form_version".to_owned(), json!(report.form.version));
    values
}

/// The report in the JSON Canonicalization Scheme: its [`values`] as one object. Two reports with the
/// same content have the same bytes.
#[must_use]
pub fn canonical_json(report: &Report) -> Vec<u8> {
    canonical(&Json::Object(values(report)))
}
