//! A report's values by id path, and their one canonical form: what is signed, compared and embedded
//! in documents. Comments, order and layout of the file play no part.

use serde_json::{Map, Value as Json, json};

use super::{Cell, Circular, Narrative, Placed, Report, Value, canonical};
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
    if let Some(year) = report.year {
        fields.push(Field {
            path: "year".to_owned(),
            text: year.value.to_string(),
            json: json!(year.value),
            place: Some(year.place),
        });
    }
    let issuer = report.issuer.as_ref();
    fields.extend(issuer.map(|issuer| Field::text("issuer", &issuer.value, Some(issuer.place))));
    fields.extend(paragraphs("title", report.title.as_ref()));
    fields.extend(report.date.map(|date| {
        let text = date.value.to_string();
        Field::text("date", text, Some(date.place))
    }));
    fields.extend(
        report
            .level
            .map(|level| Field::text("level", level.value.id(), Some(level.place))),
    );
    fields.extend(paragraphs("preface", report.preface.as_ref()));
    fields.extend(report.circular.iter().flat_map(circular));
    for (index, section) in report.form.sections.iter().enumerate() {
        let text = report.texts.get(index).and_then(Option::as_ref);
        fields.extend(paragraphs(&section.id, text));
        let specs = report.form.cells.iter().zip(&report.cells);
        fields.extend(
            specs
                .filter(|(spec, _)| spec.section == index)
                .map(|(spec, value)| cell(&spec.path, value)),
        );
    }
    fields
}

/// What the report gives for its covering letter; the names of annexes as paragraphs.
fn circular(circular: &Circular) -> Vec<Field> {
    let line = |path: &str, text: Option<&Placed<String>>| {
        let Placed { value, place } = text?;
        Some(Field::text(path, value.as_str(), Some(*place)))
    };
    let date = circular.date;
    let fields = [
        line("circular.mark", circular.mark.as_ref()),
        line("circular.number", circular.number.as_ref()),
        paragraphs("circular.title", circular.title.as_ref()),
        line("circular.to", circular.to.as_ref()),
        paragraphs("circular.text", circular.text.as_ref()),
        line("circular.issuer", circular.issuer.as_ref()),
        date.map(|date| Field::text("circular.date", date.value.to_string(), Some(date.place))),
        paragraphs("circular.annexes", circular.annexes.as_ref()),
    ];
    fields.into_iter().flatten().collect()
}

fn paragraphs(path: &str, text: Option<&Narrative>) -> Option<Field> {
    let Narrative { lines, place } = text?;
    let lines: Vec<&str> = lines.iter().map(|line| line.value.as_str()).collect();
    Some(Field::text(path, lines.join("\n"), Some(*place)))
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
