//! What comes over HTTP is what the library gives, byte for byte; drafts, unless a sign-off says otherwise.

use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::Arc;

use chengbao::compose::Purpose;
use chengbao::signoff::{self, File};

use crate::client::{Answer, post, post_parts};
use crate::routes::example;
use crate::server::Own;
use support::rooms::{self, make_for};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn draft() -> Purpose {
    Purpose {
        draft: true,
        ..Purpose::default()
    }
}

fn report(yaml: &str) -> chengbao::report::Report {
    let forms = rooms::forms();
    let form = forms.iter().find(|form| yaml.contains(&form.id)).unwrap();
    rooms::read(form, yaml)
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(rooms::root().join("examples").join(name)).unwrap()
}

fn is_document(answer: &Answer, media_type: &str, name: &str, bytes: &[u8]) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), media_type);
    let disposition = format!("attachment; filename=\"{name}\"");
    assert_eq!(answer.header("content-disposition"), disposition);
    assert!(
        answer.body == bytes,
        "{name}: other bytes than the library's"
    );
}

#[test]
fn every_document_is_the_librarys_byte_for_byte() {
    let server = Own::start();
    let yaml = example();
    let made = make_for(&draft(), &report(&yaml));
    let ask = |accept: &str| post(server.address, "/v1/reports", accept, &yaml);
    is_document(
        &ask("*/*"),
        "application/pdf",
        "report.draft.pdf",
        &made.pdf,
    );
    is_document(&ask(DOCX), DOCX, "report.draft.docx", &made.docx);
    let html = "text/html; charset=utf-8";
    is_document(
        &ask("text/html"),
        html,
        "report.draft.html",
        made.html.as_bytes(),
    );
    let text = ask("text/plain");
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    assert!(
        text.header("content-disposition")
            .contains("report.draft.txt")
    );
    let document = chengbao::compose::compose(&report(&yaml), &draft(), &Default::default());
    assert_eq!(text.text(), chengbao::txt::write(&document).unwrap());
    let both = ask("application/zip");
    assert_eq!(both.body, ask("application/zip").body);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&both.body)).unwrap();
    for (name, bytes) in [
        ("report.draft.pdf", &made.pdf),
        ("report.draft.docx", &made.docx),
    ] {
        let mut found = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut found).unwrap();
        assert!(found == *bytes, "{name}");
    }
    assert_eq!(zip.len(), 2);
}

#[test]
fn pictures_come_as_parts_and_are_missed_where_they_do_not() {
    let server = Own::start();
    let yaml = file("shili-2024-chart.yaml");
    let report = report(str::from_utf8(&yaml).unwrap());
    let names: Vec<String> = report
        .images()
        .iter()
        .map(|image| image.path.to_owned())
        .collect();
    let pictures: Vec<_> = names.iter().map(|name| (name, file(name))).collect();
    let mut parts = vec![("report", "x", yaml.as_slice())];
    parts.extend(
        pictures
            .iter()
            .map(|(name, bytes)| ("file", name.as_str(), bytes.as_slice())),
    );
    let ask = |parts: &[_]| post_parts(server.address, "/v1/reports", "*/*", parts);
    let made = make_for(&draft(), &report);
    is_document(
        &ask(&parts),
        "application/pdf",
        "report.draft.pdf",
        &made.pdf,
    );
    ask(&parts[..1]).is_problem(422, "findings");
}

/// Asks for a document of the signed example, with that sign-off.
fn signed(at: SocketAddr, query: &str, yaml: &[u8], signoff: Option<&[u8]>) -> Answer {
    let mut parts = vec![("report", "x", yaml)];
    parts.extend(signoff.map(|signoff| ("signoff", "x", signoff)));
    post_parts(at, &format!("/v1/reports{query}"), "*/*", &parts)
}

#[test]
fn a_complete_sign_off_of_exactly_this_report_makes_it_final() {
    let server = Own::start();
    let at = server.address;
    let yaml = file("shili-2024-circular.yaml");
    let record: Arc<[u8]> = file("shili-2024-circular.signoff.yaml").into();
    let report = report(str::from_utf8(&yaml).unwrap());
    let parsed = File::parse(&record).unwrap();
    let state = signoff::state(&report, &[], Some(&parsed), &report.form.policy);
    let purpose = Purpose {
        signed_off: Some(state.signed_off(&record).unwrap()),
        ..Purpose::default()
    };
    let made = make_for(&purpose, &report);
    for query in ["", "?final=true"] {
        let answer = signed(at, query, &yaml, Some(&record));
        is_document(&answer, "application/pdf", "report.pdf", &made.pdf);
    }

    let unsigned = make_for(&draft(), &report);
    let answer = signed(at, "", &yaml, None);
    is_document(
        &answer,
        "application/pdf",
        "report.draft.pdf",
        &unsigned.pdf,
    );
    let missing = signed(at, "?final=true", &yaml, None);
    missing.is_problem(422, "not-signed-off");
    assert!(
        missing.json()["detail"]
            .as_str()
            .unwrap()
            .contains("尚未审签")
    );
}

#[test]
fn a_sign_off_of_anything_else_makes_nothing_final() {
    let server = Own::start();
    let at = server.address;
    let yaml = String::from_utf8(file("shili-2024-circular.yaml")).unwrap();
    let record = file("shili-2024-circular.signoff.yaml");
    let issuer = yaml
        .lines()
        .find(|line| line.starts_with("issuer:"))
        .unwrap();
    let changed = yaml.replace(issuer, &format!("{issuer}二"));
    assert_ne!(changed, yaml);
    for (yaml, record) in [
        (&changed, record.as_slice()),
        (&yaml, b"records: ["),
        (&yaml, b""),
    ] {
        let answer = signed(at, "?final=true", yaml.as_bytes(), Some(record));
        assert_eq!(answer.status, 422, "{}", answer.text());
        let answer = signed(at, "", yaml.as_bytes(), Some(record));
        let name = answer.header("content-disposition");
        assert!(answer.status == 422 || name.contains("draft"), "{name}");
    }
}

#[test]
fn last_years_report_is_read_where_it_comes_and_missed_where_it_is_named() {
    let server = Own::start();
    let yaml = example();
    let parts = [
        ("report", "x", yaml.as_bytes()),
        ("previous", "x", b"form: none\n".as_slice()),
    ];
    let answer = post_parts(server.address, "/v1/check", "*/*", &parts);
    assert!(answer.text().contains("上年报告"), "{}", answer.text());
    let named = format!("{yaml}\nprevious: last.yaml\n");
    let answer = post(server.address, "/v1/reports", "*/*", &named);
    answer.is_problem(422, "findings");
    assert!(answer.text().contains("last.yaml"), "{}", answer.text());
}
