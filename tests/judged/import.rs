//! python-docx and LibreOffice change a DOCX; what comes back is the report with that change.

use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::compose::{Purpose, compose};
use chengbao::document::Block;
use chengbao::form::Forms;
use chengbao::import::{self, Imported};
use chengbao::report::Report;

use crate::judge::{ask, folder, python};
use support::rooms::{examples, make, pictures, read, root};
use support::{random, runs};

fn back(bytes: &[u8]) -> Imported {
    import::read(bytes, "back", &Forms::builtin().unwrap()).unwrap()
}

/// A report with its DOCX on disk.
struct Case {
    name: String,
    report: Report,
    docx: PathBuf,
}

/// The examples and four random reports.
fn cases(folder: &Path) -> Vec<Case> {
    let random = runs::sample(4, &random::report()).into_iter().enumerate();
    let random = random.map(|(at, filled)| (format!("random-{at}"), filled.form, filled.yaml));
    let case = |(name, form, yaml): (String, _, String)| {
        let report = read(&form, &yaml);
        let docx = folder.join(format!("{name}.docx"));
        std::fs::write(&docx, make(&report).docx).unwrap();
        Case { name, report, docx }
    };
    examples().into_iter().chain(random).map(case).collect()
}

/// Every figure of a report: the number of its table among all of the document, its row and column in
/// the grid, its id path.
fn figures(report: &Report) -> Vec<(usize, usize, usize, String)> {
    let document = compose(report, &Purpose::default(), &pictures(report));
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = tables
        .enumerate()
        .flat_map(|(number, table)| table.rows.iter().enumerate().map(move |row| (number, row)));
    rows.flat_map(|(table, (row, cells))| {
        let cells = cells.cells.iter();
        cells.filter_map(move |cell| Some((table, row, cell.column, cell.path.clone()?)))
    })
    .collect()
}

#[test]
fn a_cell_typed_over_by_python_docx_is_the_only_one_that_differs() {
    let folder = folder();
    let out = folder.path().join("out.docx");
    for (at, case) in cases(folder.path()).iter().enumerate() {
        let before = &case.report;
        let figures = figures(before);
        for (table, row, column, path) in
            figures.iter().skip(at).step_by((figures.len() / 3).max(1))
        {
            let place = [table, row, column].map(ToString::to_string);
            let mut command = Command::new(python());
            command
                .arg(root().join("tests/judges/retype.py"))
                .arg(&case.docx);
            ask(command.args(place).arg("991").arg(&out));
            let imported = back(&std::fs::read(&out).unwrap());
            let after = read(&before.form, str::from_utf8(&imported.yaml).unwrap());
            for (spec, (before, after)) in before
                .form
                .cells
                .iter()
                .zip(before.cells.iter().zip(&after.cells))
            {
                let expected = if spec.path == *path {
                    "991".to_owned()
                } else {
                    before.printed()
                };
                assert_eq!(after.printed(), expected, "{}: {}", case.name, spec.path);
            }
            assert_eq!(
                imported.notes.len(),
                1,
                "{}: {:?}",
                case.name,
                imported.notes
            );
        }
    }
}

#[test]
fn a_docx_saved_anew_by_libreoffice_gives_the_report_back_byte_for_byte() {
    let folder = folder();
    let cases = cases(folder.path());
    let saved = folder.path().join("saved");
    let mut command = Command::new("soffice");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.path().join("profile").display()
    );
    command
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
        ])
        .arg(&saved);
    ask(command.args(cases.iter().map(|case| &case.docx)));
    for case in &cases {
        let bytes = std::fs::read(saved.join(&case.name).with_extension("docx")).unwrap();
        let imported = back(&bytes);
        assert_eq!(imported.notes, [], "{}", case.name);
        assert!(imported.yaml == case.report.source.bytes(), "{}", case.name);
    }
}
