//! The keys of a report's head as a module of the page, which draws its fields from it. The table is the
//! program's own: nothing of it is written by hand in the page.

use serde::Serialize;

use chengbao_report::form::{Area, HEAD, HeadKey, Level, Shape};

/// Name of the module.
pub(super) const MODULE: &str = "head.js";

/// A key.
#[derive(Serialize)]
struct KeyView {
    /// Path in the model; the key in a file.
    path: &'static str,
    shape: &'static str,
    /// Whether a new report begins with last year's value.
    carried: bool,
    /// How it is shown; none if it is not.
    field: Option<FieldView>,
}

/// A field.
#[derive(Serialize)]
struct FieldView {
    area: &'static str,
    /// Position in its area.
    order: u8,
    /// In Chinese and English, as below.
    label: [&'static str; 2],
    hint: Option<[&'static str; 2]>,
}

/// A level.
#[derive(Serialize)]
struct LevelView {
    id: &'static str,
    label: [&'static str; 2],
}

/// The text of the module.
pub(super) fn module() -> String {
    let keys: Vec<KeyView> = HEAD.iter().map(key).collect();
    let levels = Level::ALL.map(|level| LevelView {
        id: level.id(),
        label: level.shown(),
    });
    format!(
        "// The keys of a report's head and the levels of issuing bodies, from the program's own tables.\n\n\
         export const HEAD = {};\n\
         export const LEVELS = {};\n",
        json(&keys),
        json(&levels)
    )
}

fn json(value: &impl Serialize) -> String {
    // Plain texts and numbers can always be written.
    serde_json::to_string(value).unwrap_or_default()
}

fn key(key: &HeadKey) -> KeyView {
    let field = key.field.map(|field| {
        let (area, order) = match field.area {
            Area::Bar(order) => ("bar", order),
            Area::Paper(order) => ("paper", order),
        };
        FieldView {
            area,
            order,
            label: field.label,
            hint: field.hint,
        }
    });
    KeyView {
        path: key.path,
        shape: match key.shape {
            Shape::Form => "form",
            Shape::Year => "year",
            Shape::Date => "date",
            Shape::Level => "level",
            Shape::Line => "line",
            Shape::Path => "path",
            Shape::Text => "text",
            Shape::Body => "body",
            Shape::Names => "names",
            Shape::Letter => "letter",
        },
        carried: key.is_carried,
        field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_has_every_key_and_every_level() {
        let text = module();
        let list = |name: &str| -> Vec<serde_json::Value> {
            let line = text.lines().find(|line| line.contains(name)).unwrap();
            let (_, list) = line.trim_end_matches(';').split_once(" = ").unwrap();
            serde_json::from_str(list).unwrap()
        };
        let paths: Vec<_> = list("HEAD").iter().map(|key| key["path"].clone()).collect();
        assert_eq!(paths, HEAD.each_ref().map(|key| key.path));
        let ids: Vec<_> = list("LEVELS")
            .iter()
            .map(|level| level["id"].clone())
            .collect();
        assert_eq!(ids, Level::ALL.map(Level::id));
    }
}
