//! The room that the columns of a table need, from the texts of their cells.
//!
//! It knows faces only through [`ems`].

use super::super::{CellRole, Table, TableCell};
use chengbao_base::style::{TableStyle, ems};

/// Characters of a label that stay on one line in any case.
const MIN_LABEL: f32 = 2.0;
/// Characters of a text that stay on one line while another column has room to spare.
const FAIR_LABEL: f32 = 4.0;
/// What a text of several lines may need beyond its even share of them, in ems, because some marks
/// cannot begin a line.
const UNEVEN: f32 = 1.0;
/// The space next to a centred label, in points, before it is broken.
const SNUG: f32 = 1.5;
/// The space next to a number of the smallest size, in points.
const TIGHT: f32 = 0.8;
/// How far figures may be off when the width of the rules is shared out, in points.
const CLOSE: f32 = 0.1;
/// Width of a column of text set top to bottom, in ems.
const UPRIGHT: f32 = 2.5;

/// The room that a column needs, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Needs {
    /// For numbers and words of the smallest size.
    pub(super) least: f32,
    /// For numbers and words of the table's size.
    pub(super) whole: f32,
    /// For every text to take no more lines than with the form's widths.
    pub(super) lines: f32,
    /// For labels of a few characters per line.
    pub(super) fair: f32,
    /// For no text to be broken at all.
    pub(super) natural: f32,
}

/// The room each column needs: for its own cells, then what cells over several columns lack.
pub(super) fn needs(table: &Table, style: &TableStyle, widths: &[f32]) -> Vec<Needs> {
    let mut needs = vec![Needs::default(); widths.len()];
    let mut cells: Vec<&TableCell> = table.rows.iter().flat_map(|row| &row.cells).collect();
    cells.sort_by_key(|cell| cell.colspan);
    for cell in cells {
        let range = cell.column..cell.column.saturating_add(cell.colspan.max(1));
        let Some(own) = widths.get(range.clone()) else {
            continue;
        };
        let Some(covered) = needs.get_mut(range) else {
            continue;
        };
        let asked = asked(cell, table.size, style, own.iter().sum());
        raise(covered, own, asked.least, |need| &mut need.least);
        raise(covered, own, asked.whole, |need| &mut need.whole);
        raise(covered, own, asked.lines, |need| &mut need.lines);
        raise(covered, own, asked.fair, |need| &mut need.fair);
        raise(covered, own, asked.natural, |need| &mut need.natural);
    }
    needs
}

/// Raises a figure of the covered columns until together they give what the cell needs: first up to
/// their widths, by the room there is, then by the widths.
fn raise(
    covered: &mut [Needs],
    widths: &[f32],
    asked: f32,
    figure: impl Fn(&mut Needs) -> &mut f32,
) {
    let mut lack = asked - covered.iter_mut().map(|need| *figure(need)).sum::<f32>();
    if lack <= 0.0 {
        return;
    }
    let mut rooms = Vec::with_capacity(widths.len());
    for (need, width) in covered.iter_mut().zip(widths) {
        rooms.push((width - *figure(need)).max(0.0));
    }
    let room: f32 = rooms.iter().sum();
    let inside = lack.min(room);
    if inside > 0.0 {
        for (need, own) in covered.iter_mut().zip(rooms) {
            *figure(need) += own * inside / room;
        }
        lack -= inside;
    }
    let all: f32 = widths.iter().sum();
    for (need, width) in covered.iter_mut().zip(widths) {
        *figure(need) += lack * width / all;
    }
}

/// The room that a cell of a width needs.
fn asked(cell: &TableCell, size: f32, style: &TableStyle, width: f32) -> Needs {
    let padding = 2.0 * style.padding + style.rule + CLOSE;
    if cell.vertical {
        let least = size + 2.0 * TIGHT;
        let wide = (UPRIGHT * size).min(width.max(least));
        return Needs {
            least,
            whole: wide,
            lines: wide,
            fair: least,
            natural: wide,
        };
    }
    let mut asked = Needs::default();
    for text in &cell.lines {
        let ems = ems::width(text);
        let unbroken = ems::unbreakable_width(text);
        let label = |most: f32| ems.min(most).max(unbroken);
        let least_size = style.least_size.min(size);
        let is_text = unbroken < ems;
        let (lines, least_ems) = if is_text {
            (in_lines(ems * size, size, style, width), label(MIN_LABEL))
        } else {
            (ems * size + padding, unbroken)
        };
        let least = match cell.role {
            CellRole::Value => unbroken * least_size,
            _ => (unbroken * least_size).max(if is_text { least_ems * size } else { 0.0 }),
        };
        let whole = if unbroken > 0.0 {
            unbroken * size + padding
        } else {
            0.0
        };
        let own = Needs {
            least: least + 2.0 * TIGHT,
            whole,
            lines,
            fair: if is_text {
                label(FAIR_LABEL) * size + 2.0 * SNUG
            } else {
                0.0
            },
            natural: ems * size + padding,
        };
        asked = Needs {
            least: asked.least.max(own.least),
            whole: asked.whole.max(own.whole),
            lines: asked.lines.max(own.lines),
            fair: asked.fair.max(own.fair),
            natural: asked.natural.max(own.natural),
        };
    }
    asked
}

/// Width for a text to have as many lines as in a cell of a width.
fn in_lines(text: f32, size: f32, style: &TableStyle, width: f32) -> f32 {
    if text + 2.0 * SNUG <= width {
        return text + 2.0 * SNUG;
    }
    let padding = 2.0 * style.padding + style.rule + CLOSE;
    let lines = (text / (width - padding).max(size)).ceil().max(1.0);
    (text / lines + UNEVEN * size + padding).min(width)
}
