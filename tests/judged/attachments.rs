//! poppler and qpdf on the files inside the PDF.

use std::process::Command;

use crate::judge::{ask, cases, folder};

#[test]
fn pdfdetach_and_qpdf_give_every_file_back_byte_for_byte() {
    let folder = folder();
    for case in cases(folder.path(), 4) {
        let out = folder.path().join(&case.name);
        std::fs::create_dir(&out).unwrap();
        ask(Command::new("pdfdetach")
            .arg("-saveall")
            .arg("-o")
            .arg(&out)
            .arg(case.pdf()));
        let files = &case.made.document.data.files;
        assert!(!files.is_empty());
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), files.len());
        for file in files {
            let name = &file.name;
            assert!(
                std::fs::read(out.join(name)).unwrap() == *file.bytes,
                "{name}"
            );
        }
        let listed = ask(Command::new("qpdf")
            .args(["--list-attachments", "--verbose"])
            .arg(case.pdf()));
        for file in files {
            assert!(listed.contains(&file.name), "{listed}");
            assert!(listed.contains(&file.media_type), "{listed}");
        }
    }
}
