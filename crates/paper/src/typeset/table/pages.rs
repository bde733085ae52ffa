//! Which rows of a table are on a page.

use super::TableLayout;
use super::heights::total;
use crate::typeset::error::LayoutError;

/// The part of a table on one page.
#[derive(Debug, Clone)]
pub(in crate::typeset) struct Fragment {
    /// Its rows: the header rows, then rows of the body.
    pub(super) rows: Vec<usize>,
    /// Their heights in points.
    pub(super) heights: Vec<f32>,
    /// Whether it is the whole table.
    pub(in crate::typeset) is_whole: bool,
    /// Whether the header rows are a repetition.
    pub(super) repeats_header: bool,
    /// The body row the next fragment starts with.
    pub(in crate::typeset) next: usize,
    /// Height with the rules at its ends.
    pub(in crate::typeset) height: f32,
}

impl Fragment {
    /// The same rows taller, all in proportion: at most `most` times and within `room`.
    pub(in crate::typeset) fn raised(&self, room: f32, most: f32) -> Self {
        let rows = total(&self.heights);
        let rule = self.height - rows;
        let share = ((room - rule) / rows).min(most);
        if !share.is_finite() || share <= 1.0 {
            return self.clone();
        }
        let heights: Vec<f32> = self.heights.iter().map(|height| height * share).collect();
        Self {
            height: total(&heights) + rule,
            heights,
            ..self.clone()
        }
    }
}

/// A page is filled at least this far before a break is moved up to keep a group of rows together.
const MIN_FILL: f32 = 0.7;

impl TableLayout {
    /// The body row the first fragment starts with.
    pub(in crate::typeset) fn start(&self) -> usize {
        self.header_rows
    }

    /// Whether all rows are on some page.
    pub(in crate::typeset) fn is_done(&self, next: usize) -> bool {
        next >= self.rows()
    }

    /// The rest of the table from body row `start`, if it fits in `room`, if necessary with
    /// rows lower than `least` times the style's height.
    pub(in crate::typeset) fn rest(&self, start: usize, room: f32, least: f32) -> Option<Fragment> {
        if self.is_beyond(start, room - self.rule) {
            return None;
        }
        let rows = self.page_rows(start, self.rows());
        let heights = self.heights(&rows, least).within(room - self.rule)?;
        Some(self.cut(start, rows, heights, self.rows()))
    }

    /// As many rows as fit in `room`, preferably whole groups of rows. Rows that belong together
    /// are separated only if `whole_page` says that no page has more room. `None` if nothing fits.
    pub(in crate::typeset) fn fragment(
        &self,
        start: usize,
        room: f32,
        least: f32,
        whole_page: bool,
    ) -> Option<Fragment> {
        if let Some(rest) = self.rest(start, room, least) {
            return Some(rest);
        }
        let room = room - self.rule;
        let may_end = |end: usize| {
            end.checked_sub(1)
                .and_then(|last| self.keeps.get(last))
                .is_none_or(|keeps| !keeps)
        };
        // The last end that fits is searched from below: heights only grow with the rows.
        let mut fitting = Vec::new();
        for end in start + 1..=self.rows() {
            let rows = self.page_rows(start, end);
            let heights = self.heights(&rows, least);
            if total(&heights.floor) > room {
                break;
            }
            if let Some(heights) = heights.within(room) {
                let is_natural = total(&heights) + 0.01 < room;
                fitting.push((end, rows, heights, is_natural));
            }
        }
        let last = fitting
            .iter()
            .rposition(|(end, _, _, natural)| *natural && may_end(*end));
        let last = last
            .or_else(|| fitting.iter().rposition(|(end, ..)| may_end(*end)))
            .or_else(|| fitting.len().checked_sub(1).filter(|_| whole_page))?;
        let chosen = fitting
            .iter()
            .enumerate()
            .take(last + 1)
            .rev()
            .filter(|(_, (end, _, heights, _))| may_end(*end) && total(heights) >= MIN_FILL * room)
            .min_by_key(|(_, (end, ..))| self.cuts(*end))
            .map_or(last, |(index, _)| index);
        let (end, rows, heights, _) = fitting.into_iter().nth(chosen)?;
        Some(self.cut(start, rows, heights, end))
    }

    /// The error of a row that is taller than a page.
    pub(in crate::typeset) fn too_tall(&self, row: usize) -> LayoutError {
        let tallest = self
            .cells
            .iter()
            .filter(|cell| (cell.row..cell.row + cell.rows).contains(&row))
            .max_by(|a, b| a.text.height.total_cmp(&b.text.height));
        LayoutError::TooTall {
            path: tallest.map(|cell| cell.name.clone()).unwrap_or_default(),
        }
    }

    /// How many spanning cells a break before row `end` cuts.
    fn cuts(&self, end: usize) -> usize {
        self.across(end).count()
    }

    fn page_rows(&self, start: usize, end: usize) -> Vec<usize> {
        (0..self.header_rows).chain(start..end).collect()
    }

    fn cut(&self, start: usize, rows: Vec<usize>, heights: Vec<f32>, next: usize) -> Fragment {
        Fragment {
            height: total(&heights) + self.rule,
            rows,
            heights,
            is_whole: start == self.header_rows && next == self.rows(),
            repeats_header: start > self.header_rows,
            next,
        }
    }
}
