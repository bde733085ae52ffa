//! What the texts of a form's reports say in figures: the words for what is counted, which cells hold the same, and the
//! words that show that a figure is of something else.
//!
//! It never looks at a report.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Value;

use super::cells::CellSpec;
use super::error::{Located, Step};
use super::words::WordList;
use super::{CellId, FormError};
use chengbao_base::text::Text;

/// The file of a list in its folder.
const FILE: &str = "statements.yaml";

/// A list of statements as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct List {
    groups: Vec<RawGroup>,
    bodies: Vec<String>,
    own: Vec<String>,
    entire: Vec<String>,
    others: Vec<String>,
    times: Vec<String>,
    neutral: Vec<String>,
}

/// What is counted in one table, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    units: Vec<String>,
    part: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    whole: Vec<Vec<String>>,
    #[serde(default)]
    others: Vec<String>,
    #[serde(default)]
    strict: bool,
    #[serde(default = "one")]
    scale: u32,
    #[serde(default)]
    unit: String,
    subjects: Vec<RawSubject>,
    #[serde(default)]
    parts: Vec<RawPart>,
}

const fn one() -> u32 {
    1
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubject {
    words: Vec<String>,
    rows: Vec<Vec<String>>,
    #[serde(default)]
    with: bool,
    #[serde(default)]
    weak: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    words: Vec<String>,
    ids: Vec<String>,
}

/// What is counted in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What follows its figures.
    pub units: Vec<String>,
    /// Which of a row's cells a figure is of where the text names none.
    pub part: Option<String>,
    /// A subject that is marked so counts only where its clause has one of these.
    pub with: Vec<String>,
    /// Rows whose sum a share may be a share of.
    pub whole: Vec<Vec<String>>,
    /// Whether nothing unknown may stand before its words either.
    pub strict: bool,
    /// How many of the text's units one of the cells is.
    pub scale: u32,
    /// The unit of the cells, if it is another than the text's.
    pub unit: String,
    /// What is counted.
    pub subjects: Vec<Subject>,
    /// The parts of it that a row has cells for, each by the ids of the cells.
    pub parts: Vec<Vec<String>>,
}

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Readings: each is a list of rows that are added up.
    pub rows: Vec<Vec<String>>,
    /// Whether its words need another one beside them.
    pub with: bool,
    /// Whether it gives way to any other subject.
    pub weak: bool,
}

/// What a word means in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// What is counted: group and subject.
    Subject(usize, usize),
    /// A part of it: group and part.
    Part(usize, usize),
    /// Another subject, for this group.
    OtherOf(usize),
    /// Another subject.
    Other,
    /// A body.
    Body,
    /// The report's own body, if it is named so.
    Own,
    /// The report as a whole.
    Entire,
    /// Another time.
    Time,
    /// Nothing that matters.
    Neutral,
}

/// A word and what it means, more than one thing where groups share it.
type Word = (Vec<char>, Vec<Meaning>);

/// The statements of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statements {
    /// The tables.
    pub groups: Vec<Group>,
    /// Words with their meanings by their first character, the longest first.
    words: BTreeMap<char, Vec<Word>>,
}

/// What a form says about statements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    #[serde(default)]
    lists: Vec<String>,
    #[serde(default)]
    own: List,
}

impl Statements {
    /// Those a form names and its own.
    pub(super) fn read(
        form: &Located<'_>,
        written: Option<Value>,
        lists: &[WordList<'_>],
        cells: &[CellSpec],
    ) -> Result<Self, FormError> {
        let mut statements = Self::default();
        let Some(written) = written else {
            return Ok(statements);
        };
        let named = named(form, written)?;
        for (index, name) in named.lists.iter().enumerate() {
            let Some((folder, text)) = lists.iter().find(|(known, _)| known == name) else {
                let known: Vec<&str> = lists.iter().map(|(known, _)| *known).collect();
                let reason = Text::new(
                    format!("没有陈述表“{name}”，可用的有：{}", known.join("、")),
                    format!("unknown list `{name}`; known: {}", known.join(", ")),
                );
                let at: [Step<'_>; 3] = ["statements".into(), "lists".into(), index.into()];
                return Err(form.at(&at, reason));
            };
            let file = Located::new(&format!("templates/{folder}"), FILE, text);
            // A list is for all editions of a form: what this one has no rows for is not in its texts.
            statements.add(file.read()?, cells);
        }
        check(form, &named.own, cells)?;
        statements.add(named.own, cells);
        for words in statements.words.values_mut() {
            words.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Ok(statements)
    }

    fn add(&mut self, list: List, cells: &[CellSpec]) {
        for group in list.groups {
            self.add_group(group, cells);
        }
        for (words, meaning) in [
            (list.bodies, Meaning::Body),
            (list.own, Meaning::Own),
            (list.entire, Meaning::Entire),
            (list.others, Meaning::Other),
            (list.times, Meaning::Time),
            (list.neutral, Meaning::Neutral),
        ] {
            self.add_words(&words, meaning);
        }
    }

    fn add_group(&mut self, raw: RawGroup, cells: &[CellSpec]) {
        let at = self.groups.len();
        let known =
            |rows: &Vec<String>| !rows.is_empty() && rows.iter().all(|row| has_row(cells, row));
        let mut subjects = Vec::new();
        for subject in raw.subjects {
            let rows: Vec<_> = subject.rows.into_iter().filter(known).collect();
            if !rows.is_empty() {
                self.add_words(&subject.words, Meaning::Subject(at, subjects.len()));
                let (with, weak) = (subject.with, subject.weak);
                subjects.push(Subject { rows, with, weak });
            }
        }
        for (index, part) in raw.parts.iter().enumerate() {
            self.add_words(&part.words, Meaning::Part(at, index));
        }
        self.add_words(&raw.others, Meaning::OtherOf(at));
        self.groups.push(Group {
            units: raw.units,
            part: raw.part,
            with: raw.with,
            whole: raw.whole.into_iter().filter(known).collect(),
            strict: raw.strict,
            scale: raw.scale,
            unit: raw.unit,
            subjects,
            parts: raw.parts.into_iter().map(|part| part.ids).collect(),
        });
    }

    fn add_words(&mut self, words: &[String], meaning: Meaning) {
        for word in words {
            let word: Vec<char> = word.chars().collect();
            let Some(first) = word.first() else {
                continue;
            };
            let same = self.words.entry(*first).or_default();
            match same.iter_mut().find(|(known, _)| *known == word) {
                Some((_, meanings)) => meanings.push(meaning),
                None => same.push((word, vec![meaning])),
            }
        }
    }

    /// The words that begin with a character, the longest first.
    pub(crate) fn beginning(&self, first: char) -> &[(Vec<char>, Vec<Meaning>)] {
        self.words.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The cells of a row's parts; `None` if the row does not have them all.
    pub(crate) fn cells(form: &super::Form, row: &str, ids: &[String]) -> Option<Vec<CellId>> {
        ids.iter()
            .map(|id| form.cell(&format!("{row}.{id}")))
            .collect()
    }
}

fn has_row(cells: &[CellSpec], row: &str) -> bool {
    cells.iter().any(|spec| spec.row_path == row)
}

/// What is written, or why it cannot be used.
fn named(form: &Located<'_>, written: Value) -> Result<Named, FormError> {
    let at = ["statements".into()];
    if written.is_sequence() {
        let reason = Text::new(
            "statements 现在写作 {lists: […], own: {…}}；原来的 patterns、any_of 不再使用，写法见 docs/forms.md",
            "statements is now written {lists: […], own: {…}}; patterns and any_of are no longer read, see docs/forms.md",
        );
        return Err(form.at(&at, reason));
    }
    serde_yaml::from_value(written).map_err(|error| {
        let reason = Text::new(format!("statements 有误：{error}"), error.to_string());
        form.at(&at, reason)
    })
}

/// The form's own statements name rows and cells that it has.
fn check(form: &Located<'_>, list: &List, cells: &[CellSpec]) -> Result<(), FormError> {
    for (index, group) in list.groups.iter().enumerate() {
        let rows = group.subjects.iter().flat_map(|subject| &subject.rows);
        let rows = rows.chain(&group.whole).flatten();
        let row = rows.into_iter().find(|row| !has_row(cells, row));
        let ids = group
            .parts
            .iter()
            .flat_map(|part| &part.ids)
            .chain(&group.part);
        let id = ids
            .into_iter()
            .find(|id| cells.iter().all(|spec| spec.id() != *id));
        if let Some(unknown) = row.or(id) {
            let at: [Step<'_>; 4] = [
                "statements".into(),
                "own".into(),
                "groups".into(),
                index.into(),
            ];
            let reason = Text::new(
                format!("没有“{unknown}”这一行或这一栏"),
                format!("`{unknown}` is not a row or a column"),
            );
            return Err(form.at(&at, reason));
        }
    }
    Ok(())
}
