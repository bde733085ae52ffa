//! Random figures that add up: every cell is drawn, then the sums the form states are made true.

use std::collections::BTreeSet;

use chengbao::form::{CellId, CellKind, Content, EquationKind, Form};
use proptest::collection::vec;
use proptest::prelude::*;

/// A cell as drawn: a number, and what is written in the place of a zero.
#[derive(Debug, Clone, Copy)]
struct Draw {
    number: i64,
    nothing: Nothing,
}

/// Ways to write that there is none.
#[derive(Debug, Clone, Copy)]
enum Nothing {
    Zero,
    Blank,
    NotApplicable,
}

/// Every cell of the form as it must be printed, index `CellId`.
pub(super) fn cells(form: &Form) -> impl Strategy<Value = Vec<String>> + use<> {
    let form = form.clone();
    let count = form.cells.len();
    (vec(draw(), count), vec(super::words::amount(), count)).prop_map(move |(draws, texts)| {
        let numbers = settled(&form, &draws);
        let totals = totals(&form);
        let cells = form.cells.iter().enumerate().map(|(at, spec)| {
            let free = !totals.contains(&CellId(at));
            match spec.kind {
                CellKind::Text => texts[at].clone() + "万元",
                CellKind::Decimal => texts[at].clone(),
                CellKind::Signed if draws[at].number % 2 == 0 => numbers[at].to_string(),
                CellKind::Signed => (-numbers[at]).to_string(),
                CellKind::Count => match (numbers[at], draws[at].nothing) {
                    (0, Nothing::Blank) if free => String::new(),
                    (0, Nothing::NotApplicable) if free => "/".to_owned(),
                    (number, _) => number.to_string(),
                },
            }
        });
        cells.collect()
    })
}

/// Nothing, a small number, or one of four to eight digits.
fn draw() -> impl Strategy<Value = Draw> {
    let digits = |digits: u32| 10_i64.pow(digits - 1)..10_i64.pow(digits);
    let number = prop_oneof![
        4 => Just(0),
        3 => 1..1000_i64,
        3 => (4..=8_u32).prop_flat_map(digits),
    ];
    let nothing = prop_oneof![
        8 => Just(Nothing::Zero),
        1 => Just(Nothing::Blank),
        1 => Just(Nothing::NotApplicable),
    ];
    (number, nothing).prop_map(|(number, nothing)| Draw { number, nothing })
}

/// The drawn numbers with all sums true and none wider than its cell can show.
fn settled(form: &Form, draws: &[Draw]) -> Vec<i64> {
    let mut drawn: Vec<i64> = draws.iter().map(|draw| draw.number).collect();
    loop {
        let numbers = balanced(form, &drawn);
        let wide = (0..numbers.len()).find(|&at| numbers[at] > most(form, at));
        let Some(wide) = wide else {
            return numbers;
        };
        let section = form.cells[wide].section;
        let widest = form
            .section_cells(section)
            .map(|(id, _)| id.0)
            .filter(|&at| !totals(form).contains(&CellId(at)))
            .max_by_key(|&at| drawn[at])
            .unwrap();
        drawn[widest] /= 10;
    }
}

/// The greatest number of at most eight digits that the narrowest column of the cell's table shows
/// at the least size, where the padding gives way: a digit is half as wide as it is high.
fn most(form: &Form, cell: usize) -> i64 {
    let section = &form.sections[form.cells[cell].section];
    let Content::Table(table) = &section.content else {
        unreachable!("a cell stands in a table");
    };
    let style = &form.typography.table;
    let all: f32 = table.widths.iter().sum();
    let narrowest = table.widths.iter().copied().fold(f32::MAX, f32::min);
    let room = form.typography.text_width() * narrowest / all - style.rule;
    let digits = (room / (style.least_size * 0.5)).floor().min(8.0);
    10_f64.powf(f64::from(digits)) as i64 - 1
}

/// The cells that are totals of others.
fn totals(form: &Form) -> BTreeSet<CellId> {
    let sums = form
        .equations
        .iter()
        .filter(|e| e.kind != EquationKind::Balance);
    sums.flat_map(|equation| equation.right.iter().copied())
        .collect()
}

/// The numbers with totals taken from their terms, and what one side of a balance lacks added to
/// a cell of that side that is no total.
fn balanced(form: &Form, drawn: &[i64]) -> Vec<i64> {
    let totals = totals(form);
    let mut numbers = drawn.to_vec();
    for _ in 0..8 {
        for equation in &form.equations {
            let sum = |ids: &[CellId]| ids.iter().map(|id| numbers[id.0]).sum::<i64>();
            let lack = sum(&equation.right) - sum(&equation.left);
            if equation.kind != EquationKind::Balance {
                numbers[equation.right[0].0] -= lack;
                continue;
            }
            let lacking = if lack > 0 {
                &equation.left
            } else {
                &equation.right
            };
            if let Some(free) = lacking.iter().find(|id| !totals.contains(id)) {
                numbers[free.0] += lack.abs();
            }
        }
    }
    for equation in &form.equations {
        let sum = |ids: &[CellId]| ids.iter().map(|id| numbers[id.0]).sum::<i64>();
        assert_eq!(sum(&equation.left), sum(&equation.right), "{equation:?}");
    }
    numbers
}
