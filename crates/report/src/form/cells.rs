//! The cells of a form's tables: for every panel, leaf rows × leaf columns, each with its id path
//! and with the name used by the form itself.

use super::label::{bare_label, ordinal, without_note};
use super::model::{CellKind, Content, Head, Section};

/// Index of a cell in `Form::cells`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub usize);

/// What the blank form defines for a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSpec {
    /// Ids from the section down: `requests.refused.state_secret.individual`.
    pub path: String,
    /// Path of its row, the part a list of values stands for: `requests.refused.state_secret`.
    pub row_path: String,
    /// Section index.
    pub section: usize,
    /// Panel index in the section's table.
    pub panel: usize,
    /// Leaf row index in the panel.
    pub row: usize,
    /// Leaf column index in the panel.
    pub column: usize,
    /// Printed label of its column.
    pub label: String,
    /// What it contains.
    pub kind: CellKind,
    /// The name an official would use: `三、（一）予以公开，总计`.
    pub name: String,
}

impl CellSpec {
    /// The cell's own key, the last step of its path.
    #[must_use]
    pub fn id(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }
}

/// A leaf of a head tree with the heads above it, top first, itself last.
pub(super) type Branch<'a> = Vec<&'a Head>;

/// The leaves of a head tree in order.
pub(super) fn leaves(heads: &[Head]) -> Vec<Branch<'_>> {
    fn walk<'a>(heads: &'a [Head], above: &Branch<'a>, out: &mut Vec<Branch<'a>>) {
        for head in heads {
            let mut branch = above.clone();
            branch.push(head);
            if head.heads.is_empty() {
                out.push(branch);
            } else {
                walk(&head.heads, &branch, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(heads, &Vec::new(), &mut out);
    out
}

/// The leaf rows of a panel; one without heads if the panel has no named rows.
pub(super) fn leaf_rows(rows: &[Head]) -> Vec<Branch<'_>> {
    if rows.is_empty() {
        vec![Vec::new()]
    } else {
        leaves(rows)
    }
}

fn ids<'a>(branch: &'a Branch<'_>) -> impl Iterator<Item = &'a str> {
    branch.iter().filter_map(|head| head.id.as_deref())
}

pub(super) fn derive(sections: &[Section]) -> Vec<CellSpec> {
    let mut cells = Vec::new();
    for (section_index, section) in sections.iter().enumerate() {
        let Content::Table(table) = &section.content else {
            continue;
        };
        for (panel_index, panel) in table.panels.iter().enumerate() {
            let columns = leaves(&panel.columns);
            for (row_index, row) in leaf_rows(&panel.rows).iter().enumerate() {
                for (column_index, column) in columns.iter().enumerate() {
                    let mut row_path = vec![section.id.as_str()];
                    row_path.extend(ids(row));
                    // Named column groups belong to the row: a list stands for one group's columns.
                    let mut column_ids: Vec<&str> = ids(column).collect();
                    let last = column_ids.pop();
                    row_path.extend(column_ids);
                    let row_path = row_path.join(".");
                    let path =
                        last.map_or_else(|| row_path.clone(), |id| format!("{row_path}.{id}"));
                    cells.push(CellSpec {
                        path,
                        row_path,
                        section: section_index,
                        panel: panel_index,
                        row: row_index,
                        column: column_index,
                        label: column
                            .last()
                            .map_or_else(String::new, |head| head.label.clone()),
                        kind: column.last().map_or(CellKind::Count, |head| head.kind),
                        name: name(section, row, column),
                    });
                }
            }
        }
    }
    cells
}

/// `三、（三）1.属于国家秘密，自然人`: ordinals of the section and of the named heads above, the
/// row's own label, then the column's.
fn name(section: &Section, row: &Branch<'_>, column: &Branch<'_>) -> String {
    let mut name = String::new();
    let own = row.last().map_or("", |head| head.label.as_str());
    // A row with a first-rank ordinal of its own (一、本年新收…) does not need the section's before it.
    if !ordinal(own).ends_with('、') {
        name.push_str(ordinal(&section.label));
    }
    if let Some((leaf, above)) = row.split_last() {
        for head in above.iter().filter(|head| head.id.is_some()) {
            name.push_str(ordinal(&head.label));
        }
        name.push_str(without_note(&leaf.label));
    }
    let labels: Vec<&str> = column
        .iter()
        .filter(|head| head.id.is_some())
        .map(|head| bare_label(&head.label))
        .collect();
    if !row.is_empty() {
        name.push('，');
    }
    name.push_str(&labels.join("，"));
    name
}
