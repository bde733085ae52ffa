//! Inputs whose bytes changed in the store after they were taken: their items are given up with that
//! reason, and no other with them.

use std::fs;
use std::time::Duration;

use crate::batch::{digest, done, items, report, send};
use crate::client::ask;
use crate::node::Deployment;

#[test]
fn an_item_whose_input_was_damaged_in_the_store_is_given_up_and_harms_no_other() {
    let reports: Vec<String> = (0..3).map(report).collect();
    let deployment = Deployment::new();
    let node = deployment.start_answering();
    let location = send(node.address, "pdf", &reports);
    node.kill();

    let id = location.rsplit('/').next().unwrap();
    let job = deployment.folder.path().join("data/blobs/jobs").join(id);
    let blob = job.join(digest(&reports[1]));
    let mut bytes = fs::read(&blob).unwrap();
    assert_eq!(bytes, reports[1].as_bytes());
    bytes[100] ^= 1;
    fs::write(&blob, bytes).unwrap();

    let node = deployment.start();
    let job = done(node.address, &location, Duration::from_secs(60));
    let states: Vec<_> = items(&job).iter().map(|item| &item["state"]).collect();
    assert_eq!(states, ["done", "given-up", "done"]);
    let damaged = &items(&job)[1];
    assert_eq!(damaged["failures"], 3);
    assert_eq!(damaged["reason"]["code"], "input-damaged");
    assert!(damaged["outputs"].as_array().unwrap().is_empty());
    for (language, words) in [("zh-CN", "已损坏，请重新提交"), ("en", "send them again")] {
        let headers = [("Accept-Language", language)];
        let told = ask(node.address, "GET", &location, &headers, b"").json();
        let text = told["items"][1]["reason"]["text"].as_str().unwrap();
        assert!(text.contains(words), "{text}");
    }
}
