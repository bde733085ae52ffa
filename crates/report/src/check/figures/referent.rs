//! What a figure is of: rows of a table and a part of them, and what the report's cells say of it.
//!
//! It never reads a text.

use rust_decimal::Decimal;

use crate::form::{CellId, Form, Group, Statements, Subject};
use crate::report::{Report, Value};

/// What a figure is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Referent {
    pub(super) group: usize,
    /// Subjects; of several the figure is the sum, or that of the last.
    pub(super) subjects: Vec<usize>,
    /// A part, if the text names one.
    pub(super) part: Option<usize>,
    /// Whether the part was named too far away to be certain.
    pub(super) is_loose: bool,
}

/// A figure that the tables have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Reading {
    /// In the units of the text.
    pub(in crate::check) value: Decimal,
    /// As the table has it.
    pub(in crate::check) shown: String,
    /// Where it is from.
    pub(in crate::check) cells: Vec<CellId>,
    /// Whether it is last year's.
    pub(in crate::check) is_last: bool,
}

impl Referent {
    /// The figures it may have in a report.
    pub(super) fn readings(&self, form: &Form, report: &Report, is_last: bool) -> Vec<Reading> {
        let Some(group) = form.statements.groups.get(self.group) else {
            return Vec::new();
        };
        let default = group.part.as_slice();
        let named = self.part.and_then(|part| group.parts.get(part));
        let mut parts = Vec::new();
        parts.extend(named.map(Vec::as_slice));
        if named.is_none() || self.is_loose {
            parts.extend((!default.is_empty()).then_some(default));
        }
        let subjects: Vec<&Subject> = self
            .subjects
            .iter()
            .filter_map(|subject| group.subjects.get(*subject))
            .collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        if let Some(last) = subjects.last() {
            if subjects.len() > 1 {
                let firsts = subjects.iter().filter_map(|subject| subject.rows.first());
                rows.push(firsts.flatten().cloned().collect());
            }
            rows.extend(last.rows.iter().cloned());
        }
        let mut readings: Vec<Reading> = Vec::new();
        for rows in &rows {
            for ids in &parts {
                readings.extend(sum(report, group, rows, ids, is_last));
            }
        }
        readings
    }

    /// The figures that a share of it may be a share of.
    pub(super) fn wholes(&self, form: &Form, report: &Report) -> Vec<Reading> {
        let Some(group) = form.statements.groups.get(self.group) else {
            return Vec::new();
        };
        let default = group.part.as_slice();
        let wholes = group.whole.iter();
        let wholes = wholes.filter_map(|rows| sum(report, group, rows, default, false));
        let own = Self {
            part: None,
            ..self.clone()
        };
        // What the part is a part of: of all that were decided, those that were upheld.
        let named = self.part.and_then(|part| group.parts.get(part));
        let wider = named.map_or_else(Vec::new, |named| {
            let holds = |part: &&Vec<String>| {
                part.len() > named.len() && named.iter().all(|id| part.contains(id))
            };
            let parts = group.parts.iter().enumerate();
            let parts = parts.filter(|(_, part)| holds(part));
            parts
                .map(|(part, _)| Self {
                    part: Some(part),
                    ..self.clone()
                })
                .collect()
        });
        let wider = wider.iter().flat_map(|it| it.readings(form, report, false));
        let own = own.readings(form, report, false);
        wholes.chain(own).chain(wider).collect()
    }
}

/// What cells add up to; `None` if one of them has no number, or if all are blank, which is not 0.
fn sum(
    report: &Report,
    group: &Group,
    rows: &[String],
    ids: &[String],
    is_last: bool,
) -> Option<Reading> {
    let mut cells = Vec::new();
    for row in rows {
        cells.extend(Statements::cells(&report.form, row, ids)?);
    }
    let mut total = Decimal::ZERO;
    let is_blank = |cell: &CellId| report.cell(*cell).is_none_or(|it| it.value.is_blank());
    if cells.iter().all(is_blank) {
        return None;
    }
    for cell in &cells {
        let value = match &report.cell(*cell)?.value {
            Value::Amount(amount) => *amount,
            value => value.number()?.into(),
        };
        total = total.checked_add(value)?;
    }
    Some(Reading {
        value: total.checked_mul(group.scale.into())?,
        shown: format!("{total}{}", group.unit),
        cells,
        is_last,
    })
}
