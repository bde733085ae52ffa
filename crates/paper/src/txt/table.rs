//! A table as text in a grid of `+`, `-` and `|`, every cell with its spans. Widths are counted in
//! columns of a fixed-width font, in which a hanzi takes two (UAX #11).
//!
//! It shortens nothing: a label that is too long for its column takes more lines.

use unicode_width::UnicodeWidthChar as _;

use crate::document::FlowError;
use crate::document::{CellRole, Table, TableCell};

/// Labels are broken after so many columns; figures never.
const LABEL: usize = 16;

/// A cell with its place and its lines.
struct Placed {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    is_figure: bool,
    lines: Vec<String>,
}

/// The table, without a line feed at its end.
pub(super) fn table(table: &Table) -> Result<String, FlowError> {
    let grid = table.grid()?;
    let mut cells = Vec::new();
    for (row, line) in table.rows.iter().enumerate() {
        cells.extend(line.cells.iter().map(|cell| placed(row, cell)));
    }
    let columns = table.widths.len();
    let widths = sizes(columns, &cells, |cell| {
        let width = cell.lines.iter().map(|line| width(line)).max();
        (cell.column, cell.columns, width.unwrap_or(0))
    });
    let heights = sizes(grid.len(), &cells, |cell| {
        (cell.row, cell.rows, cell.lines.len())
    });
    // Where the rules are: one before each column or row, and one at the end.
    let (across, down) = (edges(&widths, 3), edges(&heights, 1));
    let mut canvas = Canvas::new(&across, &down);
    for cell in &cells {
        canvas.cell(cell, &across, &down);
    }
    Ok(canvas.text())
}

fn placed(row: usize, cell: &TableCell) -> Placed {
    let is_figure = cell.role == CellRole::Value;
    let text = cell.lines.concat();
    let lines = text.split('\n');
    let lines = lines.flat_map(|line| match is_figure {
        true => vec![line.to_owned()],
        false => broken(line, LABEL.saturating_mul(cell.colspan)),
    });
    Placed {
        row,
        column: cell.column,
        rows: cell.rowspan,
        columns: cell.colspan,
        is_figure,
        lines: lines.collect(),
    }
}

/// Columns that a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A text in lines of at most so many columns.
fn broken(text: &str, most: usize) -> Vec<String> {
    let (mut lines, mut line, mut at) = (Vec::new(), String::new(), 0);
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if at + wide > most && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            at = 0;
        }
        line.push(character);
        at += wide;
    }
    lines.push(line);
    lines
}

/// The size of each column or row, so that every cell fits: cells of one first, then what those of
/// several lack goes to their last.
fn sizes(
    count: usize,
    cells: &[Placed],
    of: impl Fn(&Placed) -> (usize, usize, usize),
) -> Vec<usize> {
    let mut sizes = vec![1; count];
    let mut all: Vec<_> = cells.iter().map(of).collect();
    all.sort_by_key(|(_, span, _)| *span);
    for (at, span, size) in all {
        let has: usize = sizes.iter().skip(at).take(span).sum();
        if let Some(last) = sizes.get_mut(at + span - 1) {
            *last += size.saturating_sub(has);
        }
    }
    sizes
}

/// The places of the rules between parts of these sizes, each with so much for a rule and its margins.
fn edges(sizes: &[usize], rule: usize) -> Vec<usize> {
    let mut at = 0;
    let inner = sizes.iter().map(|size| {
        at += size + rule;
        at
    });
    let inner: Vec<usize> = inner.collect();
    std::iter::once(0).chain(inner).collect()
}

/// What is drawn, a character with the marks that join it at each place; nothing at the second half of a
/// wide one.
struct Canvas(Vec<Vec<String>>);

impl Canvas {
    fn new(across: &[usize], down: &[usize]) -> Self {
        let size = |edges: &[usize]| edges.last().map_or(0, |last| last + 1);
        Self(vec![vec![" ".to_owned(); size(across)]; size(down)])
    }

    fn place(&mut self, x: usize, y: usize) -> Option<&mut String> {
        self.0.get_mut(y).and_then(|line| line.get_mut(x))
    }

    fn put(&mut self, x: usize, y: usize, character: char) {
        if let Some(place) = self.place(x, y) {
            *place = character.to_string();
        }
    }

    /// A rule does not take away a crossing.
    fn rule(&mut self, x: usize, y: usize, rule: char) {
        if self.place(x, y).is_some_and(|there| there != "+") {
            self.put(x, y, rule);
        }
    }

    fn cell(&mut self, cell: &Placed, across: &[usize], down: &[usize]) {
        let edge = |edges: &[usize], at: usize| edges.get(at).copied().unwrap_or(0);
        let (left, right) = (
            edge(across, cell.column),
            edge(across, cell.column + cell.columns),
        );
        let (top, bottom) = (edge(down, cell.row), edge(down, cell.row + cell.rows));
        for x in left..=right {
            self.rule(x, top, '-');
            self.rule(x, bottom, '-');
        }
        for y in top..=bottom {
            self.rule(left, y, '|');
            self.rule(right, y, '|');
        }
        for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
            self.put(x, y, '+');
        }
        for (line, y) in cell.lines.iter().zip(top + 1..) {
            let room = right.saturating_sub(left + 3);
            let indent = match cell.is_figure {
                true => room.saturating_sub(width(line)),
                false => 0,
            };
            self.text_at(left + 2 + indent, y, line);
        }
    }

    fn text_at(&mut self, mut x: usize, y: usize, text: &str) {
        for character in text.chars() {
            let wide = character.width().unwrap_or(0);
            // A mark joins the character before it, or the margin.
            if wide == 0 {
                if let Some(before) = self.place(x.saturating_sub(1), y) {
                    before.push(character);
                }
                continue;
            }
            self.put(x, y, character);
            // The other halves of a wide character, the marks that join it among them.
            for half in 1..wide {
                if let Some(half) = self.place(x + half, y) {
                    half.clear();
                }
            }
            x += wide;
        }
    }

    fn text(self) -> String {
        let lines = self.0.into_iter().map(|line| {
            let line = line.concat();
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
