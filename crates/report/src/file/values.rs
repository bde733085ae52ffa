//! Values by id path written as a report file: into an existing one, whose comments and layout stay, or
//! as a new one. The result has exactly the given values, or nothing is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{change, skeleton};
use crate::form::Form;
use crate::report::{Report, as_typed, typed};
use crate::source::Source;

/// A report file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub yaml: Vec<u8>,
    /// Whether it keeps the layout and the comments of an existing file.
    pub is_kept: bool,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No report on the form has these values.
    #[error("unknown to the form: {}", paths.join(", "))]
    Unknown {
        /// Their paths.
        paths: Vec<String>,
    },
    /// The result cannot be read back, or has other values: an internal error.
    #[error("the written file does not have the same content")]
    Unfaithful,
}

/// The file's name if it has none.
const NAME: &str = "report.yaml";

/// Writes values, texts as they were typed, by id path as [`typed`] gives them. With a base they are
/// written into its file: values that are not given stay unchanged, an empty one is cleared. Without one
/// the file is new, and what is not given is blank.
///
/// # Errors
/// [`WriteError`]; nothing is written then.
pub fn write(
    form: &Arc<Form>,
    base: Option<&Report>,
    values: &BTreeMap<String, String>,
) -> Result<Written, WriteError> {
    let mut given = BTreeMap::new();
    let mut unknown = Vec::new();
    for (path, text) in values {
        match as_typed(form, path, text) {
            Some(text) => drop(given.insert(path.clone(), text)),
            None => unknown.push(path.clone()),
        }
    }
    if !unknown.is_empty() {
        return Err(WriteError::Unknown { paths: unknown });
    }
    let before = base.map(typed).unwrap_or_default();
    let mut wanted = before.clone();
    wanted.extend(given.clone());
    given.retain(|path, text| before.get(path).map_or("", String::as_str) != text);
    let written = match base {
        Some(base) if given.is_empty() => Written {
            yaml: base.source.bytes(),
            is_kept: true,
        },
        Some(base) => {
            let changed = change(base, &given).map_err(|_| WriteError::Unfaithful)?;
            Written {
                yaml: changed.yaml,
                is_kept: changed.is_kept,
            }
        }
        None => Written {
            yaml: skeleton(form, &given).into_bytes(),
            is_kept: false,
        },
    };
    if says(form, &written.yaml, wanted) {
        Ok(written)
    } else {
        Err(WriteError::Unfaithful)
    }
}

/// Whether a file has those values and no others; empty ones count as missing.
fn says(form: &Arc<Form>, yaml: &[u8], mut wanted: BTreeMap<String, String>) -> bool {
    let Ok(source) = Source::parse(NAME, yaml) else {
        return false;
    };
    let mut found = typed(&Report::read(form, &Arc::new(source)));
    wanted.retain(|_, text| !text.is_empty());
    found.retain(|_, text| !text.is_empty());
    found == wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    fn report(yaml: &str) -> Report {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let source = Source::parse(NAME, yaml.as_bytes()).unwrap();
        Report::read(form, &Arc::new(source))
    }

    fn values(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let values = values.iter();
        values
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[track_caller]
    fn check(before: &str, path: &str, text: &str, after: &str) {
        let base = report(before);
        let written = write(&base.form, Some(&base), &values(&[(path, text)])).unwrap();
        assert_eq!(String::from_utf8(written.yaml).unwrap(), after);
        assert!(written.is_kept);
    }

    #[test]
    fn a_value_is_written_in_its_place_and_comments_stay() {
        for (before, path, text, after) in [
            ("year: 2023 # 年\n", "year", "2024", "year: 2024 # 年\n"),
            (
                "year: 2023年 # 年\n",
                "year",
                " 2023 ",
                "year: 2023年 # 年\n",
            ),
            (
                "year: 2023\nlevel: city\n",
                "level",
                "",
                "year: 2023\nlevel: ~\n",
            ),
            (
                "year: 2023\n",
                "previous",
                "2022.yaml",
                "year: 2023\nprevious: 2022.yaml\n",
            ),
            (
                "date: # 日\n",
                "date",
                "2025-13-01",
                "date: 2025-13-01 # 日\n",
            ),
            (
                "circular: # 函\n  to: 甲 # 主送\n",
                "circular.number",
                "甲〔2025〕3号",
                "circular: # 函\n  number: 甲〔2025〕3号\n  to: 甲 # 主送\n",
            ),
            (
                "circular: {to: 甲}\n",
                "circular.to",
                "乙 丙",
                "circular: {to: \"乙 丙\"}\n",
            ),
            (
                "circular: {to: 甲}\n",
                "circular.mark",
                "乙",
                "circular: {mark: 乙, to: 甲}\n",
            ),
            (
                "year: 1\n",
                "circular.to",
                "乙",
                "year: 1\ncircular:\n  to: 乙\n",
            ),
            (
                "circular:\n  text: |\n    甲\n  to: 乙\n",
                "circular.text",
                "丙\n丁",
                "circular:\n  text: \"丙\\n丁\"\n  to: 乙\n",
            ),
            (
                "disclosure:\n  rules: [1,234, 2, 3] # 件\n",
                "disclosure.rules.issued",
                "1234",
                "disclosure:\n  rules: {issued: 1234, repealed: 2, in_force: 3} # 件\n",
            ),
        ] {
            check(before, path, text, after);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_back_as_it_was() {
        let forms = Forms::builtin().unwrap();
        let hostile = [
            "1,234",
            "１２",
            "/",
            "~",
            "null",
            "-",
            "- 1",
            "[1",
            "{a: b}",
            "a: b",
            "# 一",
            "'",
            "\"",
            "\\",
            "&a",
            "*a",
            "!x",
            "|",
            ">",
            "%",
            "@",
            "`",
            "true",
            "1e3",
            "0123",
            "<script>",
            "\u{202e}一",
            "👨‍👩‍👧",
            "\u{0}",
            "\u{7f}",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "一\t二",
            "---",
            "...",
            "? a",
            "a #b",
            "𠮷",
            "一\n\n  二",
        ];
        let long = "长".repeat(10_000);
        for form in forms.iter() {
            for text in hostile.into_iter().chain([long.as_str()]) {
                let cells = form.cells.iter().map(|spec| spec.path.as_str());
                let sections = form.sections.iter().map(|section| section.id.as_str());
                let keys = [
                    "year",
                    "issuer",
                    "title",
                    "date",
                    "level",
                    "preface",
                    "circular.to",
                ];
                let paths = cells.step_by(7).chain(sections).chain(keys);
                let values: BTreeMap<String, String> = paths
                    .filter(|path| as_typed(form, path, text).is_some())
                    .map(|path| (path.to_owned(), text.to_owned()))
                    .collect();
                // `write` itself compares what it reads back.
                let fresh =
                    write(form, None, &values).unwrap_or_else(|error| panic!("{text:?}: {error}"));
                let source = Source::parse(NAME, &fresh.yaml).unwrap();
                let base = Report::read(form, &Arc::new(source));
                let same = write(form, Some(&base), &values).unwrap();
                assert_eq!(same.yaml, fresh.yaml, "{text:?}");
                let other = values
                    .into_iter()
                    .map(|(path, text)| (path, format!("{text}二")));
                write(form, Some(&base), &other.collect())
                    .unwrap_or_else(|error| panic!("{text:?}: {error}"));
            }
        }
    }

    #[test]
    fn paths_that_the_form_does_not_have_are_named() {
        let base = report("year: 2024\n");
        let values = values(&[("year", "1"), ("none", "1"), ("requests", "1")]);
        let error = write(&base.form, None, &values).unwrap_err();
        let paths = vec!["none".to_owned(), "requests".to_owned()];
        assert_eq!(error, WriteError::Unknown { paths });
    }
}
