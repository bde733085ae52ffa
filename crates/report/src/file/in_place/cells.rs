//! Cells in a report file: each at its own place, or its row as a whole. Rows without
//! changes are never written.

use std::collections::BTreeMap;

use super::{Writer, cell_scalar};
use crate::file::locate::{Spot, cell_spot, row_spot};
use crate::form::CellId;

impl Writer<'_> {
    pub(super) fn cell(&mut self, id: CellId, text: &str) -> Option<()> {
        let Spot { place, .. } = cell_spot(self.base, id)?;
        self.replace(place, cell_scalar(text));
        Some(())
    }

    /// Whole rows, for cells without a place of their own.
    pub(super) fn rows(
        &mut self,
        changed: impl Iterator<Item = CellId>,
        wanted: &BTreeMap<String, String>,
    ) -> Option<()> {
        let mut done = Vec::new();
        for id in changed {
            let Spot { place, record } = row_spot(self.base, id)?;
            if done.contains(&record.path) {
                continue;
            }
            let value = |id: CellId| {
                let path = &self.base.form.spec(id)?.path;
                Some(cell_scalar(wanted.get(path).map_or("", String::as_str)))
            };
            let cells: Option<Vec<String>> =
                record.cells.iter().map(|cell| value(cell.cell)).collect();
            let cells = cells?;
            let written = if cells.len() > 3 {
                format!("[{}]", cells.join(", "))
            } else {
                let pairs = record
                    .cells
                    .iter()
                    .zip(&cells)
                    .map(|(cell, value)| format!("{}: {value}", cell.id));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            };
            self.replace(place, written);
            done.push(record.path.clone());
        }
        Some(())
    }
}
