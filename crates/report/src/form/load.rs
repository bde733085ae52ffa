//! From the text of `form.yaml` and `typography.yaml` to a checked `Form`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::{STATEMENTS, TYPOGRAPHIES, WORDS};
use super::model::{Blank, Content, Deadlines, Required, Section, Table, TextRules, Years};
use super::statements::Statements;
use super::words::{NamedWords, Words};
use super::{Form, FormError, FormFiles, Policy, carries, cells, equations, error, look};
use chengbao_base::text::Text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: String,
    version: u32,
    family: Option<String>,
    name: RawText,
    authority: String,
    years: Years,
    title: Vec<String>,
    #[serde(default)]
    blank_cells: Blank,
    #[serde(default)]
    deadlines: Deadlines,
    #[serde(default = "max_text")]
    max_text: usize,
    sections: Vec<RawSection>,
    statements: Option<serde_yaml::Value>,
    #[serde(default)]
    words: NamedWords,
    #[serde(default)]
    signoff: Policy,
    typography: Option<serde_yaml::Value>,
    #[serde(default)]
    clauses: BTreeMap<String, String>,
}

/// Most characters of a text where the form does not say: thirty times a long report, and set on some three hundred pages.
const fn max_text() -> usize {
    200_000
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    id: String,
    label: String,
    #[serde(default)]
    required: Required,
    text: Option<TextRules>,
    table: Option<Table>,
}

impl Form {
    /// Reads and checks a form.
    ///
    /// # Errors
    /// `FormError` with file, line and reason if the text is not a form or contradicts itself.
    pub fn parse(files: FormFiles<'_>) -> Result<Self, FormError> {
        let located = error::Located::new(files.folder, "form.yaml", files.form);
        let raw: RawForm = located.read()?;
        let typography = look::read(
            files.folder,
            &located,
            raw.typography,
            files.typography,
            TYPOGRAPHIES,
        )?;
        let words = Words::read(&located, raw.words, WORDS)?;
        let mut sections = Vec::with_capacity(raw.sections.len());
        for (index, section) in raw.sections.into_iter().enumerate() {
            let content = match (section.text, section.table) {
                (Some(rules), None) => Content::Text(rules),
                (None, Some(table)) => Content::Table(table),
                _ => {
                    return Err(located.at(
                        &["sections".into(), index.into()],
                        Text::new(
                            format!("第 {} 部分应写 text 或 table 中的一个，只写一个", index + 1),
                            format!(
                                "section `{}` needs exactly one of `text` and `table`",
                                section.id
                            ),
                        ),
                    ));
                }
            };
            sections.push(Section {
                id: section.id,
                label: section.label,
                required: section.required,
                content,
            });
        }
        let cells = cells::derive(&sections);
        let statements = Statements::read(&located, raw.statements, STATEMENTS, &cells)?;
        let equations = equations::derive(&sections, &cells);
        let carries = carries::derive(&sections, &cells);
        let by_path = cells
            .iter()
            .enumerate()
            .map(|(index, spec)| (spec.path.clone(), super::CellId(index)))
            .collect();
        let form = Self {
            family: raw.family.unwrap_or_else(|| raw.id.clone()),
            id: raw.id,
            version: raw.version,
            name: Text::new(raw.name.zh, raw.name.en),
            authority: raw.authority,
            years: raw.years,
            title: raw.title,
            blank_cells: raw.blank_cells,
            deadlines: raw.deadlines,
            max_text: raw.max_text,
            sections,
            statements,
            words,
            policy: raw.signoff,
            clauses: raw.clauses,
            typography,
            example: files.example.to_owned(),
            cells,
            equations,
            carries,
            by_path,
        };
        super::names::check(&form, &located)?;
        Ok(form)
    }
}
