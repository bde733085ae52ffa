//! The cells that start with a closing figure of last year's report, derived from the rows that say so.

use super::cells::CellSpec;
use super::model::{Content, Section};
use super::{CellId, Form};

/// A cell that starts with a closing figure of last year's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The cell.
    pub this: CellId,
    /// Id path of the figure in last year's report, whose form may be another edition.
    pub last: String,
}

/// The cells in the order of the rows that begin so.
pub(super) fn derive(sections: &[Section], cells: &[CellSpec]) -> Vec<Carried> {
    let mut out = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let Content::Table(table) = &section.content else {
            continue;
        };
        for carry in table.panels.iter().flat_map(|panel| &panel.carries) {
            let row = format!("{}.{}", section.id, carry.this);
            for (id, spec) in cells.iter().enumerate() {
                let column = spec.path.strip_prefix(&row);
                let column = column.filter(|column| column.starts_with('.'));
                if let Some(column) = column.filter(|_| spec.section == index) {
                    out.push(Carried {
                        this: CellId(id),
                        last: format!("{}.{}{column}", section.id, carry.last),
                    });
                }
            }
        }
    }
    out
}

impl Form {
    /// The cells that start with a closing figure of last year's report.
    #[must_use]
    pub fn carries(&self) -> &[Carried] {
        &self.carries
    }
}

#[cfg(test)]
mod tests {
    use crate::form::Forms;

    #[test]
    fn every_cell_of_a_carried_row_starts_where_the_same_column_ended() {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let pairs = form.carries().iter();
        let pairs: Vec<(&str, &str)> = pairs
            .map(|pair| {
                (
                    form.spec(pair.this).unwrap().path.as_str(),
                    pair.last.as_str(),
                )
            })
            .collect();
        assert_eq!(pairs.len(), 7);
        for (this, last) in pairs {
            let column = this.strip_prefix("requests.carried_in.").unwrap();
            assert_eq!(last, format!("requests.carried_over.{column}"));
        }
        let bare = forms.iter().filter(|form| form.cells.is_empty());
        assert!(bare.flat_map(|form| form.carries()).next().is_none());
    }
}
