//! LibreOffice turns DOCX into tagged PDF of its own: its tables must have the same cells, and what it shows otherwise
//! is not said to match its data.

use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::compose::Profile;
use chengbao::verify::{Question, Verdict};
use rayon::prelude::*;

use crate::judge::{ask, cases, folder};
use crate::viewers::poppler;
use support::forged_docx::{FORGERIES, Forgery, ILLUSTRATED};
use support::rooms::{examples, read, root};
use support::runs;
use support::shown::{Shown, difference};
use support::signed_docx::Parts;
use support::verified::{documents, final_purpose, signed_docx, verdicts};
use support::{read_docx, read_pdf, verified};

/// Files that one start of LibreOffice converts: one that it falls over takes the others of its start with it.
const BATCH: usize = 12;

/// Converts files; the PDFs are in the folder that is returned.
fn converted(folder: &Path, files: &[PathBuf]) -> PathBuf {
    let out = folder.join("libreoffice");
    // It finds the faces that come with the program and no others, on every machine.
    let fonts = folder.join("fonts.conf");
    let config = format!(
        "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
        root().join("fonts").display(),
        folder.join("cache").display(),
    );
    std::fs::write(&fonts, config).unwrap();
    let mut command = Command::new("soffice");
    command
        .env("FONTCONFIG_FILE", &fonts)
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args(["--headless", "--norestore", "--convert-to"])
        .arg(r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}"#)
        .arg("--outdir")
        .arg(&out);
    ask(command.args(files));
    out
}

#[test]
fn libreoffice_shows_the_same_cells() {
    let folder = folder();
    let cases = cases(folder.path(), 4);
    let files: Vec<PathBuf> = cases.iter().map(|case| case.docx()).collect();
    let out = converted(folder.path(), &files);
    for case in &cases {
        let file = out.join(&case.name).with_extension("pdf");
        let shown = read_pdf::read(&std::fs::read(&file).unwrap());
        let own = || read_docx::read(&case.made.docx);
        let expected = tables(case.shown.clone().unwrap_or_else(own));
        if let Some(difference) = difference(&expected, &tables(shown.shown)) {
            panic!("{}: {difference}", case.name);
        }
    }
}

/// The pages of each file as LibreOffice shows them: a digest, none where it shows nothing.
fn pictures(files: &[Vec<u8>]) -> Vec<Option<String>> {
    let folder = folder();
    let paths: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(at, bytes)| {
            let path = folder.path().join(format!("{at}.docx"));
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let shown = paths.chunks(BATCH).flat_map(|paths| {
        let out = converted(folder.path(), paths);
        let shown: Vec<Option<String>> = paths
            .par_iter()
            .map(|path| {
                let file = out.join(path.file_stem().unwrap()).with_extension("pdf");
                file.exists().then(|| poppler(&file))
            })
            .collect();
        shown
    });
    shown.collect()
}

#[test]
fn a_forged_docx_that_libreoffice_shows_otherwise_is_not_said_to_match() {
    let mut seen = 0;
    let mut all = 0;
    for (name, forgeries) in [
        ("zfxxgk-2021", FORGERIES),
        ("shili-2024-chart", ILLUSTRATED),
    ] {
        // All of them take minutes.
        let step = runs::long(15, 1);
        let chosen: Vec<&Forgery> = forgeries.iter().step_by(step).collect();
        let examples = examples();
        let (_, form, yaml) = examples.iter().find(|(known, ..)| known == name).unwrap();
        let report = read(form, yaml);
        let base = documents(&report, &final_purpose(&report, Profile::Filing)).1;
        let honest = signed_docx(&base, "p256");
        let again = signed_docx(&Parts::of(&base).pack(), "p256");
        let forged = chosen.iter().map(|(_, _, forge)| {
            let mut parts = Parts::of(&base);
            forge(&mut parts);
            signed_docx(&parts.pack(), "p256")
        });
        let files: Vec<Vec<u8>> = [honest, again].into_iter().chain(forged).collect();
        let shown = pictures(&files);
        assert!(shown[0].is_some(), "{name}");
        assert_eq!(shown[0], shown[1], "{name}");
        for ((kind, what, _), (file, picture)) in
            chosen.iter().zip(files.iter().zip(&shown).skip(2))
        {
            all += 1;
            if *picture == shown[0] {
                continue;
            }
            seen += 1;
            let answers = verified::ask(file).unwrap();
            let content = answers.to(Question::Content).map(|it| it.verdict);
            let holds = answers.hold() || content == Some(Verdict::Yes);
            assert!(!holds, "{kind}: {what}: {}", verdicts(&answers));
        }
    }
    println!("{seen} of {all} are shown otherwise");
    // Many forgeries change what a program does, and not what it shows.
    assert!(seen >= 2, "{seen} of {all}");
}

fn tables(shown: Vec<Shown>) -> Vec<Shown> {
    shown
        .into_iter()
        .filter(|shown| matches!(shown, Shown::Table(_)))
        .collect()
}
