//! The same report gives the same bytes: twice in one process, on many threads at once, in another
//! process, in another time zone, under another locale.

use std::path::Path;
use std::process::Command;

use chengbao::compose::Purpose;
use rayon::prelude::*;

use support::rooms::{Made, examples, make, make_for, read, root};
use support::{random, runs};

#[track_caller]
fn same(name: &str, one: &Made, other: &Made) {
    // Not `assert_eq`: nobody reads 300 KB of bytes.
    assert!(one.pdf == other.pdf, "{name}: two PDFs");
    assert!(one.docx == other.docx, "{name}: two DOCX files");
    assert!(one.html == other.html, "{name}: two HTML pages");
}

#[test]
fn a_report_made_again_is_the_same_whatever_was_made_between_and_on_whatever_thread() {
    let reports: Vec<_> = examples()
        .into_iter()
        .map(|(name, form, yaml)| (name, read(&form, &yaml)))
        .chain(
            runs::sample(3, &random::report())
                .into_iter()
                .map(|filled| {
                    let report = read(&filled.form, &filled.yaml);
                    ("a random report".to_owned(), report)
                }),
        )
        .collect();
    let first: Vec<Made> = reports.iter().map(|(_, report)| make(report)).collect();
    let again = |_| {
        reports
            .par_iter()
            .rev()
            .map(|(_, report)| make(report))
            .collect::<Vec<_>>()
    };
    for made in (0..4).into_par_iter().map(again).collect::<Vec<_>>() {
        for (((name, _), first), again) in reports.iter().zip(&first).zip(made.iter().rev()) {
            same(name, first, again);
        }
    }
}

#[test]
fn other_processes_time_zones_and_locales_make_the_same_files() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (name, form, yaml) = examples().pop().unwrap();
    let report = folder.path().join(format!("{name}.yaml"));
    std::fs::write(&report, &yaml).unwrap();
    // As the program writes what nobody has signed.
    let draft = Purpose {
        draft: true,
        ..Purpose::default()
    };
    let here = make_for(&draft, &read(&form, &yaml));
    for (at, (zone, locale, threads)) in [
        ("UTC", "C", "1"),
        ("Asia/Shanghai", "zh_CN.UTF-8", "2"),
        ("America/St_Johns", "tr_TR.GBK", "7"),
    ]
    .into_iter()
    .enumerate()
    {
        let out = folder.path().join(at.to_string());
        export(
            &report,
            &out,
            &[
                ("TZ", zone),
                ("LANG", locale),
                ("LC_ALL", locale),
                ("RAYON_NUM_THREADS", threads),
            ],
        );
        for (extension, bytes) in [
            ("pdf", &here.pdf[..]),
            ("docx", &here.docx),
            ("html", here.html.as_bytes()),
        ] {
            let file = out.join(format!("{name}.draft.{extension}"));
            let same = std::fs::read(&file).unwrap() == bytes;
            assert!(same, "{extension} under TZ={zone} LANG={locale}");
        }
    }
}

fn export(report: &Path, out: &Path, variables: &[(&str, &str)]) {
    let run = Command::new(env!("CARGO_BIN_EXE_chengbao"))
        .arg("export")
        .arg(report)
        .arg("-o")
        .arg(out)
        .args(["--to", "pdf,docx,html", "--fonts"])
        .arg(root().join("fonts"))
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}
