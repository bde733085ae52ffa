//! Sign-off: no transition by accident, no change unnoticed, and the commands as users run them.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

mod changes;
mod commands;
mod layout;
mod machine;
mod rules_off;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chengbao::form::Forms;
use chengbao::report::{Report, header};
use chengbao::signoff::{Approval, File, Subject};
use chengbao::source::Source;

/// The folder of the package.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A report file, read as the form it names.
fn read(yaml: &str) -> Report {
    let source = Source::parse("report.yaml", yaml.as_bytes())
        .unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    let source = Arc::new(source);
    let form = header(&source).form.unwrap().value;
    Report::read(Forms::builtin().unwrap().get(&form).unwrap(), &source)
}

/// The examples of the forms, one with a letter, and the last one with a picture.
fn examples() -> Vec<String> {
    let mut examples: Vec<String> = Forms::builtin()
        .unwrap()
        .iter()
        .map(|form| form.example.clone())
        .collect();
    for name in ["shili-2024-circular.yaml", "shili-2024-chart.yaml"] {
        examples.push(std::fs::read_to_string(root().join("examples").join(name)).unwrap());
    }
    examples
}

/// The report signed off by three persons.
fn signed(report: &Report, pictures: &[(String, [u8; 32])]) -> File {
    let mut file = File::default();
    let subject = Subject {
        report,
        pictures,
        findings: &[],
        off: &[],
    };
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        let approval = Approval {
            role,
            name,
            post: None,
            accepted: &[],
            time: "2025-01-20T09:30:00+08:00",
        };
        file.sign(&approval, &subject, &report.form.policy, None)
            .unwrap();
    }
    file
}
