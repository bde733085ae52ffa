//! How wide the columns of a table are: as the form has them while every text has room, else with
//! room taken from columns that have some to give; found from the texts where no form says. Whoever
//! lays the table out takes these widths, so that all writers show the same table.
//!
//! It knows the faces only as [`ems`] does, and it never breaks a line.

use super::{Block, CellRole, Table, TableCell, TableStyle, Typography, ems};

/// Sets the widths of every table, in points: together the width of the text area.
pub(super) fn set(blocks: &mut [Block], typography: &Typography) {
    for block in blocks {
        if let Block::Table(table) = block {
            table.widths = widths(table, &typography.table, typography.text_width());
        }
    }
}

/// Characters of a label that stay on a line, whatever becomes of its column.
const LEAST_LABEL: f32 = 2.0;
/// Characters of a text that stay on a line while any other column has room to give.
const FAIR_LABEL: f32 = 4.0;
/// What a text of several lines may need beyond its even share of them, in ems, because a mark may
/// not open a line.
const UNEVEN: f32 = 1.0;
/// What stays clear beside a centred label, in points, before it is broken.
const SNUG: f32 = 1.5;
/// What stays clear beside a number of the least size, in points.
const TIGHT: f32 = 0.8;
/// How far figures may be off when the width of the rules is shared out, in points.
const CLOSE: f32 = 0.1;
/// Width of a column of text set top to bottom, in ems.
const UPRIGHT: f32 = 2.5;

/// What a column asks for, in points.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    /// For numbers and words of the least size.
    least: f32,
    /// For numbers and words of the table's size.
    whole: f32,
    /// For no text to be in more lines than the form's widths give it.
    lines: f32,
    /// For labels of a few characters a line.
    fair: f32,
    /// For no text to be broken at all.
    natural: f32,
}

fn widths(table: &Table, style: &TableStyle, measure: f32) -> Vec<f32> {
    let sound = |width: &f32| width.is_finite() && *width > 0.0;
    if table.widths.is_empty() {
        return found(table, style, measure);
    }
    if !table.widths.iter().all(sound) || measure <= 0.0 {
        return table.widths.clone();
    }
    let scale = measure / table.widths.iter().sum::<f32>();
    let mut widths: Vec<f32> = table.widths.iter().map(|width| width * scale).collect();
    let needs = needs(table, style, &widths);
    let floor = |need: &Needs| need.whole.max(need.lines);
    if !share(&mut widths, &needs, |need| need.whole, floor) {
        return table.widths.clone();
    }
    share(
        &mut widths,
        &needs,
        |need| need.least,
        |need| need.least.max(need.fair),
    );
    share(&mut widths, &needs, |need| need.least, |need| need.least);
    widths
}

/// Gives columns that lack some of what they want from those that have more than their floor, in
/// proportion. Whether any lacked some.
fn share(
    widths: &mut [f32],
    needs: &[Needs],
    wanted: impl Fn(&Needs) -> f32,
    floor: impl Fn(&Needs) -> f32,
) -> bool {
    let lacks: Vec<f32> = each(widths, needs, |width, need| wanted(need) - width);
    let gives: Vec<f32> = each(widths, needs, |width, need| {
        width - floor(need).max(wanted(need))
    });
    let (lack, room): (f32, f32) = (lacks.iter().sum(), gives.iter().sum());
    if lack <= 0.0 {
        return false;
    }
    let moved = lack.min(room);
    if moved > 0.0 {
        for ((width, lacks), gives) in widths.iter_mut().zip(lacks).zip(gives) {
            *width += lacks * moved / lack - gives * moved / room;
        }
    }
    true
}

/// A figure of each column, nought where it is less.
fn each(widths: &[f32], needs: &[Needs], figure: impl Fn(f32, &Needs) -> f32) -> Vec<f32> {
    let columns = widths.iter().zip(needs);
    columns
        .map(|(width, need)| figure(*width, need).max(0.0))
        .collect()
}

/// Widths from the texts alone: none broken where all have room, else what cannot be broken first
/// and the rest by how much more each would take.
fn found(table: &Table, style: &TableStyle, measure: f32) -> Vec<f32> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let ends = cells.map(|cell| cell.column.saturating_add(cell.colspan));
    let count = ends.max().unwrap_or(1).clamp(1, MOST_COLUMNS);
    #[expect(clippy::cast_precision_loss, reason = "columns of one table")]
    let even = vec![measure / count as f32; count];
    let needs = needs(table, style, &even);
    let sum = |of: fn(&Needs) -> f32| needs.iter().map(of).sum::<f32>();
    let natural = sum(|need| need.natural);
    let fair = |need: &Needs| need.whole.max(need.fair).min(need.natural);
    let (least, most) = (sum(fair), natural);
    let width = |need: &Needs| {
        if most <= measure {
            need.natural * measure / most
        } else if least >= measure {
            fair(need) * measure / least
        } else {
            fair(need) + (need.natural - fair(need)) * (measure - least) / (most - least)
        }
    };
    let widths: Vec<f32> = needs.iter().map(width).collect();
    let sound = |width: &f32| width.is_finite() && *width > 0.0;
    if widths.iter().all(sound) {
        widths
    } else {
        even
    }
}

/// No table has more columns.
const MOST_COLUMNS: usize = 1000;

/// What each column asks for: what its own cells do, then what cells over several columns lack there.
fn needs(table: &Table, style: &TableStyle, widths: &[f32]) -> Vec<Needs> {
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

/// Raises a figure of the covered columns until together they give what the cell asks: first up to
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

/// What a cell of a width asks for.
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
            (in_lines(ems * size, size, style, width), label(LEAST_LABEL))
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

/// Width for a text to be in as many lines as it is in a cell of a width.
fn in_lines(text: f32, size: f32, style: &TableStyle, width: f32) -> f32 {
    if text + 2.0 * SNUG <= width {
        return text + 2.0 * SNUG;
    }
    let padding = 2.0 * style.padding + style.rule + CLOSE;
    let lines = (text / (width - padding).max(size)).ceil().max(1.0);
    (text / lines + UNEVEN * size + padding).min(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Scope, TableRow};
    use crate::form::Forms;

    const MEASURE: f32 = 442.2;

    fn typography() -> Typography {
        let forms = Forms::builtin().unwrap();
        forms.iter().next().unwrap().typography.clone()
    }

    /// A table of heads over one row of values, a cell a column.
    fn table(official: &[f32], heads: &[&str], values: &[&str]) -> Table {
        let row = |texts: &[&str], role| TableRow {
            cells: texts
                .iter()
                .enumerate()
                .map(|(column, text)| TableCell {
                    column,
                    colspan: 1,
                    rowspan: 1,
                    role,
                    lines: text.split('|').map(str::to_owned).collect(),
                    vertical: false,
                    path: None,
                    align: None,
                })
                .collect(),
            keep_with_next: false,
        };
        Table {
            summary: String::new(),
            widths: official.to_vec(),
            size: 9.0,
            header_rows: 1,
            keep_together: false,
            rows: vec![
                row(heads, CellRole::Header(Scope::Column)),
                row(values, CellRole::Value),
            ],
        }
    }

    fn found(table: &Table) -> Vec<f32> {
        let typography = typography();
        let widths = widths(table, &typography.table, typography.text_width());
        if widths != table.widths {
            let sum: f32 = widths.iter().sum();
            assert!((sum - MEASURE).abs() < 0.2, "{sum}");
        }
        widths
    }

    /// Fifteen columns, values `0` but for those given.
    fn outcomes(values: &[(usize, &str)]) -> Vec<f32> {
        let mut texts = vec!["0"; 15];
        for (column, text) in values {
            texts[*column] = text;
        }
        found(&table(&[1.0; 15], &["结果|维持"; 15], &texts))
    }

    #[test]
    fn the_forms_widths_stay_where_all_texts_fit() {
        assert_eq!(outcomes(&[(3, "14069"), (4, "/")]), [1.0; 15]);
    }

    #[test]
    fn a_long_number_takes_room_from_columns_that_have_some() {
        let widths = outcomes(&[(2, "123456789"), (7, "14069")]);
        assert!(widths[2] >= 9.0 * 4.5 + 5.0, "{widths:?}");
        assert!(widths[7] >= 5.0 * 4.5 + 5.0, "{widths:?}");
        let others = [0, 1, 3, 14].map(|column| widths[column]);
        assert!(others.iter().all(|width| *width >= 2.0 * 9.0 + 3.0));
        assert!(others.iter().all(|width| (width - others[0]).abs() < 0.001));
    }

    #[test]
    fn where_room_is_short_all_numbers_still_fit_at_the_least_size() {
        let long: Vec<(usize, &str)> = (0..8).map(|at| (at, "1234567890")).collect();
        let widths = outcomes(&long);
        for width in &widths[..8] {
            assert!(*width >= 10.0 * 0.5 * 6.5 + 1.5, "{widths:?}");
        }
        for width in &widths[8..] {
            assert!(*width >= 2.0 * 9.0, "{widths:?}");
        }
        let even = outcomes(&(0..15).map(|at| (at, "123456789")).collect::<Vec<_>>());
        assert!(even.iter().all(|width| (width - even[0]).abs() < 0.001));
    }

    #[test]
    fn a_label_that_gives_room_stays_in_as_many_lines() {
        let label = "2.没有现成信息需要另行制作";
        let mut cells = vec![label];
        cells.extend(["123456789"; 7]);
        let mut official = vec![148.0];
        official.extend([42.0; 7]);
        let widths = found(&table(&official, &["信息"; 8], &cells));
        assert!(widths[0] < 148.0);
        assert!(widths[0] >= ems::width(label) * 9.0 + 3.0, "{widths:?}");
    }

    #[test]
    fn a_cell_over_two_columns_is_given_room_in_both() {
        let mut table = table(&[1.0; 10], &["甲"; 10], &["0"; 10]);
        let cells = &mut table.rows[1].cells;
        cells[3].colspan = 2;
        cells[3].lines = vec!["12345678901234567890123".to_owned()];
        cells.remove(4);
        let widths = found(&table);
        assert!(widths[3] + widths[4] >= 23.0 * 4.5 + 5.0, "{widths:?}");
        assert!((widths[3] - widths[4]).abs() < 0.001);
    }

    #[test]
    fn columns_without_a_forms_widths_are_as_wide_as_their_texts_ask() {
        let short = found(&table(&[], &["渠道", "件数"], &["网上", "400"]));
        assert!((short[0] - short[1]).abs() < 1.0, "{short:?}");
        let long = "向社会公布".repeat(20);
        let widths = found(&table(
            &[],
            &["事项", "说明", "件数"],
            &["行政复议", &long, "12345"],
        ));
        assert!(
            widths[0] >= 4.0 * 9.0 + 3.0 && widths[2] >= 27.5,
            "{widths:?}"
        );
        assert!(widths[1] > 300.0, "{widths:?}");
        let crowded = found(&table(&[], &["长标题"; 30], &["123456789"; 30]));
        assert!(crowded.iter().all(|width| *width > 10.0));
    }
}
