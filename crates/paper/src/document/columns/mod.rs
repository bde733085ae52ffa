//! The widths of the columns of a table: as the form has them while every text has room, otherwise with
//! room taken from columns that can spare it; derived from the texts if no form gives them. Everything that
//! lays out the table uses these widths, so that all writers show the same table.
//!
//! It knows faces only through [`ems`], and it never breaks a line.

mod needs;

use needs::{Needs, needs};

use super::{Block, Table};
use chengbao_base::style::{TableStyle, Typography};

/// Sets the widths of every table, in points: together they are the width of the text area.
pub fn set(blocks: &mut [Block], typography: &Typography) {
    for block in blocks {
        if let Block::Table(table) = block {
            table.widths = widths(table, &typography.table, typography.text_width());
        }
    }
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

/// Gives room to columns that lack some from those that have more than their minimum, in
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

/// A figure of each column, 0 if it is less.
fn each(widths: &[f32], needs: &[Needs], figure: impl Fn(f32, &Needs) -> f32) -> Vec<f32> {
    let columns = widths.iter().zip(needs);
    columns
        .map(|(width, need)| figure(*width, need).max(0.0))
        .collect()
}

/// Widths from the texts alone: no text is broken if all have room, otherwise first what cannot be broken
/// and the rest by how much more each would use.
fn found(table: &Table, style: &TableStyle, measure: f32) -> Vec<f32> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let ends = cells.map(|cell| cell.column.saturating_add(cell.colspan));
    let count = ends.max().unwrap_or(1).clamp(1, MAX_COLUMNS);
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
        } else {
            fair(need) + (need.natural - fair(need)) * (measure - least) / (most - least)
        }
    };
    let widths: Vec<f32> = if least < measure || most <= measure {
        needs.iter().map(width).collect()
    } else {
        levelled(&needs.iter().map(fair).collect::<Vec<_>>(), measure)
    };
    let sound = |width: &f32| width.is_finite() && *width > 0.0;
    if widths.iter().all(sound) {
        widths
    } else {
        even
    }
}

/// Room for columns that together need more than there is: those that need little get it, the
/// others share the rest evenly. An address of a hundred letters takes no room from the figures.
fn levelled(asked: &[f32], measure: f32) -> Vec<f32> {
    let mut order: Vec<(usize, f32)> = asked.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    let (mut rest, mut left) = (measure, order.len());
    for (_, width) in &mut order {
        #[expect(clippy::cast_precision_loss, reason = "columns of one table")]
        let share = rest / left as f32;
        *width = width.min(share);
        rest -= *width;
        left -= 1;
    }
    order.sort_by_key(|(column, _)| *column);
    order.into_iter().map(|(_, width)| width).collect()
}

/// Tables have at most this many columns.
const MAX_COLUMNS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CellRole, Scope, TableCell, TableRow};
    use chengbao_base::style::ems;

    const MEASURE: f32 = 442.2;

    fn typography() -> Typography {
        serde_yaml::from_str(include_str!(
            "../../../../../templates/gbt9704/typography.yaml"
        ))
        .unwrap()
    }

    /// A table of heads over one row of values, one cell per column.
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

    /// Fifteen columns, values `0` except for those given.
    fn outcomes(values: &[(usize, &str)]) -> Vec<f32> {
        let mut texts = vec!["0"; 15];
        for (column, text) in values {
            texts[*column] = text;
        }
        found(&table(&[1.0; 15], &["结果|维持"; 15], &texts))
    }

    #[test]
    fn an_address_takes_no_room_from_figures() {
        let address = format!("https://www.gov.cn/{}", "a1".repeat(60));
        let table = table(&[], &["甲", "乙", "丙"], &["12345678", &address, "854"]);
        let widths = found(&table);
        assert!(
            widths[0] > 8.0 * 9.0 / 2.0 && widths[2] > 3.0 * 9.0 / 2.0,
            "{widths:?}"
        );
        assert!(widths[1] > MEASURE / 2.0, "{widths:?}");
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
