//! Pages of the PDF as pictures, and the header that says how far a report is signed off.

use chengbao::server::Limits;
use chengbao::signoff::{Approval, File, Subject};

use crate::client::{Answer, post, post_parts};
use crate::routes::example;
use crate::server::Own;
use support::rooms::{forms, read, root};

const PNG: &str = "image/png";

/// Width, height, and grey pixels from 0 to 255.
fn picture(answer: &Answer) -> (u32, u32, Vec<u8>) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), PNG);
    let picture = image::load_from_memory(&answer.body).unwrap().to_luma8();
    (picture.width(), picture.height(), picture.into_raw())
}

#[test]
fn every_page_is_drawn_at_the_size_that_is_asked_for() {
    let server = Own::start();
    let yaml = example();
    let ask = |query: &str| post(server.address, &format!("/v1/reports{query}"), PNG, &yaml);
    let first = ask("");
    let count: usize = first.header("page-count").parse().unwrap();
    assert!(count > 1);
    let (width, height, small) = picture(&first);
    assert_eq!((width, height), (595, 841));
    for page in 1..=count {
        let (width, height, pixels) = picture(&ask(&format!("?page={page}&scale=2")));
        assert_eq!((width, height), (1190, 1683), "{page}");
        let ink = pixels.iter().filter(|pixel| **pixel < 128).count();
        assert!(ink > 2000 && ink * 4 < pixels.len(), "{page}: {ink}");
    }
    assert_eq!(first.body, ask("?page=1&scale=1").body);
    let last = picture(&ask(&format!("?page={count}"))).2;
    assert_ne!(small, last);
    // Whoever takes anything gets the document.
    let any = post(server.address, "/v1/reports?page=2", "*/*", &yaml);
    assert_eq!(any.header("content-type"), "application/pdf");
}

#[test]
fn a_page_that_is_not_there_is_reported() {
    let server = Own::start();
    let yaml = example();
    let ask = |query: &str| post(server.address, &format!("/v1/reports{query}"), PNG, &yaml);
    let count = ask("").header("page-count").to_owned();
    let none = ask("?page=99");
    none.is_problem(404, "not-found");
    assert!(
        none.json()["detail"]
            .as_str()
            .unwrap()
            .contains(&format!("共 {count} 页"))
    );
    for query in [
        "?page=0",
        "?page=x",
        "?scale=0.4",
        "?scale=4.1",
        "?scale=NaN",
        "?scale=inf",
    ] {
        ask(query).is_problem(400, "request");
    }
    let broken = post(
        server.address,
        "/v1/reports",
        PNG,
        "form: zfxxgk-2021\nyear: 2024\n",
    );
    broken.is_problem(422, "findings");
    let limits = Limits {
        pages: 1,
        ..Limits::default()
    };
    let small = Own::with(limits, "");
    post(small.address, "/v1/reports", PNG, &yaml).is_problem(422, "too-many-pages");
}

#[test]
fn check_says_how_far_the_report_is_signed_off() {
    let server = Own::start();
    let file = |name: &str| std::fs::read_to_string(root().join("examples").join(name)).unwrap();
    let yaml = file("shili-2024-circular.yaml");
    let record = file("shili-2024-circular.signoff.yaml");
    let changed = yaml.replacen("\nyear: 2024", "\nyear: 2025", 1);
    assert_ne!(changed, yaml);
    let begun = begun(&yaml);
    for (yaml, record, expected) in [
        (&yaml, None, "none"),
        (&yaml, Some(begun.as_str()), "incomplete"),
        (&yaml, Some(record.as_str()), "complete"),
        (&changed, Some(record.as_str()), "broken"),
        (&yaml, Some("records: ["), "broken"),
    ] {
        let mut parts = vec![("report", "x", yaml.as_bytes())];
        parts.extend(record.map(|record| ("signoff", "x", record.as_bytes())));
        let answer = post_parts(server.address, "/v1/check", "*/*", &parts);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("sign-off"), expected);
    }
    let unreadable = post(server.address, "/v1/check", "*/*", "{");
    assert_eq!(unreadable.header("sign-off"), "none");
}

/// A sign-off with the first of its records.
fn begun(yaml: &str) -> String {
    let form = forms()
        .into_iter()
        .find(|form| yaml.contains(&form.id))
        .unwrap();
    let report = read(&form, yaml);
    let subject = Subject {
        report: &report,
        pictures: &[],
        findings: &[],
        off: &[],
    };
    let approval = Approval {
        role: "drafter",
        name: "周晓岚",
        post: None,
        accepted: &[],
        time: "2025-01-16T09:30:00+08:00",
    };
    let mut file = File::default();
    file.sign(&approval, &subject, &form.policy, None).unwrap();
    String::from_utf8(file.bytes().unwrap()).unwrap()
}
