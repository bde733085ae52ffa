//! JSON Schema (draft 2020-12) of a form's report files, for editors.
//!
//! It walks the same slots as the reader and is as strict, except for what only the reader can determine:
//! how a number was written (`1e3`), blanks inside Chinese keys, and whether a covering letter has
//! a date of its own or the report's. It is stricter about spellings: an editor marks those that the reader takes
//! with a warning (`1,203`).

use serde_json::{Map, Value, json};

use super::pattern::label_pattern;
use super::{
    CellKind, Content, Form, HEAD, HeadKey, LETTER, Level, Record, RecordCell, Required, Shape,
    Slot,
};

/// The schema.
#[must_use]
pub fn schema(form: &Form) -> Value {
    let mut shapes = Shapes {
        form,
        rows: Vec::new(),
    };
    let mut properties: Vec<Property<'_>> = keys(form, &HEAD).collect();
    let all_slots: Vec<Vec<Slot>> = (0..form.sections.len()).map(|at| form.slots(at)).collect();
    for (section, slots) in form.sections.iter().zip(&all_slots) {
        let pointer = format!("#/properties/{}", section.id);
        let (required, schema) = match &section.content {
            Content::Text(_) if section.required == Required::Error => (true, needed_text()),
            Content::Text(_) => (false, text()),
            Content::Table(_) => (true, shapes.group(slots, &pointer)),
        };
        properties.push(Property {
            id: &section.id,
            label: &section.label,
            required,
            schema,
        });
    }
    let mut root = Map::new();
    root.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    root.insert("title".to_owned(), form.name.zh.as_str().into());
    root.insert(
        "description".to_owned(),
        format!("{} — {}", form.authority, form.name.en).into(),
    );
    root.extend(object(properties, "#"));
    root.insert("$defs".to_owned(), shapes.definitions());
    Value::Object(root)
}

/// One key of a mapping.
struct Property<'a> {
    id: &'a str,
    label: &'a str,
    required: bool,
    schema: Value,
}

/// The keywords of a mapping at `pointer`: each key by id, which editors complete,
/// and by its Chinese label.
fn object(properties: Vec<Property<'_>>, pointer: &str) -> Map<String, Value> {
    let (mut by_id, mut by_label, mut required) = (Map::new(), Map::new(), Vec::new());
    for property in properties {
        let id = property.id;
        let mut schema = property.schema;
        if let Value::Object(schema) = &mut schema {
            let note = schema.remove("description");
            let text = match note.as_ref().and_then(Value::as_str) {
                Some(note) => format!("{}（{note}）", property.label),
                None => property.label.to_owned(),
            };
            schema.insert("description".to_owned(), text.into());
        }
        let pattern = label_pattern(property.label);
        if property.required {
            // The second: some name matches the pattern, since not every name fails it.
            required.push(json!({"anyOf": [
                {"required": [id]},
                {"not": {"propertyNames": {"not": {"pattern": pattern}}}},
            ]}));
        }
        by_id.insert(id.to_owned(), schema);
        let same = format!("{pointer}/properties/{id}");
        by_label.insert(pattern, json!({"$ref": same}));
    }
    let mut object = Map::new();
    object.insert("type".to_owned(), "object".into());
    object.insert("properties".to_owned(), by_id.into());
    object.insert("patternProperties".to_owned(), by_label.into());
    object.insert("additionalProperties".to_owned(), false.into());
    if !required.is_empty() {
        object.insert("allOf".to_owned(), required.into());
    }
    object
}

/// Id, label and kind of a column.
type Column = (String, String, CellKind);

/// The shapes of rows, each defined once.
struct Shapes<'a> {
    form: &'a Form,
    /// The columns of a row, with the schema.
    rows: Vec<(Vec<Column>, Value)>,
}

impl Shapes<'_> {
    /// A section's table or a group of rows at `pointer`.
    fn group(&mut self, slots: &[Slot], pointer: &str) -> Value {
        let mut properties = Vec::new();
        for slot in slots {
            let schema = match slot {
                Slot::Record(record) => self.record(record),
                Slot::Group { id, slots, .. } => {
                    self.group(slots, &format!("{pointer}/properties/{id}"))
                }
            };
            properties.push(Property {
                id: slot.id(),
                label: slot.label(),
                required: true,
                schema,
            });
        }
        Value::Object(object(properties, pointer))
    }

    fn record(&mut self, record: &Record) -> Value {
        let kind = |cell: &RecordCell| self.form.spec(cell.cell).map(|spec| spec.kind);
        let columns: Vec<Column> = record
            .cells
            .iter()
            .map(|c| (c.id.clone(), c.label.clone(), kind(c).unwrap_or_default()))
            .collect();
        let labels: Vec<&str> = columns.iter().map(|(_, label, _)| label.as_str()).collect();
        let described = labels.join("、");
        let known = self.rows.iter().position(|(other, _)| *other == columns);
        let at = known.unwrap_or_else(|| {
            let schema = row(&columns, &format!("#/$defs/row{}", self.rows.len() + 1));
            self.rows.push((columns, schema));
            self.rows.len() - 1
        });
        json!({"description": described, "$ref": format!("#/$defs/row{}", at + 1)})
    }

    fn definitions(self) -> Value {
        let kinds = [
            CellKind::Count,
            CellKind::Signed,
            CellKind::Decimal,
            CellKind::Text,
        ];
        let cells = kinds.map(|kind| (kind_name(kind).to_owned(), cell(kind)));
        let rows = self.rows.into_iter().enumerate();
        let rows = rows.map(|(at, (_, schema))| (format!("row{}", at + 1), schema));
        Value::Object(cells.into_iter().chain(rows).collect())
    }
}

fn keys(form: &Form, keys: &'static [HeadKey]) -> impl Iterator<Item = Property<'static>> {
    keys.iter().map(|key| Property {
        id: key.id(),
        label: key.label,
        required: key.is_required,
        schema: key_schema(form, key),
    })
}

fn key_schema(form: &Form, key: &HeadKey) -> Value {
    match key.shape {
        Shape::Form => json!({"const": form.id}),
        Shape::Year => json!({
            "description": "四位数的年份",
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": "^[0-9]{4}年?$"},
            ],
        }),
        Shape::Line if key.is_required => needed_line(),
        Shape::Line => json!({"type": ["string", "null"]}),
        Shape::Path => json!({"description": "上年报告的数据文件", "type": ["string", "null"]}),
        Shape::Text | Shape::Body => text(),
        Shape::Date => json!({
            "description": "如 2025-01-24",
            "type": ["string", "null"],
            "pattern": "^[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)$",
        }),
        Shape::Level => {
            let mut levels: Vec<Value> = Vec::new();
            levels.extend(Level::ALL.iter().map(|level| level.id().into()));
            levels.extend(Level::ALL.iter().map(|level| level.name().into()));
            let short = Level::ALL.iter().flat_map(|level| level.short_names());
            levels.extend(short.map(|name| Value::from(*name)));
            levels.push(Value::Null);
            json!({"enum": levels})
        }
        Shape::Names => json!({
            "description": "各附件的名称",
            "type": ["array", "string", "null"],
            "items": needed_line(),
        }),
        Shape::Letter => {
            let pointer = format!("#/properties/{}", key.id());
            let mut letter = object(keys(form, &LETTER).collect(), &pointer);
            letter.insert("type".to_owned(), json!(["object", "null"]));
            letter.insert("description".to_owned(), key.comment.into());
            Value::Object(letter)
        }
    }
}

fn needed_line() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

fn text() -> Value {
    json!({"description": "每段一行", "type": ["string", "null"]})
}

fn needed_text() -> Value {
    json!({"description": "每段一行", "type": "string", "pattern": "\\S"})
}

/// A row at `pointer`: a list, a mapping, the only cell itself, or nothing.
fn row(columns: &[Column], pointer: &str) -> Value {
    let cells: Vec<Value> = columns
        .iter()
        .map(|(_, _, kind)| json!({"$ref": format!("#/$defs/{}", kind_name(*kind))}))
        .collect();
    let properties = columns
        .iter()
        .zip(&cells)
        .map(|((id, label, _), cell)| Property {
            id,
            label,
            required: false,
            schema: cell.clone(),
        });
    // The mapping is the second of the ways.
    let mapping = object(properties.collect(), &format!("{pointer}/anyOf/1"));
    let mut ways = vec![
        json!({
            "type": "array",
            "prefixItems": cells,
            "items": false,
            "minItems": cells.len(),
        }),
        Value::Object(mapping),
        json!({"type": "null"}),
    ];
    if let [only] = cells.as_slice() {
        ways.push(only.clone());
    }
    json!({"anyOf": ways})
}

const fn kind_name(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Count => "count",
        CellKind::Signed => "signed",
        CellKind::Decimal => "decimal",
        CellKind::Text => "text",
    }
}

fn cell(kind: CellKind) -> Value {
    let (number, written) = match kind {
        CellKind::Count => (
            json!({"type": "integer", "minimum": 0}),
            "0|[1-9][0-9]{0,14}",
        ),
        CellKind::Signed => (json!({"type": "integer"}), "0|-?[1-9][0-9]{0,14}"),
        CellKind::Decimal => (
            json!({"type": "number", "minimum": 0}),
            "(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,10})?",
        ),
        CellKind::Text => (json!({"type": "number"}), "[\\s\\S]+"),
    };
    let written = format!("^\\s*(?:{written}|/)?\\s*$");
    json!({"anyOf": [number, {"type": "string", "pattern": written}, {"type": "null"}]})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    fn every_form(check: impl Fn(&Form, &Value)) {
        for form in Forms::builtin().unwrap().iter() {
            check(form, &schema(form));
        }
    }

    #[test]
    fn every_section_and_row_has_its_place_in_the_schema() {
        every_form(|form, schema| {
            for (index, section) in form.sections.iter().enumerate() {
                let here = &schema["properties"][&section.id];
                assert!(here.is_object(), "{}", section.id);
                for record in form.slots(index).iter().flat_map(Slot::records) {
                    let mut at = schema;
                    for step in record.path.split('.') {
                        at = &at["properties"][step];
                    }
                    let row = at["$ref"].as_str().unwrap().trim_start_matches('#');
                    let list = &schema.pointer(row).unwrap()["anyOf"][0];
                    assert_eq!(list["minItems"], record.cells.len(), "{}", record.path);
                }
            }
        });
    }

    #[test]
    fn a_covering_letter_has_its_keys_in_both_languages() {
        every_form(|_, schema| {
            let circular = &schema["properties"]["circular"];
            for (id, label) in HeadKey::names(&LETTER) {
                let property = &circular["properties"][id];
                assert!(
                    property["description"].as_str().unwrap().starts_with(label),
                    "{id}"
                );
                let patterns = circular["patternProperties"].as_object().unwrap();
                let means = |pattern: &String| regex::Regex::new(pattern).unwrap().is_match(label);
                assert!(patterns.keys().any(means), "{label}");
            }
            assert_eq!(circular["allOf"].as_array().unwrap().len(), 1);
        });
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, root: &Value) {
            match value {
                Value::Object(map) => {
                    if let Some(to) = map.get("$ref") {
                        let to = to.as_str().unwrap().strip_prefix('#').unwrap();
                        assert!(root.pointer(to).is_some(), "{to}");
                    }
                    map.values().for_each(|value| walk(value, root));
                }
                Value::Array(items) => items.iter().for_each(|value| walk(value, root)),
                _ => {}
            }
        }
        every_form(|_, schema| walk(schema, schema));
    }

    #[test]
    fn every_pattern_is_a_regular_expression() {
        fn walk(value: &Value) {
            match value {
                Value::Object(map) => {
                    for (key, value) in map {
                        if let ("pattern", Value::String(pattern)) = (key.as_str(), value) {
                            regex::Regex::new(pattern).unwrap();
                        }
                        walk(value);
                    }
                }
                Value::Array(items) => items.iter().for_each(walk),
                _ => {}
            }
        }
        every_form(|_, schema| walk(schema));
    }
}
