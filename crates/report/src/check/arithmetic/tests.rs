//! Which cell is wrong: one mistake, two, and those that hide each other.

use super::*;
use crate::check::Stage;
use crate::check::testing::{findings, form, over_example, read};
use crate::check::{Context, check};
use crate::file::edit::{Edit, apply};

const YEARS: [i32; 2] = [2020, 2024];

fn example(year: i32) -> Report {
    read(year, &form(year).example)
}

/// The report with the figure of a cell replaced.
fn with(report: &Report, cell: CellId, figure: &str) -> Report {
    let edit = Edit {
        place: report.cell(cell).unwrap().place.unwrap(),
        replacement: figure.to_owned(),
    };
    let text = apply(&report.source.text, &[edit]).unwrap();
    read(report.year().unwrap().value, &text)
}

fn figure(report: &Report, cell: CellId) -> i64 {
    report.cell(cell).unwrap().value.number().unwrap()
}

/// The cells that are part of sums, with the sums of each.
fn summed(report: &Report) -> Vec<(CellId, Vec<usize>)> {
    (0..report.cells.len())
        .map(|index| {
            let cell = CellId(index);
            let equations = report.form.equations.iter().enumerate();
            let of = equations.filter(|(_, e)| e.left.contains(&cell) || e.right.contains(&cell));
            (cell, of.map(|(index, _)| index).collect())
        })
        .filter(|(_, equations): &(CellId, Vec<usize>)| !equations.is_empty())
        .collect()
}

const SUMS: [&str; 5] = [
    "row-total",
    "column-total",
    "balance",
    "group-total",
    "total-missing",
];

#[test]
fn one_wrong_figure_is_one_finding_on_that_cell() {
    for year in YEARS {
        let report = example(year);
        let mut tried = 0;
        for (cell, equations) in summed(&report) {
            // A group of the last table has one sum, which does not show which cell is wrong.
            let crossed = equations.len() > 1;
            for wrong in [figure(&report, cell) - 1, figure(&report, cell) + 1] {
                let mutant = with(&report, cell, &wrong.to_string());
                let found: Vec<_> = check(&Context::new(&mutant))
                    .into_iter()
                    .filter(|f| SUMS.contains(&f.rule) || f.rule == "cell-value")
                    .collect();
                let path = &report.form.spec(cell).unwrap().path;
                let [finding] = found.as_slice() else {
                    panic!("{path} {wrong}: {found:#?}");
                };
                let rule = match (wrong, crossed) {
                    (-1, _) => finding.rule == "cell-value",
                    (_, true) => finding.rule != "cell-value",
                    (_, false) => finding.rule == "group-total",
                };
                assert!(rule, "{path} {wrong}: {finding:#?}");
                if crossed || wrong == -1 {
                    assert_eq!(finding.path, *path, "{wrong}");
                    let right = figure(&report, cell).to_string();
                    assert_eq!(finding.expected.as_deref(), Some(right.as_str()), "{path}");
                }
                tried += 1;
            }
        }
        assert!(tried > 300, "{tried}");
    }
}

#[test]
fn a_blank_that_gets_a_figure_is_one_finding_on_that_cell() {
    for year in YEARS {
        let mut report = example(year);
        for cell in &mut report.cells {
            if cell.value == Value::Count(0) {
                cell.value = Value::Blank;
            }
        }
        assert_eq!(
            diagnose(&report, Stage::Finished).verdicts.len(),
            missing_totals(&report),
            "{year}"
        );
        for (cell, equations) in summed(&report) {
            if equations.len() < 2 || report.cells[cell.0].value != Value::Blank {
                continue;
            }
            // A total that was blank beside blanks is no longer missing when a term appears.
            let mut mutant = report.clone();
            mutant.cells[cell.0].value = Value::Count(1);
            let verdicts = diagnose(&mutant, Stage::Finished).verdicts;
            let path = &report.form.spec(cell).unwrap().path;
            assert_eq!(
                verdicts.len(),
                1 + missing_totals(&report),
                "{path}: {verdicts:#?}"
            );
            let told = verdicts
                .iter()
                .find(|verdict| verdict.cell == cell)
                .unwrap();
            assert_eq!((told.expected, told.located), (Some(0), true), "{path}");
        }
    }
}

fn missing_totals(report: &Report) -> usize {
    blank::totals(report).len()
}

/// Two wrong cells never give more findings than broken sums, and both are found if no
/// sum has both.
#[test]
fn two_wrong_figures_are_distinguished_where_they_share_no_sum() {
    for year in YEARS {
        let report = example(year);
        let cells = summed(&report);
        let (mut told, mut tried) = (0, 0);
        for (index, (a, of_a)) in cells.iter().enumerate() {
            for (b, of_b) in cells.iter().skip(index + 1).step_by(3) {
                let mut mutant = report.clone();
                for (cell, by) in [(a, 1), (b, 2)] {
                    let value = figure(&report, *cell) + by;
                    mutant.cells[cell.0].value = Value::Count(value);
                }
                let verdicts = diagnose(&mutant, Stage::Finished).verdicts;
                let mut broken: Vec<usize> = of_a.iter().chain(of_b).copied().collect();
                broken.sort_unstable();
                broken.dedup();
                assert!(!verdicts.is_empty() && verdicts.len() <= broken.len());
                tried += 1;
                let apart = broken.len() == of_a.len() + of_b.len();
                if apart && of_a.len() > 1 && of_b.len() > 1 {
                    let found: Vec<CellId> = verdicts.iter().map(|it| it.cell).collect();
                    assert_eq!(found, [*a, *b], "{verdicts:#?}");
                    assert!(verdicts.iter().all(|verdict| verdict.located));
                    told += 1;
                }
            }
        }
        assert!(told > tried / 2, "{told} of {tried}");
    }
}

#[test]
fn cells_that_hide_each_other_in_a_row_are_both_named() {
    // Real: a total row corrected in its total only, the columns left apart (corpus 106).
    let report = over_example(2024, "requests: {total: [402, 48, 2, 2, 21, 5, 480]}");
    let found = findings(&report, None);
    let told: Vec<_> = found
        .iter()
        .map(|f| {
            (
                f.path.as_str(),
                f.rule,
                f.also.as_slice(),
                f.expected.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "requests.total.individual",
                "column-total",
                &["balance"][..],
                Some("400")
            ),
            (
                "requests.total.nonprofit",
                "column-total",
                &["balance"][..],
                Some("4")
            ),
        ]
    );
}

#[test]
fn a_swap_within_a_column_pair_is_reported_by_its_sums_and_no_cell_is_accused() {
    // Any row could have the two figures in the wrong columns.
    let report = over_example(2024, "requests: {granted: [187, 20, 1, 2, 9, 3, 222]}");
    let verdicts = diagnose(&report, Stage::Finished).verdicts;
    assert_eq!(verdicts.len(), 2);
    assert!(
        verdicts
            .iter()
            .all(|verdict| !verdict.located && !verdict.restates)
    );
}

#[test]
fn a_sum_that_stands_alone_blames_no_cell() {
    let report = over_example(2024, "appeals: {reconsideration: [14, 3, 5, 2, 25]}");
    let verdicts = diagnose(&report, Stage::Finished).verdicts;
    let [verdict] = verdicts.as_slice() else {
        panic!("{verdicts:#?}");
    };
    assert!(!verdict.restates && !verdict.located && verdict.fits);
    assert_eq!(verdict.expected, Some(24));
}

#[test]
fn a_table_wrong_all_over_is_reported_without_searching_for_ever() {
    let mut report = example(2024);
    for (index, cell) in report.cells.iter_mut().enumerate() {
        if let Value::Count(number) = &mut cell.value {
            *number += i64::try_from(index % 2).unwrap();
        }
    }
    let verdicts = diagnose(&report, Stage::Finished).verdicts;
    assert!(verdicts.len() <= report.form.equations.len());
    assert!(verdicts.len() > 10);
}

#[test]
fn sums_over_a_row_that_is_not_there_are_left_out() {
    let report = over_example(2024, "requests: {other: ~}");
    assert_eq!(diagnose(&report, Stage::Finished), Diagnosis::default());
}
