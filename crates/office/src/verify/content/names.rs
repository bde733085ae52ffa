//! The form's name of a place on a page: that of the figure printed there.

use std::collections::BTreeMap;

use chengbao_paper::document::{Block, CellRole, Document};
use chengbao_paper::typeset::{Item, Owner, Pages, Tag};
use chengbao_report::form::Form;

/// Names of the figures on the pages, by page and place in tenths of a point.
pub(in crate::verify) struct Names(BTreeMap<(usize, i64, i64), String>);

impl Names {
    /// The names for a document and its pages.
    pub(in crate::verify) fn of(form: &Form, document: &Document, pages: &Pages) -> Self {
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let cells = tables.flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
        let paths: Vec<Option<&String>> = cells
            .filter(|cell| cell.role == CellRole::Value)
            .map(|cell| cell.path.as_ref())
            .collect();
        let elements = pages.structure.elements.iter().enumerate();
        let nodes: Vec<usize> = elements
            .filter(|(_, element)| matches!(element.tag, Tag::DataCell { .. }))
            .map(|(node, _)| node)
            .collect();
        let mut names = BTreeMap::new();
        if paths.len() == nodes.len() {
            let paths: BTreeMap<usize, &String> = nodes
                .into_iter()
                .zip(paths)
                .filter_map(|(node, path)| Some((node, path?)))
                .collect();
            // A glyph may belong to a span or paragraph within its cell.
            let cell_of = |mut node: usize| loop {
                if let Some(path) = paths.get(&node) {
                    return Some(*path);
                }
                node = pages.structure.elements.get(node)?.parent?.0;
            };
            for (number, page) in pages.pages.iter().enumerate() {
                for item in &page.items {
                    let Item::Glyphs(run) = item else { continue };
                    let Owner::Node(node) = run.owner else {
                        continue;
                    };
                    let Some(path) = cell_of(node.0) else {
                        continue;
                    };
                    let name = form.cell(path).and_then(|id| form.spec(id));
                    let dx = run.glyphs.first().map_or(0.0, |glyph| glyph.dx);
                    if let Some(name) = name {
                        let place = key(number, (run.x + dx).into(), run.y.into());
                        names.insert(place, name.name.clone());
                    }
                }
            }
        }
        Self(names)
    }

    /// The form's name of the figure that starts there.
    pub(in crate::verify) fn at(&self, page: usize, x: f64, y: f64) -> Option<String> {
        let (page, x, y) = key(page, x, y);
        let around = [0, -1, 1];
        let mut places = around
            .iter()
            .flat_map(|dx| around.iter().map(move |dy| (page, x + dx, y + dy)));
        places.find_map(|place| self.0.get(&place).cloned())
    }
}

/// A place, to a tenth of a point.
fn key(page: usize, x: f64, y: f64) -> (usize, i64, i64) {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
    let tenths = |value: f64| (value * 10.0).round() as i64;
    (page, tenths(x), tenths(y))
}
