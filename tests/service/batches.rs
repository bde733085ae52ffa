//! Many reports at once: what is taken, what belongs to which, and what is refused.

use std::io::{Cursor, Write as _};
use std::net::SocketAddr;

use chengbao::server::Limits;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::client::{Answer, ask, get, post_parts};
use crate::jobs::done;
use crate::routes::example;
use crate::server::Own;
use support::rooms::root;

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    packed(files, CompressionMethod::Deflated)
}

fn packed(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn post_zip(at: SocketAddr, query: &str, bytes: &[u8]) -> Answer {
    let headers = [("Content-Type", "application/zip")];
    ask(at, "POST", &format!("/v1/batches{query}"), &headers, bytes)
}

fn post_form(at: SocketAddr, parts: &[(&str, &str, &[u8])]) -> Answer {
    post_parts(at, "/v1/batches?to=pdf", "*/*", parts)
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("examples").join(name)).unwrap()
}

/// Name, state and names of the documents of each item.
fn items(job: &serde_json::Value) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let items = job["items"].as_array().unwrap().iter();
    let outputs = |item: &serde_json::Value| {
        let outputs = item["outputs"].as_array().unwrap().iter();
        outputs.map(|output| text(&output["name"])).collect()
    };
    items
        .map(|item| (text(&item["name"]), text(&item["state"]), outputs(item)))
        .collect()
}

fn made(name: &str, state: &str, outputs: &[&str]) -> (String, String, Vec<String>) {
    let outputs = outputs.iter().map(|name| (*name).to_owned());
    (name.to_owned(), state.to_owned(), outputs.collect())
}

#[test]
fn each_report_of_a_zip_file_comes_out_with_what_belongs_to_it() {
    let server = Own::start();
    let at = server.address;
    let chart = file("shili-2024-chart.yaml");
    let text = String::from_utf8(chart.clone()).unwrap();
    let forms = support::rooms::forms();
    let form = forms.iter().find(|form| text.contains(&form.id)).unwrap();
    let report = support::rooms::read(form, &text);
    let pictures: Vec<_> = report
        .images()
        .iter()
        .map(|image| (format!("甲/{}", image.path), file(image.path)))
        .collect();
    assert!(!pictures.is_empty());
    let (signed, record) = (
        file("shili-2024-circular.yaml"),
        file("shili-2024-circular.signoff.yaml"),
    );
    let example = example();
    let mut files = vec![
        ("a.json", b"{}".as_slice()),
        ("甲/chart.yaml", &chart),
        ("乙/chart.yml", &chart),
        ("signed.yaml", &signed),
        ("signed.signoff.yaml", &record),
        ("报告.yaml", example.as_bytes()),
        ("__MACOSX/._a.yaml", b"x"),
        ("readme.txt", b"x"),
    ];
    files.extend(
        pictures
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    let job = done(at, &post_zip(at, "?to=pdf", &zip(&files)), &[]);
    let draft = ["report.draft.pdf"].as_slice();
    let mut found = items(&job);
    found.sort();
    assert_eq!(
        found,
        [
            made("a.json", "refused", &[]),
            made("signed.yaml", "done", &["report.pdf"]),
            // Its picture is in another folder.
            made("乙/chart.yml", "refused", &[]),
            made("报告.yaml", "done", draft),
            made("甲/chart.yaml", "done", draft),
        ]
    );
}

#[test]
fn reports_come_as_parts_of_a_form_too() {
    let server = Own::start();
    let at = server.address;
    let (signed, record) = (
        file("shili-2024-circular.yaml"),
        file("shili-2024-circular.signoff.yaml"),
    );
    let example = example();
    let parts: [(&str, &str, &[u8]); 3] = [
        ("report", "b.yaml", example.as_bytes()),
        ("file", "a.signoff.yaml", &record),
        ("report", "a.yaml", &signed),
    ];
    let job = done(at, &post_form(at, &parts), &[]);
    // In the order they came.
    assert_eq!(
        items(&job),
        [
            made("b.yaml", "done", &["report.draft.pdf"]),
            made("a.yaml", "done", &["report.pdf"]),
        ]
    );
    let packed = zip(&[("c.yaml", example.as_bytes())]);
    let job = done(at, &post_form(at, &[("zip", "x.zip", &packed)]), &[]);
    assert_eq!(items(&job), [made("c.yaml", "done", &["report.draft.pdf"])]);
}

#[test]
fn items_are_told_page_by_page() {
    let server = Own::idle();
    let at = server.address;
    let names: Vec<String> = (0..5).map(|number| format!("{number}.yaml")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), b"a: b".as_slice()))
        .collect();
    let accepted = post_zip(at, "", &zip(&files));
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let mut next = format!("{}?count=2", accepted.header("location"));
    let mut found = Vec::new();
    for _ in 0..3 {
        let job = get(at, &next).json();
        assert_eq!(job["total"], 5);
        found.extend(items(&job).into_iter().map(|(name, ..)| name));
        next = job["next"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!((found, next.as_str()), (names, ""));
    let none = get(at, &format!("{}?count=0", accepted.header("location"))).json();
    assert_eq!(
        (
            none["total"].as_u64(),
            none["items"].as_array().unwrap().len()
        ),
        (Some(5), 0)
    );
}

/// The same bytes with a name changed where the headers have it: what no packer writes.
fn renamed(name: &str) -> Vec<u8> {
    let plain = "x".repeat(name.len());
    let mut bytes = packed(&[(&plain, b"a: b")], CompressionMethod::Stored);
    for at in 0..bytes.len() - name.len() {
        if bytes[at..].starts_with(plain.as_bytes()) {
            bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
        }
    }
    bytes
}

#[test]
fn bombs_and_hostile_names_are_refused_and_nothing_of_them_is_kept() {
    let server = Own::idle();
    let at = server.address;
    for name in [
        "../a.yaml",
        "/a.yaml",
        "a\\b.yaml",
        "C:a.yaml",
        "a\0.yaml",
        "a\u{202e}.yaml",
    ] {
        let answer = post_zip(at, "", &renamed(name));
        answer.is_problem(400, "request");
        assert!(answer.text().contains("文件名"), "{}", answer.text());
    }
    let zeros = vec![b' '; 7 << 20];
    post_zip(at, "", &zip(&[("a.yaml", &zeros)])).is_problem(413, "too-large");
    let large = vec![b' '; (8 << 20) + 1];
    let large = packed(&[("a.yaml", &large)], CompressionMethod::Stored);
    post_zip(at, "", &large).is_problem(413, "too-large");
    let mut link = ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("a.yaml", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let link = link.finish().unwrap().into_inner();
    post_zip(at, "", &link).is_problem(400, "request");
    post_zip(at, "", b"PK").is_problem(400, "request");
    post_zip(at, "", b"").is_problem(400, "request");
    let form = |name: &str| post_form(at, &[("report", name, b"a: b")]);
    for name in ["../a.yaml", "/a.yaml", "C:a.yaml"] {
        form(name).is_problem(400, "request");
    }
}

#[test]
fn more_files_than_may_be_are_refused() {
    let server = Own::idle();
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.yaml")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    post_zip(server.address, "", &zip(&files)).is_problem(413, "too-large");
}

#[test]
fn what_is_no_batch_is_told_so() {
    let server = Own::idle();
    let at = server.address;
    let answer = post_zip(
        at,
        "",
        &zip(&[("readme.txt", b"x"), ("a.signoff.yaml", b"x")]),
    );
    answer.is_problem(400, "request");
    assert!(answer.text().contains("没有数据文件"), "{}", answer.text());
    post_zip(at, "", &zip(&[])).is_problem(400, "request");
    for parts in [
        &[][..],
        &[("file", "a.yaml", b"a".as_slice())],
        &[("none", "a.yaml", b"a")],
        &[("report", "a.yaml", b"a"), ("report", "a.yaml", b"a")],
        &[("report", "a.yaml", b"a"), ("zip", "x", b"a")],
        &[("zip", "x", b"a"), ("zip", "x", b"a")],
    ] {
        post_form(at, parts).is_problem(400, "request");
    }
    let yaml = [("Content-Type", "application/yaml")];
    ask(at, "POST", "/v1/batches", &yaml, b"a: b").is_problem(415, "media-type");
    post_zip(at, "?to=ofd", &zip(&[("a.yaml", b"a")])).is_problem(400, "request");
    let broken = [("Content-Type", "multipart/form-data; boundary=x")];
    ask(at, "POST", "/v1/batches", &broken, b"--x\r\n").is_problem(400, "request");
}

#[test]
fn batches_have_bounds_of_their_own() {
    let limits = Limits {
        body: 100,
        batch_body: 2000,
        ..Limits::default()
    };
    let server = Own::idle_with(limits, "");
    let at = server.address;
    // Larger than a report may be, and still a batch.
    let some = packed(
        &[("a.yaml", &[b'#'; 90]), ("b.yaml", b"#")],
        CompressionMethod::Stored,
    );
    assert!(some.len() > 100);
    assert_eq!(post_zip(at, "", &some).status, 202);
    let large: Vec<u8> = (0..2000_u16).map(|number| (number % 251) as u8).collect();
    post_zip(at, "", &packed(&[("a", &large)], CompressionMethod::Stored))
        .is_problem(413, "too-large");
    post_form(at, &[("report", "a.yaml", &large)]).is_problem(413, "too-large");
    post_form(at, &[("report", "a.yaml", &large[..101])]).is_problem(413, "too-large");

    let full = Own::idle_with(
        Limits {
            batches: 0,
            ..Limits::default()
        },
        "",
    );
    let answer = post_zip(full.address, "", &some);
    answer.is_problem(429, "busy");
    assert_eq!(answer.header("retry-after"), "1");
}
