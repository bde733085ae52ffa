//! The sign-off file itself; its transitions are tested in tests/it/signoff.rs.

use std::sync::Arc;

use super::{Approval, File, SignOffError, State, Subject, state};
use chengbao_report::form::{Forms, Policy};
use chengbao_report::report::Report;
use chengbao_report::source::Source;

fn report(year: i32) -> Report {
    let forms = Forms::builtin().unwrap();
    let form = Arc::clone(
        forms
            .in_force(year)
            .max_by_key(|form| form.cells.len())
            .unwrap(),
    );
    let source = Source::parse("report.yaml", form.example.as_bytes()).unwrap();
    Report::read(&form, &Arc::new(source))
}

fn sign(file: &mut File, report: &Report, role: &str, name: &str) -> Result<(), SignOffError> {
    let approval = Approval {
        role,
        name,
        post: None,
        accepted: &[],
        time: "2025-01-20T09:30:00+08:00",
    };
    let subject = Subject {
        report,
        pictures: &[],
        findings: &[],
        off: &[],
    };
    file.sign(&approval, &subject, &Policy::default(), None)
}

fn complete(report: &Report) -> File {
    let mut file = File::default();
    for (role, name) in [("drafter", "张三"), ("审核", "李四"), ("issuer", "王五")] {
        sign(&mut file, report, role, name).unwrap();
    }
    file
}

#[test]
fn a_file_comes_back_as_it_was_written_and_opens_with_what_it_is() {
    for year in [2020, 2024] {
        let file = complete(&report(year));
        let bytes = file.bytes().unwrap();
        assert!(bytes.starts_with("# 审签记录".as_bytes()));
        assert_eq!(File::parse(&bytes).unwrap(), file);
        assert_eq!(File::parse(&bytes).unwrap().bytes().unwrap(), bytes);
    }
}

#[test]
fn who_has_signed_is_reported_in_order() {
    let report = report(2024);
    let file = complete(&report);
    let policy = Policy::default();
    assert_eq!(state(&report, &[], None, &policy), State::None);
    let State::Complete(approved) = state(&report, &[], Some(&file), &policy) else {
        panic!("not complete");
    };
    let told: Vec<String> = approved
        .iter()
        .map(|one| format!("{} {} {}", one.role_label, one.name, one.day))
        .collect();
    assert_eq!(
        told,
        [
            "拟稿 张三 2025-01-20",
            "审核 李四 2025-01-20",
            "签发 王五 2025-01-20"
        ]
    );
}
