//! A form's table as something to look for in a document: rows with their labels, columns with
//! theirs.

use std::collections::BTreeSet;

use super::likeness::Label;
use chengbao_report::form::{CellId, CellSpec, Content, Form, GridCellKind};

/// A table of the form.
#[derive(Debug)]
pub(super) struct Frame {
    /// Index of its section.
    pub(super) section: usize,
    /// Its grid rows.
    pub(super) rows: Vec<FrameRow>,
    /// Its panels.
    pub(super) panels: Vec<FramePanel>,
    /// All labels, each once.
    pub(super) labels: Vec<Label>,
}

/// A grid row.
#[derive(Debug)]
pub(super) struct FrameRow {
    /// Index of its panel.
    pub(super) panel: usize,
    /// Its kind.
    pub(super) kind: RowKind,
    /// For a band and for heads: the labels that begin in it. For values: the labels of the row,
    /// its own last.
    pub(super) labels: Vec<Label>,
}

/// The kind of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RowKind {
    /// A band over the whole width.
    Banner,
    /// Column heads.
    Heads,
    /// Values, left to right.
    Values(Vec<CellId>),
}

/// A panel.
#[derive(Debug)]
pub(super) struct FramePanel {
    /// Labels of the leaf columns.
    pub(super) columns: Vec<Label>,
}

impl Frame {
    /// The frames of a form's tables.
    pub(super) fn of(form: &Form) -> Vec<Self> {
        (0..form.sections.len())
            .filter_map(|section| Self::section(form, section))
            .collect()
    }

    fn section(form: &Form, section: usize) -> Option<Self> {
        let grid = form.grid(section)?;
        let Content::Table(table) = &form.sections.get(section)?.content else {
            return None;
        };
        let specs: Vec<(CellId, &CellSpec)> = form.section_cells(section).collect();
        let panels = (0..table.panels.len()).map(|panel| {
            let first_row = specs
                .iter()
                .filter(|(_, spec)| spec.panel == panel && spec.row == 0);
            FramePanel {
                columns: first_row.map(|(_, spec)| Label::new(&spec.label)).collect(),
            }
        });
        let panels = panels.collect();
        let mut rows: Vec<FrameRow> = Vec::new();
        let mut panel = 0;
        let mut ended = false;
        for row in 0..grid.keep_with_next.len() {
            let begins: Vec<_> = grid.cells.iter().filter(|cell| cell.row == row).collect();
            let values: Vec<CellId> = begins
                .iter()
                .filter_map(|cell| match cell.kind {
                    GridCellKind::Value(id) => Some(id),
                    _ => None,
                })
                .collect();
            let kind = if !values.is_empty() {
                RowKind::Values(values)
            } else if begins.iter().any(|cell| cell.kind == GridCellKind::Banner) {
                RowKind::Banner
            } else {
                RowKind::Heads
            };
            let is_values = matches!(kind, RowKind::Values(_));
            // The next panel begins after the values of a panel.
            panel += usize::from(ended && !is_values);
            ended = is_values;
            let labels = grid
                .cells
                .iter()
                .filter(|cell| match kind {
                    RowKind::Values(_) => {
                        cell.kind == GridCellKind::RowHead
                            && (cell.row..cell.row + cell.rowspan).contains(&row)
                    }
                    _ => cell.row == row,
                })
                .map(|cell| Label::new(&cell.label))
                .filter(|label| !label.is_empty())
                .collect();
            rows.push(FrameRow {
                panel,
                kind,
                labels,
            });
        }
        let mut seen = BTreeSet::new();
        let labels = grid
            .cells
            .iter()
            .filter(|cell| !cell.label.is_empty() && seen.insert(&cell.label));
        let labels = labels.map(|cell| Label::new(&cell.label)).collect();
        Some(Self {
            section,
            rows,
            panels,
            labels,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_report::form::Forms;

    #[test]
    fn every_cell_of_every_form_is_in_one_row_of_its_panel() {
        for form in Forms::builtin().unwrap().iter() {
            let mut count = 0;
            for frame in Frame::of(form) {
                for row in &frame.rows {
                    if let RowKind::Values(ids) = &row.kind {
                        count += ids.len();
                        assert_eq!(ids.len(), frame.panels[row.panel].columns.len());
                        assert!(
                            ids.iter()
                                .all(|id| form.spec(*id).unwrap().panel == row.panel)
                        );
                    }
                }
            }
            assert_eq!(count, form.cells.len());
        }
    }
}
