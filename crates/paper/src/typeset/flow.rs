//! Parts → pages. Lines are on the body grid; what must stay together moves to the next page
//! together. It measures nothing itself.

use super::error::LayoutError;
use super::part::{Lines, Part, Start};
use super::sides::Leaves;
use super::table::{Fragment, TableLayout};
use super::{OutlineEntry, Page};
use chengbao_base::style::Typography;

/// The pages so far.
#[derive(Debug)]
struct Flow<'a> {
    /// Pages that are full.
    done: Vec<Page>,
    /// The current page.
    page: Page,
    outline: Vec<OutlineEntry>,
    seal: Option<(usize, [f32; 2])>,
    /// Pages that show no number, from 0.
    unnumbered: Vec<usize>,
    /// Body lines used on it.
    taken: usize,
    /// Body lines used on it by text and tables, without the closing parts of the document.
    content_lines: usize,
    /// The table at the foot of a page that has no other content.
    alone: Option<Alone<'a>>,
    /// Blank body lines that the last part requires below itself.
    owed: usize,
    grid: Grid,
    filling: Filling,
    leaves: Leaves<'a>,
}

/// A table that could be drawn again with taller rows.
#[derive(Debug)]
struct Alone<'a> {
    table: &'a TableLayout,
    fragment: Fragment,
    /// Body lines and items above it.
    taken: usize,
    items: usize,
}

/// How pages are filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filling {
    /// Body lines per page.
    pub(super) lines: usize,
    /// Minimum height of table rows as a share of the typography's.
    pub(super) rows: f32,
    /// A page, from 0, that gets fewer body lines.
    pub(super) short: Option<(usize, usize)>,
}

impl Filling {
    /// As in the typography.
    pub(super) fn plain(typography: &Typography) -> Self {
        Self {
            lines: usize::from(typography.grid.lines),
            rows: 1.0,
            short: None,
        }
    }
}

/// The result of laying out the parts.
#[derive(Debug)]
pub(super) struct Flowed {
    /// The pages, without furniture.
    pub(super) pages: Vec<Page>,
    /// The headings.
    pub(super) outline: Vec<OutlineEntry>,
    /// Page, from 0, and middle of the seal on it.
    pub(super) seal: Option<(usize, [f32; 2])>,
    /// Pages that show no number, from 0.
    pub(super) unnumbered: Vec<usize>,
    /// Body lines on the last page, without the closing parts of the document.
    pub(super) last_lines: usize,
}

/// The body grid on the paper, in points.
#[derive(Debug, Clone, Copy)]
struct Grid {
    top: f32,
    pitch: f32,
    /// The pitch for which the parts were made.
    made_for: f32,
}

/// How far a height may exceed a count of body lines before it uses one more, in points.
const ROUNDING: f32 = 0.05;
/// How much taller rows can become if their table has a page of its own and room is left.
const HIGHER: f32 = 1.35;

/// Lays the parts out on pages; the last `closing` of them close the document.
///
/// # Errors
/// [`LayoutError::TooTall`] if a table has a row taller than a page.
pub(super) fn pages(
    parts: &[Part],
    closing: usize,
    filling: Filling,
    typography: &Typography,
    leaves: Leaves<'_>,
) -> Result<Flowed, LayoutError> {
    #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
    let pitch = if filling.lines == usize::from(typography.grid.lines) {
        typography.line_pitch()
    } else {
        typography.text_height() / filling.lines.max(1) as f32
    };
    let mut flow = Flow {
        done: Vec::new(),
        page: Page::default(),
        outline: Vec::new(),
        seal: None,
        unnumbered: Vec::new(),
        taken: 0,
        content_lines: 0,
        alone: None,
        owed: 0,
        grid: Grid {
            top: typography.page.height.pt() - typography.page.top.pt(),
            pitch,
            made_for: typography.line_pitch(),
        },
        filling,
        leaves,
    };
    // Blank lines above the very first block are intended: they position the title.
    if let Some(Part::Lines(first)) = parts.first() {
        flow.taken = first.blank_before.min(flow.lines_here().saturating_sub(1));
    }
    let mut chain: Vec<&Lines> = Vec::new();
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
            Part::Table(table) => flow.table(std::mem::take(&mut chain), table)?,
        }
    }
    flow.lines(chain);
    let closes = parts.iter().rev().take(closing);
    let closes: usize = closes.map(|part| flow.closes(part)).sum();
    let last_lines = flow.content_lines.saturating_sub(closes);
    flow.done.push(flow.page);
    Ok(Flowed {
        pages: flow.done,
        outline: flow.outline,
        seal: flow.seal,
        unnumbered: flow.unnumbered,
        last_lines,
    })
}

impl<'a> Flow<'a> {
    /// Starts an empty page for a part that requires one.
    fn open(&mut self, start: Start) {
        if !self.is_empty() {
            self.turn();
        }
        if start == Start::UnnumberedPage {
            self.unnumbered.push(self.done.len());
        }
    }

    /// Places lines that stay together: on this page if they fit, else on the next.
    fn lines(&mut self, chain: Vec<&Lines>) {
        let needs = self.needs(&chain, self.is_empty()).0;
        if !self.is_empty() && self.taken + needs > self.lines_here() {
            self.turn();
        }
        for lines in chain {
            self.place(lines);
        }
    }

    /// Places a table and the lines that belong to its start.
    fn table(&mut self, chain: Vec<&Lines>, table: &'a TableLayout) -> Result<(), LayoutError> {
        let (start, rows) = (table.start(), self.filling.rows);
        let (above, below) = self.needs(&chain, self.is_empty());
        let room = self.room(self.taken + above + below);
        let (above, below) = self.needs(&chain, true);
        let empty = self.full(above + below);
        let whole_here = table.rest(start, room, rows).is_some();
        let whole_next = table.keep_together && table.rest(start, empty, rows).is_some();
        let starts_here =
            whole_here || !whole_next && table.fragment(start, room, rows, false).is_some();
        if !self.is_empty() && !starts_here {
            self.turn();
        }
        let is_alone = self.is_empty();
        for lines in chain {
            self.place(lines);
        }
        if !self.is_empty() {
            self.taken += std::mem::take(&mut self.owed);
        }
        let mut next = start;
        while !table.is_done(next) {
            let room = self.room(self.taken);
            if let Some(fragment) = table.fragment(next, room, rows, self.is_empty()) {
                next = fragment.next;
                let is_whole = fragment.is_whole && is_alone;
                let (taken, items) = (self.taken, self.page.items.len());
                self.draw(table, &fragment);
                self.alone = is_whole.then_some(Alone {
                    table,
                    fragment,
                    taken,
                    items,
                });
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
        self.take(self.slots(fragment.height));
    }

    fn take(&mut self, lines: usize) {
        self.taken += lines;
        self.content_lines += lines;
    }

    /// Places lines below the existing content.
    fn place(&mut self, lines: &Lines) {
        let slots = self.slots_of(lines);
        if !self.is_empty() {
            self.taken += self.owed.max(lines.blank_before);
        }
        if !self.is_empty() && self.taken + slots > self.lines_here() {
            self.turn();
        }
        self.alone = None;
        self.owed = lines.blank_after;
        let y = self.y(self.taken);
        let x = if lines.on_paper {
            0.0
        } else {
            self.leaves.left(self.done.len())
        };
        if let Some((level, title)) = &lines.outline {
            self.outline.push(OutlineEntry {
                title: title.clone(),
                level: *level,
                page: self.done.len(),
                y,
            });
        }
        // On a tighter grid the items stay in the middle of their body lines.
        #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
        let middle =
            (lines.slots as f32 * self.grid.made_for - slots as f32 * self.grid.pitch) / 2.0;
        if let Some([dx, dy]) = lines.seal {
            self.seal = Some((self.done.len(), [x + dx, y + middle + dy]));
        }
        let items = lines.items.iter().cloned();
        let items = items.map(|item| item.moved(x, y + middle));
        self.page.items.extend(items);
        self.take(slots);
    }

    /// Body lines used by lines on this grid.
    #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
    fn slots_of(&self, lines: &Lines) -> usize {
        if self.grid.pitch >= self.grid.made_for || lines.slots <= 1 {
            lines.slots
        } else if lines.height > 0.0 {
            self.slots(lines.height).max(lines.slots)
        } else {
            self.slots(lines.slots as f32 * self.grid.made_for)
        }
    }

    /// Body lines used by a part at the end of the document.
    fn closes(&self, part: &Part) -> usize {
        match part {
            Part::Lines(lines) => self.slots_of(lines),
            Part::Table(_) => 0,
        }
    }

    /// Body lines used by a chain, including blank ones between, and blank ones it requires below;
    /// at the head of a page without those above.
    fn needs(&self, chain: &[&Lines], at_head: bool) -> (usize, usize) {
        let mut owed = if at_head { 0 } else { self.owed };
        let mut sum = 0;
        for (index, lines) in chain.iter().enumerate() {
            if index > 0 || !at_head {
                sum += owed.max(lines.blank_before);
            }
            sum += self.slots_of(lines);
            owed = lines.blank_after;
        }
        (sum, owed)
    }

    fn is_empty(&self) -> bool {
        self.page.items.is_empty()
    }

    /// Body lines on this page.
    fn lines_here(&self) -> usize {
        match self.filling.short {
            Some((page, lines)) if page == self.done.len() => lines.min(self.filling.lines),
            _ => self.filling.lines,
        }
    }

    fn turn(&mut self) {
        self.raise();
        self.done.push(std::mem::take(&mut self.page));
        self.taken = 0;
        self.content_lines = 0;
        self.owed = 0;
    }

    /// Makes the rows of a table that has the page to itself taller, as the room below it allows.
    fn raise(&mut self) {
        let Some(alone) = self.alone.take() else {
            return;
        };
        let room = self.room(alone.taken);
        let fragment = alone.fragment.raised(room, HIGHER);
        self.page.items.truncate(alone.items);
        self.taken = alone.taken;
        self.draw(alone.table, &fragment);
    }

    /// Height left on this page below a count of body lines.
    fn room(&self, taken: usize) -> f32 {
        self.height(self.lines_here().saturating_sub(taken))
    }

    /// Height left on a full page below a count of body lines.
    fn full(&self, taken: usize) -> f32 {
        self.height(self.filling.lines.saturating_sub(taken))
    }

    #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
    fn height(&self, lines: usize) -> f32 {
        lines as f32 * self.grid.pitch
    }

    /// Top of a body line, from the foot of the paper.
    fn y(&self, line: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
        let line = line as f32;
        self.grid.top - line * self.grid.pitch
    }

    /// Body lines used by a height.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a height on one page"
    )]
    fn slots(&self, height: f32) -> usize {
        ((height - ROUNDING) / self.grid.pitch).ceil().max(0.0) as usize
    }
}
