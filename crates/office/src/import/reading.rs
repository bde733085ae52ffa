//! A document read as a form: the form that fits it best, the values of its tables, its text.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ImportError;
use super::found::Found;
use super::frame::Frame;
use super::sheet::{Cell, Piece};
use super::tables::{self, At};
use super::tail::Expect;
use super::text::{self, Texts};
use chengbao_report::form::{CellId, Form, Forms};

/// A document read as a form.
pub(super) struct Reading<'p> {
    /// The form.
    pub(super) form: Arc<Form>,
    /// The cells of the tables that contain the form's values.
    pub(super) values: BTreeMap<CellId, &'p Cell>,
    /// The cells named by content controls, by id path.
    pub(super) controls: BTreeMap<String, &'p Cell>,
    /// The text.
    pub(super) texts: Texts,
}

/// Below this a document matches none of the forms.
const MIN_FIT: f64 = 0.15;

/// The weight of being in force for the year, compared with the labels.
const IN_FORCE: f64 = 0.15;

impl<'p> Reading<'p> {
    /// Reads a document as the form.
    pub(super) fn of(form: &Arc<Form>, pieces: &'p [Piece], expect: &Expect) -> Self {
        let found = Found::all(pieces);
        Self::with(form, pieces, &found, expect)
    }

    fn with(form: &Arc<Form>, pieces: &'p [Piece], found: &[Found<'p>], expect: &Expect) -> Self {
        let frames = Frame::of(form);
        let assigned = tables::assign(found, &frames);
        let mut owner = vec![None; pieces.len()];
        let mut values = BTreeMap::new();
        for (index, frame) in frames.iter().enumerate() {
            let own = found
                .iter()
                .zip(&assigned)
                .filter(|(_, frame)| **frame == Some(index));
            let own: Vec<&Found<'p>> = own.map(|(found, _)| found).collect();
            for table in &own {
                if let Some(owner) = owner.get_mut(table.piece) {
                    *owner = Some(frame.section);
                }
            }
            values.extend(tables::values(frame, &own));
        }
        let cell = |at: At| match pieces.get(at.piece)? {
            Piece::Table(grid) => grid.cells.get(at.cell),
            Piece::Line(_) => None,
        };
        let values = values
            .into_iter()
            .filter_map(|(id, at)| Some((id, cell(at)?)));
        let cells = pieces.iter().flat_map(|piece| match piece {
            Piece::Table(grid) => grid.cells.as_slice(),
            Piece::Line(_) => &[],
        });
        let tagged = cells.flat_map(|cell| cell.tags.iter().map(move |tag| (tag, cell)));
        let tagged = tagged.filter(|(tag, _)| form.cell(tag).is_some());
        Self {
            controls: tagged.map(|(tag, cell)| (tag.clone(), cell)).collect(),
            values: values.collect(),
            texts: text::read(form, pieces, &owner, expect),
            form: Arc::clone(form),
        }
    }

    /// Reads a document as the form that fits it best.
    ///
    /// # Errors
    /// If no form fits.
    pub(super) fn best(
        forms: &Forms,
        pieces: &'p [Piece],
        expect: &Expect,
    ) -> Result<Self, ImportError> {
        let found = Found::all(pieces);
        let mut best: Option<(f64, Self)> = None;
        for form in forms.iter() {
            let reading = Self::with(form, pieces, &found, expect);
            let headings = reading.texts.sections.iter().flatten().count();
            let headings = headings as f64 / form.sections.len().max(1) as f64;
            let tables = tables::share(&found, &Frame::of(form));
            let year = reading.texts.front.year;
            let in_force = year.is_some_and(|year| form.years.contains(year));
            let fits = tables + 0.5 * headings;
            if fits < MIN_FIT {
                continue;
            }
            // A blank form has no year: the newest that fits.
            let newest = f64::from(form.years.from) * 1e-6;
            let score = fits + if in_force { IN_FORCE } else { 0.0 } + newest;
            if best.as_ref().is_none_or(|(before, _)| score > *before) {
                best = Some((score, reading));
            }
        }
        let known = || forms.iter().map(|form| form.id.clone()).collect();
        best.map(|(_, reading)| reading)
            .ok_or_else(|| ImportError::NoForm { known: known() })
    }
}
