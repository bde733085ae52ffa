//! A form's typography: a file of its own, or a shared one by name with the form's changes to it.
//! It never knows what a typography contains: `Typography` defines that.

use serde_yaml::{Mapping, Value};

use super::FormError;
use super::error::{Located, Step};
use chengbao_base::style::Typography;
use chengbao_base::text::Text;

/// A typography that others may extend: the name of its folder in `templates/`, and its text.
pub(super) type Shared<'a> = (&'a str, &'a str);

/// Names the typography that is extended.
const EXTENDS: &str = "extends";

/// The file of a typography in its folder.
const FILE: &str = "typography.yaml";

/// The typography under `typography` in `form.yaml` or in a file of the same folder.
pub(super) fn read(
    folder: &str,
    form: &Located<'_>,
    within: Option<Value>,
    beside: Option<&str>,
    shared: &[Shared<'_>],
) -> Result<Typography, FormError> {
    let key = [Step::from("typography")];
    let layered = match (within, beside) {
        (Some(value), None) => layered(form, &key, value, shared, &[])?,
        (None, Some(text)) => {
            let file = Located::new(folder, FILE, text);
            layered(&file, &[], file.read()?, shared, &[])?
        }
        (Some(_), Some(_)) => {
            return Err(form.at(
                &key,
                Text::new(
                    format!("版式写了两处（此处的 typography 和 {FILE}），请只留一处"),
                    format!("the typography is given both here and in {FILE}; keep one of them"),
                ),
            ));
        }
        (None, None) => {
            return Err(form.at(
                &[],
                Text::new(
                    format!("没有版式，请写“typography: {{extends: 名称}}”或者加上 {FILE}"),
                    format!(
                        "the typography is missing; write `typography: {{extends: NAME}}` or add {FILE}"
                    ),
                ),
            ));
        }
    };
    Ok(layered.typography)
}

/// A typography as data, so that it can be changed, and as its type.
struct Layered {
    value: Value,
    typography: Typography,
}

/// The value at a place of a file, merged over what it extends. `above` are the names extended so far.
fn layered(
    file: &Located<'_>,
    at: &[Step<'_>],
    value: Value,
    shared: &[Shared<'_>],
    above: &[&str],
) -> Result<Layered, FormError> {
    let Value::Mapping(mut own) = value else {
        let reason = Text::new(
            "版式应按“项目名: 内容”逐项书写",
            "a typography must be a mapping",
        );
        return Err(file.at(at, reason));
    };
    let Some(named) = own.remove(EXTENDS) else {
        let value = Value::Mapping(own);
        let typography = typed(&value).or_else(|reason| match at {
            // For a whole file the error gives the line, too.
            [] => file.read(),
            _ => Err(file.at(at, reason)),
        })?;
        return Ok(Layered { value, typography });
    };
    let here = [at, &[EXTENDS.into()]].concat();
    let name = named.as_str().unwrap_or_default();
    let mut chain = above.to_vec();
    chain.push(name);
    if above.contains(&name) {
        let chain = chain.join(" → ");
        let reason = Text::new(
            format!("extends 互相引用，成了循环（{chain}），请改正"),
            format!("`extends` forms a circle: {chain}"),
        );
        return Err(file.at(&here, reason));
    }
    let Some((_, text)) = shared.iter().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = shared.iter().map(|(name, _)| *name).collect();
        let reason = Text::new(
            format!("没有共用版式“{name}”，可用的有：{}", known.join("、")),
            format!(
                "unknown shared typography `{name}`; known: {}",
                known.join(", ")
            ),
        );
        return Err(file.at(&here, reason));
    };
    let base = Located::new(&format!("templates/{name}"), FILE, text);
    let Layered {
        mut value,
        mut typography,
    } = layered(&base, &[], base.read()?, shared, &chain)?;
    let mut changes = Vec::new();
    leaves(own, &mut Vec::new(), &mut changes);
    // The base is valid, so an invalid change is located where it is written.
    for (path, change) in changes {
        put(&mut value, &path, change);
        typography = typed(&value).map_err(|reason| {
            let keys = path.iter().map(|key| key.as_str().unwrap_or_default());
            let steps: Vec<Step<'_>> = keys.map(Step::from).collect();
            file.at(&[at, &steps].concat(), reason)
        })?;
    }
    Ok(Layered { value, typography })
}

fn typed(value: &Value) -> Result<Typography, Text> {
    serde_yaml::from_value(value.clone())
        .map_err(|error| Text::new(format!("写法不合要求：{error}"), error.to_string()))
}

/// Every value that is not a mapping, with the keys that lead to it.
fn leaves(mapping: Mapping, path: &mut Vec<Value>, out: &mut Vec<(Vec<Value>, Value)>) {
    for (key, value) in mapping {
        path.push(key);
        match value {
            Value::Mapping(inner) => leaves(inner, path, out),
            other => out.push((path.clone(), other)),
        }
        path.pop();
    }
}

/// Replaces what is there by a value.
fn put(whole: &mut Value, path: &[Value], change: Value) {
    let Some((key, rest)) = path.split_first() else {
        *whole = change;
        return;
    };
    if !whole.is_mapping() {
        *whole = Value::Mapping(Mapping::new());
    }
    if let Value::Mapping(mapping) = whole {
        put(
            mapping.entry(key.clone()).or_insert(Value::Null),
            rest,
            change,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = include_str!("../../../../templates/gbt9704/typography.yaml");

    fn within(yaml: &str, shared: &[Shared<'_>]) -> Result<Typography, FormError> {
        let text = format!("id: own\ntypography: {yaml}\n");
        let form = Located::new("own", "form.yaml", &text);
        let value: Mapping = serde_yaml::from_str(&text).unwrap();
        let value = value.get("typography").cloned();
        let value = value.filter(|value| !value.is_null());
        read("own", &form, value, None, shared)
    }

    #[track_caller]
    fn refused(yaml: &str, shared: &[Shared<'_>], place: &str, reason: &str) {
        let error = within(yaml, shared).unwrap_err();
        assert_eq!(format!("{}:{}", error.file, error.line), place);
        assert!(error.reason.en.contains(reason), "{error}");
    }

    #[test]
    fn a_form_changes_single_keys_of_what_it_extends() {
        let base: Typography = serde_yaml::from_str(WHOLE).unwrap();
        let shared = [("a", WHOLE), ("b", "extends: a\ngrid: {lines: 20}\n")];
        assert_eq!(within("{extends: a}", &shared), Ok(base.clone()));
        let changed = "{extends: b, styles: {title: {size: 20}}, page: {top: 40mm}}";
        let changed = within(changed, &shared).unwrap();
        assert_eq!((changed.grid.lines, changed.grid.characters), (20, 28));
        assert_eq!(changed.styles.title.face, base.styles.title.face);
        assert!((changed.styles.title.size - 20.0).abs() < 1e-6);
        assert!((changed.page.top.pt() - 40.0 * 72.0 / 25.4).abs() < 1e-3);
        assert_eq!(changed.page.bottom, base.page.bottom);
    }

    #[test]
    fn what_extends_nothing_known_or_itself_is_refused_at_its_place() {
        let shared = [
            ("a", WHOLE),
            ("b", "# b\nextends: c\n"),
            ("c", "extends: b\n"),
        ];
        refused(
            "{extends: d}",
            &shared,
            "own/form.yaml:2",
            "`d`; known: a, b, c",
        );
        refused(
            "{extends: [a]}",
            &shared,
            "own/form.yaml:2",
            "unknown shared typography",
        );
        refused(
            "{extends: b}",
            &shared,
            "templates/c/typography.yaml:1",
            "b → c → b",
        );
        let own = [("b", "# b\nextends: b\n")];
        refused(
            "{extends: b}",
            &own,
            "templates/b/typography.yaml:2",
            "b → b",
        );
    }

    #[test]
    fn an_invalid_change_is_refused_at_its_line() {
        let shared = [("a", WHOLE)];
        for (change, reason) in [
            ("    tpo: 1mm", "unknown field `tpo`"),
            ("    top: 40", "mm or pt"),
            ("    top: ~", "mm or pt"),
        ] {
            let yaml = format!("\n  extends: a\n  page:\n    left: 28mm\n{change}");
            refused(&yaml, &shared, "own/form.yaml:6", reason);
        }
        refused("{page: {}}", &shared, "own/form.yaml:2", "missing field");
        refused("[a]", &shared, "own/form.yaml:2", "must be a mapping");
        refused("~", &shared, "own/form.yaml:1", "the typography is missing");
    }

    #[test]
    fn a_typography_is_given_in_one_place() {
        let form = Located::new("own", "form.yaml", "id: own\n");
        let file = read(
            "own",
            &form,
            None,
            Some("# own\nextends: a\n"),
            &[("a", WHOLE)],
        );
        assert!(file.is_ok());
        let broken = read("own", &form, None, Some("page: 1\n"), &[]).unwrap_err();
        assert_eq!(
            (broken.file.as_str(), broken.line),
            ("own/typography.yaml", 1)
        );
        let both = read("own", &form, Some(Value::Null), Some(WHOLE), &[]).unwrap_err();
        assert!(both.reason.en.contains("both"), "{both}");
    }
}
