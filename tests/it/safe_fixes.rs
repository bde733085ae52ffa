//! A fix that is made without asking never changes a figure that was right: every figure of the published reports
//! wrong alone, and any two of them wrong together.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by panicking"
)]

use std::sync::Arc;

use chengbao::check::{Context, check};
use chengbao::form::{CellId, Forms};
use chengbao::report::{Report, Value};
use chengbao::source::Source;
use support::published::corpus;
use support::runs::long;

/// The published report with all its sums in order; its texts are left out, as they do not matter here.
fn sound_reports() -> Vec<(String, Report)> {
    let forms = Forms::builtin().expect("the forms are built in");
    let sound = corpus().into_iter().filter(|it| it.is_sound());
    sound
        .map(|published| {
            let form = format!("zfxxgk-{}", published.data["edition"]);
            let form = forms.get(&form).expect("the form is built in");
            let yaml = published.yaml();
            let tables = yaml.find("disclosure:").expect("it has tables");
            let source = Source::parse("report.yaml", &yaml.as_bytes()[tables..]);
            let report = Report::read(form, &Arc::new(source.expect("it is YAML")));
            (published.name, report)
        })
        .collect()
}

/// The cells of sums with a figure, and the figures.
fn figures(report: &Report) -> Vec<(CellId, i64)> {
    let cells = report.cells.iter().enumerate();
    cells
        .filter_map(|(index, cell)| match cell.value {
            Value::Count(figure) => Some((CellId(index), figure)),
            _ => None,
        })
        .filter(|(cell, _)| {
            let mut sums = report.form.equations.iter();
            sums.any(|sum| sum.left.contains(cell) || sum.right.contains(cell))
        })
        .collect()
}

/// How many safe fixes a report gets with these cells changed.
///
/// # Panics
/// If one of them changes a cell that was right, or to something else than was there.
fn safe_fixes(sound: &Report, name: &str, changes: &[(CellId, i64)]) -> usize {
    let mut report = sound.clone();
    for (cell, figure) in changes {
        report.cells[cell.0].value = Value::Count(*figure);
        report.cells[cell.0].text = figure.to_string();
    }
    let mut count = 0;
    for finding in check(&Context::new(&report)) {
        let Some(fix) = finding.fix.filter(|fix| fix.safe) else {
            continue;
        };
        let of_sums = [
            "row-total",
            "column-total",
            "balance",
            "group-total",
            "total-missing",
        ];
        if !of_sums.contains(&finding.rule) {
            continue;
        }
        for edit in &fix.edits {
            let (cell, _) = changes
                .iter()
                .find(|(cell, _)| sound.cells[cell.0].place == Some(edit.place))
                .unwrap_or_else(|| panic!("{name} {changes:?}: a right cell is changed: {edit:?}"));
            let right = sound.cells[cell.0].text.as_str();
            assert_eq!(edit.replacement, right, "{name} {changes:?}");
        }
        count += 1;
    }
    count
}

#[test]
fn one_wrong_figure() {
    let mut made = 0;
    for (name, sound) in sound_reports() {
        for (cell, figure) in figures(&sound) {
            for wrong in [figure + 1, figure - 1, figure * 10 + 1, figure + 90] {
                if wrong >= 0 {
                    made += safe_fixes(&sound, &name, &[(cell, wrong)]);
                }
            }
        }
    }
    // Totals that stand at a crossing are corrected.
    assert!(made > 300, "{made}");
}

#[test]
fn two_wrong_figures() {
    let step = long(211, 1);
    let (mut tried, mut made) = (0_usize, 0);
    for (name, sound) in sound_reports() {
        let figures = figures(&sound);
        let pairs = (0..figures.len()).flat_map(|a| (a + 1..figures.len()).map(move |b| (a, b)));
        for (a, b) in pairs.skip(tried % step).step_by(step) {
            let ((first, x), (second, y)) = (figures[a], figures[b]);
            for (by, and) in [(1, 1), (1, -1), (2, 1)] {
                if y + and >= 0 {
                    made += safe_fixes(&sound, &name, &[(first, x + by), (second, y + and)]);
                }
            }
            tried += 1;
        }
    }
    assert!(tried >= 400 && made > 50, "{tried} {made}");
}
