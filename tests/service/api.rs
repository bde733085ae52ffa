//! The OpenAPI document and the server are of one mind.

use std::collections::BTreeSet;

use crate::client::{ask, get};
use crate::routes::example;
use crate::server::Own;
use crate::support::rooms::root;

#[test]
fn every_operation_of_the_document_answers_as_it_says() {
    let server = Own::start();
    let document = get(server.address, "/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document.to_string(), {
        let own: serde_json::Value = serde_json::from_str(&chengbao::server::openapi()).unwrap();
        own.to_string()
    });
    let example = example();
    let mut count = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let filled = path
            .replace("{id}", "zfxxgk-2021")
            .replace("{code}", "CB201");
        for (method, operation) in methods.as_object().unwrap() {
            let (body, method) = match method.as_str() {
                "post" => (example.as_str(), "POST"),
                "get" => ("", "GET"),
                other => panic!("{other} {path}"),
            };
            let headers = [("Content-Type", "application/yaml")];
            let answer = ask(server.address, method, &filled, &headers, body.as_bytes());
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let told = operation["responses"]["200"]["content"]
                .as_object()
                .unwrap();
            let media_type = answer.header("content-type").split(';').next().unwrap();
            assert!(told.contains_key(media_type), "{path}: {media_type}");
            assert_eq!(
                operation["security"].is_array(),
                path.starts_with("/v1/"),
                "{path}"
            );
            count += 1;
        }
    }
    // A route that is added by hand is in no document: there are none but those.
    let code = std::fs::read_to_string(root().join("src/server/api.rs")).unwrap();
    assert_eq!(count, code.matches("routes!(").count());
    assert!(!code.contains(".route(\"") && !code.contains(".nest"));
}

#[test]
fn everything_the_document_refers_to_is_in_it() {
    let document: serde_json::Value = serde_json::from_str(&chengbao::server::openapi()).unwrap();
    let text = document.to_string();
    let start = "#/components/schemas/";
    let named = text
        .split(start)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let named: BTreeSet<&str> = named.collect();
    assert!(named.len() > 5, "{named:?}");
    for name in named {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}
