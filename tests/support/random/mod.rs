//! Random reports that hold everything a form asks: made from the form's own trees, so that a new
//! form is proved without a line here.

mod figures;
pub mod words;
mod yaml;

use std::fmt;
use std::sync::Arc;

use chengbao::form::{Content, Form, Forms, GridCellKind};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::shown::{Shown, ShownCell};

/// A filled-in report and the file that says so.
#[derive(Clone)]
pub struct Filled {
    /// The form.
    pub form: Arc<Form>,
    /// The report file.
    pub yaml: String,
    year: i32,
    issuer: String,
    title: Option<Vec<String>>,
    date: Option<(i32, i32)>,
    preface: Vec<String>,
    texts: Vec<Vec<String>>,
    /// Every cell as it must be printed, index `CellId`.
    cells: Vec<String>,
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report\n{}", self.yaml)
    }
}

/// How a report file is written down; says the same either way.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Keys by their Chinese labels.
    labels: bool,
    /// Rows as mappings.
    mappings: bool,
}

/// A report on one of the forms compiled in.
pub fn report() -> BoxedStrategy<Filled> {
    let forms: Vec<_> = Forms::builtin().unwrap().iter().cloned().collect();
    proptest::sample::select(forms).prop_flat_map(on).boxed()
}

/// A report on that form.
pub fn on(form: Arc<Form>) -> impl Strategy<Value = Filled> {
    let years = form.years.from..=form.years.to.unwrap_or(form.years.from + 9);
    let texts: Vec<_> = form
        .sections
        .iter()
        .map(|section| match section.content {
            Content::Text(_) => vec(words::line(), 1..10).boxed(),
            Content::Table(_) => Just(Vec::new()).boxed(),
        })
        .collect();
    let manner = (any::<bool>(), any::<bool>());
    (
        (years, words::name(), option::of(vec(words::name(), 1..3))),
        (option::of((1..=3, 1..=28)), vec(words::line(), 0..3)),
        texts,
        figures::cells(&form),
        manner,
    )
        .prop_map(move |(head, tail, texts, cells, (labels, mappings))| {
            let (year, issuer, title) = head;
            let (date, preface) = tail;
            let mut filled = Filled {
                form: Arc::clone(&form),
                yaml: String::new(),
                year,
                issuer,
                title,
                date,
                preface,
                texts,
                cells,
            };
            filled.yaml = yaml::write(&filled, Manner { labels, mappings });
            filled
        })
}

impl Filled {
    /// Every cell of the form's tables as it must be printed, index `CellId`.
    pub fn figures(&self) -> &[String] {
        &self.cells
    }

    /// What the document must say, in order.
    pub fn shown(&self) -> Vec<Shown> {
        let form = &self.form;
        let year = self.year.to_string();
        let fill = |line: &String| {
            line.replace("{issuer}", &self.issuer)
                .replace("{year}", &year)
        };
        let title: Vec<String> = match &self.title {
            Some(lines) => lines.clone(),
            None => form.title.iter().map(fill).collect(),
        };
        let mut shown = vec![Shown::Text(title.concat())];
        shown.extend(self.preface.iter().cloned().map(Shown::Text));
        for (index, section) in form.sections.iter().enumerate() {
            shown.push(Shown::Text(section.label.clone()));
            shown.extend(self.texts[index].iter().cloned().map(Shown::Text));
            shown.extend(self.table(index).map(Shown::Table));
        }
        if let Some((month, day)) = self.date {
            shown.push(Shown::Text(self.issuer.clone()));
            shown.push(Shown::Text(format!("{}年{month}月{day}日", self.year + 1)));
        }
        shown
    }

    fn table(&self, section: usize) -> Option<Vec<ShownCell>> {
        let grid = self.form.grid(section)?;
        let cells = grid.cells.into_iter().map(|cell| ShownCell {
            row: cell.row,
            column: cell.column,
            rowspan: cell.rowspan,
            colspan: cell.colspan,
            text: match cell.kind {
                GridCellKind::Value(id) => self.cells[id.0].clone(),
                _ => cell.label,
            },
        });
        Some(cells.collect())
    }
}
