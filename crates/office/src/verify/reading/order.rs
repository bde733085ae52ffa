//! Whether what is seen is in the order in which it is read: lines follow each other down the page, and the cells
//! of a table stand in the columns and rows that their elements say.
//!
//! It never compares two documents.

use std::collections::BTreeMap;

use chengbao_base::formats::pdf::Value;

use super::room::Area;
use super::spoken::Run;
use super::tree::{Element, Kid, Tree};
use crate::verify::drawn::Glyph;
use chengbao_base::text::Text;

/// Base lines closer than this part of the size are one line.
const SAME_LINE: f64 = 0.3;
/// How far a glyph may begin before the end of the one before it, in ems: punctuation is set closer.
const CLOSER: f64 = 0.8;

/// Where a glyph or the upper left of a picture is.
#[derive(Clone, Copy)]
struct Spot {
    page: usize,
    x: f64,
    y: f64,
    em: f64,
    end: f64,
}

impl Spot {
    fn of(page: usize, glyph: &Glyph) -> Self {
        let (x, y) = glyph.at.origin();
        let em = glyph.at.em();
        let end = x + glyph.advance * em;
        Self {
            page,
            x,
            y,
            em,
            end,
        }
    }

    /// Whether something here is read after what is there.
    fn follows(self, last: Self) -> bool {
        if self.page != last.page {
            return self.page > last.page;
        }
        let size = self.em.max(last.em);
        let down = last.y - self.y;
        if down.abs() <= SAME_LINE * size {
            self.x >= last.end - CLOSER * size
        } else {
            down > 0.0
        }
    }
}

/// The highest and the lowest base line, by pages.
type Heights = BTreeMap<usize, (f64, f64)>;

/// The cells of a row: column, columns, rows, and where its glyphs are.
struct Cell {
    column: usize,
    columns: usize,
    rows: usize,
    spots: Vec<Spot>,
}

/// Where what is seen is not in the order in which it is read; nothing if all is. `rules` are those of each page.
pub(super) fn broken(tree: &Tree, runs: &[Run<'_>], rules: &[Vec<Area>]) -> Option<Text> {
    let mut of_element: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    let mut last: Option<(Spot, Option<usize>)> = None;
    for run in runs {
        let cell = ancestor(tree, run.element, &["TD", "TH"]);
        for (page, glyph) in &run.glyphs {
            let spot = Spot::of(*page, glyph);
            let wrong = last.is_some_and(|(last, of)| of == cell && !spot.follows(last));
            if wrong {
                return Some(Text::new(
                    format!("第 {} 页“{}”的位置与阅读顺序不符", page + 1, run.text()),
                    format!(
                        "page {}: “{}” is not where it is read",
                        page + 1,
                        run.text()
                    ),
                ));
            }
            last = Some((spot, cell));
            of_element
                .entry(cell.unwrap_or(run.element))
                .or_default()
                .push(spot);
        }
        // A picture is read where it stands; what is over or under it is found by their boxes.
        if let (Some((page, picture)), Some((before, None))) = (run.picture, last) {
            let (_, y) = picture.at.origin();
            if page < before.page || page == before.page && y > before.y {
                return Some(Text::new(
                    format!("第 {} 页图片的位置与阅读顺序不符", page + 1),
                    format!("page {}: a picture is not where it is read", page + 1),
                ));
            }
        }
    }
    let tables = tree
        .elements
        .iter()
        .enumerate()
        .filter(|(_, element)| element.kind == "Table");
    let mut wrong = tables.filter(|(at, _)| !is_in_order(tree, *at, &of_element, rules));
    wrong.next().map(|_| {
        Text::new(
            "表格中文字的位置与其行、列不符",
            "in a table, text is not in its row or column",
        )
    })
}

/// The nearest element of one of these kinds that another is or belongs to.
pub(super) fn ancestor(tree: &Tree, mut at: usize, kinds: &[&str]) -> Option<usize> {
    loop {
        let element = tree.elements.get(at)?;
        if kinds.contains(&element.kind.as_str()) {
            return Some(at);
        }
        at = element.parent?;
    }
}

/// Whether every cell of a table stands in its column and row.
fn is_in_order(
    tree: &Tree,
    table: usize,
    of_element: &BTreeMap<usize, Vec<Spot>>,
    rules: &[Vec<Area>],
) -> bool {
    let rows = rows(tree, table, of_element);
    columns_are_apart(&rows) && rows_are_apart(&rows) && cells_are_ruled(&rows, rules)
}

/// Whether an upright rule stands on each side of the text of every cell, so that none is in another's box, or in
/// none.
fn cells_are_ruled(rows: &[Vec<Cell>], rules: &[Vec<Area>]) -> bool {
    let upright = |page: usize, y: f64| {
        let rules = rules.get(page).map_or(&[][..], Vec::as_slice).iter();
        rules.filter(move |[left, bottom, right, top]| {
            right - left < top - bottom && (*bottom - 1.0..=*top + 1.0).contains(&y)
        })
    };
    rows.iter().all(|row| {
        let spots = row
            .iter()
            .flat_map(|cell| cell.spots.iter().map(move |spot| (cell, spot)));
        let mut pairs = spots.clone().zip(spots.skip(1));
        let is_between = pairs.all(|((cell, spot), (next_cell, next))| {
            std::ptr::eq(cell, next_cell)
                || spot.page != next.page
                || upright(spot.page, spot.y).any(|rule| spot.x <= rule[0] && rule[2] <= next.end)
        });
        let mut spots = row.iter().flat_map(|cell| &cell.spots);
        is_between
            && spots.all(|spot| {
                let is_left = upright(spot.page, spot.y).any(|rule| rule[0] <= spot.x + 1.0);
                is_left && upright(spot.page, spot.y).any(|rule| rule[2] >= spot.end - 1.0)
            })
    })
}

fn below(element: &Element) -> impl Iterator<Item = usize> {
    element.kids.iter().filter_map(|kid| match kid {
        Kid::Element(at) => Some(*at),
        _ => None,
    })
}

/// The rows of a table, cells with their columns in its grid.
fn rows(tree: &Tree, table: usize, of_element: &BTreeMap<usize, Vec<Spot>>) -> Vec<Vec<Cell>> {
    let element = |at: usize| tree.elements.get(at);
    let parts = element(table)
        .into_iter()
        .flat_map(below)
        .filter_map(element);
    let mut found: Vec<Vec<Cell>> = Vec::new();
    // For each column how many rows it is still taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    for row in parts.flat_map(below).filter_map(element) {
        let mut cells = Vec::new();
        let mut column = 0;
        let mut started: Vec<(usize, usize)> = Vec::new();
        for (at, cell) in below(row).filter_map(|at| Some((at, element(at)?))) {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let span = |key: &str| {
                cell.attributes
                    .get(key)
                    .and_then(Value::as_size)
                    .unwrap_or(1)
            };
            let (columns, rows) = (
                span("ColSpan").clamp(1, 1000),
                span("RowSpan").clamp(1, 10_000),
            );
            started.extend((column..column + columns).map(|column| (column, rows)));
            cells.push(Cell {
                column,
                columns,
                rows,
                spots: of_element.get(&at).cloned().unwrap_or_default(),
            });
            column += columns;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        for (column, rows) in started {
            if taken.len() <= column {
                taken.resize(column + 1, 0);
            }
            if let Some(left) = taken.get_mut(column) {
                *left = rows - 1;
            }
        }
        found.push(cells);
    }
    found
}

/// The left and right end of the text in each column, from cells of one column alone; wider ones lie within theirs.
fn columns_are_apart(rows: &[Vec<Cell>]) -> bool {
    let mut ends: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for cell in rows.iter().flatten().filter(|cell| cell.columns == 1) {
        for spot in &cell.spots {
            let (left, right) = ends.entry(cell.column).or_insert((spot.x, spot.end));
            *left = left.min(spot.x);
            *right = right.max(spot.end);
        }
    }
    let mut neighbours = ends.values().zip(ends.values().skip(1));
    let is_apart = neighbours.all(|((_, right), (left, _))| *right <= left + 1.0);
    let wide = rows.iter().flatten().filter(|cell| cell.columns > 1);
    is_apart
        && wide.into_iter().all(|cell| {
            let before = ends
                .range(..cell.column)
                .next_back()
                .map(|(_, (_, right))| *right);
            let after = ends
                .range(cell.column + cell.columns..)
                .next()
                .map(|(_, (left, _))| *left);
            cell.spots.iter().all(|spot| {
                before.is_none_or(|right| right <= spot.x + 1.0)
                    && after.is_none_or(|left| spot.end <= left + 1.0)
            })
        })
}

/// Whether the text of each row is above that of the next, and text over several rows is not beyond them.
fn rows_are_apart(rows: &[Vec<Cell>]) -> bool {
    // Page and height of the text of a row: the highest and the lowest, by pages.
    let heights = |row: &[Cell]| {
        let mut heights = Heights::new();
        for spot in row
            .iter()
            .filter(|cell| cell.rows == 1)
            .flat_map(|cell| &cell.spots)
        {
            let (top, bottom) = heights.entry(spot.page).or_insert((spot.y, spot.y));
            *top = top.max(spot.y);
            *bottom = bottom.min(spot.y);
        }
        heights
    };
    let all: Vec<Heights> = rows.iter().map(|row| heights(row)).collect();
    let filled: Vec<(usize, &Heights)> = all
        .iter()
        .enumerate()
        .filter(|(_, heights)| !heights.is_empty())
        .collect();
    let is_lower = |(page, y): (usize, f64), (other, limit): (usize, f64)| {
        page > other || page == other && y < limit
    };
    let top = |heights: &Heights| {
        heights
            .first_key_value()
            .map(|(page, (top, _))| (*page, *top))
    };
    let bottom = |heights: &Heights| {
        heights
            .last_key_value()
            .map(|(page, (_, bottom))| (*page, *bottom))
    };
    let mut pairs = filled.iter().zip(filled.iter().skip(1));
    let is_apart = pairs.all(|((_, one), (_, other))| {
        top(other)
            .zip(bottom(one))
            .is_none_or(|(next, last)| is_lower(next, last))
    });
    let mut spanning = rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.iter().map(move |cell| (at, cell)));
    is_apart
        && spanning.all(|(at, cell)| {
            if cell.rows == 1 {
                return true;
            }
            let before = filled
                .iter()
                .rev()
                .find(|(row, _)| *row < at)
                .and_then(|(_, it)| bottom(it));
            let after = filled
                .iter()
                .find(|(row, _)| *row >= at + cell.rows)
                .and_then(|(_, it)| top(it));
            cell.spots.iter().all(|spot| {
                let here = (spot.page, spot.y);
                before.is_none_or(|last| is_lower(here, last))
                    && after.is_none_or(|next| is_lower(next, here))
            })
        })
}
