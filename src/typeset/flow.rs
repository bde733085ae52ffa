//! Parts → pages. Lines stand on the body grid; what must stay together moves to the next page
//! together. It measures nothing itself.

use super::error::LayoutError;
use super::part::{Lines, Part, Start};
use super::sides::Leaves;
use super::table::{Fragment, TableLayout};
use super::{OutlineEntry, Page};
use crate::document::Typography;

/// Pages as they fill.
#[derive(Debug)]
struct Flow<'a> {
    /// Pages that are full.
    done: Vec<Page>,
    /// The page that fills.
    page: Page,
    outline: Vec<OutlineEntry>,
    /// Pages that show no number, from 0.
    unnumbered: Vec<usize>,
    /// Body lines taken on it.
    taken: usize,
    /// Blank body lines the last part asked for below itself.
    owed: usize,
    grid: Grid,
    leaves: Leaves<'a>,
}

/// What the parts became.
#[derive(Debug)]
pub(super) struct Flowed {
    /// The pages, without furniture.
    pub(super) pages: Vec<Page>,
    /// The headings.
    pub(super) outline: Vec<OutlineEntry>,
    /// Pages that show no number, from 0.
    pub(super) unnumbered: Vec<usize>,
}

/// The body grid on the paper, in points.
#[derive(Debug, Clone, Copy)]
struct Grid {
    top: f32,
    pitch: f32,
    lines: usize,
}

/// How far a height may run over a count of body lines before it takes one more, in points.
const ROUNDING: f32 = 0.05;

/// Lays the parts out on pages.
///
/// # Errors
/// [`LayoutError::TooTall`] where a table has a row higher than a page.
pub(super) fn pages(
    parts: Vec<Part>,
    typography: &Typography,
    leaves: Leaves<'_>,
) -> Result<Flowed, LayoutError> {
    let mut flow = Flow {
        done: Vec::new(),
        page: Page::default(),
        outline: Vec::new(),
        unnumbered: Vec::new(),
        taken: 0,
        owed: 0,
        grid: Grid {
            top: typography.page.height.pt() - typography.page.top.pt(),
            pitch: typography.line_pitch(),
            lines: usize::from(typography.grid.lines),
        },
        leaves,
    };
    // Blank lines above the first block of all are meant: they place the title.
    if let Some(Part::Lines(first)) = parts.first() {
        flow.taken = first.blank_before.min(flow.grid.lines.saturating_sub(1));
    }
    let mut chain: Vec<Lines> = Vec::new();
    for part in parts {
        match part {
            Part::Lines(lines) => {
                if lines.start != Start::Anywhere {
                    flow.lines(std::mem::take(&mut chain));
                    flow.open(lines.start);
                }
                let ends = !lines.keeps_with_next;
                chain.push(lines);
                if ends {
                    flow.lines(std::mem::take(&mut chain));
                }
            }
            Part::Table(table) => flow.table(std::mem::take(&mut chain), &table)?,
        }
    }
    flow.lines(chain);
    flow.done.push(flow.page);
    Ok(Flowed {
        pages: flow.done,
        outline: flow.outline,
        unnumbered: flow.unnumbered,
    })
}

impl Flow<'_> {
    /// Turns to an empty page for a part that starts one.
    fn open(&mut self, start: Start) {
        if !self.is_empty() {
            self.turn();
        }
        if start == Start::UnnumberedPage {
            self.unnumbered.push(self.done.len());
        }
    }

    /// Places lines that stay together: on this page if they fit, else on the next.
    fn lines(&mut self, chain: Vec<Lines>) {
        if !self.is_empty() && self.taken + self.needs(&chain, self.is_empty()).0 > self.grid.lines
        {
            self.turn();
        }
        for lines in chain {
            self.place(lines);
        }
    }

    /// Places a table and the lines that stay with its start.
    fn table(&mut self, chain: Vec<Lines>, table: &TableLayout) -> Result<(), LayoutError> {
        let start = table.start();
        let (above, below) = self.needs(&chain, self.is_empty());
        let room = self.room(self.taken + above + below);
        let (above, below) = self.needs(&chain, true);
        let empty = self.room(above + below);
        let whole_here = table.rest(start, room).is_some();
        let whole_next = table.keep_together && table.rest(start, empty).is_some();
        let starts_here = whole_here || !whole_next && table.fragment(start, room, false).is_some();
        if !self.is_empty() && !starts_here {
            self.turn();
        }
        for lines in chain {
            self.place(lines);
        }
        if !self.is_empty() {
            self.taken += std::mem::take(&mut self.owed);
        }
        let mut next = start;
        while !table.is_done(next) {
            let room = self.room(self.taken);
            if let Some(fragment) = table.fragment(next, room, self.is_empty()) {
                next = fragment.next;
                self.draw(table, &fragment);
                if !table.is_done(next) {
                    self.turn();
                }
            } else if self.is_empty() {
                return Err(table.too_tall(next));
            } else {
                self.turn();
            }
        }
        Ok(())
    }

    fn draw(&mut self, table: &TableLayout, fragment: &Fragment) {
        let top = self.y(self.taken);
        let items = table.draw(fragment, self.leaves.left(self.done.len()), top);
        self.page.items.extend(items);
        self.taken += self.slots(fragment.height);
    }

    /// Places lines below what is there.
    fn place(&mut self, lines: Lines) {
        if !self.is_empty() {
            self.taken += self.owed.max(lines.blank_before);
        }
        if !self.is_empty() && self.taken + lines.slots > self.grid.lines {
            self.turn();
        }
        self.owed = lines.blank_after;
        let y = self.y(self.taken);
        let x = if lines.on_paper {
            0.0
        } else {
            self.leaves.left(self.done.len())
        };
        if let Some((level, title)) = lines.outline {
            self.outline.push(OutlineEntry {
                title,
                level,
                page: self.done.len(),
                y,
            });
        }
        let items = lines.items.into_iter().map(|item| item.moved(x, y));
        self.page.items.extend(items);
        self.taken += lines.slots;
    }

    /// Body lines a chain takes, blank ones between included, and blank ones it asks for below;
    /// at the head of a page without those above.
    fn needs(&self, chain: &[Lines], at_head: bool) -> (usize, usize) {
        let mut owed = if at_head { 0 } else { self.owed };
        let mut sum = 0;
        for (index, lines) in chain.iter().enumerate() {
            if index > 0 || !at_head {
                sum += owed.max(lines.blank_before);
            }
            sum += lines.slots;
            owed = lines.blank_after;
        }
        (sum, owed)
    }

    fn is_empty(&self) -> bool {
        self.page.items.is_empty()
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.taken = 0;
        self.owed = 0;
    }

    /// Height left below a count of body lines.
    fn room(&self, taken: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
        let lines = self.grid.lines.saturating_sub(taken) as f32;
        lines * self.grid.pitch
    }

    /// Top of a body line, from the foot of the paper.
    fn y(&self, line: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
        let line = line as f32;
        self.grid.top - line * self.grid.pitch
    }

    /// Body lines a height takes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a height on one page"
    )]
    fn slots(&self, height: f32) -> usize {
        ((height - ROUNDING) / self.grid.pitch).ceil().max(0.0) as usize
    }
}
