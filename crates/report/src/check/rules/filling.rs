//! A report that is being filled in: a blank is not yet there, and nothing that is there is blamed for it.

use crate::check::fix::{Fixes, fix};
use crate::check::testing::{findings, form, over_example, read, while_filling};
use crate::check::{Finding, Level, passes};
use crate::report::Report;

/// The blank form of a year with these rows, each a line of YAML below its section.
fn started(rows: &[(&str, &str)]) -> Report {
    let example = read(2024, &form(2024).example);
    let mut text = example.source.text.clone();
    for cell in example.cells.iter().rev() {
        let place = cell.place.unwrap();
        text.replace_range(place.start..place.end, "~");
    }
    let report = read(2024, &text);
    for (path, values) in rows {
        let cells: Vec<_> = report
            .form
            .cells
            .iter()
            .enumerate()
            .filter(|(_, spec)| spec.row_path == *path)
            .map(|(index, _)| report.cells[index].place.unwrap())
            .collect();
        for (place, value) in cells.iter().zip(values.split(' ')) {
            // All blanks are one character wide: a figure of one character keeps every place.
            assert_eq!(value.len(), 1, "{path}");
            text.replace_range(place.start..place.end, value);
        }
    }
    read(2024, &text)
}

fn brief(findings: &[Finding]) -> Vec<(&str, Level)> {
    findings.iter().map(|it| (it.rule, it.level())).collect()
}

/// Those about cells.
fn of_cells(report: &Report) -> Vec<Finding> {
    let found = while_filling(report, None).into_iter();
    found
        .filter(|it| report.form.cell(&it.path).is_some())
        .collect()
}

#[test]
fn an_empty_form_is_one_thing_still_to_do() {
    let report = started(&[]);
    let found = of_cells(&report);
    let [blank] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!((blank.rule, blank.level()), ("blank-cell", Level::NotYet));
    assert_eq!(blank.cells.len(), report.cells.len());
    let fix = blank.fix.as_ref().unwrap();
    assert_eq!(fix.edits.len(), report.cells.len());
    assert!(!fix.safe && fix.replacement() == Some("0"));
    assert!(passes(&found));
}

#[test]
fn the_first_number_typed_is_not_blamed() {
    for row in ["3 ~ ~ ~ ~ ~ ~", "~ ~ ~ ~ ~ ~ 3", "3 ~ ~ ~ ~ ~ 5"] {
        let report = started(&[("requests.received", row)]);
        let found = of_cells(&report);
        assert_eq!(brief(&found), [("blank-cell", Level::NotYet)], "{row}");
    }
}

#[test]
fn a_blank_total_blames_no_term_and_is_suggested_once_its_terms_are_there() {
    let report = started(&[("requests.received", "3 0 0 0 0 1 ~")]);
    let found = of_cells(&report);
    let total = found.iter().find(|it| it.rule == "total-missing").unwrap();
    assert_eq!(total.path, "requests.received.total");
    assert_eq!(total.level(), Level::NotYet);
    assert_eq!(total.expected.as_deref(), Some("4"));
    assert!(total.fix.as_ref().is_some_and(|fix| fix.safe));
    assert!(
        found.iter().all(|it| it.level() == Level::NotYet),
        "{found:#?}"
    );
}

#[test]
fn zeros_are_suggested_where_no_figure_of_the_row_contradicts_them() {
    let report = started(&[
        ("requests.received", "3 ~ ~ ~ ~ ~ 5"),
        ("requests.granted", "1 ~ ~ ~ ~ ~ 1"),
    ]);
    let found = of_cells(&report);
    let blank = found.iter().find(|it| it.rule == "blank-cell").unwrap();
    let written = blank.fix.as_ref().unwrap().edits.iter();
    let places: Vec<_> = written.map(|edit| edit.place).collect();
    let is_written = |path: &str| places.contains(&report.cell_at(path).unwrap().place.unwrap());
    assert!(!is_written("requests.received.enterprise"));
    assert!(is_written("requests.granted.enterprise"));
    assert!(is_written("requests.unavailable.unclear.total"));
    // The total of a column with figures is no 0.
    assert!(!is_written("requests.total.individual"));
    assert!(is_written("requests.total.research"));
    let fixed = fix(
        &report.source,
        std::slice::from_ref(blank),
        Fixes::Suggested,
    )
    .unwrap();
    assert!(fixed.text.contains('0'));
    assert_eq!(
        fix(&report.source, &found, Fixes::Safe).unwrap().text,
        report.source.text
    );
}

#[test]
fn a_complete_row_that_is_wrong_is_wrong_at_any_stage() {
    let report = started(&[("requests.received", "3 0 0 0 0 1 5")]);
    let found = of_cells(&report);
    let wrong: Vec<_> = found
        .iter()
        .filter(|it| it.level() == Level::Wrong)
        .collect();
    let [finding] = wrong.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(finding.rule, "row-total");
    // One sum does not show which of its cells is wrong.
    assert!(finding.fix.as_ref().is_none_or(|fix| !fix.safe));
    assert!(!passes(&found));
}

#[test]
fn last_years_carry_over_is_compared_once_the_cell_is_filled() {
    let previous = over_example(
        2024,
        "year: 2023\nrequests: {carried_over: [6, 2, 0, 0, 0, 0, 8]}",
    );
    let carried = |report: &Report, found: Vec<Finding>| {
        let found = found.into_iter().filter(|it| it.rule == "carry-over");
        let paths: Vec<_> = found.map(|it| it.path).collect();
        assert!(paths.iter().all(|path| report.form.cell(path).is_some()));
        paths.len()
    };
    let blank = started(&[]);
    assert_eq!(carried(&blank, while_filling(&blank, Some(&previous))), 0);
    assert_eq!(carried(&blank, findings(&blank, Some(&previous))), 3);
    let typed = started(&[("requests.carried_in", "5 ~ ~ ~ ~ ~ ~")]);
    assert_eq!(carried(&typed, while_filling(&typed, Some(&previous))), 1);
}

#[test]
fn sections_without_text_are_still_to_come() {
    let report = over_example(2024, "{problems: ~, overview: 2024年，, other_matters: ~}");
    let found = while_filling(&report, None);
    assert!(found.len() >= 3, "{found:#?}");
    assert!(
        found.iter().all(|it| it.level() == Level::NotYet),
        "{found:#?}"
    );
    assert!(passes(&found));
    assert!(!passes(&findings(&report, None)));
}

/// Every prefix of an example typed cell by cell, in the order of the form: nothing is blamed on the way.
#[test]
fn typing_a_sound_report_never_meets_blame() {
    for year in [2020, 2024] {
        let whole = read(year, &form(year).example);
        for count in (0..=whole.cells.len()).step_by(7) {
            let mut report = whole.clone();
            for cell in report.cells.iter_mut().skip(count) {
                cell.value = crate::report::Value::Blank;
                cell.text = String::new();
            }
            let found = while_filling(&report, None);
            let blamed = found.iter().find(|it| it.level() != Level::NotYet);
            assert_eq!(blamed, None, "{year} {count}");
        }
    }
}

#[test]
fn a_finished_report_is_judged_as_before() {
    let report = over_example(
        2024,
        "requests: {refused: {state_secret: [2, ~, 0, 0, 0, 0, 2]}}",
    );
    let found = findings(&report, None);
    assert_eq!(brief(&found), [("blank-cell", Level::Review)]);
}
