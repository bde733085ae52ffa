//! Blank official forms: sections, tables, which cells are totals of which, balances,
//! typography. Read from `templates/`, checked once when loaded.
//!
//! It never knows a report's values, and no edition of a form is named here: an edition is data.

mod builtin;
mod carries;
mod cells;
mod charts;
mod equations;
mod error;
mod files;
mod grid;
mod keys;
mod label;
mod level;
mod load;
mod look;
mod model;
mod names;
mod pattern;
mod policy;
mod schema;
mod slots;
mod statements;
mod words;

pub use builtin::builtin;
pub use carries::Carried;
pub use cells::{CellId, CellSpec};
pub use charts::{Bar, Bars};
pub use equations::{Equation, EquationKind};
pub use error::FormError;
pub use files::FormFiles;
pub use grid::{GridCell, GridCellKind, TableGrid};
pub use keys::{Area, HEAD, HeadKey, LETTER, PageField, Shape};
pub use label::{bare_label, fold_width, heading_ordinal, without_note};
pub use level::Level;
pub use model::{
    Axis, Blank, Carry, CellKind, Chart, ChartTitle, Content, Deadlines, Head, MonthDay, Panel,
    Required, RollForward, Section, Table, TextRules, Topic, Years,
};
pub use policy::{Policy, Role};
pub use schema::schema;
pub use slots::{Record, RecordCell, Slot, means};
pub use statements::{Group, Meaning, Statements, Subject};
pub use words::{Misspelling, Words};

use std::collections::BTreeMap;
use std::sync::Arc;

use chengbao_base::style::Typography;
use chengbao_base::text::Text;

/// One official form, checked and with everything derived from its trees.
#[derive(Debug, Clone)]
pub struct Form {
    /// The id used in reports (`form:`).
    pub id: String,
    /// Version of what it requires: part of what people sign.
    pub version: u32,
    /// Shared by its editions, which succeed one another. A form without editions is the only one of its
    /// family.
    pub family: String,
    /// Its name.
    pub name: Text,
    /// The document that prescribes it.
    pub authority: String,
    /// Reporting years it is in force for.
    pub years: Years,
    /// Default title lines; `{issuer}` and `{year}` stand for the report's.
    pub title: Vec<String>,
    /// Whether a blank or `/` cell is a finding.
    pub blank_cells: Blank,
    /// Last day for filing, in the year after the reporting year.
    pub deadlines: Deadlines,
    /// Most characters of one text: of a section, of the preface, of the covering letter.
    pub max_text: usize,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// Figures that a text may state.
    pub statements: Statements,
    /// Words that reports misspell.
    pub words: Words,
    /// Who signs a report off.
    pub policy: Policy,
    /// What a rule is based on for this form, by the rule's name.
    pub clauses: BTreeMap<String, String>,
    /// Its typography.
    pub typography: Typography,
    /// A report that shows how to fill in the form, as YAML.
    pub example: String,
    /// Every cell of every table, in reading order; `CellId` is the index.
    pub cells: Vec<CellSpec>,
    /// Every sum the form states, in the order of the tables.
    pub equations: Vec<Equation>,
    /// What starts with a closing figure of last year's report.
    carries: Vec<Carried>,
    /// Cells by their id path.
    by_path: BTreeMap<String, CellId>,
}

impl Form {
    /// The cell of an id path (`requests.granted.total`).
    #[must_use]
    pub fn cell(&self, path: &str) -> Option<CellId> {
        self.by_path.get(path).copied()
    }

    /// The definition of a cell.
    #[must_use]
    pub fn spec(&self, id: CellId) -> Option<&CellSpec> {
        self.cells.get(id.0)
    }

    /// The section of an id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<(usize, &Section)> {
        self.sections.iter().enumerate().find(|(_, s)| s.id == id)
    }

    /// The cells of one section's table, in reading order.
    pub fn section_cells(&self, section: usize) -> impl Iterator<Item = (CellId, &CellSpec)> {
        self.cells
            .iter()
            .enumerate()
            .filter(move |(_, spec)| spec.section == section)
            .map(|(index, spec)| (CellId(index), spec))
    }
}

/// The forms known to a run of the program.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    forms: BTreeMap<String, Arc<Form>>,
}

impl Forms {
    /// The forms compiled in.
    ///
    /// # Errors
    /// If a compiled-in form is broken, which the tests rule out.
    pub fn builtin() -> Result<Self, FormError> {
        let mut forms = Self::default();
        for form in builtin()? {
            forms.add(form);
        }
        Ok(forms)
    }

    /// Adds a form, replacing one with the same id.
    pub fn add(&mut self, form: Arc<Form>) {
        self.forms.insert(form.id.clone(), form);
    }

    /// The form of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Form>> {
        self.forms.get(id)
    }

    /// All forms by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.forms.values()
    }

    /// The edition of a family that is in force for a reporting year; several only if their years
    /// overlap.
    pub fn of_family(&self, family: &str, year: i32) -> impl Iterator<Item = &Arc<Form>> {
        self.in_force(year)
            .filter(move |form| form.family == family)
    }

    /// The forms in force for a reporting year, of all families.
    pub fn in_force(&self, year: i32) -> impl Iterator<Item = &Arc<Form>> {
        self.iter().filter(move |form| form.years.contains(year))
    }
}
