//! The sums a form states, derived from its totals and balances.

use super::CellId;
use super::cells::{Branch, CellSpec, leaf_rows, leaves};
use super::model::{Content, Section};

/// Sum of `left` = sum of `right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// What it says.
    pub kind: EquationKind,
    /// The terms.
    pub left: Vec<CellId>,
    /// The total, or the other side of a balance.
    pub right: Vec<CellId>,
}

/// The kinds of sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EquationKind {
    /// A row's columns add up to its total column.
    RowTotal,
    /// A column's rows add up to its total row.
    ColumnTotal,
    /// Rows on both sides of a balance agree in a column.
    Balance,
    /// The columns of a named group add up to the group's total.
    GroupTotal,
}

/// Which leaves a head of that id covers, in the scope of the total: the same nearest
/// named head above. Shared with the check that every id refers to something.
pub(super) fn covered(branches: &[Branch<'_>], total: &Branch<'_>, id: &str) -> Vec<usize> {
    let scope = named_above(total);
    branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| {
            let ids: Vec<&str> = branch.iter().filter_map(|h| h.id.as_deref()).collect();
            ids.strip_prefix(scope.as_slice())
                .is_some_and(|rest| rest.first() == Some(&id))
        })
        .map(|(index, _)| index)
        .collect()
}

fn named_above<'a>(branch: &Branch<'a>) -> Vec<&'a str> {
    let above = branch.split_last().map_or(&[][..], |(_, above)| above);
    above.iter().filter_map(|head| head.id.as_deref()).collect()
}

pub(super) fn derive(sections: &[Section], cells: &[CellSpec]) -> Vec<Equation> {
    let mut out = Vec::new();
    for (section_index, section) in sections.iter().enumerate() {
        let Content::Table(table) = &section.content else {
            continue;
        };
        for (panel_index, panel) in table.panels.iter().enumerate() {
            let rows = leaf_rows(&panel.rows);
            let columns = leaves(&panel.columns);
            let cell = |row: usize, column: usize| {
                cells
                    .iter()
                    .position(|c| {
                        (c.section, c.panel, c.row, c.column)
                            == (section_index, panel_index, row, column)
                    })
                    .map(CellId)
            };
            let along_row = |row: usize, of: &[usize]| -> Vec<CellId> {
                of.iter().filter_map(|&column| cell(row, column)).collect()
            };
            let along_column = |column: usize, of: &[usize]| -> Vec<CellId> {
                of.iter().filter_map(|&row| cell(row, column)).collect()
            };
            for row in 0..rows.len() {
                for (at, (branch, head)) in with_leaf(&columns) {
                    if head.total_of.is_empty() {
                        continue;
                    }
                    let of = all_covered(&columns, branch, &head.total_of);
                    let grouped = !named_above(branch).is_empty();
                    out.push(Equation {
                        kind: if grouped {
                            EquationKind::GroupTotal
                        } else {
                            EquationKind::RowTotal
                        },
                        left: along_row(row, &of),
                        right: along_row(row, &[at]),
                    });
                }
            }
            for column in 0..columns.len() {
                for (at, (branch, head)) in with_leaf(&rows) {
                    if head.total_of.is_empty() {
                        continue;
                    }
                    let of = all_covered(&rows, branch, &head.total_of);
                    out.push(Equation {
                        kind: EquationKind::ColumnTotal,
                        left: along_column(column, &of),
                        right: along_column(column, &[at]),
                    });
                }
            }
            let root = Branch::new();
            for [left, right] in &panel.balances {
                let left = all_covered(&rows, &root, left);
                let right = all_covered(&rows, &root, right);
                for column in 0..columns.len() {
                    out.push(Equation {
                        kind: EquationKind::Balance,
                        left: along_column(column, &left),
                        right: along_column(column, &right),
                    });
                }
            }
        }
    }
    out
}

fn with_leaf<'a, 'b>(
    branches: &'b [Branch<'a>],
) -> impl Iterator<Item = (usize, (&'b Branch<'a>, &'a super::Head))> {
    branches
        .iter()
        .enumerate()
        .filter_map(|(at, branch)| Some((at, (branch, *branch.last()?))))
}

fn all_covered(branches: &[Branch<'_>], total: &Branch<'_>, ids: &[String]) -> Vec<usize> {
    ids.iter()
        .flat_map(|id| covered(branches, total, id))
        .collect()
}
