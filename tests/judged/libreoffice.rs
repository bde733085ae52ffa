//! LibreOffice turns the DOCX into a tagged PDF of its own, whose tables must have the same cells.

use std::process::Command;

use crate::judge::{ask, cases, folder};
use support::rooms::root;
use support::said::{Said, difference};
use support::{read_docx, read_pdf};

#[test]
fn libreoffice_shows_the_same_cells() {
    let folder = folder();
    let cases = cases(folder.path(), 4);
    let out = folder.path().join("libreoffice");
    // It finds the faces that come with the program and no others, on every machine.
    let fonts = folder.path().join("fonts.conf");
    let config = format!(
        "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>",
        root().join("fonts").display(),
        folder.path().join("cache").display(),
    );
    std::fs::write(&fonts, config).unwrap();
    let mut command = Command::new("soffice");
    command
        .env("FONTCONFIG_FILE", &fonts)
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        ))
        .args(["--headless", "--norestore", "--convert-to"])
        .arg(r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}"#)
        .arg("--outdir")
        .arg(&out);
    ask(command.args(cases.iter().map(|case| case.docx())));
    for case in &cases {
        let file = out.join(&case.name).with_extension("pdf");
        let shown = read_pdf::read(&std::fs::read(&file).unwrap());
        let own = || read_docx::read(&case.made.docx);
        let expected = tables(case.said.clone().unwrap_or_else(own));
        if let Some(difference) = difference(&expected, &tables(shown.said)) {
            panic!("{}: {difference}", case.name);
        }
    }
}

fn tables(said: Vec<Said>) -> Vec<Said> {
    said.into_iter()
        .filter(|said| matches!(said, Said::Table(_)))
        .collect()
}
