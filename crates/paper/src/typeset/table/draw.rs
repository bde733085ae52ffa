//! One page's part of a table → its glyphs and rules.

use super::pages::Fragment;
use super::rules::{self, Cover};
use super::{Placed, TableLayout};
use crate::typeset::part::glyph_runs;
use crate::typeset::{Item, Owner};

impl TableLayout {
    /// Draws a fragment whose upper left corner is at `left`, `top`: cells in reading order, then
    /// the rules.
    pub(in crate::typeset) fn draw(&self, fragment: &Fragment, left: f32, top: f32) -> Vec<Item> {
        let top = top - self.rule / 2.0;
        let mut ys = vec![top];
        let mut y = top;
        for height in &fragment.heights {
            y -= height;
            ys.push(y);
        }
        let xs: Vec<f32> = self.edges.iter().map(|edge| left + edge).collect();
        let columns = xs.len().saturating_sub(1);
        let mut cover: Cover = vec![vec![None; columns]; fragment.rows.len()];
        let mut items = Vec::new();
        for (index, cell) in self.near(&fragment.rows) {
            let Some(visible) = cell.visible(&fragment.rows) else {
                continue;
            };
            for row in cover.get_mut(visible.clone()).unwrap_or_default() {
                let places = row.iter_mut().skip(cell.column).take(cell.columns);
                places.for_each(|place| *place = Some(index));
            }
            let (Some(x), Some(upper), Some(lower)) = (
                xs.get(cell.column),
                ys.get(visible.start),
                ys.get(visible.end),
            ) else {
                continue;
            };
            let owner = self.owner(cell, fragment);
            let text = upper - (upper - lower - cell.text.height) / 2.0;
            for line in &cell.text.lines {
                let runs = glyph_runs(
                    &line.clusters,
                    &line.places,
                    |_| owner,
                    *x,
                    text + line.base,
                );
                items.extend(runs.into_iter().map(Item::Glyphs));
            }
        }
        let rules = rules::rules(&cover, &xs, &ys, self.rule);
        items.extend(rules.into_iter().map(Item::Rule));
        items
    }

    /// The cell's element at its first row; a repeated label is an artifact.
    fn owner(&self, cell: &Placed, fragment: &Fragment) -> Owner {
        let is_repeated_head = fragment.repeats_header && cell.row < self.header_rows;
        if is_repeated_head || !fragment.rows.contains(&cell.row) {
            Owner::Artifact
        } else {
            Owner::Node(cell.node)
        }
    }
}
