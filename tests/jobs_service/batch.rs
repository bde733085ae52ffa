//! Batches: sent, waited for, looked at to the last byte.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chengbao::form::Forms;
use chengbao::jobs::Sha256Hex;
use serde_json::Value;

use crate::client::{get, post, post_parts};

/// A report none other is like.
pub fn report(number: usize) -> String {
    let forms = Forms::builtin().unwrap();
    let example = forms.get("zfxxgk-2021").unwrap().example.clone();
    let numbered = example.replacen("issuer: ", &format!("issuer: 第{number}"), 1);
    assert_ne!(numbered, example);
    numbered
}

/// The digest by which a report is known.
pub fn digest(report: &str) -> String {
    Sha256Hex::of(report.as_bytes()).to_string()
}

/// Sends reports as one batch; where its job is.
pub fn send(at: SocketAddr, to: &str, reports: &[String]) -> String {
    let names: Vec<String> = (0..reports.len()).map(|n| format!("{n}.yaml")).collect();
    let parts: Vec<_> = names
        .iter()
        .zip(reports)
        .map(|(name, report)| ("report", name.as_str(), report.as_bytes()))
        .collect();
    let answer = post_parts(at, &format!("/v1/batches?to={to}"), "*/*", &parts);
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.header("location").to_owned()
}

/// A job with all its items, as that node tells it.
pub fn job(at: SocketAddr, location: &str) -> Value {
    let answer = get(at, &format!("{location}?from=0&count=1000"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// How many items of a job are at no end.
pub fn open(at: SocketAddr, location: &str) -> u64 {
    let job = get(at, &format!("{location}?from=0&count=1")).json();
    let count = |state: &str| job["counts"][state].as_u64().unwrap();
    count("queued") + count("running")
}

/// Waits for the end of a job; it with all its items.
pub fn done(at: SocketAddr, location: &str, most: Duration) -> Value {
    let since = Instant::now();
    while open(at, location) > 0 {
        let late = since.elapsed() > most;
        assert!(
            !late,
            "after {most:?}: {}",
            get(at, location).json()["counts"]
        );
        sleep(Duration::from_millis(100));
    }
    job(at, location)
}

/// The items of a job.
pub fn items(job: &Value) -> &[Value] {
    job["items"].as_array().unwrap()
}

/// Every item is done, with as many documents, and each can be had, whole.
pub fn all_done(at: SocketAddr, job: &Value, items_expected: usize, documents: usize) {
    assert_eq!(items(job).len(), items_expected);
    for item in items(job) {
        assert_eq!(item["state"], "done", "{item}");
        let outputs = item["outputs"].as_array().unwrap();
        assert_eq!(outputs.len(), documents, "{item}");
        for output in outputs {
            let got = get(at, output["href"].as_str().unwrap());
            assert_eq!(got.status, 200, "{}", got.text());
            assert_eq!(output["size"], got.body.len());
            assert_eq!(output["sha256"], Sha256Hex::of(&got.body).as_str());
        }
    }
}

/// The PDF of an item is that of its own report, to the byte.
pub fn is_of(at: SocketAddr, item: &Value, report: &str) {
    let got = get(at, item["outputs"][0]["href"].as_str().unwrap());
    let made = post(at, "/v1/reports", "application/pdf", report);
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(got.body == made.body, "other bytes: {item}");
}

/// Every file of a store that has the name of a digest holds what the digest is of: how many.
pub fn whole_blobs(folder: &Path) -> usize {
    let mut whole = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            whole += whole_blobs(&path);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if Sha256Hex::parse(&name).is_some() {
            assert_eq!(Sha256Hex::of(&fs::read(&path).unwrap()).as_str(), name);
            whole += 1;
        }
    }
    whole
}

/// Items nodes said they have done, by the log; none is said twice.
pub fn once_each(log: &str) -> usize {
    let mut items = BTreeSet::new();
    for line in log.lines().filter(|line| line.contains("\"how\":\"done\"")) {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        let item = line["fields"]["item"].as_i64().unwrap();
        assert!(items.insert(item), "item {item} was done twice");
    }
    items.len()
}
